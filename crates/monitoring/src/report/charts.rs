//! Charts of the справка, each with the table of its numbers.
//!
//! Not here: drawing. The one decision to know: a hidden or missing value is a gap, never a zero.

use opora_domain::document::{Align, Block, Cell, Chart, Column, Series, Table};
use opora_domain::reports::ReportedValue;

use super::figures::Coverage;
use super::words;
use crate::catalogue::TableText;
use crate::content::value_text;
use crate::roadmap::RoadmapView;

/// Chart of shares that have a target, and a table of all shares; nothing when there is none.
pub(super) fn coverage(shares: &[Coverage], table: &TableText) -> Vec<Block> {
    if shares.is_empty() {
        return Vec::new();
    }
    let aimed: Vec<&Coverage> = shares
        .iter()
        .filter(|share| share.target.is_some())
        .collect();
    let chart = Chart {
        name: "coverage".to_owned(),
        title: "Охват и удовлетворённость в сравнении с целевыми значениями".to_owned(),
        unit: "%".to_owned(),
        alternative: alternative(&aimed, table),
        categories: aimed.iter().map(|share| share.title.clone()).collect(),
        series: vec![
            Series {
                name: "Значение".to_owned(),
                values: aimed.iter().map(|share| share.value.number()).collect(),
            },
            Series {
                name: "Цель".to_owned(),
                values: aimed
                    .iter()
                    .map(|share| share.target.map(|target| target.percent))
                    .collect(),
            },
        ],
    };
    with_chart(chart, shares_table(shares, table))
}

/// Shares under the names of their indicators; № and name are merged over the shares of one row.
fn shares_table(shares: &[Coverage], table: &TableText) -> Table {
    let mut rows = Vec::new();
    for group in shares.chunk_by(|one, next| one.indicator == next.indicator) {
        let covers = u16::try_from(group.len()).unwrap_or(u16::MAX);
        for (index, share) in group.iter().enumerate() {
            let mut cells = Vec::new();
            if index == 0 {
                cells.push(Cell::text(share.number.to_string()).over_rows(covers));
                cells.push(Cell::text(share.of.clone()).over_rows(covers));
            }
            cells.extend(coverage_row(share, table));
            rows.push(cells);
        }
    }
    Table {
        caption: Some("Охват и целевые значения".to_owned()),
        columns: [
            (2, Align::Centre),
            (11, Align::Left),
            (10, Align::Left),
            (5, Align::Centre),
            (4, Align::Centre),
            (6, Align::Centre),
        ]
        .map(|(weight, align)| Column { weight, align })
        .to_vec(),
        header: vec![heading(&[
            "№",
            "Показатель",
            "Какая доля",
            "Сколько из скольких",
            "Доля",
            "Цель",
        ])],
        rows,
    }
}

/// The chart, when it has at least one bar, and the table.
fn with_chart(chart: Chart, numbers: Table) -> Vec<Block> {
    let drawn = chart
        .series
        .first()
        .is_some_and(|series| series.values.iter().any(Option::is_some));
    let mut blocks = Vec::new();
    if drawn {
        blocks.push(Block::Chart(chart));
    }
    blocks.push(Block::Table(numbers));
    blocks
}

/// A heading row of plain cells.
pub(super) fn heading(titles: &[&str]) -> Vec<Cell> {
    titles.iter().map(|title| Cell::text(*title)).collect()
}

fn alternative(shares: &[&Coverage], table: &TableText) -> String {
    let parts: Vec<String> = shares
        .iter()
        .map(|share| {
            let target = share
                .target
                .map(|target| format!(" (цель {} %)", words::number(target.percent)))
                .unwrap_or_default();
            format!("{} — {}{target}", share.title, percent(&share.value, table))
        })
        .collect();
    format!("{}.", parts.join("; "))
}

/// «87 %», or the word for no number.
pub(super) fn percent(value: &ReportedValue, table: &TableText) -> String {
    match value {
        ReportedValue::Number(number) => format!("{} %", words::number(*number)),
        other => value_text(other, table),
    }
}

fn coverage_row(share: &Coverage, table: &TableText) -> Vec<Cell> {
    let parts = match (share.numerator, share.denominator, &share.value) {
        (Some(part), Some(all), _) => format!("{} из {}", words::whole(part), words::whole(all)),
        (_, _, ReportedValue::Hidden) => table.hidden.clone(),
        _ => "—".to_owned(),
    };
    let target = share.target.map_or_else(
        || "—".to_owned(),
        |target| {
            format!(
                "{} % к {}",
                words::number(target.percent),
                words::short_date(target.due_on)
            )
        },
    );
    let mut value = Cell::text(percent(&share.value, table));
    value.number = share.value.number();
    vec![
        Cell::text(
            share
                .share
                .clone()
                .unwrap_or_else(|| "значение показателя".to_owned()),
        ),
        Cell::text(parts),
        value,
        Cell::text(target),
    ]
}

/// A cell that shows a number.
pub(super) fn numbered(text: impl Into<String>, number: f64) -> Cell {
    let mut cell = Cell::text(text);
    cell.number = Some(number);
    cell
}

/// Chart of the roadmap's progress by stage and its table.
pub(super) fn progress(roadmap: &RoadmapView) -> Vec<Block> {
    if roadmap.stages.is_empty() {
        return Vec::new();
    }
    let all: Vec<_> = roadmap
        .stages
        .iter()
        .map(|stage| {
            (
                format!("{}. {}", stage.number, stage.title),
                stage.progress(),
            )
        })
        .collect();
    let parts: Vec<String> = all
        .iter()
        .map(|(title, progress)| format!("{title} — {} из {}", progress.done, progress.total))
        .collect();
    let chart = Chart {
        name: "roadmap".to_owned(),
        title: "Выполнение дорожной карты по этапам".to_owned(),
        unit: "%".to_owned(),
        alternative: format!("Выполнено пунктов: {}.", parts.join("; ")),
        categories: all.iter().map(|(title, _)| title.clone()).collect(),
        series: vec![Series {
            name: "Выполнено".to_owned(),
            values: all
                .iter()
                .map(|(_, progress)| progress.percent().map(round))
                .collect(),
        }],
    };
    let rows = all
        .iter()
        .map(|(title, progress)| {
            let counts = [
                progress.total,
                progress.done,
                progress.overdue,
                progress.not_due,
                progress.not_planned,
            ];
            let mut row = vec![Cell::text(title.clone())];
            row.extend(counts.map(|count| numbered(words::whole(count), words::real(count))));
            row.push(match progress.percent().map(round) {
                Some(percent) => numbered(format!("{} %", words::number(percent)), percent),
                None => Cell::text("—"),
            });
            row
        })
        .collect();
    let mut columns = vec![Column {
        weight: 6,
        align: Align::Left,
    }];
    columns.extend(
        [Column {
            weight: 2,
            align: Align::Centre,
        }; 6],
    );
    let titles = [
        "Этап",
        "Пунктов",
        "Выполнено",
        "Просрочено",
        "Срок не наступил",
        "Не запланировано",
        "Доля",
    ];
    let numbers = Table {
        caption: Some("Выполнение дорожной карты по этапам".to_owned()),
        columns,
        header: vec![heading(&titles)],
        rows,
    };
    with_chart(chart, numbers)
}

/// To one decimal, as printed.
fn round(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}
