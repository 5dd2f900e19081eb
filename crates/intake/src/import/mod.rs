//! Reading a workbook or a CSV of facts: good rows in, bad rows back with their reasons.
//!
//! Not here: writing to the store. The one decision to know: a row is the record with its code, or
//! without a code the one with its natural key; importing the same file twice changes nothing.

use std::collections::BTreeMap;

use opora_domain::{Facts, RecordKind};
use uuid::Uuid;

use crate::vocabulary::Vocabulary;
use crate::workbook::{self, RowOut, SheetOut, WriteError};
use crate::{FileError, Source};

mod checks;
mod engine;
mod hand;
mod known;
mod table;
mod value;

pub use hand::{CheckedRow, RowChecks, RowProblem};

/// Numbers of rows of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows that make new records.
    pub new: usize,
    /// Rows that change records.
    pub changed: usize,
    /// Rows equal to what is stored.
    pub unchanged: usize,
    /// Rows refused.
    pub rejected: usize,
}

/// One reason why a row is refused; a row may have several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRow {
    /// Name of the sheet.
    pub sheet: String,
    /// Number of the row as the spreadsheet shows it, from 1.
    pub row: usize,
    /// Heading of the column, when the reason is in one cell.
    pub column: Option<String>,
    /// Stable code of the reason.
    pub code: &'static str,
    /// The reason and the next step, a Russian sentence.
    pub message: String,
}

/// Something a person should look at, although the row is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// Name of the sheet.
    pub sheet: String,
    /// Number of the row, when it is about one.
    pub row: Option<usize>,
    /// Heading of the column, when it is about one.
    pub column: Option<String>,
    /// Stable code of the doubt.
    pub code: &'static str,
    /// A Russian sentence.
    pub message: String,
}

/// What a file brings.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// Records to insert: fresh ids, version 1.
    pub new: Facts,
    /// Records to update: id, code and version are those of the stored record.
    pub changed: Facts,
    /// Numbers of rows by kind; kinds without rows are absent.
    pub counts: BTreeMap<RecordKind, Counts>,
    /// Reasons of refusals, in the order of the file.
    pub rejected: Vec<RejectedRow>,
    /// What a person should look at.
    pub doubts: Vec<Doubt>,
    /// Refused rows as they stood in the file.
    refused: Vec<(RecordKind, RowOut)>,
}

impl Import {
    /// The refused rows as a workbook of the same format with the column «Причина».
    ///
    /// # Errors
    /// A text that does not fit into a cell.
    pub fn rejected_workbook(&self, vocabulary: &Vocabulary) -> Result<Vec<u8>, WriteError> {
        let mut sheets: BTreeMap<RecordKind, Vec<RowOut>> = BTreeMap::new();
        for (kind, row) in &self.refused {
            sheets.entry(*kind).or_default().push(row.clone());
        }
        let sheets: Vec<SheetOut> = sheets
            .into_iter()
            .map(|(kind, rows)| SheetOut { kind, rows })
            .collect();
        workbook::write(&sheets, vocabulary)
    }
}

/// Reads a workbook (XLSX) or one sheet of it (CSV) against the facts already stored.
///
/// `new_id` draws identifiers of new records.
///
/// # Errors
/// [`FileError`] when the file as a whole cannot be read; nothing is taken then.
pub fn import(
    source: &Source<'_>,
    existing: &Facts,
    vocabulary: &Vocabulary,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<Import, FileError> {
    let (tables, doubts) = table::read(source)?;
    let mut engine = engine::Engine::new(existing, vocabulary, new_id, doubts);
    for kind in RecordKind::ALL {
        for table in tables.iter().filter(|table| table.kind == *kind) {
            engine.take(table);
        }
    }
    engine.finish()
}

/// The next free code of a kind: its prefix and a number of at least four digits.
pub fn next_code<'a>(kind: RecordKind, taken: impl IntoIterator<Item = &'a str>) -> String {
    let prefix = kind.schema().prefix;
    let greatest = taken
        .into_iter()
        .filter_map(|code| number_of(code, prefix))
        .max()
        .unwrap_or(0);
    code_of(prefix, greatest.saturating_add(1))
}

/// Number in a code the program made.
fn number_of(code: &str, prefix: &str) -> Option<u64> {
    let digits = code.strip_prefix(prefix)?.trim_start_matches('-');
    digits.parse().ok()
}

fn code_of(prefix: &str, number: u64) -> String {
    format!("{prefix}{number:04}")
}
