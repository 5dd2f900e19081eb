//! Where a table of indicators keeps its names and its values.
//!
//! Not here: its rows. The one decision to know: the column of names is the one whose cells the
//! catalogue knows, whatever its heading; the column of values is taken from the headings, and where
//! they leave two, every value is for a person to look at.

use opora_domain::reports::ReportedValue;

use super::grid::{Grid, flat, letters};
use super::headings::{IndicatorColumn as Column, indicator_column, is_heading_word};
use super::lexicon::{Match, Names};
use super::values;

/// Rows looked at to tell what a column is.
const LOOKED_AT: usize = 60;
/// Columns looked at.
const WIDEST: usize = 16;
/// Least known names in a table without a heading.
const FEW: usize = 3;

/// Where values stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ValueColumn {
    /// In this column.
    One(usize),
    /// In one of these, and nothing says which.
    Several(Vec<usize>),
    /// Nowhere.
    Absent,
}

/// Columns of a table of indicators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub title: usize,
    pub group: Option<usize>,
    pub value: ValueColumn,
    pub unit: Option<usize>,
    pub denominator: Option<usize>,
    pub source: Option<usize>,
    /// First row below the heading.
    pub first: usize,
    /// First row that is not of the table.
    pub until: usize,
    /// Headings as printed.
    pub headings: Vec<String>,
}

/// The heading at this row with the rows below that belong to it, and the first row after.
pub(super) fn heading(grid: &Grid, at: usize) -> (Vec<String>, usize) {
    let own = grid.rows.get(at).cloned().unwrap_or_default();
    let mut names: Vec<String> = own.iter().map(|cell| flat(cell)).collect();
    let mut first = at.saturating_add(1);
    while let Some(row) = grid.rows.get(first).filter(|row| goes_on(row, &own)) {
        if !is_counting(row) {
            for (name, cell) in names.iter_mut().zip(row) {
                let cell = flat(cell);
                if !cell.is_empty() && cell != *name {
                    name.push(' ');
                    name.push_str(&cell);
                }
            }
        }
        first = first.saturating_add(1);
    }
    (names, first)
}

/// Whether a row goes on with the heading above it: words of headings, or the numbers of columns.
fn goes_on(row: &[String], above: &[String]) -> bool {
    if is_counting(row) {
        return true;
    }
    let words = |cell: &String| {
        let name = letters(cell);
        name.starts_with("план") || name.starts_with("факт") || is_heading_word(cell)
    };
    let mut own = row
        .iter()
        .zip(above)
        .filter(|(cell, above)| !flat(cell).is_empty() && cell != above)
        .peekable();
    own.peek().is_some() && own.all(|(cell, _)| words(cell) && cell.chars().count() <= 40)
}

/// «1 2 3 4» under a heading.
pub(super) fn is_counting(row: &[String]) -> bool {
    let numbers: Vec<usize> = row
        .iter()
        .filter_map(|cell| cell.trim().parse().ok())
        .collect();
    numbers.len() >= 2 && numbers.len() == row.len() && numbers.iter().copied().eq(1..=row.len())
}

