//! A document as paragraphs and tables, whatever the format it came in.
//!
//! Not here: what the tables are. The one decision to know: a merged cell is filled with the text of
//! its first cell where the format says so; a plain text does not say, so recognisers carry labels
//! down by column.

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
}

impl Grid {
    /// Text of a cell; empty beyond the edge.
    pub(super) fn text(&self, row: usize, column: usize) -> &str {
        self.rows
            .get(row)
            .and_then(|cells| cells.get(column))
            .map_or("", String::as_str)
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
