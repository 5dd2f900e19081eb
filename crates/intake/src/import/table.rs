//! Sheets recognised as kinds of records: headings to fields, rows to cells.
//!
//! Not here: what cells mean. The one decision to know: a column that is absent is not an empty
//! column; records already stored keep what they have in it.

use opora_domain::{RecordKind, Schema};

use super::Doubt;
use crate::cell::Cell;
use crate::office::{Content, Package, Sheet, SheetRow, read_sheets, sniff};
use crate::workbook::{
    CODE_TITLE, EDITION_LABEL, FORMAT_EDITION, INSTRUCTIONS, LISTS, REASON_TITLE,
};
use crate::{FileError, Source, normal, text};

/// Rows among which the heading is looked for.
const HEADING_WITHIN: usize = 10;
/// Most lines of a CSV.
const MOST_LINES: usize = 200_000;

/// One sheet of records.
pub(super) struct Table {
    pub kind: RecordKind,
    /// Name as it stands in the file.
    pub sheet: String,
    pub rows: Vec<TableRow>,
}

/// One row: cells in the order of the schema, `None` where the column is absent.
pub(super) struct TableRow {
    pub number: usize,
    pub code: Cell,
    pub cells: Vec<Option<Cell>>,
}

/// Reads a workbook or a CSV.
pub(super) fn read(source: &Source<'_>) -> Result<(Vec<Table>, Vec<Doubt>), FileError> {
    let mut doubts = Vec::new();
    let tables = match sniff(source.bytes)? {
        Content::Archive => workbook(source, &mut doubts)?,
        Content::Text => vec![csv(source, &mut doubts)?],
    };
    Ok((tables, doubts))
}

fn workbook(source: &Source<'_>, doubts: &mut Vec<Doubt>) -> Result<Vec<Table>, FileError> {
    let sheets = read_sheets(&mut Package::open(source.bytes)?)?;
    let mut tables = Vec::new();
    for sheet in &sheets {
        if same(&sheet.name, INSTRUCTIONS) {
            check_edition(sheet)?;
        } else if let Some(kind) = kind_named(&sheet.name) {
            if let Some(table) = table(kind, sheet, doubts)? {
                tables.push(table);
            }
        } else if !same(&sheet.name, LISTS) && !sheet.rows.is_empty() {
            doubts.push(Doubt {
                sheet: sheet.name.clone(),
                row: None,
                column: None,
                code: "unknown-sheet",
                message: format!(
                    "Листа «{}» в шаблоне нет, он пропущен. Если в нём данные, назовите его как в \
                     шаблоне.",
                    sheet.name
                ),
            });
        }
    }
    let known =
        |sheet: &Sheet| kind_named(&sheet.name).is_some() || same(&sheet.name, INSTRUCTIONS);
    if !sheets.iter().any(known) {
        return Err(FileError::NoKnownSheets {
            found: sheets.into_iter().map(|sheet| sheet.name).collect(),
        });
    }
    Ok(tables)
}

fn same(name: &str, other: &str) -> bool {
    normal::text(name) == normal::text(other)
}

fn kind_named(name: &str) -> Option<RecordKind> {
    RecordKind::ALL
        .iter()
        .copied()
        .find(|kind| same(name, kind.schema().sheet))
}

/// Refuses a workbook of a later edition of the format.
fn check_edition(sheet: &Sheet) -> Result<(), FileError> {
    for row in sheet.rows.iter().take(HEADING_WITHIN) {
        let label = row
            .cells
            .get(&0)
            .is_some_and(|cell| same(&cell.shown(), EDITION_LABEL));
        let edition = row
            .cells
            .get(&1)
            .and_then(|cell| cell.shown().parse::<i64>().ok());
        if let Some(found) = edition.filter(|found| label && *found > FORMAT_EDITION) {
            return Err(FileError::NewerWorkbook { found });
        }
    }
    Ok(())
}

