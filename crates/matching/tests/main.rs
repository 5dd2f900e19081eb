//! Tests of the matching engine, one binary.

mod agreement;
mod exhaustive;
mod fair;
mod support;
mod warm;
