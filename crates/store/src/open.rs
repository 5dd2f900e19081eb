//! Opening the data: the folder and its lock, pools of connections, settings of the engines.
//!
//! Not here: migration, queries. The one decision to know: an open folder is held by an exclusive
//! lock, because SQLite with one writer is only safe and fast when one process owns the file.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use url::Url;

use crate::error::{StoreError, translate};

/// Where the data are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A folder that exists; holds `opora.db` (SQLite) and `files/`.
    Folder(PathBuf),
    /// Address of a PostgreSQL database, `postgres://…`; may carry a password.
    Url(String),
}

/// Kind of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one file.
    Sqlite,
    /// A server.
    Postgres,
}

/// What opening gives.
pub(crate) struct Opened {
    pub engine: Engine,
    pub place: String,
    pub reader: DatabaseConnection,
    pub writer: DatabaseConnection,
    pub lock: Option<File>,
}

impl Location {
    /// The place as it may be shown: without a password.
    pub fn place(&self) -> String {
        match self {
            Self::Folder(folder) => folder.display().to_string(),
            Self::Url(address) => redact(address),
        }
    }

    pub(crate) async fn open(&self) -> Result<Opened, StoreError> {
        match self {
            Self::Folder(folder) => open_folder(folder, self.place()).await,
            Self::Url(address) => open_address(address, self.place()).await,
        }
    }
}

/// The address without user's password and parameters.
fn redact(address: &str) -> String {
    match Url::parse(address) {
        Ok(mut url) => {
            // Fails only for addresses that cannot carry a password.
            let _ = url.set_password(None);
            url.set_query(None);
            url.to_string()
        }
        Err(_) => "(unreadable address)".to_owned(),
    }
}

async fn open_folder(folder: &Path, place: String) -> Result<Opened, StoreError> {
    let lock = lock_folder(folder, &place)?;
    let file = folder.join("opora.db");
    let shown = file.display().to_string();
    let writer = connect_file(&file, true)
        .await
        .map_err(|error| translate(&error, &shown))?;
    let reader = connect_file(&file, false)
        .await
        .map_err(|error| translate(&error, &shown))?;
    Ok(Opened {
        engine: Engine::Sqlite,
        place,
        reader,
        writer,
        lock: Some(lock),
    })
}

fn lock_folder(folder: &Path, place: &str) -> Result<File, StoreError> {
    let place = || place.to_owned();
    if !folder.exists() {
        return Err(StoreError::Missing { place: place() });
    }
    if !folder.is_dir() {
        return Err(StoreError::NotAFolder { place: place() });
    }
    let lock = File::options()
        .create(true)
        .append(true)
        .open(folder.join("opora.lock"))
        .map_err(|error| from_io(&error, place()))?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(StoreError::InUse { place: place() }),
        Err(TryLockError::Error(error)) => return Err(from_io(&error, place())),
    }
    std::fs::create_dir_all(folder.join("files")).map_err(|error| from_io(&error, place()))?;
    Ok(lock)
}

fn from_io(error: &io::Error, place: String) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full { place },
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            StoreError::ReadOnly { place }
        }
        _ => StoreError::Database {
            reason: error.to_string(),
        },
    }
}

async fn connect_file(file: &Path, writes: bool) -> Result<DatabaseConnection, sea_orm::DbErr> {
    let file = file.to_owned();
    // The path goes in apart from the address, so that any character may stand in it.
    let mut options = ConnectOptions::new("sqlite://opora.db");
    options
        .max_connections(if writes { 1 } else { 4 })
        .acquire_timeout(Duration::from_secs(30))
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| {
            options
                .filename(&file)
                .create_if_missing(writes)
                .journal_mode(SqliteJournalMode::Wal)
                // NORMAL loses acknowledged commits when power fails.
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .pragma("cache_size", "-65536")
                .pragma("mmap_size", "268435456")
                .pragma("temp_store", "MEMORY")
                .pragma("query_only", if writes { "OFF" } else { "ON" })
        });
    Database::connect(options).await
}

async fn open_address(address: &str, place: String) -> Result<Opened, StoreError> {
    let known =
        Url::parse(address).is_ok_and(|url| matches!(url.scheme(), "postgres" | "postgresql"));
    if !known {
        return Err(StoreError::BadAddress { place });
    }
    let mut options = ConnectOptions::new(address);
    options
        .max_connections(16)
        .connect_timeout(Duration::from_secs(10))
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false);
    let pool = Database::connect(options)
        .await
        .map_err(|error| StoreError::Unreachable {
            reason: reason(&error),
            place: place.clone(),
        })?;
    Ok(Opened {
        engine: Engine::Postgres,
        place,
        reader: pool.clone(),
        writer: pool,
        lock: None,
    })
}

/// What the driver said; its texts carry no password.
fn reason(error: &sea_orm::DbErr) -> String {
    match error {
        sea_orm::DbErr::Conn(cause) => cause.to_string(),
        other => other.to_string(),
    }
}