fn csv(source: &Source<'_>, doubts: &mut Vec<Doubt>) -> Result<Table, FileError> {
    let expected: Vec<String> = RecordKind::ALL
        .iter()
        .flat_map(|kind| kind.schema().fields)
        .map(|field| field.title.to_lowercase())
        .filter(|title| title.chars().count() > 2)
        .collect();
    let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    // The reader counts lines by their ends and would be one short after «\r\n».
    let content = text::decode(source.bytes, source.encoding, &expected)?.replace("\r\n", "\n");
    let mut sheet = csv_sheet(&content)?;
    let kind = named_by_file(source.file_name)
        .or_else(|| named_by_headings(&sheet))
        .ok_or(FileError::UnknownSheet)?;
    kind.schema().sheet.clone_into(&mut sheet.name);
    Ok(table(kind, &sheet, doubts)?.unwrap_or(Table {
        kind,
        sheet: sheet.name,
        rows: Vec::new(),
    }))
}

fn csv_sheet(content: &str) -> Result<Sheet, FileError> {
    let damaged = || FileError::Damaged {
        part: "CSV".to_owned(),
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(content))
        .from_reader(content.as_bytes());
    let mut sheet = Sheet::default();
    for record in reader.records() {
        let record = record.map_err(|_| damaged())?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells = record
            .iter()
            .map(csv_cell)
            .enumerate()
            .filter(|(_, cell)| *cell != Cell::Empty)
            .collect();
        let row = SheetRow {
            number: usize::try_from(line).map_err(|_| damaged())?,
            cells,
        };
        if !row.cells.is_empty() {
            sheet.rows.push(row);
        }
        if sheet.rows.len() > MOST_LINES {
            return Err(FileError::TooManyCells {
                sheet: "CSV".to_owned(),
            });
        }
    }
    Ok(sheet)
}

/// A cell of a CSV; one that begins like a formula is one.
fn csv_cell(text: &str) -> Cell {
    if text.trim_start().starts_with('=') {
        Cell::Formula
    } else {
        Cell::text(text)
    }
}

/// The separator that occurs most in the first line.
fn delimiter(content: &str) -> u8 {
    let line = content
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    let count = |separator: char| line.matches(separator).count();
    let (semicolons, commas, tabs) = (count(';'), count(','), count('\t'));
    if tabs > semicolons && tabs > commas {
        b'\t'
    } else if commas > semicolons {
        b','
    } else {
        b';'
    }
}

fn named_by_file(file_name: &str) -> Option<RecordKind> {
    let stem = file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem);
    kind_named(&stem.replace('_', " ")).or_else(|| RecordKind::from_table(&stem.to_lowercase()))
}

/// The kind that knows the most headings of the first row, when all its required ones are there
/// and no other kind knows as many.
fn named_by_headings(sheet: &Sheet) -> Option<RecordKind> {
    let row = sheet.rows.first()?;
    let headings: Vec<String> = row
        .cells
        .values()
        .map(|cell| normal::heading(&cell.shown()))
        .collect();
    let has = |title: &str| headings.contains(&normal::heading(title));
    let mut scored: Vec<(usize, RecordKind)> = RecordKind::ALL
        .iter()
        .filter(|kind| {
            let mut required = kind.schema().fields.iter().filter(|field| field.required);
            required.all(|field| has(field.title))
        })
        .map(|kind| {
            let fields = kind.schema().fields.iter();
            (fields.filter(|field| has(field.title)).count(), *kind)
        })
        .collect();
    scored.sort_by(|a, b| b.cmp(a));
    match scored.as_slice() {
        [(best, _), (second, _), ..] if best == second => None,
        [(_, kind), ..] => Some(*kind),
        [] => None,
    }
}

/// Where the columns of a schema stand in a sheet.
struct Columns {
    code: Option<usize>,
    fields: Vec<Option<usize>>,
}

