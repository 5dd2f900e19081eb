//! A table flattened into a text, cell by cell, as Word saves «Обычный текст».
//!
//! Not here: recognising rows. The one decision to know: every cell starts with a tab at the start
//! of a line, and rows are cut by the number of cells of the heading, because an empty line ends
//! some middle cells too.

use super::ReportDoubt;
use super::grid::{Block, Grid};
use super::headings::{Heading, recognise};

/// Longest heading, in cells.
const WIDEST: usize = 12;

/// Blocks of a flattened text.
pub(super) fn blocks(text: &str, doubts: &mut Vec<ReportDoubt>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let (before, cells) = cells(text);
    push_lines(&mut blocks, &before);
    let mut rest = cells.as_slice();
    while !rest.is_empty() {
        let Some((start, width)) = next_heading(rest) else {
            for cell in rest {
                push_lines(&mut blocks, cell);
            }
            break;
        };
        let (outside, table) = rest.split_at(start);
        for cell in outside {
            push_lines(&mut blocks, cell);
        }
        let after = table.get(width..).unwrap_or(&[]);
        let end = next_heading(after).map_or(table.len(), |(next, _)| next.saturating_add(width));
        let (table, following) = table.split_at(end);
        push_table(&mut blocks, table, width, doubts);
        rest = following;
    }
    blocks
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

/// Where the next heading starts, and how many cells it has.
fn next_heading(cells: &[String]) -> Option<(usize, usize)> {
    let starts = 0..cells.len();
    starts.into_iter().find_map(|start| {
        let widths = (2..=WIDEST).rev();
        widths.into_iter().find_map(|width| {
            let candidate = cells.get(start..start.checked_add(width)?)?;
            let whole = match recognise(candidate)? {
                Heading::Roadmap(columns) => columns.iter().all(Option::is_some),
                Heading::Indicators(columns) => columns.iter().all(Option::is_some),
            };
            whole.then_some((start, width))
        })
    })
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
    if cells.len() % width.max(1) != 0 {
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
