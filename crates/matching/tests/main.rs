//! Tests of the matching engine, one binary.

mod agreement;
mod border;
mod exhaustive;
mod fair;
mod large;
mod properties;
mod support;
mod warm;
