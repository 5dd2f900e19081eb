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
        facts.each(&mut Decoder { rows })?;
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
        decode(&row)
    }

    /// All records of a kind, in the order of codes.
    pub async fn list<R: Record>(&self, scope: &OrgScope) -> Result<Vec<R>, StoreError> {
        let tx = self.snapshot_of(scope.organisation()).await?;
        let rows = tx.all(&select(R::SCHEMA, scope.organisation())).await?;
        tx.commit().await?;
        decode_all(&rows)
    }
}

struct Decoder {
    rows: BTreeMap<RecordKind, Vec<QueryResult>>,
}

impl EachRecord for Decoder {
    type Error = StoreError;

    fn visit<R: Record>(&mut self, records: &mut Vec<R>) -> Result<(), StoreError> {
        let rows = self.rows.remove(&R::KIND).unwrap_or_default();
        *records = decode_all(&rows)?;
        Ok(())
    }
}

fn decode_all<R: Record>(rows: &[QueryResult]) -> Result<Vec<R>, StoreError> {
    let mut records = rows.iter().map(decode).collect::<Result<Vec<R>, _>>()?;
    // Here and not in the statement: engines order Cyrillic differently.
    records.sort_by(|one, other| one.code().cmp(other.code()));
    Ok(records)
}

fn decode<R: Record>(row: &QueryResult) -> Result<R, StoreError> {
    let table = R::SCHEMA.table;
    let mut row = Reader::new(row, table);
    let id = Id::new(row.take::<Uuid>()?);
    let code = row.take()?;
    let version = row.take()?;
    let values = R::SCHEMA
        .fields
        .iter()
        .map(|field| decode_value(&mut row, field).map_err(|_| damaged(table, field.name)))
        .collect::<Result<Vec<Value>, _>>()?;
    R::from_values(id, code, version, values).map_err(|error| damaged(table, error.field))
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
        .columns(schema.fields.iter().map(|field| field.name))
        .from(schema.table)
        .and_where(Expr::col(ORGANISATION).eq(organisation.uuid()));
    select
}

/// Statements that insert the records, as version 1.
pub(crate) fn inserts<R: Record>(
    organisation: OrganisationId,
    records: &[R],
) -> Result<Vec<InsertStatement>, StoreError> {
    let fields = R::SCHEMA.fields;
    let columns = fields.len().saturating_add(4);
    let rows = MOST_VARIABLES
        .checked_div(columns)
        .unwrap_or(1)
        .min(MOST_ROWS);
    records
        .chunks(rows)
        .map(|chunk| {
            let mut insert = Query::insert();
            insert.into_table(R::SCHEMA.table).columns(
                [ORGANISATION, "id", "code", "version"]
                    .into_iter()
                    .chain(fields.iter().map(|field| field.name)),
            );
            for record in chunk {
                let own = [
                    Expr::val(organisation.uuid()),
                    Expr::val(record.id().uuid()),
                    Expr::val(record.code()),
                    Expr::val(1_i64),
                ];
                let values = fields
                    .iter()
                    .zip(record.values())
                    .map(|(field, value)| Expr::val(encode(field.kind, value)));
                insert.values(own.into_iter().chain(values))?;
            }
            Ok(insert)
        })
        .collect()
}

/// The statement that changes the record, if its version is still the one seen.
pub(crate) fn update<R: Record>(organisation: OrganisationId, record: &R) -> UpdateStatement {
    let mut update = Query::update();
    update
        .table(R::SCHEMA.table)
        .value("code", record.code())
        .value("version", Expr::col("version").add(1_i64));
    for (field, value) in R::SCHEMA.fields.iter().zip(record.values()) {
        update.value(field.name, Expr::val(encode(field.kind, value)));
    }
    update
        .and_where(Expr::col(ORGANISATION).eq(organisation.uuid()))
        .and_where(Expr::col("id").eq(record.id().uuid()))
        .and_where(Expr::col("version").eq(record.version()));
    update
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
