//! One write of one organisation: a transaction with its audit entries.
//!
//! Not here: what may be written (`app`). The one decision to know: the row of the organisation is
//! locked first, so its writes come one after another, revisions and numbers of the audit log have
//! no gaps, and a write without an audit entry is never committed.

use chrono::{DateTime, Utc};
use opora_domain::facts::LookRecord;
use opora_domain::permissions::OrgScope;
use opora_domain::{Facts, Id, OrganisationId, Record, Schema, Value};
use sea_orm::sea_query::{Expr, ExprTrait, InsertStatement, OnConflict, Query, UpdateStatement};
use uuid::Uuid;

use crate::audit::{AuditEntry, Chain};
use crate::error::StoreError;
use crate::handle::Handle;
use crate::records::{inserts, update, why_untouched};
use crate::rows::{Reader, kept};
use crate::sealing::Sealer;
use crate::store::{Store, new_organisation};
use crate::tables::ORGANISATION;
use crate::versions::VersionAct;

/// A write under way. Dropped without [`Self::commit`], it leaves nothing behind. After a failed
/// method only dropping is left: committing gives [`StoreError::Aborted`].
#[derive(Debug)]
pub struct Write {
    handle: Handle,
    scope: OrgScope,
    at: DateTime<Utc>,
    revision: i64,
    chain: Chain,
    sealer: Sealer,
    audited: bool,
    // False while a method runs and after one has failed or was given up half way.
    sound: bool,
}

impl Store {
    /// Begins a write at this instant; waits for other writes of the organisation (SQLite: of
    /// anybody). Do not call other changing methods of the store while it is under way.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such organisation.
    pub async fn write(&self, scope: &OrgScope, at: DateTime<Utc>) -> Result<Write, StoreError> {
        self.begin_write(scope, at, 1).await
    }

    /// Begins a write that moves the revision on by `step`.
    pub(crate) async fn begin_write(
        &self,
        scope: &OrgScope,
        at: DateTime<Utc>,
        step: i64,
    ) -> Result<Write, StoreError> {
        let handle = self.transaction().await?;
        handle.enter(scope.organisation()).await?;
        let sealer = self.sealer(scope.organisation());
        Write::begin((handle, sealer), scope, at, step).await
    }

    /// Begins the first write of a new organisation: both last, or neither.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the identifier is taken.
    pub async fn write_first(
        &self,
        scope: &OrgScope,
        name: &str,
        at: DateTime<Utc>,
    ) -> Result<Write, StoreError> {
        let handle = self.transaction().await?;
        handle.enter(scope.organisation()).await?;
        let insert = new_organisation(scope.organisation(), name, at)?;
        handle.execute(&insert).await?;
        let sealer = self.sealer(scope.organisation());
        Write::begin((handle, sealer), scope, at, 1).await
    }
}

impl Write {
    async fn begin(
        (handle, sealer): (Handle, Sealer),
        scope: &OrgScope,
        at: DateTime<Utc>,
        step: i64,
    ) -> Result<Self, StoreError> {
        let mut lock = Query::update();
        lock.table("organisation")
            .value("revision", Expr::col("revision").add(step))
            .and_where(Expr::col("id").eq(scope.organisation().uuid()))
            .returning(Query::returning().columns(["revision", "audit_seq", "audit_hash"]));
        let row = handle.one(&lock).await?.ok_or(StoreError::NotFound)?;
        let mut row = Reader::new(&row, "organisation");
        Ok(Self {
            handle,
            scope: *scope,
            at: kept(at),
            revision: row.take()?,
            chain: Chain {
                organisation: scope.organisation(),
                seq: row.take()?,
                hash: row.take()?,
            },
            sealer,
            audited: false,
            sound: true,
        })
    }

