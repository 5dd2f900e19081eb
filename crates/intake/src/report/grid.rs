//! A document as paragraphs and tables, whatever the format it came in.
//!
//! Not here: what the tables are. The one decision to know: a merged cell is filled with the text of
//! its first cell where the format says so, and remembers that it was; a plain text does not say, so
//! recognisers carry labels down by column.

use std::collections::BTreeSet;

/// A piece of a document in reading order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    /// A line of text outside tables.
    Line(String),
    /// A table.
    Grid(Grid),
}

/// A rectangular table of texts; lines within a cell are kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Grid {
    pub rows: Vec<Vec<String>>,
    /// Row and column of cells that belong to a merged cell which begins in a row above.
    pub filled: BTreeSet<(usize, usize)>,
    /// Numbers of the rows in the file, where they are not simply counted.
    pub numbers: Vec<usize>,
    /// Sheet.
    pub sheet: Option<String>,
}

impl Grid {
    /// A table of rows without merged cells.
    pub(super) fn of(rows: Vec<Vec<String>>) -> Self {
        Self {
            rows,
            ..Self::default()
        }
    }

    /// Text of a cell; empty beyond the edge.
    pub(super) fn text(&self, row: usize, column: usize) -> &str {
        self.rows
            .get(row)
            .and_then(|cells| cells.get(column))
            .map_or("", String::as_str)
    }

    /// Width of the widest row.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Number of a row as the file counts them, from 1.
    pub(super) fn number(&self, row: usize) -> usize {
        let counted = row.saturating_add(1);
        self.numbers.get(row).copied().unwrap_or(counted)
    }

    /// Whether a cell is part of a cell merged over several rows.
    pub(super) fn is_merged(&self, row: usize, column: usize) -> bool {
        self.filled.contains(&(row, column)) || self.filled.contains(&(row.saturating_add(1), column))
    }

    /// Whether a cell belongs to the one above.
    pub(super) fn is_filled(&self, row: usize, column: usize) -> bool {
        self.filled.contains(&(row, column))
    }
}

/// One line of the lines of a cell: spaces collapsed.
pub(super) fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Heading for comparison: letters and digits only.
pub(super) fn letters(text: &str) -> String {
    crate::normal::text(text)
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '№')
        .collect()
}
