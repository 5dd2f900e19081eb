//! PDF of a printed document, laid out by typst.
//!
//! Not here: the other formats (`opora-documents`). The one decision to know: the document reaches
//! typst as data in a virtual file, read by a fixed template, so no text of it is ever markup.

mod data;
mod world;

use chrono::Datelike;
use opora_documents::{WriteError, legible_document};
use opora_domain::document::Document;
use thiserror::Error;
use typst::{
    diag::SourceDiagnostic,
    foundations::{Bytes, Datetime},
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use world::{Fonts, Job};

/// Renders after which an unused result of the compiler is forgotten.
const KEPT: usize = 10;

/// A document that could not be laid out.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PdfError {
    /// The document itself is at fault.
    #[error(transparent)]
    Document(#[from] WriteError),
    /// The template did not accept the document.
    #[error("PDF не собран: {0}. Сообщите разработчикам.")]
    Layout(String),
}

impl PdfError {
    /// Stable code, for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Document(error) => error.code(),
            Self::Layout(_) => "document-pdf-not-laid-out",
        }
    }
}

/// Maker of PDF files. It holds the fonts, so keep one for the process; it may be shared by threads.
#[derive(Debug)]
pub struct Pdf {
    fonts: Fonts,
}

impl Pdf {
    /// A maker with these font files (TTF or OTF). The family of the first one is the text font;
    /// without any, text is set in Libertinus Serif, which is built in.
    pub fn new(fonts: Vec<Vec<u8>>) -> Self {
        Self {
            fonts: Fonts::load(fonts),
        }
    }

    /// The document as a tagged PDF with language, title and embedded fonts.
    ///
    /// It conforms to PDF/UA-1 unless a letter of it is in none of the fonts: then the standard
    /// cannot be met, and the same document is written without the claim.
    ///
    /// # Errors
    /// A table whose cells do not fit its columns; a document the template does not accept.
    pub fn render(&self, document: &Document) -> Result<Vec<u8>, PdfError> {
        let document = legible_document(document);
        let rendered = self.compile(&document);
        // Through typst's own comemo: another version of it would forget nothing (typst #8628).
        typst::comemo::evict(KEPT);
        rendered
    }

    fn compile(&self, document: &Document) -> Result<Vec<u8>, PdfError> {
        let mut files = data::charts(document);
        let text = data::document(document, &self.fonts.families())?;
        files.push(("document.json".to_owned(), Bytes::from_string(text)));
        let date = document.dated_on;
        let (month, day) = (u8::try_from(date.month()), u8::try_from(date.day()));
        let moment =
            Datetime::from_ymd_hms(date.year(), month.unwrap_or(1), day.unwrap_or(1), 0, 0, 0);
        let job = Job::new(&self.fonts, files, moment)?;
        let laid_out = typst::compile::<PagedDocument>(&job)
            .output
            .map_err(|it| layout(&it))?;
        let options = |standards| PdfOptions {
            standards,
            timestamp: moment.map(Timestamp::new_utc),
            ..PdfOptions::default()
        };
        let accessible = PdfStandards::new(&[PdfStandard::Ua_1])
            .map_err(|error| PdfError::Layout(format!("{error:?}")))?;
        typst_pdf::pdf(&laid_out, &options(accessible))
            .or_else(|_| typst_pdf::pdf(&laid_out, &options(PdfStandards::default())))
            .map_err(|errors| layout(&errors))
    }
}

fn layout(errors: &[SourceDiagnostic]) -> PdfError {
    let messages: Vec<String> = errors
        .iter()
        .map(|error| error.message.to_string())
        .collect();
    PdfError::Layout(messages.join("; "))
}