    /// The instant of the write.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    pub(crate) fn organisation(&self) -> OrganisationId {
        self.scope.organisation()
    }

    pub(crate) fn scope(&self) -> &OrgScope {
        &self.scope
    }

    pub(crate) fn sealer(&self) -> &Sealer {
        &self.sealer
    }

    pub(crate) fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Before each method: refuses to go on after a failure.
    pub(crate) fn enter(&mut self) -> Result<(), StoreError> {
        if self.sound {
            self.sound = false;
            Ok(())
        } else {
            Err(StoreError::Aborted)
        }
    }

    /// After each method that did not fail.
    pub(crate) fn leave(&mut self) {
        self.sound = true;
    }

    /// Inserts records, as version 1.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when a code is taken, [`StoreError::Reference`] when a reference
    /// leads to no record of this organisation.
    pub async fn insert<R: Record>(&mut self, records: &[R]) -> Result<(), StoreError> {
        self.enter()?;
        let values: Vec<_> = records.iter().map(Record::values).collect();
        self.check_leads(R::SCHEMA, &values).await?;
        for statement in inserts(&self.sealer, records)? {
            self.handle.execute(&statement).await?;
        }
        self.leave();
        Ok(())
    }

    /// Changes a record whose version is the one seen; stored, its version is one more.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody changed it meanwhile, [`StoreError::NotFound`].
    pub async fn update<R: Record>(&mut self, record: &R) -> Result<(), StoreError> {
        self.enter()?;
        let values = record.values();
        self.check_leads(R::SCHEMA, [&values]).await?;
        let seen = (record.id().uuid(), record.code(), record.version());
        let statement = update(&self.sealer, R::SCHEMA, seen, values)?;
        self.touch_one(&statement, R::SCHEMA, record.id().uuid())
            .await?;
        self.leave();
        Ok(())
    }

    /// Deletes a record whose version is the one seen.
    ///
    /// # Errors
    /// [`StoreError::Conflict`], [`StoreError::NotFound`], [`StoreError::Reference`] when another
    /// record refers to it.
    pub async fn delete<R: Record>(&mut self, id: Id<R>, version: i64) -> Result<(), StoreError> {
        self.enter()?;
        self.check_led_to(R::KIND, id.uuid()).await?;
        let mut statement = Query::delete();
        statement
            .from_table(R::SCHEMA.table)
            .and_where(Expr::col(ORGANISATION).eq(self.organisation().uuid()))
            .and_where(Expr::col("id").eq(id.uuid()))
            .and_where(Expr::col("version").eq(version));
        if self.handle.execute(&statement).await? == 0 {
            let table = R::SCHEMA.table;
            return Err(why_untouched(&self.handle, self.organisation(), table, id.uuid()).await);
        }
        self.leave();
        Ok(())
    }

    /// Inserts `new` and changes `changed`, kind by kind in the order of references.
    ///
    /// # Errors
    /// As [`Self::insert`] and [`Self::update`].
    pub async fn import(&mut self, new: &Facts, changed: &Facts) -> Result<(), StoreError> {
        self.enter()?;
        let mut statements = Statements {
            sealer: self.sealer.clone(),
            inserts: Vec::new(),
            updates: Vec::new(),
            leads: Vec::new(),
            inserting: true,
            failed: None,
        };
        new.look(&mut statements);
        statements.inserting = false;
        changed.look(&mut statements);
        if let Some(error) = statements.failed {
            return Err(error);
        }
        for statement in statements.inserts {
            self.handle.execute(&statement).await?;
        }
        for (schema, id, statement) in statements.updates {
            self.touch_one(&statement, schema, id).await?;
        }
        // Last: what they lead to may have come in the same go.
        for (schema, values) in statements.leads {
            self.check_leads(schema, &values).await?;
        }
        self.leave();
        Ok(())
    }

    /// Puts an entry into the audit log, in this transaction.
    ///
    /// # Errors
    /// [`StoreError::AuditEntry`] when it is not well formed.
    pub async fn audit(&mut self, entry: AuditEntry<'_>) -> Result<(), StoreError> {
        self.enter()?;
        let statement = self.chain.append(&self.scope, self.at, entry)?;
        self.handle.execute(&statement).await?;
        self.audited = true;
        self.leave();
        Ok(())
    }

    /// Whether the key is used for the first time in this organisation: for creates sent twice.
    pub async fn once(&mut self, key: &str) -> Result<bool, StoreError> {
        self.enter()?;
        let mut statement = Query::insert();
        statement
            .into_table("once_key")
            .columns([ORGANISATION, "key", "at"])
            .values([
                Expr::val(self.organisation().uuid()),
                Expr::val(key),
                Expr::val(self.at),
            ])?
            .on_conflict(
                OnConflict::columns([ORGANISATION, "key"])
                    .do_nothing()
                    .to_owned(),
            );
        let first = self.handle.execute(&statement).await? == 1;
        self.leave();
        Ok(first)
    }

    /// Makes the write last; the revision of the organisation after it.
    ///
    /// # Errors
    /// [`StoreError::NotAudited`], [`StoreError::Aborted`]; nothing is left behind then.
    pub async fn commit(self) -> Result<i64, StoreError> {
        if !self.sound {
            return Err(StoreError::Aborted);
        }
        if !self.audited {
            return Err(StoreError::NotAudited);
        }
        self.handle.execute(&self.chain.head()).await?;
        self.handle.commit().await?;
        Ok(self.revision)
    }

    async fn touch_one(
        &self,
        statement: &UpdateStatement,
        schema: &'static Schema,
        id: Uuid,
    ) -> Result<(), StoreError> {
        self.keep(schema, id, VersionAct::Earlier, None).await?;
        if self.handle.execute(statement).await? == 0 {
            let table = schema.table;
            return Err(why_untouched(&self.handle, self.organisation(), table, id).await);
        }
        self.keep(schema, id, VersionAct::Change, None).await
    }
}

/// Statements of an import.
struct Statements {
    sealer: Sealer,
    inserts: Vec<InsertStatement>,
    updates: Vec<(&'static Schema, Uuid, UpdateStatement)>,
    /// Rows of sealed kinds.
    leads: Vec<(&'static Schema, Vec<Vec<Value>>)>,
    inserting: bool,
    failed: Option<StoreError>,
}

impl Statements {
    fn add<R: Record>(&mut self, records: &[R]) -> Result<(), StoreError> {
        if R::SCHEMA.is_sealed() {
            let values = records.iter().map(Record::values).collect();
            self.leads.push((R::SCHEMA, values));
        }
        if self.inserting {
            self.inserts.extend(inserts(&self.sealer, records)?);
            return Ok(());
        }
        for record in records {
            let seen = (record.id().uuid(), record.code(), record.version());
            let statement = update(&self.sealer, R::SCHEMA, seen, record.values())?;
            self.updates
                .push((R::SCHEMA, record.id().uuid(), statement));
        }
        Ok(())
    }
}

impl LookRecord for Statements {
    fn look<R: Record>(&mut self, records: &[R]) {
        if self.failed.is_none() {
            self.failed = self.add(records).err();
        }
    }
}
