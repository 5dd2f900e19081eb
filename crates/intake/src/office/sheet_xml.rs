//! One worksheet part, cell by cell.
//!
//! Not here: other parts. The one decision to know: a cell with any formula, also a shared or an
//! array one, is a formula, whatever value stands beside it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use quick_xml::events::BytesStart;

use super::xlsx::{Context, Merge, Sheet, SheetRow, unescape};
use super::xml::{Node, attribute};
use crate::FileError;
use crate::cell::{Cell, from_serial};

/// Last row and column that may be occupied; a school has far fewer.
const LAST_ROW: usize = 200_000;
const LAST_COLUMN: usize = 1_000;
/// Most merged ranges kept.
const MOST_MERGES: usize = 20_000;

/// Collects the rows of one sheet.
pub(super) struct SheetReader<'a> {
    context: &'a mut Context,
    sheet: Sheet,
    row: SheetRow,
    next_row: usize,
    next_column: usize,
    kind: String,
    style: usize,
    formula: bool,
    value: String,
    within: bool,
    phonetic: bool,
}

impl<'a> SheetReader<'a> {
    pub(super) fn new(name: String, context: &'a mut Context) -> Self {
        Self {
            context,
            sheet: Sheet {
                name,
                ..Sheet::default()
            },
            row: SheetRow::default(),
            next_row: 1,
            next_column: 0,
            kind: String::new(),
            style: 0,
            formula: false,
            value: String::new(),
            within: false,
            phonetic: false,
        }
    }

    pub(super) fn take(&mut self, node: &Node<'_>) -> Result<(), FileError> {
        match node {
            Node::Open("row", element) => self.start_row(element),
            Node::Open("c", element) => self.start_cell(element),
            Node::Open("f", _) => self.formula = true,
            Node::Open("v" | "t", _) => self.within = !self.phonetic,
            Node::Open("rPh", _) => self.phonetic = true,
            Node::Close("rPh") => self.phonetic = false,
            Node::Close("v" | "t") => self.within = false,
            Node::Text(piece) if self.within => {
                self.value.push_str(piece);
            }
            Node::Close("c") => self.end_cell()?,
            Node::Close("row") => self.end_row(),
            Node::Open("mergeCell", element) => self.merge(element),
            _ => {}
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Sheet {
        self.sheet
    }

    fn start_row(&mut self, element: &BytesStart<'_>) {
        let number = attribute(element, "r").and_then(|text| text.parse().ok());
        self.row = SheetRow {
            number: number.unwrap_or(self.next_row),
            cells: BTreeMap::new(),
        };
        self.next_column = 0;
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) {
        self.kind.clear();
        self.style = 0;
        self.formula = false;
        self.value.clear();
        for found in element.attributes().with_checks(false).flatten() {
            match found.key.as_ref() {
                "r" => {
                    if let Some((column, _)) = position(&found.value) {
                        self.next_column = column;
                    }
                }
                "t" => self.kind.push_str(&found.value),
                "s" => self.style = found.value.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    fn end_cell(&mut self) -> Result<(), FileError> {
        let column = self.next_column;
        self.next_column = column.saturating_add(1);
        let cell = self.cell();
        if cell == Cell::Empty {
            return Ok(());
        }
        let size = match &cell {
            Cell::Text(text) | Cell::Error(text) => text.len(),
            _ => 0,
        };
        let left = (
            self.context.cells_left.checked_sub(1),
            self.context.text_left.checked_sub(size),
        );
        match left {
            (Some(cells), Some(text)) if column < LAST_COLUMN && self.row.number <= LAST_ROW => {
                (self.context.cells_left, self.context.text_left) = (cells, text);
            }
            _ => {
                return Err(FileError::TooManyCells {
                    sheet: self.sheet.name.clone(),
                });
            }
        }
        self.row.cells.insert(column, cell);
        Ok(())
    }

    fn cell(&self) -> Cell {
        if self.formula {
            return Cell::Formula;
        }
        match self.kind.as_str() {
            "s" => {
                let text = self.value.trim().parse::<usize>().ok();
                text.and_then(|index| self.context.texts.get(index))
                    .map_or(Cell::Empty, |text| Cell::text(text))
            }
            "inlineStr" | "str" => Cell::text(&unescape(&self.value)),
            "b" => Cell::Bool(self.value.trim() == "1"),
            "e" => Cell::Error(self.value.clone()),
            "d" => self
                .value
                .get(..10)
                .and_then(|text| text.parse::<NaiveDate>().ok())
                .map_or_else(|| Cell::text(&self.value), Cell::Date),
            _ => self.number(),
        }
    }

    fn number(&self) -> Cell {
        match self.value.trim().parse::<f64>() {
            Ok(number) if self.context.date_styles.get(self.style) == Some(&true) => {
                from_serial(number, self.context.since_1904)
                    .map_or(Cell::Number(number), Cell::Date)
            }
            Ok(number) => Cell::Number(number),
            Err(_) => Cell::text(&self.value),
        }
    }

    fn end_row(&mut self) {
        self.next_row = self.row.number.saturating_add(1);
        let row = std::mem::take(&mut self.row);
        if !row.cells.is_empty() {
            self.sheet.rows.push(row);
        }
    }

    fn merge(&mut self, element: &BytesStart<'_>) {
        let range = attribute(element, "ref").unwrap_or_default();
        let corners = range
            .split_once(':')
            .and_then(|(a, b)| position(a).zip(position(b)));
        if let Some((from, to)) = corners
            && self.sheet.merges.len() < MOST_MERGES
        {
            self.sheet.merges.push(Merge {
                rows: (from.1, to.1),
                columns: (from.0, to.0),
            });
        }
    }
}

/// Column from 0 and row from 1 of «AB12».
fn position(reference: &str) -> Option<(usize, usize)> {
    let split = reference.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = reference.split_at_checked(split)?;
    let mut column = 0_usize;
    for letter in letters.chars() {
        let value = letter
            .to_digit(36)
            .filter(|value| *value > 9)?
            .checked_sub(9)?;
        column = column
            .checked_mul(26)?
            .checked_add(usize::try_from(value).ok()?)?;
    }
    Some((column.checked_sub(1)?, digits.parse().ok()?))
}
