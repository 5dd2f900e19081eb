//! A table laid on its columns: which cell stands where, and what it covers.
//!
//! Not here: how a format writes merged cells. The one decision to know: places are worked out once
//! here, the way HTML does, so that all formats merge the same cells.

use opora_domain::document::{Cell, Table};

use crate::WriteError;

/// A table on its columns.
#[derive(Debug)]
pub struct Grid<'a> {
    /// Number of heading rows; they come first in `rows`.
    pub header: usize,
    /// Number of columns.
    pub columns: usize,
    /// Rows; the places of a row cover every column once, from left to right.
    pub rows: Vec<Vec<Place<'a>>>,
}

/// A place in a row.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Its first column, from 0.
    pub column: usize,
    /// Columns it takes.
    pub columns: usize,
    /// What stands there.
    pub content: Content<'a>,
}

/// What stands in a place.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
    /// A cell that begins here and takes this many rows, never more than its part of the table has.
    Cell {
        /// The cell.
        cell: &'a Cell,
        /// Rows it takes, at least 1.
        rows: usize,
    },
    /// The continuation of a cell that began in a row above.
    Continued,
    /// Nothing: the row has fewer cells than the table has columns.
    Nothing,
}

impl<'a> Grid<'a> {
    /// The table on its columns. `ordinal` is its number in the document, from 1, for the error.
    ///
    /// # Errors
    /// A row with cells beyond the last column.
    pub fn of(table: &'a Table, ordinal: usize) -> Result<Self, WriteError> {
        let columns = table.columns.len();
        let mut rows = Vec::with_capacity(table.header.len() + table.rows.len());
        for part in [&table.header, &table.rows] {
            let mut below = vec![Covered::default(); columns];
            for (index, row) in part.iter().enumerate() {
                let places = place(row, part.len() - index, &mut below);
                rows.push(places.ok_or(WriteError::Overfull {
                    table: ordinal,
                    row: rows.len() + 1,
                    columns,
                })?);
            }
        }
        Ok(Self {
            header: table.header.len(),
            columns,
            rows,
        })
    }
}

/// How far a cell of a row above reaches.
#[derive(Clone, Copy, Default)]
struct Covered {
    rows: usize,
    columns: usize,
}

/// Places of a row; nothing when its cells do not fit.
fn place<'a>(row: &'a [Cell], rows_left: usize, below: &mut [Covered]) -> Option<Vec<Place<'a>>> {
    let mut cells = row.iter();
    let mut places = Vec::with_capacity(below.len());
    let mut column = 0;
    while let Some(covered) = below.get_mut(column) {
        let (columns, content) = if covered.rows > 0 {
            covered.rows -= 1;
            (covered.columns, Content::Continued)
        } else if let Some(cell) = cells.next() {
            let columns = usize::from(cell.columns.max(1));
            let rows = usize::from(cell.rows.max(1)).min(rows_left);
            let under = below.get_mut(column..column.checked_add(columns)?)?;
            if under.iter().any(|covered| covered.rows > 0) {
                return None;
            }
            if let Some(first) = under.first_mut() {
                *first = Covered {
                    rows: rows - 1,
                    columns,
                };
            }
            (columns, Content::Cell { cell, rows })
        } else {
            (1, Content::Nothing)
        };
        places.push(Place {
            column,
            columns,
            content,
        });
        column += columns;
    }
    cells.next().is_none().then_some(places)
}

/// The width divided among the columns by their weights, without a remainder.
pub(crate) fn widths(table: &Table, width: u32) -> Vec<u32> {
    let total: u32 = table
        .columns
        .iter()
        .map(|column| u32::from(column.weight.max(1)))
        .sum();
    let mut reached = 0;
    let mut before = 0;
    let mut widths = Vec::with_capacity(table.columns.len());
    for column in &table.columns {
        reached += u32::from(column.weight.max(1));
        let edge = width * reached / total.max(1);
        widths.push(edge - before);
        before = edge;
    }
    widths
}
