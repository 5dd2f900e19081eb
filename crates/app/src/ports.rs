//! What the use cases need from outside: time, randomness, rendering.
//!
//! Not here: implementations (`cli` wires the real ones, `testkit` the frozen ones). The one
//! decision to know: time and randomness are arguments, so the same act can be replayed in a test.

use std::fmt;

use chrono::{DateTime, Utc};
use opora_domain::document::Document;
use uuid::Uuid;

/// The clock.
pub trait Clock: Send + Sync {
    /// This instant.
    fn now(&self) -> DateTime<Utc>;
}

/// The source of randomness, of cryptographic quality in production.
pub trait Random: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, buffer: &mut [u8]);
}

/// Format of a printed document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// WordprocessingML.
    Docx,
    /// Portable document format.
    Pdf,
    /// SpreadsheetML.
    Xlsx,
    /// A standalone page.
    Html,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Self] = &[Self::Docx, Self::Pdf, Self::Xlsx, Self::Html];

    /// Ending of file names, and name on the command line.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Docx => "docx",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
        }
    }

    /// Media type of downloads.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Html => "text/html; charset=utf-8",
        }
    }

    /// The format with this ending.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|format| format.extension() == extension)
    }
}

/// A document could not be rendered.
#[derive(Debug)]
pub struct RenderFailure {
    /// What the writer said; for the log, never for a page.
    pub detail: String,
}

impl fmt::Display for RenderFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the document could not be rendered: {}",
            self.detail
        )
    }
}

impl std::error::Error for RenderFailure {}

/// Writers of documents.
pub trait Renderer: Send + Sync {
    /// Bytes of the document in the format; the same document gives the same bytes.
    ///
    /// # Errors
    /// When a writer fails or the program was built without it.
    fn render(&self, document: &Document, format: Format) -> Result<Vec<u8>, RenderFailure>;
}

/// Draws a `UUIDv7` for this instant.
pub fn draw_id(clock: &dyn Clock, random: &dyn Random) -> Uuid {
    let mut tail = [0_u8; 10];
    random.fill(&mut tail);
    let millis = u64::try_from(clock.now().timestamp_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid()
}

/// Draws a secret of 256 bits, hexadecimal.
pub fn draw_secret(random: &dyn Random) -> String {
    let mut bytes = [0_u8; 32];
    random.fill(&mut bytes);
    hex::encode(bytes)
}
