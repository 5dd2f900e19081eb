//! Tests of the matching engine, one binary.

mod agreement;
mod exhaustive;
mod support;
