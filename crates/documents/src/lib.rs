//! Writers of printed documents: one [`Document`] becomes DOCX, XLSX or HTML bytes.
//!
//! Not here: PDF (`opora-pdf`, because its compiler is large) and what a document says (`app`).
//! The one decision to know: every writer prints the text of the model and not a word more, so the
//! text of all formats is the same text; and nothing is read but the argument, so the same document
//! gives the same bytes on every machine.

mod charts;
mod error;

pub use charts::{Theme, chart_svg};
pub use error::WriteError;

use opora_domain::document::Document;

/// The document as a text of `WordprocessingML` (.docx), on a page of GOST R 7.0.97-2016.
///
/// # Errors
/// A table whose cells do not fit its columns, or text a Word file cannot hold.
pub fn docx(document: &Document) -> Result<Vec<u8>, WriteError> {
    let _ = document;
    Err(WriteError::Archive("not written yet".into()))
}

/// The document as a workbook (.xlsx): one sheet a table, text before it on the same sheet.
///
/// # Errors
/// A table whose cells do not fit its columns, or a cell longer than a workbook can hold.
pub fn xlsx(document: &Document) -> Result<Vec<u8>, WriteError> {
    let _ = document;
    Err(WriteError::Archive("not written yet".into()))
}

/// The document as one HTML page that needs nothing beside itself.
///
/// # Errors
/// A table whose cells do not fit its columns.
pub fn html(document: &Document) -> Result<Vec<u8>, WriteError> {
    let _ = document;
    Err(WriteError::Archive("not written yet".into()))
}
