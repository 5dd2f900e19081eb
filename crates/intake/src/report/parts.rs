//! Tables and lines of a document as справки: one, or one after another.
//!
//! Not here: rows and columns. The one decision to know: a table of the same indicators again is a
//! second справка only where a title or the name of a school stands between; otherwise it is some
//! other year or edition, and a person is told that it was left out.

use std::collections::{BTreeMap, BTreeSet};

use opora_domain::reports::{ReportContent, ReportOrigin};

use super::frame::{self, Lines};
use super::grid::{Block, Grid, flat};
use super::headings::{Heading, RoadmapColumn, recognise};
use super::layout::{self, Layout};
use super::lexicon::{Match, Names};
use super::{ReadReport, Reading, ReportDoubt, indicators, roadmap};

/// A справка being put together.
struct Part {
    content: ReportContent,
    readings: Vec<Reading>,
    doubts: Vec<ReportDoubt>,
    lines: Lines,
    found: bool,
    codes: BTreeSet<String>,
}

/// What the table before was, for one that goes on without a heading.
#[derive(Default)]
struct Before {
    indicators: Option<(Layout, usize)>,
    roadmap: Option<(Vec<Option<RoadmapColumn>>, usize)>,
}

/// Reads the справки of a document in order; none when no table is known.
pub(super) fn read(blocks: &[Block], names: &Names<'_>) -> Vec<ReadReport> {
    let mut parts = vec![Part::new()];
    let mut before = Before::default();
    let mut tables = 0_usize;
    for block in blocks {
        match block {
            Block::Line(line) => push_line(&mut parts, line.clone()),
            Block::Grid(grid) => {
                tables = tables.saturating_add(1);
                take_grid(grid, tables, names, &mut parts, &mut before);
            }
        }
    }
    let mut reports: Vec<ReadReport> = Vec::new();
    for part in parts.into_iter().filter(|part| part.found) {
        reports.push(part.finished());
    }
    reports
}

impl Part {
    const fn new() -> Self {
        Self {
            content: empty(),
            readings: Vec::new(),
            doubts: Vec::new(),
            lines: Lines {
                before: Vec::new(),
                after: Vec::new(),
            },
            found: false,
            codes: BTreeSet::new(),
        }
    }

    fn finished(mut self) -> ReadReport {
        indicators::doubt_doubles(
            &mut self.content.indicators,
            &mut self.readings,
            &mut self.doubts,
        );
        frame::fill(&mut self.content, &self.lines);
        ReadReport {
            content: self.content,
            doubts: self.doubts,
            readings: self.readings,
        }
    }
}

fn push_line(parts: &mut [Part], line: String) {
    if let Some(part) = parts.last_mut() {
        let target = if part.found {
            &mut part.lines.after
        } else {
            &mut part.lines.before
        };
        target.push(line);
    }
}

/// Reads the sections of a table, each from its heading to the next.
fn take_grid(
    grid: &Grid,
    table: usize,
    names: &Names<'_>,
    parts: &mut Vec<Part>,
    before: &mut Before,
) {
    let starts: Vec<(usize, Heading)> = grid
        .rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| Some((at, recognise(row)?)))
        .filter(|(at, _)| !has_known(grid, *at, names))
        .collect();
    let first = starts.first().map_or(grid.rows.len(), |(at, _)| *at);
    take_bare(grid, table, 0..first, names, parts, before);
    for (index, (at, heading)) in starts.iter().enumerate() {
        let next = starts.get(index.saturating_add(1));
        let until = next.map_or(grid.rows.len(), |(at, _)| *at);
        match heading {
            Heading::Roadmap(columns) => {
                let first = at.saturating_add(1);
                before.roadmap = Some((columns.clone(), grid.width()));
                take_roadmap(grid, first..until, columns, parts);
            }
            Heading::Indicators => {
                let (headings, first) = layout::heading(grid, *at);
                let rows = first.min(until)..until;
                match layout::of(grid, headings, rows, names) {
                    Some(layout) => {
                        take_indicators(grid, table, layout, names, parts, before);
                    }
                    None => take_lines(grid, *at..until, parts),
                }
            }
        }
    }
}

/// Rows above the first heading: a table that goes on or has no heading, else lines.
fn take_bare(
    grid: &Grid,
    table: usize,
    rows: std::ops::Range<usize>,
    names: &Names<'_>,
    parts: &mut Vec<Part>,
    before: &mut Before,
) {
    if rows.is_empty() {
        return;
    }
    let whole = rows.end == grid.rows.len();
    let width = grid.width();
    if let Some((layout, _)) = before
        .indicators
        .clone()
        .filter(|(_, own)| whole && *own == width)
    {
        let title = |row| grid.text(row, layout.title);
        let known = rows
            .clone()
            .take(60)
            .any(|row| matches!(names.find(title(row)), Match::Known(..)));
        if known {
            let layout = Layout {
                first: rows.start,
                until: rows.end,
                ..layout
            };
            take_indicators(grid, table, layout, names, parts, before);
            return;
        }
    }
    if whole
        && let Some((columns, _)) = before
            .roadmap
            .clone()
            .filter(|(_, own)| *own == width && width >= 5)
        && goes_on_roadmap(grid, &columns)
    {
        take_roadmap(grid, rows, &columns, parts);
        return;
    }
    if whole && width >= 2 && layout::looks_like(grid, names) {
        let first = rows
            .clone()
            .find(|row| has_known(grid, *row, names))
            .unwrap_or(0);
        // The row above the first known name may be a heading in words nobody foresaw.
        let headings = match first.checked_sub(1) {
            Some(at) => grid.rows.get(at).cloned().unwrap_or_default(),
            None => Vec::new(),
        };
        let headings = headings.iter().map(|cell| flat(cell)).collect();
        if let Some(layout) = layout::of(grid, headings, first..rows.end, names) {
            take_lines(grid, 0..first.saturating_sub(1), parts);
            take_indicators(grid, table, layout, names, parts, before);
            return;
        }
    }
    take_lines(grid, rows, parts);
}