fn table(
    kind: RecordKind,
    sheet: &Sheet,
    doubts: &mut Vec<Doubt>,
) -> Result<Option<Table>, FileError> {
    let schema = kind.schema();
    let Some((at, heading)) = heading(schema, sheet) else {
        return Ok(None);
    };
    let columns = columns(schema, &sheet.name, heading, doubts)?;
    let body = sheet.rows.get(at.saturating_add(1)..).unwrap_or(&[]);
    if body.is_empty() {
        return Ok(None);
    }
    for (field, column) in schema.fields.iter().zip(&columns.fields) {
        if field.required && column.is_none() {
            return Err(FileError::MissingColumn {
                sheet: sheet.name.clone(),
                column: field.title.to_owned(),
            });
        }
    }
    let rows = body
        .iter()
        .filter_map(|row| table_row(row, &columns))
        .collect();
    Ok(Some(Table {
        kind,
        sheet: sheet.name.clone(),
        rows,
    }))
}

/// The first row with at least half of the required headings, else the first row.
fn heading<'a>(schema: &Schema, sheet: &'a Sheet) -> Option<(usize, &'a SheetRow)> {
    let known = |row: &SheetRow| {
        let headings: Vec<String> = row
            .cells
            .values()
            .map(|cell| normal::heading(&cell.shown()))
            .collect();
        let required: Vec<_> = schema
            .fields
            .iter()
            .filter(|field| field.required)
            .collect();
        let found = required
            .iter()
            .filter(|field| headings.contains(&normal::heading(field.title)))
            .count();
        found.saturating_mul(2) >= required.len().max(1)
    };
    let mut rows = sheet.rows.iter().enumerate();
    rows.by_ref()
        .take(HEADING_WITHIN)
        .find(|(_, row)| known(row))
        .or_else(|| sheet.rows.first().map(|row| (0, row)))
}

fn columns(
    schema: &Schema,
    sheet: &str,
    heading: &SheetRow,
    doubts: &mut Vec<Doubt>,
) -> Result<Columns, FileError> {
    let mut columns = Columns {
        code: None,
        fields: vec![None; schema.fields.len()],
    };
    let titles: Vec<String> = schema
        .fields
        .iter()
        .map(|field| normal::heading(field.title))
        .collect();
    for (column, cell) in &heading.cells {
        let shown = cell.shown();
        let title = normal::heading(&shown);
        let place = if title == normal::heading(CODE_TITLE) {
            Some(&mut columns.code)
        } else {
            let position = titles.iter().position(|known| *known == title);
            position.and_then(|position| columns.fields.get_mut(position))
        };
        match place {
            Some(place) if place.is_some() => {
                return Err(FileError::DuplicateColumn {
                    sheet: sheet.to_owned(),
                    column: shown,
                });
            }
            Some(place) => *place = Some(*column),
            None if title == normal::heading(REASON_TITLE) => {}
            None => doubts.push(Doubt {
                sheet: sheet.to_owned(),
                row: Some(heading.number),
                column: Some(shown.clone()),
                code: "unknown-column",
                message: format!(
                    "Столбца «{shown}» в шаблоне нет, он пропущен. Если в нём данные, назовите его \
                     как в шаблоне."
                ),
            }),
        }
    }
    Ok(columns)
}

/// A row with anything in the known columns.
fn table_row(row: &SheetRow, columns: &Columns) -> Option<TableRow> {
    let cell = |column: usize| row.cells.get(&column).cloned().unwrap_or_default();
    let out = TableRow {
        number: row.number,
        code: columns.code.map(cell).unwrap_or_default(),
        cells: columns
            .fields
            .iter()
            .map(|column| column.map(cell))
            .collect(),
    };
    let occupied = |cell: &Option<Cell>| cell.as_ref().is_some_and(|cell| *cell != Cell::Empty);
    (out.code != Cell::Empty || out.cells.iter().any(occupied)).then_some(out)
}
