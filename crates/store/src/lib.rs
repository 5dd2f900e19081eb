//! Facts, editions, accounts and the audit log on SQLite and PostgreSQL.
//!
//! Not here: rules (`domain`), use cases (`app`). The one decision to know: statements are built
//! from the declarations of records, so both engines run one code and a new field needs a migration
//! and nothing else here.

mod accounts;
mod audit;
mod editions;
mod error;
mod handle;
mod links;
mod migrations;
mod open;
mod records;
mod rows;
mod sealed;
mod sealing;
mod sessions;
mod store;
mod tables;
mod versions;
mod write;

pub use accounts::{Member, User};
pub use audit::{AuditBreak, AuditEntry, AuditRow, AuditVerdict, BreakKind};
pub use editions::{Edition, EditionId, EditionMarker, EditionState};
pub use error::StoreError;
pub use links::{Link, LinkPurpose};
pub use open::{Engine, Location};
pub use sealing::{Fingerprint, KEY_BYTES, Keyring};
pub use sessions::{NewSession, Session, SessionRow};
pub use store::{Migrated, Store};
pub use versions::{RecordRow, RecordVersion, VersionAct, is_kept};
pub use write::Write;

/// Folds a text for comparison: no spaces around, lower case, ё as е. Neither engine folds Cyrillic
/// by itself in the same way, so it is done here.
pub fn fold(text: &str) -> String {
    text.trim().to_lowercase().replace('ё', "е")
}
