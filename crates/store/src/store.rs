//! The store: opening, migrating, organisations, revisions.
//!
//! Not here: records, editions, accounts, audit log (modules of their own add methods). The one
//! decision to know: opening never migrates; the command line does that knowingly, after a copy.

use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use opora_domain::OrganisationId;
use opora_domain::permissions::OrgScope;
use sea_orm::sea_query::{Expr, ExprTrait, InsertStatement, Order, Query};
use sea_orm::{DatabaseConnection, DbBackend};
use uuid::Uuid;

use crate::error::StoreError;
use crate::handle::Handle;
use crate::migrations;
use crate::open::{Engine, Location};
use crate::rows::{Reader, kept};
use crate::sealing::{Keyring, Sealer};

/// The data of one installation. Cheap to clone; clones share connections and the lock.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    engine: Engine,
    place: Arc<str>,
    files: Option<PathBuf>,
    reader: DatabaseConnection,
    writer: DatabaseConnection,
    lock: Mutex<Option<File>>,
    keyring: Keyring,
}

/// What a migration did; nothing when both are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// Schema before; 0 for an empty database.
    pub from: i64,
    /// Schema after.
    pub to: i64,
}

impl Store {
    /// Opens the data; a folder has to exist, its database is made when there is none. Does not
    /// migrate: see [`Self::ready`] and [`Self::migrate`]. The keys are asked for when something
    /// sealed is read or written, not before.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::NotAFolder`], [`StoreError::InUse`],
    /// [`StoreError::ReadOnly`], [`StoreError::Full`], [`StoreError::Corrupt`],
    /// [`StoreError::BadAddress`], [`StoreError::Unreachable`], [`StoreError::Newer`].
    pub async fn open(location: &Location, keyring: Keyring) -> Result<Self, StoreError> {
        let opened = location.open().await?;
        let files = match location {
            Location::Folder(folder) => Some(folder.join("files")),
            Location::Url(_) => None,
        };
        let store = Self {
            inner: Arc::new(Inner {
                engine: opened.engine,
                place: opened.place.into(),
                files,
                reader: opened.reader,
                writer: opened.writer,
                lock: Mutex::new(opened.lock),
                keyring,
            }),
        };
        store.warn_of_a_fallen_wall().await?;
        let found = store.schema_version().await?;
        let known = migrations::newest();
        if found > known {
            store.close().await?;
            let place = store.place().to_owned();
            return Err(StoreError::Newer {
                place,
                found,
                known,
            });
        }
        Ok(store)
    }

    /// Row-level security does not bind a superuser: the first wall, the scope of every query, is
    /// all that is left then.
    async fn warn_of_a_fallen_wall(&self) -> Result<(), StoreError> {
        if self.engine() != Engine::Postgres {
            return Ok(());
        }
        let mut select = Query::select();
        select
            .expr(Expr::cust("rolsuper OR rolbypassrls"))
            .from("pg_roles")
            .and_where(Expr::col("rolname").eq(Expr::cust("current_user")));
        let unbound: bool = match self.reading().one(&select).await? {
            Some(row) => Reader::new(&row, "pg_roles").take()?,
            None => false,
        };
        if unbound {
            tracing::warn!(
                "the role of the database passes row-level security by; give the program a role \
                 that is no superuser"
            );
        }
        Ok(())
    }

    /// Kind of the database.
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// Folder or address, without a password.
    pub fn place(&self) -> &str {
        &self.inner.place
    }

    /// Folder of stored files; `None` with a server of databases.
    pub fn files_folder(&self) -> Option<&std::path::Path> {
        self.inner.files.as_deref()
    }

    /// Number of the last migration run on the data; 0 for an empty database.
    pub async fn schema_version(&self) -> Result<i64, StoreError> {
        version(&self.writing()).await
    }

    /// Whether the data have the schema of this program.
    ///
    /// # Errors
    /// [`StoreError::Older`] when a migration is due.
    pub async fn ready(&self) -> Result<(), StoreError> {
        let found = self.schema_version().await?;
        let known = migrations::newest();
        if found < known {
            let place = self.place().to_owned();
            return Err(StoreError::Older {
                place,
                found,
                known,
            });
        }
        Ok(())
    }

    /// Brings the data to the schema of this program, all steps or none.
    pub async fn migrate(&self) -> Result<Migrated, StoreError> {
        let tx = self.transaction().await?;
        if tx.backend() == DbBackend::Postgres {
            // Several processes may start at once; the number is any that others do not use.
            tx.execute_text("SELECT pg_advisory_xact_lock(7305261924401)")
                .await?;
        }
        tx.execute_text(
            "CREATE TABLE IF NOT EXISTS schema_migration (number bigint NOT NULL PRIMARY KEY)",
        )
        .await?;
        let from = version(&tx).await?;
        for migration in migrations::ALL.iter().filter(|step| step.number > from) {
            for statement in migration.statements(tx.backend()) {
                tx.execute_text(&statement).await?;
            }
            let mut done = Query::insert();
            done.into_table("schema_migration")
                .columns(["number"])
                .select_from(Query::select().expr(Expr::val(migration.number)).to_owned())?;
            tx.execute(&done).await?;
        }
        tx.commit().await?;
        let to = migrations::newest();
        Ok(Migrated { from, to })
    }

