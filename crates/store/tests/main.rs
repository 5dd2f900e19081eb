//! Tests of the store, each on both engines.
//!
//! Not here: the frozen statements of migrations (next to them). The one decision to know: every
//! test asks `testkit` for both databases, so a statement one engine refuses fails here.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

mod accounts;
mod auditing;
mod editions;
mod opening;
mod schema;
mod sealing;
mod support;
mod tenancy;
mod versions;
mod writing;
