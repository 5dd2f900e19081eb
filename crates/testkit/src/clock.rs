//! A clock that stands until it is moved.
//!
//! Not here: the port it stands in for. The one decision to know: it is shared by clones, so a test
//! moves the clock of the program it has handed it to.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// A frozen clock; clones show the same time.
#[derive(Clone, Debug)]
pub struct FrozenClock {
    now: Arc<Mutex<DateTime<Utc>>>,
}

impl FrozenClock {
    /// A clock that shows this instant.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self {
            now: Arc::new(Mutex::new(now)),
        }
    }

    /// A clock that shows the instant of this RFC 3339 text.
    pub fn at_text(now: &str) -> Self {
        Self::at(
            now.parse()
                .expect("an instant such as 2023-10-13T09:00:00Z"),
        )
    }

    /// The instant it shows.
    pub fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves it on.
    pub fn advance(&self, by: TimeDelta) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.checked_add_signed(by).expect("an instant in range");
    }

    /// Sets it.
    pub fn set(&self, to: DateTime<Utc>) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = to;
    }
}