/// Whether some cell of a row is the name of an indicator.
fn has_known(grid: &Grid, row: usize, names: &Names<'_>) -> bool {
    let cells = grid.rows.get(row).map_or(&[][..], Vec::as_slice);
    cells
        .iter()
        .filter(|cell| (24..=1200).contains(&cell.len()))
        .any(|cell| matches!(names.find(cell), Match::Known(..)))
}

/// Whether most rows of a table without a heading have a term where the roadmap before had it.
fn goes_on_roadmap(grid: &Grid, columns: &[Option<RoadmapColumn>]) -> bool {
    let Some(term) = columns
        .iter()
        .position(|column| *column == Some(RoadmapColumn::Term))
    else {
        return false;
    };
    let dated = (0..grid.rows.len())
        .filter(|row| super::terms::deadline(grid.text(*row, term)).is_some())
        .count();
    dated > 0 && dated.saturating_mul(2) >= grid.rows.len()
}

fn take_lines(grid: &Grid, rows: std::ops::Range<usize>, parts: &mut [Part]) {
    for row in rows {
        let cells = grid.rows.get(row).map_or(&[][..], Vec::as_slice);
        let mut cells: Vec<String> = cells.iter().map(|cell| flat(cell)).collect();
        cells.dedup();
        let line = flat(&cells.join(" "));
        if !line.is_empty() {
            push_line(parts, line);
        }
    }
}

fn take_roadmap(
    grid: &Grid,
    rows: std::ops::Range<usize>,
    columns: &[Option<RoadmapColumn>],
    parts: &mut Vec<Part>,
) {
    let again = parts.last().is_some_and(|part| {
        !part.content.roadmap.is_empty() && !part.content.indicators.is_empty()
    });
    if again && let Some(lines) = parts.last_mut().and_then(lines_of_next) {
        parts.push(Part::new());
        for line in lines {
            push_line(parts, line);
        }
    }
    if let Some(part) = parts.last_mut() {
        let above = std::mem::take(&mut part.content.roadmap);
        part.content.roadmap = roadmap::rows(grid, rows, columns, above, &mut part.doubts);
        part.found = true;
    }
}

fn take_indicators(
    grid: &Grid,
    table: usize,
    layout: Layout,
    names: &Names<'_>,
    parts: &mut Vec<Part>,
    before: &mut Before,
) {
    let count = |parts: &[Part]| parts.last().map_or(0, |part| part.content.indicators.len());
    let mut rows = indicators::rows(grid, table, &layout, names, count(parts));
    let codes: BTreeSet<String> = rows
        .iter()
        .filter_map(|row| row.indicator.code.clone())
        .collect();
    let repeated = parts
        .last()
        .map_or(0, |part| part.codes.intersection(&codes).count());
    if repeated >= 3 && repeated.saturating_mul(2) >= codes.len() {
        let Some(lines) = parts.last_mut().and_then(lines_of_next) else {
            if let Some(part) = parts.last_mut() {
                part.doubts.push(ReportDoubt {
                    place: format!("таблица {table}"),
                    code: "second-table",
                    message:
                        "Ещё одна таблица тех же показателей: она не прочитана, потому что не \
                              сказано, чем она отличается от первой."
                            .to_owned(),
                });
            }
            return;
        };
        parts.push(Part::new());
        for line in lines {
            push_line(parts, line);
        }
        rows = indicators::rows(grid, table, &layout, names, 0);
    }
    if let Some(part) = parts.last_mut() {
        if part.content.value_heading.is_none() && !layout.headings.is_empty() {
            part.content.value_heading = Some(layout.value_heading());
        }
        part.found = true;
        part.codes.extend(codes);
        for row in rows {
            part.content.indicators.push(row.indicator);
            part.readings.push(row.reading);
            part.doubts.extend(row.doubts);
        }
    }
    before.indicators = Some((layout, grid.width()));
}

/// The lines that begin the next справка, taken from those after the last table, when some do.
fn lines_of_next(part: &mut Part) -> Option<Vec<String>> {
    let at = part
        .lines
        .after
        .iter()
        .position(|line| frame::begins(line))?;
    Some(part.lines.after.split_off(at))
}

/// A справка that says nothing.
const fn empty() -> ReportContent {
    ReportContent {
        origin: ReportOrigin::Read,
        title: None,
        organisation: None,
        dated_on: None,
        as_of: None,
        number: None,
        approved_by: None,
        executor: None,
        signed: false,
        roadmap: Vec::new(),
        indicators: Vec::new(),
        conclusions: Vec::new(),
        recommendations: Vec::new(),
        active_mentorships: None,
        value_heading: None,
        figures: BTreeMap::new(),
    }
}
