//! Versions of records: what each one was, who changed it and when, what was deleted.
//!
//! Not here: what may be changed (`app`), the audit log. The one decision to know: a version is kept
//! by the same transaction that makes it, and fields of the classes C3 and C4 are never copied here,
//! so a history tells of no illness; such a field cannot be brought back from it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use opora_domain::permissions::OrgScope;
use opora_domain::{Field, FieldClass, RecordKind, Schema, Value};
use sea_orm::QueryResult;
use sea_orm::sea_query::{
    Expr, ExprTrait, InsertStatement, OnConflict, Order, Query, SelectStatement,
};
use uuid::Uuid;

use crate::audit::actor;
use crate::error::StoreError;
use crate::records::{decode_value, insert, update, why_untouched};
use crate::rows::{Reader, damaged};
use crate::sealed::{read, written};
use crate::store::Store;
use crate::tables::ORGANISATION;
use crate::write::Write;

/// Deleted records a page shows at most.
const DELETED_SHOWN: u64 = 200;

/// A record of any kind as values in the order of its schema.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordRow {
    /// Kind.
    pub kind: RecordKind,
    /// Identifier.
    pub id: Uuid,
    /// Code.
    pub code: String,
    /// Version, 1 when new; for a change the one that was seen.
    pub version: i64,
    /// Values in the order of the schema.
    pub values: Vec<Value>,
}

/// How a version came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionAct {
    /// It was there before versions were kept, or came with a workbook.
    Earlier,
    /// Added by hand.
    Add,
    /// Changed.
    Change,
    /// Deleted as entered by mistake; the values are those it had.
    Delete,
    /// Brought back after a deletion, or put back to an older version.
    Restore,
}

impl VersionAct {
    const ALL: [Self; 5] = [
        Self::Earlier,
        Self::Add,
        Self::Change,
        Self::Delete,
        Self::Restore,
    ];

    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Earlier => "earlier",
            Self::Add => "add",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }
}

/// A version of a record.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordVersion {
    /// Kind.
    pub kind: RecordKind,
    /// Identifier of the record.
    pub id: Uuid,
    /// Number.
    pub version: i64,
    /// Code of the record.
    pub code: String,
    /// How it came about.
    pub act: VersionAct,
    /// When; `None` when it was made before versions were kept.
    pub at: Option<DateTime<Utc>>,
    /// Who, as in the audit log.
    pub actor: Option<String>,
    /// Why, for a deletion.
    pub reason: Option<String>,
    /// Values in the order of the schema; `None` where the class of the field forbids a copy.
    pub values: Vec<Option<Value>>,
}

/// When and by whom a version was made; nothing for one from before versions were kept.
type Made = Option<(DateTime<Utc>, String)>;

/// Whether values of the field are copied into versions.
pub fn is_kept(field: &Field) -> bool {
    field.class < FieldClass::C3
}

const COLUMNS: [&str; 9] = [
    "record_id",
    "version",
    "code",
    "act",
    "at",
    "actor",
    "reason",
    "body_json",
    "kind",
];

impl Store {
    /// Versions of a record, newest first; empty when it was never changed.
    pub async fn list_versions(
        &self,
        scope: &OrgScope,
        kind: RecordKind,
        id: Uuid,
    ) -> Result<Vec<RecordVersion>, StoreError> {
        let mut select = versions(scope, kind);
        select
            .and_where(Expr::col("record_id").eq(id))
            .order_by("version", Order::Desc);
        let tx = self.snapshot_of(scope.organisation()).await?;
        let rows = tx.all(&select).await?;
        tx.commit().await?;
        rows.iter().map(decode).collect()
    }

    /// Deleted records of a kind, last deleted first.
    pub async fn list_deleted(
        &self,
        scope: &OrgScope,
        kind: RecordKind,
    ) -> Result<Vec<RecordVersion>, StoreError> {
        let mut select = versions(scope, kind);
        select
            .and_where(Expr::col("act").eq(VersionAct::Delete.code()))
            .and_where(Expr::col("record_id").not_in_subquery(alive(scope, kind)))
            .order_by("at", Order::Desc)
            .order_by("version", Order::Desc)
            .limit(DELETED_SHOWN);
        let tx = self.snapshot_of(scope.organisation()).await?;
        let rows = tx.all(&select).await?;
        tx.commit().await?;
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        for row in &rows {
            let version = decode(row)?;
            // Deleted, brought back, deleted again: the last deletion counts.
            if seen.insert(version.id) {
                found.push(version);
            }
        }
        Ok(found)
    }
}