/// Columns of the table that begins here, when it is one of indicators.
pub(super) fn of(
    grid: &Grid,
    headings: Vec<String>,
    rows: std::ops::Range<usize>,
    names: &Names<'_>,
) -> Option<Layout> {
    let has_heading = !headings.is_empty();
    let width = grid.width().min(WIDEST);
    let kinds: Vec<Option<Column>> = headings
        .iter()
        .map(|name| indicator_column(&letters(name)))
        .collect();
    let kind = |column: usize| kinds.get(column).copied().flatten();
    let at = |wanted| (0..width).find(|column| kind(*column) == Some(wanted));
    let known = |column: usize| {
        let cells = rows.clone().take(LOOKED_AT);
        cells
            .filter(|row| matches!(names.find(grid.text(*row, column)), Match::Known(..)))
            .count()
    };
    let open = |column: &usize| {
        matches!(
            kind(*column),
            None | Some(Column::Title | Column::Group | Column::Source)
        )
    };
    let best = (0..width)
        .filter(open)
        .map(|column| (known(column), kind(column) == Some(Column::Title), column))
        .max_by_key(|(count, title, column)| (*count, *title, usize::MAX - column));
    let by_heading = at(Column::Title).or_else(|| at(Column::Group));
    let title = match best {
        Some((count, _, column)) if count >= FEW => column,
        Some((count, _, column)) if count > 0 && by_heading.is_none() && has_heading => column,
        _ => by_heading?,
    };
    let beside = |wanted| at(wanted).filter(|column| *column != title);
    let group = beside(Column::Group).or_else(|| {
        let left = title.checked_sub(1).filter(|_| !has_heading)?;
        let mut cells = rows.clone().map(|row| grid.text(row, left));
        cells
            .any(|cell| cell.chars().any(char::is_alphabetic))
            .then_some(left)
    });
    // A name may stand in the column of groups where its own column is empty.
    let group = group.or_else(|| {
        let other = |column: &usize| *column != title && open(column);
        (0..width).filter(other).find(|column| known(*column) > 0)
    });
    let mut layout = Layout {
        title,
        group,
        value: ValueColumn::Absent,
        unit: beside(Column::Unit),
        denominator: beside(Column::Denominator),
        source: beside(Column::Source),
        first: rows.start,
        until: rows.end,
        headings,
    };
    layout.value = value_column(grid, &rows, &mut layout, &kinds, width);
    Some(layout)
}

/// The column of values by the headings, else by what its cells hold.
fn value_column(
    grid: &Grid,
    rows: &std::ops::Range<usize>,
    layout: &mut Layout,
    kinds: &[Option<Column>],
    width: usize,
) -> ValueColumn {
    let kind = |column: usize| kinds.get(column).copied().flatten();
    let of_kind = |wanted| -> Vec<usize> {
        (0..width)
            .filter(|column| kind(*column) == Some(wanted) && *column != layout.title)
            .collect()
    };
    for wanted in [Column::Fact, Column::Value] {
        match of_kind(wanted).as_slice() {
            [] => {}
            [one] => return ValueColumn::One(*one),
            several => return ValueColumn::Several(several.to_vec()),
        }
    }
    let free = |column: &usize| {
        let taken = [Some(layout.title), layout.group, layout.denominator];
        let kept = matches!(
            kind(*column),
            Some(Column::Plan | Column::Number | Column::Source)
        );
        !taken.contains(&Some(*column)) && !kept
    };
    let full: Vec<usize> = (0..width)
        .filter(free)
        .filter(|column| holds_values(grid, rows, *column))
        .collect();
    match full.as_slice() {
        [] => layout
            .unit
            .take()
            .map_or(ValueColumn::Absent, ValueColumn::One),
        [one] => {
            // The regional form names its column of values by the unit.
            if layout.unit == Some(*one) {
                layout.unit = None;
            }
            ValueColumn::One(*one)
        }
        several => ValueColumn::Several(several.to_vec()),
    }
}

/// Whether most cells of a column are values, and not the numbers of rows.
fn holds_values(grid: &Grid, rows: &std::ops::Range<usize>, column: usize) -> bool {
    let (mut values, mut others, mut serial) = (0_usize, 0_usize, 0_usize);
    for row in rows.clone().take(LOOKED_AT) {
        let text = grid.text(row, column);
        match values::value(text).value {
            ReportedValue::Missing => {}
            ReportedValue::Number(_) | ReportedValue::Flag(_) => {
                values = values.saturating_add(1);
                let number = text.trim().trim_end_matches('.').parse::<usize>();
                if number == Ok(values.saturating_add(others)) {
                    serial = serial.saturating_add(1);
                }
            }
            _ => others = others.saturating_add(1),
        }
    }
    let counts_rows = values >= 4 && serial.saturating_mul(10) >= values.saturating_mul(9);
    values > 0 && values >= others && !counts_rows
}

/// Whether some column of these rows holds several names the catalogue knows.
pub(super) fn looks_like(grid: &Grid, names: &Names<'_>) -> bool {
    let rows = 0..grid.rows.len().min(LOOKED_AT);
    (0..grid.width().min(WIDEST)).any(|column| {
        let cells = rows.clone().map(|row| grid.text(row, column));
        let long = cells.filter(|cell| (24..=1200).contains(&cell.len()));
        let known = long.filter(|cell| matches!(names.find(cell), Match::Known(..)));
        known.take(FEW).count() >= FEW
    })
}
