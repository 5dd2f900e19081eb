//! The two tables of the regional form, roadmap and indicators, and those beside them.
//!
//! Not here: charts and tables of their numbers, texts. The one decision to know: cells that repeat the one above are merged
//! exactly as the form merges them: №, этап, мероприятие; показатель.

use opora_domain::document::{Align, Cell, Column, Span, Table};
use opora_domain::reports::{ReportedIndicator, ReportedRow, ReportedSurvey, ReportedValue};

use super::changes::Changes;
use super::charts::heading;
use super::{Report, words};
use crate::content::value_text;

/// Roadmap in the seven columns of the form.
pub(super) fn roadmap(rows: &[ReportedRow]) -> Table {
    // Chosen for the least height of the form's own texts.
    let weights = [8, 27, 39, 94, 21, 45, 23];
    let aligns = [
        Align::Centre,
        Align::Left,
        Align::Left,
        Align::Left,
        Align::Centre,
        Align::Left,
        Align::Centre,
    ];
    let columns = weights.into_iter().zip(aligns);
    Table {
        caption: None,
        columns: columns
            .map(|(weight, align)| Column { weight, align })
            .collect(),
        header: vec![heading(&[
            "№",
            "Наименование этапа",
            "Мероприятия",
            "Содержание деятельности",
            "Сроки",
            "Ответственные",
            "Отметка о выполнении",
        ])],
        rows: roadmap_rows(rows),
    }
}

fn roadmap_rows(rows: &[ReportedRow]) -> Vec<Vec<Cell>> {
    let stages = runs(rows, |row| (row.stage_number, row.stage.as_str()));
    let events = runs(rows, |row| (row.stage_number, row.event.as_str()));
    rows.iter()
        .zip(stages.into_iter().zip(events))
        .map(|(row, (stage, event))| {
            let mut cells = Vec::new();
            if let Some(covers) = stage {
                let number = row
                    .stage_number
                    .map(|number| format!("{number}."))
                    .unwrap_or_default();
                cells.push(Cell::text(number).over_rows(covers));
                cells.push(Cell::text(row.stage.clone()).over_rows(covers));
            }
            if let Some(covers) = event {
                cells.push(Cell::text(row.event.clone()).over_rows(covers));
            }
            cells.push(activities(row));
            cells.push(Cell::text(row.term.clone()));
            cells.push(lines(&beside_posts(&row.responsible)));
            cells.push(lines(&row.mark));
            cells
        })
        .collect()
}

/// For each item the number of items its merged cell covers, or nothing when it is covered.
fn runs<'a, T, K: PartialEq>(items: &'a [T], key: impl Fn(&'a T) -> K) -> Vec<Option<u16>> {
    let mut starts: Vec<Option<u16>> = Vec::new();
    let mut open: Option<(usize, K)> = None;
    for item in items {
        let found = key(item);
        match &open {
            Some((at, held)) if *held == found => {
                if let Some(Some(covers)) = starts.get_mut(*at) {
                    *covers += 1;
                }
                starts.push(None);
            }
            _ => {
                open = Some((starts.len(), found));
                starts.push(Some(1));
            }
        }
    }
    starts
}

fn activities(row: &ReportedRow) -> Cell {
    let paragraphs = row.activities.iter().map(|activity| {
        let text = match activity.number {
            Some(number) => format!("{number}. {}", activity.text),
            None => activity.text.clone(),
        };
        vec![Span::plain(text)]
    });
    paragraphs_cell(paragraphs.collect())
}

fn paragraphs_cell(paragraphs: Vec<Vec<Span>>) -> Cell {
    Cell {
        paragraphs,
        ..Cell::text("")
    }
}

/// A cell of one paragraph a line.
pub(super) fn lines(text: &str) -> Cell {
    paragraphs_cell(
        text.split('\n')
            .map(|line| vec![Span::plain(line)])
            .collect(),
    )
}

