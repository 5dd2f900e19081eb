//! Facts, editions, accounts and the audit log on SQLite and PostgreSQL.
//!
//! Not here: rules (`domain`), use cases (`app`). The one decision to know: statements are built
//! from the declarations of records, so both engines run one code and a new field needs a migration
//! and nothing else here.

mod accounts;
mod audit;
mod editions;
mod error;
mod stub;

pub use accounts::{Link, LinkPurpose, Member, NewSession, Session, User};
pub use audit::{AuditBreak, AuditEntry, AuditRow, AuditVerdict, BreakKind};
pub use editions::{Edition, EditionId, EditionMarker, EditionState};
pub use error::StoreError;
pub use stub::*;
