//! The workbook of facts as written: template and export.
//!
//! Not here: reading it (`import`). The one decision to know: template and export are one format,
//! made from the schemas alone, and the same facts give the same bytes.

use std::collections::BTreeMap;
use std::fmt;

use opora_domain::{Facts, RecordKind};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use uuid::Uuid;

use crate::cell::Cell;
use crate::untyped;
use crate::vocabulary::Vocabulary;
use styles::Styles;

mod instructions;
mod lists;
mod sheet;
mod shown;
mod styles;

pub(crate) use instructions::{EDITION_LABEL, SHEET as INSTRUCTIONS};
pub(crate) use lists::SHEET as LISTS;

/// Heading of the first column.
pub(crate) const CODE_TITLE: &str = "Код";
/// Heading of the last column of a workbook of refused rows.
pub(crate) const REASON_TITLE: &str = "Причина";

/// Edition of the format, written on the first sheet; a later one is refused on import.
pub(crate) const FORMAT_EDITION: i64 = 1;

/// A workbook that cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// A text longer than a cell can hold (32 767 characters).
    TooLong {
        /// Sheet.
        sheet: String,
        /// Code of the record.
        code: String,
    },
    /// The writer of the format refused; a defect of the program.
    Writer(String),
}

impl WriteError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "too-long",
            Self::Writer(_) => "writer",
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { sheet, code } => write!(
                formatter,
                "Лист «{sheet}», запись {code}: текст длиннее 32 767 знаков не помещается в \
                 ячейку; сократите его и повторите выгрузку."
            ),
            Self::Writer(reason) => write!(
                formatter,
                "Книгу не удалось записать ({reason}); сообщите об этом разработчикам."
            ),
        }
    }
}

impl std::error::Error for WriteError {}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self::Writer(error.to_string())
    }
}

/// An empty workbook to fill in.
///
/// # Errors
/// [`WriteError::Writer`] only.
pub fn template(vocabulary: &Vocabulary) -> Result<Vec<u8>, WriteError> {
    export(&Facts::default(), vocabulary)
}

/// All facts as a workbook; the same facts give the same bytes.
///
/// # Errors
/// A text that does not fit into a cell.
pub fn export(facts: &Facts, vocabulary: &Vocabulary) -> Result<Vec<u8>, WriteError> {
    let rows = untyped::rows_of(facts);
    let codes: BTreeMap<Uuid, &str> = rows
        .values()
        .flatten()
        .map(|row| (row.id, row.code.as_str()))
        .collect();
    let sheets = rows
        .iter()
        .map(|(kind, rows)| SheetOut {
            kind: *kind,
            rows: rows
                .iter()
                .map(|row| RowOut {
                    code: row.code.clone(),
                    cells: shown::cells(*kind, row, &codes, vocabulary),
                    reason: None,
                })
                .collect(),
        })
        .collect::<Vec<_>>();
    write(&sheets, vocabulary)
}

/// Records of one kind with these codes, in this order, as a workbook of the same format.
///
/// # Errors
/// A text that does not fit into a cell.
pub fn export_some(
    facts: &Facts,
    kind: RecordKind,
    chosen: &[&str],
    vocabulary: &Vocabulary,
) -> Result<Vec<u8>, WriteError> {
    let rows = untyped::rows_of(facts);
    let codes: BTreeMap<Uuid, &str> = rows
        .values()
        .flatten()
        .map(|row| (row.id, row.code.as_str()))
        .collect();
    let by_code: BTreeMap<&str, &untyped::Row> = rows
        .get(&kind)
        .into_iter()
        .flatten()
        .map(|row| (row.code.as_str(), row))
        .collect();
    let rows = chosen
        .iter()
        .filter_map(|code| by_code.get(code))
        .map(|row| RowOut {
            code: row.code.clone(),
            cells: shown::cells(kind, row, &codes, vocabulary),
            reason: None,
        })
        .collect();
    write(&[SheetOut { kind, rows }], vocabulary)
}

/// One sheet to be written.
pub(crate) struct SheetOut {
    pub kind: RecordKind,
    pub rows: Vec<RowOut>,
}

/// One row to be written: the code, the fields in the order of the schema, the reason of a refusal.
#[derive(Clone, Debug)]
pub(crate) struct RowOut {
    pub code: String,
    pub cells: Vec<Cell>,
    pub reason: Option<String>,
}

/// Writes the instructions, the sheets and the lists.
pub(crate) fn write(sheets: &[SheetOut], vocabulary: &Vocabulary) -> Result<Vec<u8>, WriteError> {
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties());
    instructions::write(workbook.add_worksheet(), &styles)?;
    for sheet in sheets {
        sheet::write(workbook.add_worksheet(), sheet, vocabulary, &styles)?;
    }
    lists::write(workbook.add_worksheet(), vocabulary, &styles)?;
    Ok(workbook.save_to_buffer()?)
}

/// No author and a fixed date: the same facts give the same bytes, and nobody is named.
fn properties() -> DocProperties {
    let properties = DocProperties::new()
        .set_title("Опора: данные о наставничестве")
        .set_custom_property("OporaWorkbook", 1);
    match ExcelDateTime::from_ymd(2020, 1, 1) {
        Ok(date) => properties.set_creation_datetime(&date),
        Err(_) => properties,
    }
}
