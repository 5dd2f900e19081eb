//! The binary `opora`.
fn main() {}
