//! Documents read back by other programs: LibreOffice, calamine, an HTML parser.

mod charts;
mod expected;
mod hostile;
mod office;
mod parts;
mod sample;
mod texts;
