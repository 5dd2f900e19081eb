//! Rows of the table of indicators.
//!
//! Not here: whether values agree. The one decision to know: where «Критерий» is empty, the name
//! stands in «Показатель», as the regional form prints satisfaction.

use std::collections::BTreeMap;

use opora_domain::reports::{ReportedIndicator, ReportedValue};

use super::ReportDoubt;
use super::grid::{Grid, flat};
use super::headings::IndicatorColumn as Column;
use super::lexicon::{Match, Names};
use super::values;

/// Most rows read.
const MOST_ROWS: usize = 500;

/// Reads the rows below the heading.
pub(super) fn rows(
    grid: &Grid,
    first: usize,
    columns: &[Option<Column>],
    names: &Names<'_>,
    doubts: &mut Vec<ReportDoubt>,
) -> Vec<ReportedIndicator> {
    let at = |column| columns.iter().position(|found| *found == Some(column));
    let text = |row: usize, column| at(column).map_or("", |column| grid.text(row, column));
    let mut rows: Vec<ReportedIndicator> = Vec::new();
    let mut group = String::new();
    for row in (first..grid.rows.len()).take(MOST_ROWS) {
        let printed_group = flat(text(row, Column::Group));
        let criterion = flat(text(row, Column::Title));
        let value_text = flat(text(row, Column::Value));
        if !printed_group.is_empty() {
            group.clone_from(&printed_group);
        }
        let title = if criterion.is_empty() {
            printed_group
        } else {
            criterion
        };
        let source = text(row, Column::Source);
        // A row across the table is the name of a group.
        let across = title == value_text && !title.is_empty();
        if across {
            group.clone_from(&title);
        }
        if title.is_empty() || across {
            continue;
        }
        let read = Row {
            position: rows.len().saturating_add(1),
            group: &group,
            title,
            value_text,
            unit: flat(text(row, Column::Unit)),
            denominator: flat(text(row, Column::Denominator)),
            source,
        };
        rows.push(read.indicator(names, doubts));
    }
    doubt_doubles(&mut rows, doubts);
    rows
}

/// Texts of one row.
struct Row<'a> {
    position: usize,
    group: &'a str,
    title: String,
    value_text: String,
    unit: String,
    denominator: String,
    source: &'a str,
}

impl Row<'_> {
    fn indicator(self, names: &Names<'_>, doubts: &mut Vec<ReportDoubt>) -> ReportedIndicator {
        let mut doubt = |code, message| {
            doubts.push(ReportDoubt {
                place: place(self.position),
                code,
                message,
            });
        };
        let entry = match names.find(&self.title, self.group) {
            Match::Known(entry) => Some(entry),
            Match::Unsure(entry) => {
                doubt(
                    "unsure-row",
                    format!(
                        "«{}» похоже на «{}», но не наверняка: укажите показатель сами.",
                        self.title, entry.title
                    ),
                );
                None
            }
            Match::Unknown => {
                doubt(
                    "unknown-row",
                    format!("Показателя «{}» в каталоге нет.", self.title),
                );
                None
            }
        };
        let printed = values::value(&self.value_text);
        if printed.value == ReportedValue::Unclear {
            doubt(
                "unclear-value",
                format!("Значение «{}» не удалось понять.", self.value_text),
            );
        }
        let (links, around) = values::links(self.source);
        let denominator = printed
            .denominator
            .or_else(|| self.denominator.parse().ok());
        let about_satisfaction = crate::normal::text(&self.title).contains("удовлетвор");
        let survey = about_satisfaction
            .then(|| values::survey(&around, denominator))
            .flatten();
        ReportedIndicator {
            position: self.position,
            number: entry.map(|entry| entry.number),
            code: entry.map(|entry| entry.code.clone()),
            group: self.group.to_owned(),
            title: self.title,
            value: printed.value,
            value_text: self.value_text,
            unit: printed
                .unit
                .or_else(|| (!self.unit.is_empty()).then_some(self.unit)),
            denominator,
            links,
            proofs: values::proof(&around).into_iter().collect(),
            survey,
            ages_proved: false,
        }
    }
}

fn place(position: usize) -> String {
    format!("показатели, строка {position}")
}

/// Two rows that read as one indicator: the later one loses its code.
fn doubt_doubles(rows: &mut [ReportedIndicator], doubts: &mut Vec<ReportDoubt>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let Some(code) = row.code.clone() else {
            continue;
        };
        if let Some(first) = seen.get(&code) {
            doubts.push(ReportDoubt {
                place: place(row.position),
                code: "double-row",
                message: format!("Тот же показатель, что в строке {first}: «{}».", row.title),
            });
            row.code = None;
            row.number = None;
        } else {
            seen.insert(code, row.position);
        }
    }
}
