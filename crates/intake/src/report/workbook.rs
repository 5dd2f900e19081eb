//! Sheets of a workbook as tables of texts.
//!
//! Not here: the workbook of facts. The one decision to know: merged ranges are filled, rows without
//! cells are left out.

use super::grid::{Block, Grid};
use crate::office::Sheet;

/// Widest table taken, in columns.
const WIDEST: usize = 60;

/// One table a sheet.
pub(super) fn blocks(sheets: &[Sheet]) -> Vec<Block> {
    sheets
        .iter()
        .map(|sheet| Block::Grid(grid(sheet)))
        .collect()
}

fn grid(sheet: &Sheet) -> Grid {
    let cells = sheet.rows.iter().flat_map(|row| row.cells.keys());
    let width = cells
        .max()
        .map_or(0, |last| last.saturating_add(1))
        .min(WIDEST);
    let numbers: Vec<usize> = sheet.rows.iter().map(|row| row.number).collect();
    let mut rows: Vec<Vec<String>> = sheet
        .rows
        .iter()
        .map(|row| {
            let text = |column| row.cells.get(&column).map(crate::cell::Cell::shown);
            (0..width)
                .map(|column| text(column).unwrap_or_default())
                .collect()
        })
        .collect();
    for merge in &sheet.merges {
        let (first, last) = merge.rows;
        let from = numbers.partition_point(|number| *number < first);
        let to = numbers.partition_point(|number| *number <= last);
        if numbers.get(from) != Some(&first) {
            continue;
        }
        let origin = rows
            .get(from)
            .and_then(|row| row.get(merge.columns.0))
            .cloned();
        let text = origin.unwrap_or_default();
        for row in rows.get_mut(from..to).unwrap_or(&mut []) {
            for cell in row
                .iter_mut()
                .take(merge.columns.1.saturating_add(1))
                .skip(merge.columns.0)
            {
                cell.clone_from(&text);
            }
        }
    }
    Grid { rows }
}
