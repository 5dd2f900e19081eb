//! Editions of справки: frozen, hashed snapshots.
//!
//! Not here: what a snapshot holds (`app`, `monitoring`). The one decision to know: once signed, an
//! edition is never changed: the condition stands in the statement that would change it.

use chrono::{DateTime, NaiveDate, Utc};
use opora_domain::{Id, UserId};

/// Marker of an edition in [`EditionId`].
#[derive(Debug)]
pub struct EditionMarker;

/// Identifier of an edition.
pub type EditionId = Id<EditionMarker>;

/// State of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditionState {
    /// Made, not checked.
    Draft,
    /// Checked.
    Checked,
    /// Signed; frozen.
    Signed,
}

/// An edition of a справка.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Identifier.
    pub id: EditionId,
    /// Identifier outside; unique together with the number.
    pub code: String,
    /// «По состоянию на».
    pub as_of: NaiveDate,
    /// Number of the edition, from 1.
    pub number: i64,
    /// State.
    pub state: EditionState,
    /// Content, as `app` writes it.
    pub snapshot_json: String,
    /// SHA-256 of the content, hexadecimal.
    pub sha256: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who made it; `None` for the command line.
    pub created_by: Option<UserId>,
    /// When it was signed.
    pub signed_at: Option<DateTime<Utc>>,
    /// Who signed it.
    pub signed_by: Option<UserId>,
    /// Number of changes, 1 when new; for optimistic locking.
    pub version: i64,
}
