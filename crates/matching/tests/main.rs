//! Tests of the matching engine, one binary.

mod exhaustive;
mod support;
