//! Use cases on both engines.
//!
//! Not here: pages, command line. The one decision to know: every test runs on each database of
//! `testkit` with a frozen clock at the cut-off date of the pilot справка.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test"
)]

mod accounts;
mod consents;
mod exchange;
mod harness;
mod monitoring;
mod people;
mod records;
mod reports;
mod today;