/// A name on the line of its post, as a reader says it: «куратор Иванова И. И.».
fn beside_posts(text: &str) -> String {
    let mut joined = String::new();
    for line in text.split('\n') {
        // A name ends with initials, a post does not.
        let initials = line.ends_with('.') && line.starts_with(char::is_uppercase);
        if !joined.is_empty() {
            let post = joined
                .rsplit('\n')
                .next()
                .is_some_and(|above| !above.ends_with('.'));
            joined.push(if initials && post { ' ' } else { '\n' });
        }
        joined.push_str(line);
    }
    joined
}

/// Indicators in the four columns of the form.
pub(super) fn indicators(report: &Report) -> Table {
    let weights = [34, 50, 24, 62];
    let aligns = [Align::Left, Align::Left, Align::Centre, Align::Left];
    let columns = weights.into_iter().zip(aligns);
    let titles: Vec<&str> = report.table.headings.iter().map(String::as_str).collect();
    Table {
        caption: None,
        columns: columns
            .map(|(weight, align)| Column { weight, align })
            .collect(),
        header: vec![heading(&titles)],
        rows: indicator_rows(report),
    }
}

fn indicator_rows(report: &Report) -> Vec<Vec<Cell>> {
    let rows = &report.content.indicators;
    let alone = |row: &ReportedIndicator| report.criterion_empty.contains(&row.position);
    let groups = runs(rows, |row| {
        let group = if alone(row) {
            row.title.as_str()
        } else {
            row.group.as_str()
        };
        (group, alone(row).then_some(row.position))
    });
    rows.iter()
        .zip(groups)
        .map(|(row, group)| {
            let mut cells = Vec::new();
            if let Some(covers) = group {
                let title = if alone(row) { &row.title } else { &row.group };
                cells.push(Cell::text(title.clone()).over_rows(covers));
            }
            cells.push(Cell::text(if alone(row) {
                String::new()
            } else {
                row.title.clone()
            }));
            cells.push(value(row));
            cells.push(sources(row));
            cells
        })
        .collect()
}

/// «111 чел.», «87 %», «Да».
fn value(row: &ReportedIndicator) -> Cell {
    let mut cell = Cell::text(with_unit(&row.value, &row.value_text, row.unit.as_deref()));
    cell.number = row.value.number();
    cell
}

/// A value with its unit, when it is a number.
pub(super) fn with_unit(value: &ReportedValue, text: &str, unit: Option<&str>) -> String {
    match (value, unit) {
        (ReportedValue::Number(_), Some(unit)) => format!("{text}\u{a0}{unit}"),
        _ => text.to_owned(),
    }
}

fn sources(row: &ReportedIndicator) -> Cell {
    let mut paragraphs: Vec<Vec<Span>> = Vec::new();
    if let Some(survey) = &row.survey {
        paragraphs.push(vec![Span::plain(survey_text(survey))]);
    }
    for proof in &row.proofs {
        let title = match &proof.clause {
            Some(clause) => format!("{}, {clause}", proof.title),
            None => proof.title.clone(),
        };
        paragraphs.push(match &proof.url {
            Some(url) => vec![Span::link(title, url.clone())],
            None => vec![Span::plain(title)],
        });
    }
    for link in &row.links {
        if row
            .proofs
            .iter()
            .all(|proof| proof.url.as_ref() != Some(link))
        {
            paragraphs.push(vec![Span::link(link.clone(), link.clone())]);
        }
    }
    if paragraphs.is_empty() {
        paragraphs.push(vec![Span::plain("")]);
    }
    paragraphs_cell(paragraphs)
}

/// «Анкета, опрос с 02.10.2023 по 09.10.2023, ответили 60 из 67 (89,6 %)».
fn survey_text(survey: &ReportedSurvey) -> String {
    let mut parts = vec![survey.instrument.clone()];
    if let (Some(first), Some(last)) = (survey.opened_on, survey.closed_on) {
        parts.push(format!(
            "опрос с {} по {}",
            words::short_date(first),
            words::short_date(last)
        ));
    }
    match (survey.answered, survey.invited) {
        (Some(answered), Some(invited)) if invited > 0 => {
            let share = words::real(answered) * 100.0 / words::real(invited);
            parts.push(format!(
                "ответили {} из {} ({} %)",
                words::whole(answered),
                words::whole(invited),
                words::number(share)
            ));
        }
        (Some(answered), _) => parts.push(format!("ответили {}", words::whole(answered))),
        (None, _) => {}
    }
    parts.join(", ")
}

