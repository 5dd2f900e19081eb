//! Records of any kind: rows, statements, loading.
//!
//! Not here: writing transactions (`write`). The one decision to know: a row is decoded into values
//! in the order of the schema and put together by the record itself, so no kind has code of its own
//! here.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use opora_domain::facts::{EachRecord, RecordKind};
use opora_domain::permissions::OrgScope;
use opora_domain::{Facts, Field, FieldKind, Id, OrganisationId, Record, Schema, Value};
use sea_orm::QueryResult;
use sea_orm::sea_query::{
    Expr, ExprTrait, InsertStatement, Query, SelectStatement, UpdateStatement,
};
use uuid::Uuid;

use crate::error::StoreError;
use crate::handle::Handle;
use crate::rows::{Reader, damaged};
use crate::sealed;
use crate::sealing::{RECORD_STEP, Sealer};
use crate::store::{Store, revision};
use crate::tables::ORGANISATION;

/// Most variables of one statement: SQLite allows 32766, PostgreSQL 65535.
const MOST_VARIABLES: usize = 32_000;

/// Most rows of one statement; more gain nothing and fill the cache of statements.
const MOST_ROWS: usize = 500;

impl Store {
    /// All facts of the organisation in one state, lists in the order of codes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such organisation.
    pub async fn facts(&self, scope: &OrgScope) -> Result<Facts, StoreError> {
        self.facts_at(scope).await.map(|(_, facts)| facts)
    }

    /// All facts, with the revision they are of.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such organisation.
    pub async fn facts_at(&self, scope: &OrgScope) -> Result<(i64, Facts), StoreError> {
        let organisation = scope.organisation();
        let tx = self.snapshot_of(organisation).await?;
        let at = revision(&tx, organisation).await?;
        let mut rows = BTreeMap::new();
        for kind in RecordKind::ALL {
            let select = select(kind.schema(), organisation);
            rows.insert(*kind, tx.all(&select).await?);
        }
        tx.commit().await?;
        let mut facts = Facts::default();
        let sealer = self.sealer(organisation);
        facts.each(&mut Decoder { rows, sealer })?;
        Ok((at, facts))
    }

    /// One record.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the organisation has no such record, whoever else has.
    pub async fn get<R: Record>(&self, scope: &OrgScope, id: Id<R>) -> Result<R, StoreError> {
        let mut select = select(R::SCHEMA, scope.organisation());
        select.and_where(Expr::col("id").eq(id.uuid()));
        let tx = self.snapshot_of(scope.organisation()).await?;
        let row = tx.one(&select).await?.ok_or(StoreError::NotFound)?;
        tx.commit().await?;
        decode(&row, &self.sealer(scope.organisation()))
    }

    /// All records of a kind, in the order of codes.
    pub async fn list<R: Record>(&self, scope: &OrgScope) -> Result<Vec<R>, StoreError> {
        let tx = self.snapshot_of(scope.organisation()).await?;
        let rows = tx.all(&select(R::SCHEMA, scope.organisation())).await?;
        tx.commit().await?;
        decode_all(&rows, &self.sealer(scope.organisation()))
    }
}

struct Decoder {
    rows: BTreeMap<RecordKind, Vec<QueryResult>>,
    sealer: Sealer,
}

impl EachRecord for Decoder {
    type Error = StoreError;

    fn visit<R: Record>(&mut self, records: &mut Vec<R>) -> Result<(), StoreError> {
        let rows = self.rows.remove(&R::KIND).unwrap_or_default();
        *records = decode_all(&rows, &self.sealer)?;
        Ok(())
    }
}

fn decode_all<R: Record>(rows: &[QueryResult], sealer: &Sealer) -> Result<Vec<R>, StoreError> {
    let mut records = rows
        .iter()
        .map(|row| decode(row, sealer))
        .collect::<Result<Vec<R>, _>>()?;
    // Here and not in the statement: engines order Cyrillic differently.
    records.sort_by(|one, other| one.code().cmp(other.code()));
    Ok(records)
}

fn decode<R: Record>(row: &QueryResult, sealer: &Sealer) -> Result<R, StoreError> {
    let table = R::SCHEMA.table;
    let mut row = Reader::new(row, table);
    let id = row.take::<Uuid>()?;
    let code = row.take()?;
    let version = row.take()?;
    let (code, values) = if R::SCHEMA.is_sealed() {
        let body: Vec<u8> = row.take()?;
        sealed::opened(R::SCHEMA, &sealer.open((table, id), &body)?)?
    } else {
        let values = R::SCHEMA
            .fields
            .iter()
            .map(|field| decode_value(&mut row, field).map_err(|_| damaged(table, field.name)))
            .collect::<Result<Vec<Value>, _>>()?;
        (code, values)
    };
    R::from_values(Id::new(id), code, version, values).map_err(|error| damaged(table, error.field))
}

pub(crate) fn decode_value(row: &mut Reader<'_>, field: &Field) -> Result<Value, StoreError> {
    let value = match field.kind {
        FieldKind::Text | FieldKind::Choice(_) => row.take::<Option<String>>()?.map(Value::Text),
        FieldKind::TextList => match row.take::<Option<String>>()? {
            Some(json) => Some(Value::TextList(
                serde_json::from_str(&json).map_err(|_| damaged("", field.name))?,
            )),
            None => None,
        },
        FieldKind::Int => row.take::<Option<i64>>()?.map(Value::Int),
        FieldKind::Bool => row.take::<Option<bool>>()?.map(Value::Bool),
        FieldKind::Date => row.take::<Option<NaiveDate>>()?.map(Value::Date),
        FieldKind::Ref(_) => row.take::<Option<Uuid>>()?.map(Value::Ref),
    };
    Ok(value.unwrap_or(Value::Null))
}

