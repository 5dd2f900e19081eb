//! A table flattened into a text, cell by cell, as Word saves «Обычный текст».
//!
//! Not here: recognising rows. The one decision to know: every cell starts with a tab at the start
//! of a line, and rows are cut by the number of cells of the heading, because an empty line ends
//! some middle cells too.

use super::ReportDoubt;
use super::grid::{Block, Grid};
use super::headings::{Heading, is_heading_word, recognise};
use crate::FileError;

/// Longest heading, in cells.
const WIDEST: usize = 12;

/// Most cells of a text.
const MOST_CELLS: usize = 100_000;

/// Blocks of a flattened text.
pub(super) fn blocks(text: &str, doubts: &mut Vec<ReportDoubt>) -> Result<Vec<Block>, FileError> {
    let mut blocks = Vec::new();
    let (before, cells) = cells(text);
    if cells.len() > MOST_CELLS {
        return Err(FileError::TooManyCells {
            sheet: "текст".to_owned(),
        });
    }
    push_lines(&mut blocks, &before);
    let headings = headings(&cells);
    let mut starts = headings.iter().map(|(start, _)| *start).skip(1);
    let first = headings.first().map_or(cells.len(), |(start, _)| *start);
    for cell in cells.iter().take(first) {
        push_lines(&mut blocks, cell);
    }
    for (start, width) in &headings {
        let end = starts.next().unwrap_or(cells.len());
        push_table(
            &mut blocks,
            cells.get(*start..end).unwrap_or(&[]),
            *width,
            doubts,
        );
    }
    Ok(blocks)
}

/// Text before the first cell, and the cells.
fn cells(text: &str) -> (String, Vec<String>) {
    let mut before = String::new();
    let mut cells: Vec<String> = Vec::new();
    for line in text.lines() {
        if let Some(start) = line.strip_prefix('\t') {
            // Several cells may share a line where the cells were short.
            cells.extend(start.split('\t').map(ToOwned::to_owned));
        } else {
            let target = cells.last_mut().unwrap_or(&mut before);
            target.push('\n');
            target.push_str(line);
        }
    }
    (before, cells)
}

/// Where headings start, and how many cells each has.
fn headings(cells: &[String]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < cells.len() {
        let rest = cells.get(at..).unwrap_or(&[]);
        let run = rest
            .iter()
            .take(WIDEST)
            .take_while(|cell| is_heading_word(cell))
            .count();
        let width = (2..=run)
            .rev()
            .find(|width| is_heading(rest.get(..*width).unwrap_or(&[])));
        if let Some(width) = width {
            found.push((at, width));
        }
        at = at.saturating_add(width.unwrap_or(1));
    }
    found
}

fn is_heading(cells: &[String]) -> bool {
    match recognise(cells) {
        Some(Heading::Roadmap(columns)) => columns.iter().all(Option::is_some),
        Some(Heading::Indicators(columns)) => columns.iter().all(Option::is_some),
        None => false,
    }
}

fn push_table(
    blocks: &mut Vec<Block>,
    cells: &[String],
    width: usize,
    doubts: &mut Vec<ReportDoubt>,
) {
    let mut cells: Vec<String> = cells.to_vec();
    let mut tail = String::new();
    if let Some(last) = cells.last_mut() {
        // The last cell ends at its first empty line; what follows stands below the table.
        let mut lines = last.lines();
        let first: Vec<&str> = lines
            .by_ref()
            .take_while(|line| !line.trim().is_empty())
            .collect();
        let inside = first.join("\n");
        tail = lines.collect::<Vec<_>>().join("\n");
        *last = inside;
    }
    if !cells.len().is_multiple_of(width.max(1)) {
        doubts.push(ReportDoubt {
            place: "таблица".to_owned(),
            code: "uneven-table",
            message: format!(
                "Число ячеек ({}) не делится на число столбцов ({width}): строки могли сдвинуться. \
                 Сверьте их с документом.",
                cells.len()
            ),
        });
    }
    let rows = cells.chunks(width.max(1)).map(<[String]>::to_vec).collect();
    blocks.push(Block::Grid(Grid { rows }));
    push_lines(blocks, &tail);
}

fn push_lines(blocks: &mut Vec<Block>, text: &str) {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    blocks.extend(lines.map(|line| Block::Line(line.to_owned())));
}
