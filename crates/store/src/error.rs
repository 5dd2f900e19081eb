//! How the store fails.
//!
//! Not here: sentences for people (`cli`, `web`). The one decision to know: a row of another
//! organisation and a row that does not exist give the same [`StoreError::NotFound`], and no text of
//! an error carries a value of a row or a password.

use std::sync::Arc;

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};
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