/// The value as the engines take it; an empty one keeps the type of its column.
pub(crate) fn encode(kind: FieldKind, value: Value) -> sea_orm::Value {
    match value {
        Value::Text(text) => text.into(),
        Value::TextList(list) => serde_json::Value::from(list).to_string().into(),
        Value::Int(number) => number.into(),
        Value::Bool(flag) => flag.into(),
        Value::Date(day) => day.into(),
        Value::Ref(id) => id.into(),
        Value::Null => match kind {
            FieldKind::Text | FieldKind::Choice(_) | FieldKind::TextList => None::<String>.into(),
            FieldKind::Int => None::<i64>.into(),
            FieldKind::Bool => None::<bool>.into(),
            FieldKind::Date => None::<NaiveDate>.into(),
            FieldKind::Ref(_) => None::<Uuid>.into(),
        },
    }
}

fn select(schema: &'static Schema, organisation: OrganisationId) -> SelectStatement {
    let mut select = Query::select();
    select
        .columns(["id", "code", "version"])
        .columns(own_columns(schema))
        .from(schema.table)
        .and_where(Expr::col(ORGANISATION).eq(organisation.uuid()));
    select
}

/// Columns of a kind after those every kind has.
pub(crate) fn own_columns(schema: &'static Schema) -> Vec<&'static str> {
    if schema.is_sealed() {
        return vec!["sealed"];
    }
    schema.fields.iter().map(|field| field.name).collect()
}

/// What is written of a record: its code, and its values in the order of [`own_columns`].
pub(crate) fn cells(
    sealer: &Sealer,
    schema: &'static Schema,
    (id, code): (Uuid, &str),
    values: Vec<Value>,
) -> Result<(String, Vec<Expr>), StoreError> {
    if schema.is_sealed() {
        let body = sealed::closed(code, values);
        let body = sealer.seal((schema.table, id), RECORD_STEP, &body)?;
        return Ok((sealer.blind(schema.table, code)?, vec![Expr::val(body)]));
    }
    let cells = schema
        .fields
        .iter()
        .zip(values)
        .map(|(field, value)| Expr::val(encode(field.kind, value)));
    Ok((code.to_owned(), cells.collect()))
}

/// The statement that inserts rows of (id, code, version, values).
pub(crate) fn insert(
    sealer: &Sealer,
    schema: &'static Schema,
    rows: impl IntoIterator<Item = (Uuid, String, i64, Vec<Value>)>,
) -> Result<InsertStatement, StoreError> {
    let mut insert = Query::insert();
    insert.into_table(schema.table).columns(
        [ORGANISATION, "id", "code", "version"]
            .into_iter()
            .chain(own_columns(schema)),
    );
    for (id, code, version, values) in rows {
        let (code, values) = cells(sealer, schema, (id, &code), values)?;
        let own = [
            Expr::val(sealer.organisation().uuid()),
            Expr::val(id),
            Expr::val(code),
            Expr::val(version),
        ];
        insert.values(own.into_iter().chain(values))?;
    }
    Ok(insert)
}

/// Statements that insert the records, as version 1.
pub(crate) fn inserts<R: Record>(
    sealer: &Sealer,
    records: &[R],
) -> Result<Vec<InsertStatement>, StoreError> {
    let rows = MOST_VARIABLES
        .checked_div(own_columns(R::SCHEMA).len().saturating_add(4))
        .unwrap_or(1)
        .min(MOST_ROWS);
    records
        .chunks(rows)
        .map(|chunk| {
            let rows = chunk.iter().map(|record| {
                let code = record.code().to_owned();
                (record.id().uuid(), code, 1, record.values())
            });
            insert(sealer, R::SCHEMA, rows)
        })
        .collect()
}

/// The statement that changes a record, if its version is still the one seen.
pub(crate) fn update(
    sealer: &Sealer,
    schema: &'static Schema,
    (id, code, version): (Uuid, &str, i64),
    values: Vec<Value>,
) -> Result<UpdateStatement, StoreError> {
    let (code, values) = cells(sealer, schema, (id, code), values)?;
    let mut update = Query::update();
    update
        .table(schema.table)
        .value("code", code)
        .value("version", Expr::col("version").add(1_i64));
    for (column, value) in own_columns(schema).into_iter().zip(values) {
        update.value(column, value);
    }
    update
        .and_where(Expr::col(ORGANISATION).eq(sealer.organisation().uuid()))
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("version").eq(version));
    Ok(update)
}

/// Why a row was not touched: it is not there, or its version is another.
pub(crate) async fn why_untouched(
    handle: &Handle,
    organisation: OrganisationId,
    table: &'static str,
    id: Uuid,
) -> StoreError {
    let mut select = Query::select();
    select
        .column("version")
        .from(table)
        .and_where(Expr::col(ORGANISATION).eq(organisation.uuid()))
        .and_where(Expr::col("id").eq(id));
    match handle.one(&select).await {
        Ok(Some(_)) => StoreError::Conflict { table },
        Ok(None) => StoreError::NotFound,
        Err(error) => error,
    }
}
