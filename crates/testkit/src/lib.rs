//! What tests share: both databases, a frozen clock, seeded randomness, a small school.
//!
//! Not here: ports of `app` (its tests wrap the plain types of this crate). The one decision to
//! know: a test always gets both engines; a missing PostgreSQL is a failure with a hint, never a
//! skipped test.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "only tests use this crate, and a failed preparation has to fail the test"
)]

mod clock;
mod cluster;
mod databases;
mod random;
mod school;

pub use clock::FrozenClock;
pub use databases::{TestDb, databases, empty_databases, keyring};
pub use random::SeededRandom;
pub use school::School;
