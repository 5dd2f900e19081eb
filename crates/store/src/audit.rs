//! The audit log: who did what, chained by hashes.
//!
//! Not here: which acts are logged (`app`). The one decision to know: every row carries the hash of
//! the one before, and the organisation keeps the number and the hash of the last, so a changed, a
//! removed and a cut-off row are all noticed.

use chrono::{DateTime, Utc};

/// What is put down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry<'a> {
    /// Stable code of the act, such as `person.update`.
    pub action: &'a str,
    /// Kind of its subject, such as `person`.
    pub subject_kind: &'a str,
    /// Code of its subject.
    pub subject_code: Option<String>,
    /// Details; no personal data.
    pub detail: String,
}

/// A row of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Number within the organisation, from 1, without gaps.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who: `user:` and the identifier, or `system:` and the reason.
    pub actor: String,
    /// Stable code of the act.
    pub action: String,
    /// Kind of the subject.
    pub subject_kind: String,
    /// Code of the subject.
    pub subject_code: Option<String>,
    /// Details.
    pub detail: String,
    /// SHA-256 of the previous hash and this row, hexadecimal.
    pub hash: String,
}

/// A break of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditBreak {
    /// Number of the first row that is wrong.
    pub seq: i64,
    /// What is wrong.
    pub why: BreakKind,
}

/// What is wrong with a row of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakKind {
    /// The row is not what was hashed.
    Changed,
    /// The row is not there.
    Missing,
    /// The row stands after the last one the organisation knows of.
    Added,
}

/// What the check of a log says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditVerdict {
    /// Rows looked at.
    pub rows: i64,
    /// First break, if any.
    pub first_bad: Option<AuditBreak>,
}