    /// Ends all connections and gives up the lock, for all clones.
    pub async fn close(&self) -> Result<(), StoreError> {
        for pool in [&self.inner.reader, &self.inner.writer] {
            pool.close_by_ref()
                .await
                .map_err(|error| crate::error::translate(&error, self.place()))?;
        }
        self.inner
            .lock
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        Ok(())
    }

    /// Puts down a new organisation.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the identifier is taken.
    pub async fn create_organisation(
        &self,
        id: OrganisationId,
        name: &str,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let insert = new_organisation(id, name, at)?;
        self.writing().execute(&insert).await.map(|_| ())
    }

    /// Identifiers and names of all organisations, in the order in which they were made.
    pub async fn list_organisations(&self) -> Result<Vec<(OrganisationId, String)>, StoreError> {
        let mut select = Query::select();
        select
            .columns(["id", "name"])
            .from("organisation")
            .order_by("created_at", Order::Asc)
            .order_by("id", Order::Asc);
        let rows = self.reading().all(&select).await?;
        rows.iter()
            .map(|row| {
                let mut row = Reader::new(row, "organisation");
                Ok((OrganisationId::new(row.take::<Uuid>()?), row.take()?))
            })
            .collect()
    }

    /// Number of committed writes of the organisation. Cheap: for telling whether what was loaded
    /// is still true.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such organisation.
    pub async fn revision(&self, scope: &OrgScope) -> Result<i64, StoreError> {
        revision(&self.reading(), scope.organisation()).await
    }

    /// Forgets what has run out: sessions over, links expired a month ago, attempts to sign in older
    /// than a week. Nothing of it can be used any more.
    pub async fn forget_expired(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let week = kept(now - Duration::days(7));
        for (table, column, before) in [
            ("session", "expires_at", kept(now)),
            (
                "one_time_link",
                "expires_at",
                kept(now - Duration::days(30)),
            ),
            ("sign_in_attempt", "at", week),
        ] {
            let mut delete = Query::delete();
            delete
                .from_table(table)
                .and_where(Expr::col(column).lt(before));
            self.writing().execute(&delete).await?;
        }
        Ok(())
    }

    pub(crate) fn sealer(&self, organisation: OrganisationId) -> Sealer {
        self.inner.keyring.of(organisation)
    }

    /// Single statements that change nothing.
    pub(crate) fn reading(&self) -> Handle {
        Handle::pool(&self.inner.reader, &self.inner.place)
    }

    /// Single statements that change something.
    pub(crate) fn writing(&self) -> Handle {
        Handle::pool(&self.inner.writer, &self.inner.place)
    }

    /// A transaction that changes something outside organisations.
    pub(crate) async fn transaction(&self) -> Result<Handle, StoreError> {
        Handle::begin(&self.inner.writer, &self.inner.place).await
    }

    /// A transaction that reads one state of the organisation.
    pub(crate) async fn snapshot_of(
        &self,
        organisation: OrganisationId,
    ) -> Result<Handle, StoreError> {
        Handle::begin_reading(&self.inner.reader, &self.inner.place, organisation).await
    }
}

/// The statement that puts down an organisation without facts.
pub(crate) fn new_organisation(
    id: OrganisationId,
    name: &str,
    at: DateTime<Utc>,
) -> Result<InsertStatement, StoreError> {
    let mut insert = Query::insert();
    insert
        .into_table("organisation")
        .columns([
            "id",
            "name",
            "created_at",
            "revision",
            "audit_seq",
            "audit_hash",
        ])
        .values([
            Expr::val(id.uuid()),
            Expr::val(name),
            Expr::val(kept(at)),
            Expr::val(0_i64),
            Expr::val(0_i64),
            Expr::val(""),
        ])?;
    Ok(insert)
}

/// The revision as a handle sees it.
pub(crate) async fn revision(
    handle: &Handle,
    organisation: OrganisationId,
) -> Result<i64, StoreError> {
    let mut select = Query::select();
    select
        .column("revision")
        .from("organisation")
        .and_where(Expr::col("id").eq(organisation.uuid()));
    let row = handle.one(&select).await?.ok_or(StoreError::NotFound)?;
    Reader::new(&row, "organisation").take()
}

async fn version(handle: &Handle) -> Result<i64, StoreError> {
    let mut exists = Query::select();
    match handle.backend() {
        DbBackend::Postgres => exists
            .column("table_name")
            .from(("information_schema", "tables"))
            .and_where(Expr::col("table_name").eq("schema_migration"))
            .and_where(Expr::col("table_schema").eq(Expr::cust("current_schema()"))),
        _ => exists
            .column("name")
            .from("sqlite_master")
            .and_where(Expr::col("name").eq("schema_migration")),
    };
    if handle.one(&exists).await?.is_none() {
        return Ok(0);
    }
    let mut select = Query::select();
    select
        .column("number")
        .from("schema_migration")
        .order_by("number", Order::Desc)
        .limit(1);
    match handle.one(&select).await? {
        Some(row) => Reader::new(&row, "schema_migration").take(),
        None => Ok(0),
    }
}