/// Counts beside indicators: a row an indicator, a column a kind of count; a dash where an
/// indicator has none of a kind. Nothing when there are no counts.
pub(super) fn beside(report: &Report) -> Option<Table> {
    let counts: Vec<_> = report
        .companions
        .iter()
        .filter(|companion| companion.unit != "%")
        .collect();
    let mut kinds: Vec<&str> = Vec::new();
    for companion in &counts {
        if !kinds.contains(&companion.title.as_str()) {
            kinds.push(&companion.title);
        }
    }
    let rows: Vec<Vec<Cell>> = report
        .content
        .indicators
        .iter()
        .filter(|row| counts.iter().any(|count| count.position == row.position))
        .map(|row| {
            let number = row.number.map(|n| n.to_string()).unwrap_or_default();
            let mut cells = vec![
                Cell::text(number),
                Cell::text(row.title.clone()),
                value(row),
            ];
            cells.extend(kinds.iter().map(|kind| {
                let found = counts
                    .iter()
                    .find(|count| count.position == row.position && count.title == *kind);
                found.map_or_else(
                    || Cell::text("—"),
                    |count| {
                        let shown = value_text(&count.value, &report.table);
                        let mut cell =
                            Cell::text(with_unit(&count.value, &shown, Some(&count.unit)));
                        cell.number = count.value.number();
                        cell
                    },
                )
            }));
            cells
        })
        .collect();
    let mut columns = vec![(8, Align::Centre), (80, Align::Left), (17, Align::Centre)];
    columns.extend(kinds.iter().map(|kind| {
        let long = kind.chars().count() > 24;
        (if long { 26 } else { 20 }, Align::Centre)
    }));
    let mut titles = vec![
        "№".to_owned(),
        "Показатель".to_owned(),
        "По приказу".to_owned(),
    ];
    titles.extend(kinds.iter().map(|kind| words::capital(kind)));
    (!rows.is_empty()).then(|| Table {
        caption: None,
        columns: weighed(columns),
        header: vec![titles.into_iter().map(Cell::text).collect()],
        rows,
    })
}

/// Rows that changed; nothing when none did.
pub(super) fn changes(changes: &Changes, as_of: Option<chrono::NaiveDate>) -> Option<Table> {
    let on = |word: &str, day: Option<chrono::NaiveDate>| match day {
        Some(day) => format!("{word} ({})", words::short_date(day)),
        None => word.to_owned(),
    };
    let rows: Vec<Vec<Cell>> = changes
        .rows
        .iter()
        .map(|change| {
            let number = change.number.map(|n| n.to_string()).unwrap_or_default();
            [
                &number,
                &change.title,
                &change.before,
                &change.after,
                &change.difference,
            ]
            .map(Cell::text)
            .to_vec()
        })
        .collect();
    let titles = [
        "№".to_owned(),
        "Показатель".to_owned(),
        on("Было", changes.since),
        on("Стало", as_of),
        "Изменение".to_owned(),
    ];
    (!rows.is_empty()).then(|| Table {
        caption: None,
        columns: weighed(vec![
            (8, Align::Centre),
            (94, Align::Left),
            (22, Align::Centre),
            (22, Align::Centre),
            (24, Align::Centre),
        ]),
        header: vec![titles.map(Cell::text).to_vec()],
        rows,
    })
}

/// Columns of these weights and alignments.
pub(super) fn weighed(columns: Vec<(u16, Align)>) -> Vec<Column> {
    columns
        .into_iter()
        .map(|(weight, align)| Column { weight, align })
        .collect()
}
