//! The document as a text of `WordprocessingML` (.docx).
//!
//! Not here: reading DOCX (`opora-intake`). The one decision to know: written directly, part by
//! part, because the libraries at hand lack repeating heading rows (docs/adr/0005-documents.md).

mod body;
mod package;
mod page;
mod parts;
mod styles;
mod table;

use opora_domain::document::Document;

use crate::{WriteError, legible::legible_document};
use body::Body;

/// The document as a text of `WordprocessingML` (.docx), on a page of GOST R 7.0.97-2016.
///
/// # Errors
/// A table whose cells do not fit its columns.
pub fn docx(document: &Document) -> Result<Vec<u8>, WriteError> {
    let document = legible_document(document);
    let body = Body::of(&document)?;
    package::assemble(&document, body)
}
