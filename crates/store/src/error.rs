//! How the store fails.
//!
//! Not here: sentences for people (`cli`, `web`). The one decision to know: a row of another
//! organisation and a row that does not exist give the same [`StoreError::NotFound`], and no text of
//! an error carries a value of a row or a password.

use sea_orm::sqlx;
use sea_orm::{DbErr, RuntimeErr};
use thiserror::Error;

/// Failure of the store.
#[derive(Clone, Debug, Error)]
pub enum StoreError {
    /// No such row in this organisation.
    #[error("not found")]
    NotFound,
    /// Somebody changed or removed the row meanwhile.
    #[error("the row was changed meanwhile (table {table})")]
    Conflict {
        /// Table of the row.
        table: &'static str,
    },
    /// A row with this code, login or key exists.
    #[error("such a row exists already ({place})")]
    Duplicate {
        /// Table.
        place: String,
    },
    /// A reference names a row this organisation does not have, or a row still referred to would
    /// be removed.
    #[error("a reference leads nowhere ({place})")]
    Reference {
        /// Table.
        place: String,
    },
    /// The edition is signed and cannot be changed.
    #[error("the edition is signed and cannot be changed")]
    Signed,
    /// A write was to be committed without an audit entry.
    #[error("a write without an audit entry was refused")]
    NotAudited,
    /// A write was to be committed after one of its statements had failed.
    #[error("a write with a failed statement was refused")]
    Aborted,
    /// An audit entry is not well formed: its action is empty, or a part is too long.
    #[error("the audit entry is not well formed ({part})")]
    AuditEntry {
        /// Part of the entry.
        part: &'static str,
    },
    /// A stored row does not fit its declaration: the data are damaged.
    #[error("a stored row cannot be read (table {table}, column {column})")]
    Damaged {
        /// Table.
        table: String,
        /// Column.
        column: String,
    },
    /// A row is sealed with a key that is not there; without any key the fingerprint is empty.
    #[error("the key {fingerprint} of sealed rows is missing")]
    KeyMissing {
        /// What tells the key apart.
        fingerprint: String,
    },
    /// The folder does not exist.
    #[error("the folder {place} does not exist")]
    Missing {
        /// The folder.
        place: String,
    },
    /// The place is not a folder.
    #[error("{place} is not a folder")]
    NotAFolder {
        /// The place.
        place: String,
    },
    /// The place cannot be written to.
    #[error("{place} cannot be written to")]
    ReadOnly {
        /// The place.
        place: String,
    },
    /// No space left.
    #[error("no space left at {place}")]
    Full {
        /// The place.
        place: String,
    },
    /// Another process works on the same folder.
    #[error("another process uses {place}")]
    InUse {
        /// The folder.
        place: String,
    },
    /// The file is not a database of this program or is damaged.
    #[error("{place} is not a database of this program or is damaged")]
    Corrupt {
        /// The file.
        place: String,
    },
    /// The address of the database is not one.
    #[error("not an address of a PostgreSQL database: {place}")]
    BadAddress {
        /// The address without its password.
        place: String,
    },
    /// The database server cannot be reached or lets nobody in.
    #[error("the database at {place} cannot be reached: {reason}")]
    Unreachable {
        /// The address without its password.
        place: String,
        /// What the driver said.
        reason: String,
    },
    /// The data were written by a newer program.
    #[error("{place} has schema {found}, this program knows {known}")]
    Newer {
        /// Folder or address.
        place: String,
        /// Schema of the data.
        found: i64,
        /// Newest schema of this program.
        known: i64,
    },
    /// The data await a migration.
    #[error("{place} has schema {found}, this program needs {known}")]
    Older {
        /// Folder or address.
        place: String,
        /// Schema of the data.
        found: i64,
        /// Schema of this program.
        known: i64,
    },
    /// Others kept the database busy for too long, or the store is closed.
    #[error("the database is busy or closed")]
    Busy,
    /// Anything else the database said.
    #[error("the database failed: {reason}")]
    Database {
        /// What the driver said.
        reason: String,
    },
}

