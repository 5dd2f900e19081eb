//! Pages through the whole router, on SQLite.
//!
//! Not here: rules (their own crates), browsers (`e2e`). The one decision to know: every test makes
//! its own town with two schools, so tests need no order.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed preparation fails the test"
)]

mod access;
mod forms;
mod locales;
mod pages;
mod protection;
mod records;
mod support;
