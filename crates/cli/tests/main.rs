//! The binary as a process: contract, bad surroundings, interrupted work.
//!
//! Not here: rules. The one decision to know: every test has a folder of its own and looks at exit
//! codes and codes of JSON, never at wording beyond the place it must name.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a failed preparation has to fail the test; rows are printed side by side"
)]

mod bad_surroundings;
mod contract;
mod interrupted;
mod keys;
mod matching;
mod reading;
mod run;
