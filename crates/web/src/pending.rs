//! Files between a look at them and their import.
//!
//! Not here: reading them. The one decision to know: they live in memory, few and shortly, and only
//! their owner gets them back; a restart forgets them, and the person hands the file in again.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Duration, Utc};
use opora_domain::UserId;
use opora_intake::TextEncoding;

/// Files kept at once over all users.
const KEPT: usize = 8;
const KEEP: Duration = Duration::minutes(15);

/// A file handed in.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Owner.
    pub user: UserId,
    /// Name without folders.
    pub file_name: String,
    /// Content.
    pub bytes: Arc<[u8]>,
    /// Encoding of a text, when the person named it.
    pub encoding: Option<TextEncoding>,
    /// When it was handed in.
    pub kept_at: DateTime<Utc>,
}

#[derive(Debug, Default)]
struct Shelf {
    next: u64,
    files: VecDeque<(u64, Pending)>,
}

/// Files kept for the next step.
#[derive(Debug, Default)]
pub struct PendingFiles(Mutex<Shelf>);

impl PendingFiles {
    /// Keeps a file; gives its key. The oldest makes room.
    pub fn keep(&self, file: Pending) -> String {
        let mut inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let now = file.kept_at;
        inside
            .files
            .retain(|(_, other)| now - other.kept_at <= KEEP);
        if inside.files.len() >= KEPT {
            inside.files.pop_front();
        }
        inside.next += 1;
        let key = inside.next;
        inside.files.push_back((key, file));
        key.to_string()
    }

    /// The file of this key, for its owner.
    pub fn get(&self, key: &str, user: UserId, now: DateTime<Utc>) -> Option<Pending> {
        let inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inside
            .files
            .iter()
            .find(|(number, file)| {
                number.to_string() == key && file.user == user && now - file.kept_at <= KEEP
            })
            .map(|(_, file)| file.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn file(user: u128, at: &str) -> Pending {
        Pending {
            user: UserId::new(Uuid::from_u128(user)),
            file_name: "книга.xlsx".into(),
            bytes: Arc::from([1_u8, 2].as_slice()),
            encoding: None,
            kept_at: at.parse().unwrap(),
        }
    }

    #[test]
    fn only_the_owner_gets_a_file_back_and_only_for_a_quarter_of_an_hour() {
        let files = PendingFiles::default();
        let kept = file(1, "2023-10-13T09:00:00Z");
        let key = files.keep(kept.clone());
        let at = |text: &str| text.parse().unwrap();
        assert!(
            files
                .get(&key, kept.user, at("2023-10-13T09:15:00Z"))
                .is_some()
        );
        assert!(
            files
                .get(&key, kept.user, at("2023-10-13T09:15:01Z"))
                .is_none()
        );
        let stranger = UserId::new(Uuid::from_u128(2));
        assert!(
            files
                .get(&key, stranger, at("2023-10-13T09:01:00Z"))
                .is_none()
        );
    }

    #[test]
    fn the_oldest_file_makes_room() {
        let files = PendingFiles::default();
        let first = file(1, "2023-10-13T09:00:00Z");
        let key = files.keep(first.clone());
        for _ in 0..KEPT {
            files.keep(first.clone());
        }
        assert!(files.get(&key, first.user, first.kept_at).is_none());
    }
}
