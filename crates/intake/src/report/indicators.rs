//! Rows of a table of indicators.
//!
//! Not here: whether values agree. The one decision to know: where «Критерий» is empty, the name
//! stands in «Показатель», as the regional form prints satisfaction; rows are put together or parted
//! only where the catalogue knows the name that comes out.

use std::collections::BTreeMap;

use opora_domain::reports::{ReportedIndicator, ReportedValue};

use super::grid::{Grid, flat};
use super::layout::{Layout, ValueColumn, is_counting};
use super::lexicon::{Match, Names};
use super::{Certainty, Reading, ReportDoubt, sources, values};

/// Most rows read.
const MOST_ROWS: usize = 500;
/// Longest cell of names that is looked through for several, in bytes.
const LONGEST_JOINED: usize = 8_000;

/// A row as it stands in the table.
#[derive(Clone, Debug)]
struct Raw<'a> {
    row: usize,
    group: String,
    title: String,
    /// With its lines.
    printed_title: String,
    value: String,
    unit: String,
    denominator: String,
    source: String,
    /// Why the value cannot be told, when it cannot.
    unclear: Option<&'static str>,
    found: Match<'a>,
}

/// A row read, and where its value stands.
pub(super) struct ReadRow {
    pub indicator: ReportedIndicator,
    pub reading: Reading,
    pub doubts: Vec<ReportDoubt>,
}

/// Reads the rows below the heading, numbered on from `before`.
pub(super) fn rows(
    grid: &Grid,
    table: usize,
    layout: &Layout,
    names: &Names<'_>,
    before: usize,
) -> Vec<ReadRow> {
    let raw = raw(grid, layout, names);
    let raw = raw.into_iter().flat_map(|row| parted(row, names)).collect();
    let raw = joined(raw, names);
    let mut out: Vec<ReadRow> = Vec::new();
    for row in raw {
        let empty = row.value.is_empty() && row.source.is_empty();
        if row.found == Match::Unknown && empty {
            continue;
        }
        let position = before.saturating_add(out.len()).saturating_add(1);
        out.push(indicator(row, grid, table, layout, names, position));
    }
    out
}

/// Rows with their cells, names of groups carried down.
fn raw<'a>(grid: &Grid, layout: &Layout, names: &Names<'a>) -> Vec<Raw<'a>> {
    let at = |row, column: Option<usize>| column.map_or("", |column| grid.text(row, column));
    let mut rows: Vec<Raw<'a>> = Vec::new();
    let mut group = String::new();
    for row in (layout.first..layout.until).take(MOST_ROWS) {
        let cells = grid.rows.get(row).map_or(&[][..], Vec::as_slice);
        let printed_group = flat(at(row, layout.group));
        let criterion = flat(grid.text(row, layout.title));
        if !printed_group.is_empty() {
            group.clone_from(&printed_group);
        }
        let printed_title = if criterion.is_empty() {
            at(row, layout.group)
        } else {
            grid.text(row, layout.title)
        };
        let title = flat(printed_title);
        let (value, unclear) = value_of(grid, row, layout);
        // A row across the table is the name of a group.
        let across = cells.len() > 1 && cells.iter().all(|cell| flat(cell) == title);
        if across {
            group.clone_from(&title);
        }
        let nameless = !title.chars().any(char::is_alphabetic);
        let repeats = flat(&value) == layout.value_heading() && !value.is_empty();
        if nameless || across || repeats || is_counting(cells) {
            continue;
        }
        let source = at(row, layout.source).to_owned();
        let value_column = layout.value_at();
        let goes_on = grid.is_filled(row, layout.title)
            && value_column.is_none_or(|column| grid.is_filled(row, column));
        if goes_on && let Some(above) = rows.last_mut().filter(|above| above.title == title) {
            if !above.source.contains(&source) {
                above.source = format!("{}\n{source}", above.source);
            }
            continue;
        }
        let found = names.find(printed_title);
        if found == Match::Unknown && value.is_empty() && source.is_empty() {
            group.clone_from(&title);
        }
        rows.push(Raw {
            row,
            group: group.clone(),
            title,
            printed_title: printed_title.to_owned(),
            value,
            unit: flat(at(row, layout.unit)),
            denominator: flat(at(row, layout.denominator)),
            source,
            unclear,
            found,
        });
    }
    rows
}

