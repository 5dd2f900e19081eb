//! Which rows of a table are too tall to be kept on one page.
//!
//! Not here: breaking, which Word and typst do. The one decision to know: heights are estimated
//! once, from the built-in font, so that every paged format breaks the same rows.

use opora_domain::document::{Orientation, Table};

use crate::{
    charts::Letters,
    grid::{Content, Grid, widths},
};

/// Points from line to line for a point of letters.
const LINE: f64 = 1.15;
/// How much narrower Times New Roman is than the built-in font.
const NARROWER: f64 = 0.9;
/// Points a cell keeps free at its left and right together.
const MARGINS: f64 = 7.4;

/// Width and height between the margins of a page, in points.
const fn page(orientation: Orientation) -> (u32, f64) {
    match orientation {
        Orientation::Portrait => (482, 728.0),
        Orientation::Landscape => (728, 482.0),
    }
}

/// For each row of the grid whether it takes more than a third of a page of this orientation and may
/// therefore be broken; `small` as [`TableLetters`](crate::TableLetters) has it. Heading rows never may. Cells over several rows are not counted.
pub fn tall_rows(
    table: &Table,
    grid: &Grid<'_>,
    orientation: Orientation,
    small: bool,
) -> Vec<bool> {
    let points = if small { 10.0 } else { 11.0 };
    let letters = Letters::load();
    let (width, height) = page(orientation);
    let widths = widths(table, width);
    let rows = grid.rows.iter().enumerate();
    rows.map(|(index, places)| {
        let lines = places.iter().map(|place| {
            let Content::Cell { cell, rows: 1 } = place.content else {
                return 0;
            };
            let own = widths.iter().skip(place.column).take(place.columns);
            let own: f64 = own.copied().map(f64::from).sum();
            let lines = cell.paragraphs.iter().map(|spans| {
                let text: String = spans.iter().map(|span| span.text.as_str()).collect();
                let fit = |line| letters.lines(line, points * NARROWER, own - MARGINS).len();
                text.split('\n').map(|line| fit(line).max(1)).sum::<usize>()
            });
            lines.sum()
        });
        let lines = lines.max().unwrap_or(0);
        let lines = u32::try_from(lines).map_or(f64::from(u32::MAX), f64::from);
        index >= grid.header && lines * points * LINE > height / 3.0
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use opora_domain::document::{Align, Cell, Column};

    use super::*;

    #[test]
    fn a_row_over_a_third_of_a_page_is_tall_and_a_heading_never_is() {
        let column = Column {
            weight: 1,
            align: Align::Left,
        };
        let long = |lines: usize| Cell::text("строка\n".repeat(lines).trim_end());
        let table = Table {
            caption: None,
            columns: vec![column; 2],
            header: vec![vec![long(40), Cell::text("")]],
            rows: vec![
                vec![Cell::text(""), long(12)],
                vec![Cell::text(""), long(13)],
                vec![long(40).over_rows(2), long(20)],
                vec![long(3)],
            ],
        };
        let grid = Grid::of(&table, 1).unwrap();
        let of = |orientation| tall_rows(&table, &grid, orientation, false);
        assert_eq!(
            of(Orientation::Landscape),
            [false, false, true, true, false]
        );
        assert_eq!(
            of(Orientation::Portrait),
            [false, false, false, true, false]
        );
    }
}
