//! What an edition keeps: both readerships' finished справки as one text.
//!
//! Not here: what is frozen of each (`monitoring::snapshot`). The one decision to know: the public
//! one is frozen with the official one, so what was published can never be made differently later.

use opora_monitoring::report::Edition as Readers;
use opora_monitoring::snapshot::Snapshot;
use opora_store::{Edition, StoreError};
use serde::{Deserialize, Serialize};

/// Content of an edition.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Stored {
    /// Name of whoever made the draft.
    pub executor: Option<String>,
    /// For the head, the municipality, an inspector.
    pub official: Snapshot,
    /// For the site.
    pub public: Snapshot,
}

impl Stored {
    pub fn of(&self, readers: Readers) -> &Snapshot {
        match readers {
            Readers::Official => &self.official,
            Readers::Public => &self.public,
        }
    }

    /// Puts the content and its hash into the edition.
    pub fn keep(&self, edition: &mut Edition) -> Result<(), StoreError> {
        edition.snapshot_json = serde_json::to_string(self).map_err(|_| damaged())?;
        edition.sha256 = Snapshot::sha256(edition.snapshot_json.as_bytes());
        Ok(())
    }

    /// Reads the content back; a text that is not what was hashed is refused.
    pub fn read(edition: &Edition) -> Result<Self, StoreError> {
        if Snapshot::sha256(edition.snapshot_json.as_bytes()) != edition.sha256 {
            return Err(damaged());
        }
        serde_json::from_str(&edition.snapshot_json).map_err(|_| damaged())
    }
}

fn damaged() -> StoreError {
    StoreError::Damaged {
        table: "edition".to_owned(),
        column: "snapshot_json".to_owned(),
    }
}
