//! Rows kept sealed: what their body says, that their references lead somewhere, sealing with a new key.
//!
//! Not here: the sealing itself (`sealing`). The one decision to know: a sealed row shows neither whom it is
//! about nor its code, so the database cannot hold its references together and this module does.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use opora_domain::permissions::OrgScope;
use opora_domain::{Field, FieldKind, OrganisationId, RecordKind, Schema, Value};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use uuid::Uuid;

use crate::audit::AuditEntry;
use crate::error::StoreError;
use crate::rows::{Reader, damaged};
use crate::sealing::{EDITION_STEP, Fingerprint, RECORD_STEP, sealed_with};
use crate::store::Store;
use crate::tables::ORGANISATION;
use crate::write::Write;

/// Most identifiers asked for in one statement.
const MOST_IDS: usize = 500;

/// The body of a row: its code and its values, as JSON.
pub(crate) fn closed(code: &str, values: Vec<Value>) -> String {
    let values = values.into_iter().map(written);
    let all: Vec<serde_json::Value> = std::iter::once(code.into()).chain(values).collect();
    serde_json::Value::from(all).to_string()
}

/// Code and values out of a body.
///
/// # Errors
/// [`StoreError::Damaged`] when it is the body of another kind.
pub(crate) fn opened(
    schema: &'static Schema,
    body: &str,
) -> Result<(String, Vec<Value>), StoreError> {
    let broken = || damaged(schema.table, "sealed");
    let all: Vec<serde_json::Value> = serde_json::from_str(body).map_err(|_| broken())?;
    let (code, values) = all.split_first().ok_or_else(broken)?;
    if values.len() != schema.fields.len() {
        return Err(broken());
    }
    let values = schema
        .fields
        .iter()
        .zip(values)
        .map(|(field, value)| read(field, value).ok_or_else(broken))
        .collect::<Result<Vec<Value>, _>>()?;
    Ok((code.as_str().ok_or_else(broken)?.to_owned(), values))
}

/// References of rows of a sealed kind, by the kind they lead to.
type Leads = BTreeMap<RecordKind, BTreeSet<Uuid>>;

fn leads<'a>(schema: &'static Schema, rows: impl IntoIterator<Item = &'a Vec<Value>>) -> Leads {
    let mut leads = Leads::new();
    for (field, value) in rows
        .into_iter()
        .flat_map(|values| schema.fields.iter().zip(values))
    {
        if let (FieldKind::Ref(target), Value::Ref(id)) = (field.kind, value) {
            leads.entry(target).or_default().insert(*id);
        }
    }
    leads
}

impl Write {
    /// Refuses rows of a sealed kind that refer to records this organisation does not have.
    pub(crate) async fn check_leads<'a>(
        &self,
        schema: &'static Schema,
        rows: impl IntoIterator<Item = &'a Vec<Value>>,
    ) -> Result<(), StoreError> {
        if !schema.is_sealed() {
            return Ok(());
        }
        for (target, ids) in leads(schema, rows) {
            let ids: Vec<Uuid> = ids.into_iter().collect();
            for some in ids.chunks(MOST_IDS) {
                let mut select = Query::select();
                select
                    .column("id")
                    .from(target.schema().table)
                    .and_where(Expr::col(ORGANISATION).eq(self.organisation().uuid()))
                    .and_where(Expr::col("id").is_in(some.iter().copied()));
                if self.handle().all(&select).await?.len() != some.len() {
                    return Err(StoreError::Reference {
                        place: schema.table.to_owned(),
                    });
                }
            }
        }
        Ok(())
    }

    /// Refuses to take away a record some sealed row refers to.
    pub(crate) async fn check_led_to(&self, kind: RecordKind, id: Uuid) -> Result<(), StoreError> {
        let refers = |schema: &Schema| {
            let mut fields = schema.fields.iter();
            schema.is_sealed() && fields.any(|field| field.kind == FieldKind::Ref(kind))
        };
        for schema in RecordKind::ALL
            .iter()
            .map(|other| other.schema())
            .filter(|schema| refers(schema))
        {
            for (row, body) in self.bodies(schema.table, "sealed").await? {
                let text = self.sealer().open((schema.table, row), &body)?;
                let (_, values) = opened(schema, &text)?;
                let led = leads(schema, [&values]);
                if led.get(&kind).is_some_and(|ids| ids.contains(&id)) {
                    return Err(StoreError::Reference {
                        place: schema.table.to_owned(),
                    });
                }
            }
        }
        Ok(())
    }

    async fn bodies(
        &self,
        table: &'static str,
        column: &'static str,
    ) -> Result<Vec<(Uuid, Vec<u8>)>, StoreError> {
        let mut select = Query::select();
        select
            .columns(["id", column])
            .from(table)
            .and_where(Expr::col(ORGANISATION).eq(self.organisation().uuid()));
        let rows = self.handle().all(&select).await?;
        rows.iter()
            .map(|row| {
                let mut row = Reader::new(row, table);
                Ok((row.take()?, row.take()?))
            })
            .collect()
    }

    /// Seals anew what an older key has sealed; the number of such rows. Versions and revision stay: what the
    /// rows say is the same.
    async fn reseal(&mut self) -> Result<u64, StoreError> {
        self.enter()?;
        let newest = self.sealer().newest_fingerprint();
        let mut count = 0_u64;
        for (table, column, step) in sealed_columns() {
            for (row, body) in self.bodies(table, column).await? {
                if sealed_with(&body) == newest {
                    continue;
                }
                let text = self.sealer().open((table, row), &body)?;
                let mut update = Query::update();
                update
                    .table(table)
                    .value(column, self.sealer().seal((table, row), step, &text)?)
                    .and_where(Expr::col(ORGANISATION).eq(self.organisation().uuid()))
                    .and_where(Expr::col("id").eq(row));
                if let Some(schema) = record_of(table) {
                    let (code, _) = opened(schema, &text)?;
                    update.value("code", self.sealer().blind(table, &code)?);
                }
                self.handle().execute(&update).await?;
                count = count.saturating_add(1);
            }
        }
        self.leave();
        Ok(count)
    }
}