impl Write {
    /// Inserts a record, as version 1.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when its code is taken, [`StoreError::Reference`].
    pub async fn add_row(&mut self, row: &RecordRow) -> Result<(), StoreError> {
        self.enter()?;
        self.insert_row(row, 1).await?;
        self.keep(row.kind.schema(), row.id, VersionAct::Add, None)
            .await?;
        self.leave();
        Ok(())
    }

    /// Changes a record whose version is the one seen.
    ///
    /// # Errors
    /// [`StoreError::Conflict`], [`StoreError::NotFound`], [`StoreError::Reference`].
    pub async fn change_row(&mut self, row: &RecordRow, act: VersionAct) -> Result<(), StoreError> {
        self.enter()?;
        let schema = row.kind.schema();
        self.keep(schema, row.id, VersionAct::Earlier, None).await?;
        self.check_leads(schema, [&row.values]).await?;
        let seen = (row.id, row.code.as_str(), row.version);
        let statement = update(self.sealer(), schema, seen, row.values.clone())?;
        if self.handle().execute(&statement).await? == 0 {
            return Err(self.untouched(row.kind, row.id).await);
        }
        self.keep(schema, row.id, act, None).await?;
        self.leave();
        Ok(())
    }

    /// Deletes a record whose version is the one seen, and keeps what it was.
    ///
    /// # Errors
    /// [`StoreError::Conflict`], [`StoreError::NotFound`], [`StoreError::Reference`] when another
    /// record refers to it.
    pub async fn remove_row(
        &mut self,
        kind: RecordKind,
        id: Uuid,
        version: i64,
        reason: &str,
    ) -> Result<(), StoreError> {
        self.enter()?;
        let schema = kind.schema();
        self.check_led_to(kind, id).await?;
        self.keep(schema, id, VersionAct::Earlier, None).await?;
        // The deletion is a version of its own: it has a number, somebody and an instant.
        let mut step = Query::update();
        step.table(schema.table)
            .value("version", Expr::col("version").add(1_i64))
            .and_where(Expr::col(ORGANISATION).eq(self.organisation().uuid()))
            .and_where(Expr::col("id").eq(id))
            .and_where(Expr::col("version").eq(version));
        if self.handle().execute(&step).await? == 0 {
            return Err(self.untouched(kind, id).await);
        }
        // A reason is typed freely: about a special category it would say in the open what was sealed.
        let reason = Some(reason).filter(|_| !schema.is_sealed());
        self.keep(schema, id, VersionAct::Delete, reason).await?;
        let mut delete = Query::delete();
        delete
            .from_table(schema.table)
            .and_where(Expr::col(ORGANISATION).eq(self.organisation().uuid()))
            .and_where(Expr::col("id").eq(id));
        self.handle().execute(&delete).await?;
        self.leave();
        Ok(())
    }

    /// Brings a deleted record back, as the version after `row.version`.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when it is there already or its code was given away,
    /// [`StoreError::Reference`] when a record it refers to is gone.
    pub async fn put_back(&mut self, row: &RecordRow) -> Result<(), StoreError> {
        self.enter()?;
        self.insert_row(row, row.version.saturating_add(1)).await?;
        self.keep(row.kind.schema(), row.id, VersionAct::Restore, None)
            .await?;
        self.leave();
        Ok(())
    }

    async fn untouched(&self, kind: RecordKind, id: Uuid) -> StoreError {
        why_untouched(self.handle(), self.organisation(), kind.schema().table, id).await
    }

