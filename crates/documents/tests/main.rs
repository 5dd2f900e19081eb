//! Documents read back by other programs: LibreOffice, calamine, an HTML parser.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

mod charts;
mod expected;
mod hostile;
mod office;
mod parts;
mod sample;
mod texts;