impl StoreError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "store.not_found",
            Self::Conflict { .. } => "store.conflict",
            Self::Duplicate { .. } => "store.duplicate",
            Self::Reference { .. } => "store.reference",
            Self::Signed => "store.signed",
            Self::NotAudited => "store.not_audited",
            Self::Aborted => "store.aborted",
            Self::AuditEntry { .. } => "store.audit_entry",
            Self::Damaged { .. } => "store.damaged",
            Self::KeyMissing { .. } => "store.key_missing",
            Self::Missing { .. } => "store.missing",
            Self::NotAFolder { .. } => "store.not_a_folder",
            Self::ReadOnly { .. } => "store.read_only",
            Self::Full { .. } => "store.full",
            Self::InUse { .. } => "store.in_use",
            Self::Corrupt { .. } => "store.corrupt",
            Self::BadAddress { .. } => "store.bad_address",
            Self::Unreachable { .. } => "store.unreachable",
            Self::Newer { .. } => "store.newer",
            Self::Older { .. } => "store.older",
            Self::Busy => "store.busy",
            Self::Database { .. } => "store.database",
        }
    }
}

impl From<sea_orm::sea_query::error::Error> for StoreError {
    /// A statement does not hold together: a mistake of this crate.
    fn from(error: sea_orm::sea_query::error::Error) -> Self {
        Self::Database {
            reason: error.to_string(),
        }
    }
}

/// Turns what the driver said into a failure at this place.
pub(crate) fn translate(error: &DbErr, place: &str) -> StoreError {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause))
    | DbErr::Query(RuntimeErr::SqlxError(cause))
    | DbErr::Conn(RuntimeErr::SqlxError(cause))) = error
    else {
        return match error {
            DbErr::ConnectionAcquire(_) => StoreError::Busy,
            other => StoreError::Database {
                reason: other.to_string(),
            },
        };
    };
    match cause.as_ref() {
        sqlx::Error::Database(said) => from_driver(said.as_ref(), place),
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => StoreError::Busy,
        other => StoreError::Database {
            reason: other.to_string(),
        },
    }
}

fn from_driver(said: &dyn sqlx::error::DatabaseError, place: &str) -> StoreError {
    let place = place.to_owned();
    if said.is_unique_violation() {
        return StoreError::Duplicate { place: table(said) };
    }
    if said.is_foreign_key_violation() {
        return StoreError::Reference { place: table(said) };
    }
    let code = said.code().unwrap_or_default().into_owned();
    // PostgreSQL speaks in five characters, SQLite in numbers whose last byte is the kind.
    let sqlite = if code.len() == 5 {
        None
    } else {
        code.parse::<u32>().ok().map(|number| number & 0xff)
    };
    match (code.as_str(), sqlite) {
        // 4874: no room for the file connections share, which is made when the data are opened.
        ("53100" | "4874", _) | (_, Some(13)) => StoreError::Full { place },
        ("25006" | "42501", _) | (_, Some(8 | 14)) => StoreError::ReadOnly { place },
        ("XX001" | "XX002", _) | (_, Some(11 | 26)) => StoreError::Corrupt { place },
        ("55P03" | "57P03" | "53300", _) | (_, Some(5 | 6)) => StoreError::Busy,
        _ => StoreError::Database {
            reason: said.message().to_owned(),
        },
    }
}

/// Table a constraint belongs to; empty when the engine does not say.
fn table(said: &dyn sqlx::error::DatabaseError) -> String {
    if let Some(table) = said.table() {
        return table.to_owned();
    }
    let message = said.message();
    let (_, columns) = message.split_once("failed: ").unwrap_or_default();
    let (table, _) = columns.split_once('.').unwrap_or_default();
    table.to_owned()
}
