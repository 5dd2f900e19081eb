//! Sheets of a workbook as tables of texts.
//!
//! Not here: the workbook of facts. The one decision to know: merged ranges are filled, and an empty
//! row ends a table, since a sheet has no other sign of where one ends.

use super::grid::{Block, Grid};
use crate::office::Sheet;

/// Widest table taken, in columns.
const WIDEST: usize = 60;

/// Most cells filled from merged ones; forms have hundreds.
const MOST_FILLED: usize = 200_000;

/// Tables of the sheets.
pub(super) fn blocks(sheets: &[Sheet]) -> Vec<Block> {
    sheets
        .iter()
        .flat_map(|sheet| parts(grid(sheet)))
        .map(Block::Grid)
        .collect()
}

/// A sheet cut at its empty rows.
fn parts(grid: Grid) -> Vec<Grid> {
    let mut parts: Vec<Grid> = Vec::new();
    let mut last = None;
    let mut start = 0;
    for (at, (row, number)) in grid.rows.into_iter().zip(grid.numbers).enumerate() {
        let goes_on = last.is_some_and(|last: usize| last.saturating_add(1) == number);
        if !goes_on || parts.is_empty() {
            start = at;
            parts.push(Grid {
                sheet: grid.sheet.clone(),
                ..Grid::default()
            });
        }
        last = Some(number);
        if let Some(part) = parts.last_mut() {
            let own = at.saturating_sub(start);
            let filled = grid.filled.range((at, 0)..(at.saturating_add(1), 0));
            part.filled.extend(filled.map(|(_, column)| (own, *column)));
            part.rows.push(row);
            part.numbers.push(number);
        }
    }
    parts
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
    let mut filled = std::collections::BTreeSet::new();
    for merge in &sheet.merges {
        if filled.len() > MOST_FILLED {
            break;
        }
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
        for (at, row) in (from..to).zip(rows.get_mut(from..to).unwrap_or(&mut [])) {
            if at > from {
                let columns = merge.columns.0..=merge.columns.1.min(WIDEST);
                filled.extend(columns.map(|column| (at, column)));
            }
            for cell in row
                .iter_mut()
                .take(merge.columns.1.saturating_add(1))
                .skip(merge.columns.0)
            {
                cell.clone_from(&text);
            }
        }
    }
    Grid {
        rows,
        filled,
        numbers,
        sheet: Some(sheet.name.clone()),
    }
}
