//! Tests of the matching engine, one binary.

mod agreement;
mod exhaustive;
mod fair;
mod large;
mod support;
mod warm;