/// Text of the value of a row, and why it cannot be told.
fn value_of(grid: &Grid, row: usize, layout: &Layout) -> (String, Option<&'static str>) {
    match &layout.value {
        ValueColumn::Absent => (String::new(), None),
        ValueColumn::One(column) => {
            let text = grid.text(row, *column).trim().to_owned();
            let below = row.saturating_add(1);
            let own_row = grid.is_filled(row, layout.title)
                || (grid.is_filled(below, layout.title) && grid.is_filled(below, *column));
            let merged = grid.is_merged(row, *column) && !own_row && !text.is_empty();
            (text, merged.then_some("merged-value"))
        }
        ValueColumn::Several(columns) => {
            let mut texts: Vec<&str> = columns
                .iter()
                .map(|column| grid.text(row, *column).trim())
                .filter(|text| !text.is_empty())
                .collect();
            texts.dedup();
            let unclear = (texts.len() > 1 || columns.len() > texts.len().max(1))
                .then_some("several-values")
                .filter(|_| !texts.is_empty());
            (texts.join(" | "), unclear)
        }
    }
}

/// Two names in one cell with as many values, parted; else the row itself.
fn parted<'a>(row: Raw<'a>, names: &Names<'a>) -> Vec<Raw<'a>> {
    if !row.title.contains(' ') || !row.printed_title.trim().contains('\n') {
        return vec![row];
    }
    if row.printed_title.len() > LONGEST_JOINED {
        return vec![row];
    }
    let titles: Vec<String> = pieces(&row.printed_title);
    let values: Vec<String> = pieces(&row.value);
    let found: Vec<Match<'a>> = titles.iter().map(|title| names.find(title)).collect();
    let mut codes: Vec<u32> = found
        .iter()
        .filter_map(|found| match found {
            Match::Known(entry, _) => Some(entry.number),
            _ => None,
        })
        .collect();
    codes.dedup();
    let all = titles.len() > 1 && codes.len() == titles.len();
    if !all || values.len() != titles.len() || row.unclear.is_some() {
        return vec![row];
    }
    titles
        .into_iter()
        .zip(values)
        .zip(found)
        .map(|((title, value), found)| Raw {
            printed_title: title.clone(),
            title,
            value,
            found,
            ..row.clone()
        })
        .collect()
}

/// Numbered items of a cell, or its lines where none is numbered.
fn pieces(text: &str) -> Vec<String> {
    let numbered = super::roadmap::items(text);
    if numbered.len() > 1 && numbered.iter().all(|(number, _)| number.is_some()) {
        return numbered.into_iter().map(|(_, text)| text).collect();
    }
    let lines = text.lines().map(flat).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            line.strip_prefix(|c: char| c.is_ascii_digit())
                .and_then(|rest| rest.strip_prefix(") "))
                .map_or(line.clone(), ToOwned::to_owned)
        })
        .collect()
}

/// A name that goes on in the row below, put together where the catalogue knows the whole.
fn joined<'a>(rows: Vec<Raw<'a>>, names: &Names<'a>) -> Vec<Raw<'a>> {
    let mut out: Vec<Raw<'a>> = Vec::new();
    for row in rows {
        // The end of a name may be known by itself; it begins with a small letter.
        let small = row.title.starts_with(char::is_lowercase);
        let known = matches!(row.found, Match::Known(..));
        let Some(above) = out.last_mut().filter(|above| {
            let whole = known && (!small || matches!(above.found, Match::Known(..)));
            !whole && (above.value.is_empty() || row.value.is_empty()) && above.unclear.is_none()
        }) else {
            out.push(row);
            continue;
        };
        let title = format!("{} {}", above.title, row.title);
        let whole = names.find(&title);
        let other = match (whole, above.found) {
            (Match::Known(whole, _), Match::Known(own, _)) => whole.number != own.number,
            (Match::Known(..), _) => true,
            _ => false,
        };
        if other {
            above.title = title;
            above.found = whole;
            above.unclear = row.unclear;
            if above.value.is_empty() {
                above.value = row.value;
                above.row = row.row;
            }
            above.source.push('\n');
            above.source.push_str(&row.source);
        } else {
            out.push(row);
        }
    }
    out
}

