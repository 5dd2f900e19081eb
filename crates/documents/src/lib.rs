//! Writers of printed documents: one [`Document`](opora_domain::document::Document) becomes DOCX,
//! XLSX or HTML bytes.
//!
//! Not here: PDF (`opora-pdf`, because its compiler is large) and what a document says (`app`).
//! The one decision to know: every writer prints the text of the model and not a word more, so the
//! text of all formats is the same text; and nothing is read but the argument, so the same document
//! gives the same bytes on every machine.

mod charts;
mod docx;
mod error;
mod grid;
mod html;
mod legible;
mod markup;
mod sections;
mod squares;
mod tall;
mod xlsx;

pub use charts::{Theme, chart_svg};
pub use docx::docx;
pub use error::WriteError;
pub use grid::{Content, Grid, Place};
pub use html::html;
pub use legible::{legible, legible_document, safe_address};
pub use sections::{Levels, Section, TableLetters, sections};
pub use squares::squares_svg;
pub use tall::tall_rows;
pub use xlsx::xlsx;