    async fn insert_row(&self, row: &RecordRow, version: i64) -> Result<(), StoreError> {
        let schema = row.kind.schema();
        self.check_leads(schema, [&row.values]).await?;
        let row = (row.id, row.code.clone(), version, row.values.clone());
        let statement = insert(self.sealer(), schema, [row])?;
        self.handle().execute(&statement).await.map(|_| ())
    }

    /// Copies the record as it is now into its versions, unless that version is there already.
    pub(crate) async fn keep(
        &self,
        schema: &'static Schema,
        id: Uuid,
        act: VersionAct,
        reason: Option<&str>,
    ) -> Result<(), StoreError> {
        let fields = kept_fields(schema);
        let mut select = Query::select();
        select
            .columns(["code", "version"])
            .columns(fields.iter().map(|field| field.name))
            .from(schema.table)
            .and_where(Expr::col(ORGANISATION).eq(self.organisation().uuid()))
            .and_where(Expr::col("id").eq(id));
        let Some(row) = self.handle().one(&select).await? else {
            return Ok(());
        };
        let mut row = Reader::new(&row, schema.table);
        let (code, version): (String, i64) = (row.take()?, row.take()?);
        let mut body = serde_json::Map::new();
        for field in fields {
            let value = decode_value(&mut row, field)?;
            body.insert(field.name.to_owned(), written(value));
        }
        let made = (act != VersionAct::Earlier).then(|| (self.at(), actor(self.scope().actor())));
        let insert = self.version_insert(
            (schema.table, id, version, &code),
            (act, made, reason),
            &serde_json::Value::Object(body).to_string(),
        )?;
        self.handle().execute(&insert).await.map(|_| ())
    }

    fn version_insert(
        &self,
        (table, id, version, code): (&str, Uuid, i64, &str),
        (act, made, reason): (VersionAct, Made, Option<&str>),
        body: &str,
    ) -> Result<InsertStatement, StoreError> {
        let (at, who) = made.unzip();
        let mut insert = Query::insert();
        insert
            .into_table("record_version")
            .columns([ORGANISATION].into_iter().chain(COLUMNS))
            .values([
                Expr::val(self.organisation().uuid()),
                Expr::val(id),
                Expr::val(version),
                Expr::val(code),
                Expr::val(act.code()),
                Expr::val(at),
                Expr::val(who),
                Expr::val(reason.map(str::to_owned)),
                Expr::val(body),
                Expr::val(table),
            ])?
            .on_conflict(
                OnConflict::columns([ORGANISATION, "kind", "record_id", "version"])
                    .do_nothing()
                    .to_owned(),
            );
        Ok(insert)
    }
}

fn kept_fields(schema: &'static Schema) -> Vec<&'static Field> {
    schema
        .fields
        .iter()
        .filter(|field| is_kept(field))
        .collect()
}

fn versions(scope: &OrgScope, kind: RecordKind) -> SelectStatement {
    let mut select = Query::select();
    select
        .columns(COLUMNS)
        .from("record_version")
        .and_where(Expr::col(ORGANISATION).eq(scope.organisation().uuid()))
        .and_where(Expr::col("kind").eq(kind.schema().table));
    select
}

fn alive(scope: &OrgScope, kind: RecordKind) -> SelectStatement {
    let mut select = Query::select();
    select
        .column("id")
        .from(kind.schema().table)
        .and_where(Expr::col(ORGANISATION).eq(scope.organisation().uuid()));
    select
}

fn decode(row: &QueryResult) -> Result<RecordVersion, StoreError> {
    let mut row = Reader::new(row, "record_version");
    let (id, version, code) = (row.take()?, row.take()?, row.take()?);
    let act = row.code(VersionAct::from_code)?;
    let (at, who, reason) = (row.take()?, row.take()?, row.take()?);
    let body: String = row.take()?;
    let kind = row.code(RecordKind::from_table)?;
    let body: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&body).map_err(|_| damaged("record_version", "body_json"))?;
    let values = kind
        .schema()
        .fields
        .iter()
        .map(|field| body.get(field.name).and_then(|value| read(field, value)))
        .collect();
    Ok(RecordVersion {
        kind,
        id,
        version,
        code,
        act,
        at,
        actor: who,
        reason,
        values,
    })
}