/// A row as an indicator with its doubts and its source.
fn indicator(
    raw: Raw<'_>,
    grid: &Grid,
    table: usize,
    layout: &Layout,
    names: &Names<'_>,
    position: usize,
) -> ReadRow {
    let mut doubts = Vec::new();
    let mut doubt = |code, message| {
        doubts.push(ReportDoubt {
            place: place(position),
            code,
            message,
        });
    };
    let (entry, candidate, likeness) = match raw.found {
        Match::Known(entry, likeness) => (Some(entry), None, likeness),
        Match::Unsure(entry, likeness) => {
            let (own, near) = (&raw.title, &entry.title);
            let message =
                format!("«{own}» похоже на «{near}», но не наверняка: укажите показатель сами.");
            doubt("unsure-row", message);
            (None, Some(entry.number), likeness)
        }
        Match::Unknown => {
            doubt(
                "unknown-row",
                format!("Показателя «{}» в каталоге нет.", raw.title),
            );
            (None, None, 0)
        }
    };
    let asks = entry.and_then(|entry| names.asks(entry.number));
    let value_text = flat(&raw.value);
    let (printed, why) = value(&raw, &value_text, asks);
    if let Some((code, message)) = why {
        doubt(code, message);
    }
    let (links, around) = sources::links(&raw.source);
    let denominator = printed.denominator.or_else(|| raw.denominator.parse().ok());
    let about_satisfaction = crate::normal::text(&raw.title).contains("удовлетвор");
    let survey = about_satisfaction
        .then(|| sources::survey(&around, denominator))
        .flatten();
    let column = layout.value_at().unwrap_or(layout.title);
    let sure = entry.is_some() && printed.value != ReportedValue::Unclear;
    ReadRow {
        reading: Reading {
            position,
            table,
            sheet: grid.sheet.clone(),
            row: grid.number(raw.row),
            column: column.saturating_add(1),
            heading: layout.headings.get(column).cloned().unwrap_or_default(),
            text: raw.value,
            likeness,
            certainty: if sure {
                Certainty::Sure
            } else {
                Certainty::Doubtful
            },
            candidate,
        },
        indicator: ReportedIndicator {
            position,
            number: entry.map(|entry| entry.number),
            code: entry.map(|entry| entry.code.clone()),
            group: raw.group,
            title: raw.title,
            value: printed.value,
            value_text,
            unit: printed
                .unit
                .or_else(|| (!raw.unit.is_empty()).then_some(raw.unit)),
            denominator,
            links,
            proofs: sources::proof(&around).into_iter().collect(),
            survey,
            ages_proved: false,
        },
        doubts,
    }
}

/// The value of a row, and why it cannot be counted with.
fn value(
    raw: &Raw<'_>,
    text: &str,
    asks: Option<super::words::Asks>,
) -> (values::Printed, Option<(&'static str, String)>) {
    if let Some(code) = raw.unclear {
        let why = (code, unclear(code, text));
        return (values::Printed::doubted(), Some(why));
    }
    let printed = values::value(&raw.value);
    if printed.value == ReportedValue::Unclear {
        let why = format!("Значение «{text}» не удалось понять.");
        return (printed, Some(("unclear-value", why)));
    }
    if values::fits(&printed, asks) {
        return (printed, None);
    }
    let why = ("value-kind", unclear("value-kind", text));
    (values::Printed::doubted(), Some(why))
}

/// Why a value is not counted with, a Russian sentence.
fn unclear(code: &str, text: &str) -> String {
    match code {
        "merged-value" => {
            format!(
                "Значение «{text}» стоит в ячейке, объединённой на несколько строк: чьё оно, не сказано."
            )
        }
        "several-values" => {
            format!("Значений несколько («{text}»), и какое взять, из заголовков не видно.")
        }
        _ => format!("Значение «{text}» не того вида, какого ждёт показатель."),
    }
}

fn place(position: usize) -> String {
    format!("показатели, строка {position}")
}

/// Two rows that read as one indicator: the later one loses its code; where their values differ,
/// neither is sure.
pub(super) fn doubt_doubles(
    rows: &mut [ReportedIndicator],
    readings: &mut [Reading],
    doubts: &mut Vec<ReportDoubt>,
) {
    let mut seen: BTreeMap<String, (usize, usize, String)> = BTreeMap::new();
    let mut unsure = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let Some(code) = row.code.clone() else {
            continue;
        };
        let Some((first, position, text)) = seen.get(&code) else {
            seen.insert(code, (at, row.position, row.value_text.clone()));
            continue;
        };
        doubts.push(ReportDoubt {
            place: place(row.position),
            code: "double-row",
            message: format!(
                "Тот же показатель, что в строке {position}: «{}».",
                row.title
            ),
        });
        if row.value != ReportedValue::Missing && *text != row.value_text {
            unsure.push(*first);
        }
        row.code = None;
        row.number = None;
        unsure_reading(readings, at);
    }
    for at in unsure {
        if let Some(row) = rows.get_mut(at) {
            row.value = ReportedValue::Unclear;
        }
        unsure_reading(readings, at);
    }
}

fn unsure_reading(readings: &mut [Reading], at: usize) {
    if let Some(reading) = readings.get_mut(at) {
        reading.certainty = Certainty::Doubtful;
    }
}

impl Layout {
    /// The one column of values.
    fn value_at(&self) -> Option<usize> {
        match &self.value {
            ValueColumn::One(column) => Some(*column),
            ValueColumn::Several(columns) => columns.last().copied(),
            ValueColumn::Absent => None,
        }
    }

    /// Heading of the column of values, as printed in one line.
    pub(super) fn value_heading(&self) -> String {
        let heading = self.value_at().and_then(|column| self.headings.get(column));
        heading.cloned().unwrap_or_default()
    }
}
