//! Tests of the matching engine, one binary.
//!
//! Not here: equality with other solvers (`bench/peers/matching`). The one decision to know: what is
//! expected comes from trying everything, or from the proof a solution carries.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "a test that cannot go on should stop where it is; instances are tiny"
)]

mod agreement;
mod border;
mod exhaustive;
mod fair;
mod large;
mod properties;
mod support;
mod warm;
