//! Tests of the edge of intake: one binary, one module a subject.
//!
//! Not here: unit tests of parsers, which stand beside them. The one decision to know: every file
//! is built in memory, hostile ones too, but for the corpus, which real writers made.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::format_push_string,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    reason = "helpers of tests stop at the first surprise; hostile files are glued together"
)]

mod arbitrary;
mod by_hand;
mod collection;
mod corpus_reading;
mod csv_files;
mod hostile;
mod import_rules;
mod properties;
mod reports;
mod round_trip;
mod scoring;
mod support;
