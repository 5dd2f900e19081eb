//! Charts of the справка, each with the table of its numbers.
//!
//! Not here: drawing. The one decision to know: a hidden or missing value is a gap, never a zero.

use opora_domain::document::{Align, Block, Cell, Chart, Series, Table};
use opora_domain::reports::ReportedValue;

use super::figures::Coverage;
use super::{tables::weighed, words};
use crate::catalogue::TableText;
use crate::content::value_text;
use crate::evaluation::Target;
use crate::roadmap::{Progress, RoadmapView};

/// Table of all shares and a chart of those that have a target; nothing when there is none.
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
    let drawn = aimed.iter().any(|share| share.value.number().is_some());
    let numbers = Block::Table(shares_table(shares, table));
    // The table comes first: it may begin at the foot of a page, a chart may not.
    let chart = drawn.then_some(Block::Chart(chart));
    [numbers].into_iter().chain(chart).collect()
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
        caption: None,
        columns: weighed(vec![
            (8, Align::Centre),
            (55, Align::Left),
            (44, Align::Left),
            (19, Align::Centre),
            (14, Align::Centre),
            (30, Align::Centre),
        ]),
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
    let target = share
        .target
        .map_or_else(|| "—".to_owned(), |target| aim(&target, &share.value));
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

/// «50 % к 31.12.2023, не достигнута»; the verdict stands only beside a known share.
fn aim(target: &Target, share: &ReportedValue) -> String {
    let verdict = match share.number() {
        Some(share) if share >= target.percent => ", достигнута",
        Some(_) => ", не достигнута",
        None => "",
    };
    let percent = words::number(target.percent);
    format!(
        "{percent} % к {}{verdict}",
        words::short_date(target.due_on)
    )
}

/// A cell that shows a number.
pub(super) fn numbered(text: impl Into<String>, number: f64) -> Cell {
    let mut cell = Cell::text(text);
    cell.number = Some(number);
    cell
}

/// Chart of the roadmap's progress by stage; nothing when nothing is planned.
pub(super) fn progress(roadmap: &RoadmapView) -> Option<Block> {
    let all = by_stage(roadmap);
    let parts: Vec<String> = all
        .iter()
        .map(|(title, progress)| format!("{title} — {} из {}", progress.done, progress.total))
        .collect();
    let values: Vec<Option<f64>> = all
        .iter()
        .map(|(_, progress)| progress.percent().map(round))
        .collect();
    values.iter().any(Option::is_some).then(|| {
        Block::Chart(Chart {
            name: "roadmap".to_owned(),
            title: "Выполнение дорожной карты по этапам".to_owned(),
            unit: "%".to_owned(),
            alternative: format!("Выполнено пунктов: {}.", parts.join("; ")),
            categories: all.iter().map(|(title, _)| title.clone()).collect(),
            series: vec![Series {
                name: "Выполнено".to_owned(),
                values,
            }],
        })
    })
}

fn by_stage(roadmap: &RoadmapView) -> Vec<(String, Progress)> {
    let stages = roadmap.stages.iter();
    stages
        .map(|stage| {
            (
                format!("{}. {}", stage.number, stage.title),
                stage.progress(),
            )
        })
        .collect()
}

/// Table of the numbers of [`progress`]; nothing when there is no stage.
pub(super) fn stages(roadmap: &RoadmapView) -> Option<Table> {
    let all = by_stage(roadmap);
    // A column of noughts says nothing; the other counts are always asked for.
    let unplanned = all.iter().any(|(_, progress)| progress.not_planned > 0);
    let rows: Vec<Vec<Cell>> = all
        .iter()
        .map(|(title, progress)| {
            let mut counts = vec![
                progress.total,
                progress.done,
                progress.overdue,
                progress.not_due,
            ];
            counts.extend(unplanned.then_some(progress.not_planned));
            let mut row = vec![Cell::text(title.clone())];
            row.extend(
                counts
                    .into_iter()
                    .map(|count| numbered(words::whole(count), words::real(count))),
            );
            row.push(match progress.percent().map(round) {
                Some(percent) => numbered(format!("{} %", words::number(percent)), percent),
                None => Cell::text("—"),
            });
            row
        })
        .collect();
    let mut titles = vec![
        "Этап",
        "Пунктов",
        "Выполнено",
        "Просрочено",
        "Срок не наступил",
    ];
    let mut columns = vec![(76, Align::Left)];
    columns.extend([17, 21, 23, 18].map(|weight| (weight, Align::Centre)));
    if unplanned {
        titles.push("Не запланировано");
        columns.push((34, Align::Centre));
    }
    titles.push("Доля");
    columns.push((15, Align::Centre));
    (!rows.is_empty()).then(|| Table {
        caption: None,
        columns: weighed(columns),
        header: vec![heading(&titles)],
        rows,
    })
}

/// To one decimal, as printed.
fn round(percent: f64) -> f64 {
    (percent * 10.0).round() / 10.0
}
