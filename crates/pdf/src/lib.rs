//! PDF of a printed document, laid out by typst.
//!
//! Not here: the other formats (`opora-documents`). The one decision to know: the document reaches
//! typst as data in a virtual file, read by a fixed template, so no text of it is ever markup.

use opora_domain::document::Document;
use thiserror::Error;

/// A document that could not be laid out.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PdfError {
    /// The template did not accept the document.
    #[error("PDF не собран: {0}. Сообщите разработчикам.")]
    Layout(String),
}

/// Maker of PDF files; holds the fonts, so keep one for the process.
#[derive(Debug)]
pub struct Pdf {}

impl Pdf {
    /// A maker with these font files (TTF or OTF), the first family of them preferred.
    pub fn new(fonts: Vec<Vec<u8>>) -> Self {
        let _ = fonts;
        Self {}
    }

    /// The document as PDF/UA-1: tagged, with language and title, fonts embedded.
    ///
    /// # Errors
    /// A document the template or the standard does not accept.
    pub fn render(&self, document: &Document) -> Result<Vec<u8>, PdfError> {
        let _ = document;
        Err(PdfError::Layout("not written yet".into()))
    }
}
