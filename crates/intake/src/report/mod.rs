//! Reading somebody else's справка.
//!
//! Not here: judging what it says (`opora_monitoring::checks`). The one decision to know: what is
//! printed is kept as printed; anything not understood becomes a doubt, never a guess.

use opora_domain::reports::ReportContent;

use crate::office::{Content, Package, read_sheets, sniff};
use crate::{FileError, Source, text};
use grid::Block;
use lexicon::Names;

mod docx;
mod frame;
mod grid;
mod headings;
mod html;
mod indicators;
mod layout;
mod lexicon;
mod parts;
mod plain;
mod roadmap;
mod sources;
mod terms;
mod values;
mod words;
mod workbook;

/// Words a справка has in any encoding that reads it right.
const EXPECTED: &[&str] = &["справка", "показатель", "наставни", "выполнено"];

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

/// How sure the reading of a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// The row is known and the value is what it asks for.
    Sure,
    /// «Требует проверки»: a person has to say.
    Doubtful,
}

/// Where a value of the table of indicators was read, and how sure the reading is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Position of the row among the indicators of the справка, from 1.
    pub position: usize,
    /// Table of the document, from 1.
    pub table: usize,
    /// Sheet, in a workbook.
    pub sheet: Option<String>,
    /// Row of the table, or of the sheet, from 1.
    pub row: usize,
    /// Column, from 1.
    pub column: usize,
    /// Heading of the column as printed; empty when there is none.
    pub heading: String,
    /// The cell as printed, with its lines.
    pub text: String,
    /// How like the printed name is to that of the catalogue, per mille; 0 for an unknown row.
    pub likeness: usize,
    /// How sure.
    pub certainty: Certainty,
    /// Number of the indicator the row is most like, where that is not sure.
    pub candidate: Option<u32>,
}

/// A справка as read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadReport {
    /// What it says.
    pub content: ReportContent,
    /// What was not understood.
    pub doubts: Vec<ReportDoubt>,
    /// One for each row of `content.indicators`, in the same order.
    pub readings: Vec<Reading>,
}

/// Reads a справка: TXT (flattened or tabbed tables), DOCX, HTML or XLSX. Of several in one file the
/// first is given, with a doubt that says so.
///
/// # Errors
/// [`FileError`] when the file cannot be read or holds no table of a справка.
pub fn read_report(source: &Source<'_>, lexicon: &Lexicon) -> Result<ReadReport, FileError> {
    let mut reports = read_reports(source, lexicon)?.into_iter();
    let mut first = reports.next().ok_or(FileError::NoTables)?;
    let others = reports.count();
    if others > 0 {
        first.doubts.push(ReportDoubt {
            place: "документ".to_owned(),
            code: "several-reports",
            message: format!(
                "В файле справок несколько ({}): показана первая.",
                others.saturating_add(1)
            ),
        });
    }
    Ok(first)
}

/// Reads every справка of a file, of one school or of several; at least one.
///
/// # Errors
/// [`FileError`] when the file cannot be read or holds no table of a справка.
pub fn read_reports(source: &Source<'_>, lexicon: &Lexicon) -> Result<Vec<ReadReport>, FileError> {
    let mut doubts = Vec::new();
    let names = Names::new(lexicon);
    let blocks = blocks(source, &names, &mut doubts)?;
    let mut reports = parts::read(&blocks, &names);
    let first = reports.first_mut().ok_or(FileError::NoTables)?;
    doubts.append(&mut first.doubts);
    first.doubts = doubts;
    Ok(reports)
}

/// Blocks of a file of any supported format.
fn blocks(
    source: &Source<'_>,
    names: &Names<'_>,
    doubts: &mut Vec<ReportDoubt>,
) -> Result<Vec<Block>, FileError> {
    match sniff(source.bytes)? {
        Content::Archive => {
            let mut package = Package::open(source.bytes)?;
            if package.has("word/document.xml") {
                docx::blocks(&mut package, doubts)
            } else {
                Ok(workbook::blocks(&read_sheets(&mut package)?))
            }
        }
        Content::Text => {
            let text = text::decode(source.bytes, source.encoding, EXPECTED)?;
            if html::is_html(&text) {
                html::blocks(&text)
            } else {
                plain::blocks(&text, names, doubts)
            }
        }
    }
}