/// Table, column and step of everything that is sealed.
fn sealed_columns() -> Vec<(&'static str, &'static str, usize)> {
    RecordKind::ALL
        .iter()
        .map(|kind| kind.schema())
        .filter(|schema| schema.is_sealed())
        .map(|schema| (schema.table, "sealed", RECORD_STEP))
        .chain([("edition", "snapshot", EDITION_STEP)])
        .collect()
}

fn record_of(table: &str) -> Option<&'static Schema> {
    RecordKind::from_table(table).map(RecordKind::schema)
}

impl Store {
    /// How many rows each key has sealed, in all organisations.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn keys_in_use(&self) -> Result<BTreeMap<Fingerprint, u64>, StoreError> {
        let mut found = BTreeMap::new();
        for (organisation, _) in self.list_organisations().await? {
            let tx = self.snapshot_of(organisation).await?;
            for (table, column, _) in sealed_columns() {
                // The beginning is enough: editions are large.
                let mut select = Query::select();
                select
                    .expr(Expr::cust(format!("substr({column}, 1, 5)")))
                    .from(table)
                    .and_where(Expr::col(ORGANISATION).eq(organisation.uuid()));
                for row in tx.all(&select).await? {
                    let body: Vec<u8> = Reader::new(&row, table).take()?;
                    let key = sealed_with(&body).ok_or_else(|| damaged(table, column))?;
                    let count: &mut u64 = found.entry(key).or_default();
                    *count = count.saturating_add(1);
                }
            }
            tx.commit().await?;
        }
        Ok(found)
    }

    /// Seals everything with the newest key, one organisation after another: cut short and begun again, it goes
    /// on where it was. The number of rows sealed anew.
    ///
    /// # Errors
    /// [`StoreError::KeyMissing`] when a row was sealed with a key that is not there.
    pub async fn reseal(&self, at: DateTime<Utc>) -> Result<u64, StoreError> {
        let mut all = 0_u64;
        for (organisation, _) in self.list_organisations().await? {
            all = all.saturating_add(self.reseal_one(organisation, at).await?);
        }
        Ok(all)
    }

    async fn reseal_one(
        &self,
        organisation: OrganisationId,
        at: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let scope = OrgScope::system_without_actor(organisation, "rotation of the key");
        let mut write = self.begin_write(&scope, at, 0).await?;
        let count = write.reseal().await?;
        if count == 0 {
            return Ok(0);
        }
        write
            .audit(AuditEntry {
                action: "key.rotate",
                subject_kind: "organisation",
                subject_code: None,
                detail: count.to_string(),
            })
            .await?;
        write.commit().await?;
        Ok(count)
    }
}

/// A value as JSON.
pub(crate) fn written(value: Value) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Text(text) => text.into(),
        Value::TextList(list) => list.into(),
        Value::Int(number) => number.into(),
        Value::Bool(flag) => flag.into(),
        Value::Date(day) => day.to_string().into(),
        Value::Ref(id) => id.to_string().into(),
    }
}

/// The value of a field from JSON; `None` when the field is another one since.
pub(crate) fn read(field: &Field, value: &serde_json::Value) -> Option<Value> {
    if value.is_null() {
        return Some(Value::Null);
    }
    Some(match field.kind {
        FieldKind::Text | FieldKind::Choice(_) => Value::Text(value.as_str()?.to_owned()),
        FieldKind::TextList => Value::TextList(
            value
                .as_array()?
                .iter()
                .map(|text| text.as_str().map(str::to_owned))
                .collect::<Option<Vec<String>>>()?,
        ),
        FieldKind::Int => Value::Int(value.as_i64()?),
        FieldKind::Bool => Value::Bool(value.as_bool()?),
        FieldKind::Date => Value::Date(value.as_str()?.parse::<NaiveDate>().ok()?),
        FieldKind::Ref(_) => Value::Ref(value.as_str()?.parse().ok()?),
    })
}
