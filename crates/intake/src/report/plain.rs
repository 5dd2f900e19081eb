//! A table flattened into a text, cell by cell, as Word saves «Обычный текст».
//!
//! Not here: recognising rows. The one decision to know: every cell starts with a tab at the start
//! of a line, and rows are cut by the number of cells of the heading, because an empty line ends
//! some middle cells too; where no heading is known, by the distance between known names. A text
//! with the same number of tabs in most lines is a table as copied, a line a row.

use super::ReportDoubt;
use super::grid::{Block, Grid, letters};
use super::headings::{Heading, indicator_column, is_heading_word, recognise};
use super::lexicon::{Match, Names};
use crate::FileError;

/// Longest heading, in cells.
const WIDEST: usize = 12;

/// Most cells of a text.
const MOST_CELLS: usize = 100_000;

/// Blocks of a flattened text.
pub(super) fn blocks(
    text: &str,
    names: &Names<'_>,
    doubts: &mut Vec<ReportDoubt>,
) -> Result<Vec<Block>, FileError> {
    if let Some(blocks) = tabbed(text) {
        return Ok(blocks);
    }
    let mut blocks = Vec::new();
    let (before, cells) = cells(text);
    if cells.len() > MOST_CELLS {
        return Err(FileError::TooManyCells {
            sheet: "текст".to_owned(),
        });
    }
    push_lines(&mut blocks, &before);
    let mut headings = headings(&cells);
    if let Some(last) = pitch(&cells, &headings, names) {
        headings.push(last);
        headings.sort_unstable();
        headings.dedup_by_key(|(start, _)| *start);
    }
    let mut starts = headings.iter().map(|(start, _)| *start).skip(1);
    let first = headings.first().map_or(cells.len(), |(start, _)| *start);
    for cell in cells.iter().take(first) {
        push_lines(&mut blocks, cell);
    }
    for (start, width) in &headings {
        let end = starts.next().unwrap_or(cells.len());
        let width = &true_width(cells.get(*start..end).unwrap_or(&[]), *width, names);
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

/// A heading every cell of which is a column of one and the same kind of table.
fn is_heading(cells: &[String]) -> bool {
    match recognise(cells) {
        Some(Heading::Roadmap(columns)) => columns.iter().all(Option::is_some),
        Some(Heading::Indicators) => cells
            .iter()
            .all(|cell| indicator_column(&letters(cell)).is_some()),
        None => false,
    }
}

/// Places of the names of indicators among these cells.
fn known(cells: &[String], names: &Names<'_>) -> Vec<usize> {
    cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| (24..=1200).contains(&cell.len()))
        .take(400)
        .filter(|(_, cell)| matches!(names.find(cell), Match::Known(..)))
        .map(|(at, _)| at)
        .collect()
}

/// The usual distance between neighbours, and how often it occurs.
fn usual_gap(places: &[usize]) -> Option<(usize, usize)> {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for pair in places.windows(2) {
        if let [a, b] = pair {
            let count = counts.entry(b.saturating_sub(*a)).or_default();
            *count = count.saturating_add(1);
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count)
}

/// The width of a table as its names show it, where a heading in strange words hid a column.
fn true_width(cells: &[String], width: usize, names: &Names<'_>) -> usize {
    match usual_gap(&known(cells, names)) {
        Some((gap, times)) if times >= 4 && gap > width && gap <= WIDEST => gap,
        _ => width,
    }
}

/// Where a table without a known heading starts and how wide it is, by the names in it.
fn pitch(
    cells: &[String],
    headings: &[(usize, usize)],
    names: &Names<'_>,
) -> Option<(usize, usize)> {
    let from = headings
        .last()
        .map_or(0, |(start, width)| start.saturating_add(*width));
    let rest = cells.get(from..)?;
    let known = known(rest, names);
    let (width, times) = usual_gap(&known)?;
    let has_own = headings.last().is_some_and(|(_, own)| *own == width);
    if has_own || times < 4 || !(2..=WIDEST).contains(&width) {
        return None;
    }
    let first = from.saturating_add(*known.first()?);
    // The row above the first known name is the heading, when all its cells are short and full. Where
    // that leaves a choice, cells may stand in the wrong rows: better nothing than another's value.
    let headings: Vec<(usize, usize)> = (0..width)
        .filter_map(|column| {
            let start = first.checked_sub(column)?.checked_sub(width)?;
            let row = cells.get(start..start.checked_add(width)?)?;
            let short = |cell: &String| (1..=60).contains(&cell.trim().chars().count());
            let words = row.iter().filter(|cell| is_heading_word(cell)).count();
            row.iter().all(short).then_some((words, start))
        })
        .collect();
    let best = headings.iter().map(|(words, _)| *words).max()?;
    let mut starts = headings.iter().filter(|(words, _)| *words == best);
    match (starts.next(), starts.next()) {
        (Some((_, start)), None) => Some((*start, width)),
        _ => None,
    }
}

/// A table as copied: lines with the same number of tabs.
fn tabbed(text: &str) -> Option<Vec<Block>> {
    let tabs = |line: &str| line.matches('\t').count();
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for line in text.lines().filter(|line| line.contains('\t')) {
        let count = counts.entry(tabs(line)).or_default();
        *count = count.saturating_add(1);
    }
    let all: usize = counts.values().sum();
    let (most, count) = counts.iter().max_by_key(|(_, count)| **count)?;
    let wide: usize = counts
        .iter()
        .filter(|(tabs, _)| **tabs >= 2)
        .map(|(_, n)| n)
        .sum();
    let is_table = *most >= 2 && *count >= 3 && wide.saturating_mul(10) >= all.saturating_mul(8);
    if !is_table {
        return None;
    }
    let mut blocks = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in text.lines().chain([""]) {
        if tabs(line) >= 1 {
            rows.push(
                line.split('\t')
                    .map(|cell| cell.trim().to_owned())
                    .collect(),
            );
            continue;
        }
        if !rows.is_empty() {
            blocks.push(Block::Grid(Grid::of(std::mem::take(&mut rows))));
        }
        push_lines(&mut blocks, line);
    }
    Some(blocks)
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
    blocks.push(Block::Grid(Grid::of(rows)));
    push_lines(blocks, &tail);
}

fn push_lines(blocks: &mut Vec<Block>, text: &str) {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    blocks.extend(lines.map(|line| Block::Line(line.to_owned())));
}
