//! Reading somebody else's справка.
//!
//! Not here: judging what it says (`opora_monitoring::checks`). The one decision to know: what is
//! printed is kept as printed; anything not understood becomes a doubt, never a guess.

use std::collections::BTreeMap;

use opora_domain::reports::{ReportContent, ReportOrigin};

use crate::office::{Content, Package, read_sheets, sniff};
use crate::{FileError, Source, text};
use frame::Lines;
use grid::{Block, Grid, flat};
use headings::{Heading, IndicatorColumn, recognise};
use lexicon::Names;

mod docx;
mod frame;
mod grid;
mod headings;
mod html;
mod indicators;
mod lexicon;
mod plain;
mod roadmap;
mod terms;
mod values;
mod workbook;

/// Words a справка has in any encoding that reads it right.
const EXPECTED: &[&str] = &["справка", "показатель", "наставни", "выполнено"];

/// One indicator of a catalogue, as the reader needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconEntry {
    /// Number of the row in the form.
    pub number: u32,
    /// Stable code.
    pub code: String,
    /// Name of the group; `{placeholders}` match anything.
    pub group: String,
    /// Name of the indicator; `{placeholders}` match anything.
    pub title: String,
}

/// Names the reader recognises rows by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// Indicators in the order of the form.
    pub indicators: Vec<LexiconEntry>,
}

/// Something in the справка a person should look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportDoubt {
    /// Where: table and row, Russian.
    pub place: String,
    /// Stable code.
    pub code: &'static str,
    /// A Russian sentence.
    pub message: String,
}

/// A справка as read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadReport {
    /// What it says.
    pub content: ReportContent,
    /// What was not understood.
    pub doubts: Vec<ReportDoubt>,
}

/// Reads a справка: TXT (flattened tables), DOCX, HTML or XLSX.
///
/// # Errors
/// [`FileError`] when the file cannot be read or holds no table of a справка.
pub fn read_report(source: &Source<'_>, lexicon: &Lexicon) -> Result<ReadReport, FileError> {
    let mut doubts = Vec::new();
    let blocks = blocks(source, &mut doubts)?;
    let mut content = empty();
    let names = Names::new(lexicon);
    let mut lines = Lines {
        before: Vec::new(),
        after: Vec::new(),
    };
    let mut found = false;
    for block in &blocks {
        match block {
            Block::Line(line) if found => lines.after.push(line.clone()),
            Block::Line(line) => lines.before.push(line.clone()),
            Block::Grid(grid) => {
                let outside = read_grid(grid, &names, &mut content, &mut doubts);
                let target = if found {
                    &mut lines.after
                } else {
                    &mut lines.before
                };
                target.extend(outside.lines);
                found |= outside.recognised;
            }
        }
    }
    if !found {
        return Err(FileError::NoTables);
    }
    frame::fill(&mut content, &lines);
    Ok(ReadReport { content, doubts })
}

/// Blocks of a file of any supported format.
fn blocks(source: &Source<'_>, doubts: &mut Vec<ReportDoubt>) -> Result<Vec<Block>, FileError> {
    match sniff(source.bytes)? {
        Content::Archive => {
            let mut package = Package::open(source.bytes)?;
            if package.has("word/document.xml") {
                docx::blocks(&mut package)
            } else {
                Ok(workbook::blocks(&read_sheets(&mut package)?))
            }
        }
        Content::Text => {
            let text = text::decode(source.bytes, source.encoding, EXPECTED)?;
            if html::is_html(&text) {
                html::blocks(&text)
            } else {
                plain::blocks(&text, doubts)
            }
        }
    }
}

/// What a table left outside itself.
struct Outside {
    recognised: bool,
    lines: Vec<String>,
}

/// Reads a table that is the roadmap or the indicators; the rows above its heading are lines.
fn read_grid(
    grid: &Grid,
    names: &Names<'_>,
    content: &mut ReportContent,
    doubts: &mut Vec<ReportDoubt>,
) -> Outside {
    let line = |row: &Vec<String>| {
        let mut cells: Vec<String> = row.iter().map(|cell| flat(cell)).collect();
        cells.dedup();
        flat(&cells.join(" "))
    };
    let heading = grid
        .rows
        .iter()
        .enumerate()
        .find_map(|(at, row)| recognise(row).map(|heading| (at, heading)));
    let Some((at, heading)) = heading else {
        return Outside {
            recognised: false,
            lines: grid
                .rows
                .iter()
                .map(line)
                .filter(|line| !line.is_empty())
                .collect(),
        };
    };
    let first = at.saturating_add(1);
    match heading {
        Heading::Roadmap(columns) => {
            content
                .roadmap
                .extend(roadmap::rows(grid, first, &columns, doubts));
        }
        Heading::Indicators(columns) if content.indicators.is_empty() => {
            let value = columns
                .iter()
                .position(|c| *c == Some(IndicatorColumn::Value));
            content.value_heading = value.map(|column| flat(grid.text(at, column)));
            content.indicators = indicators::rows(grid, first, &columns, names, doubts);
        }
        Heading::Indicators(_) => {}
    }
    Outside {
        recognised: true,
        lines: grid
            .rows
            .iter()
            .take(at)
            .map(line)
            .filter(|line| !line.is_empty())
            .collect(),
    }
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
