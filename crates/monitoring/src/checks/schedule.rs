//! Checks of the roadmap: time, sequence, marks, plans.
//!
//! Not here: how states of activities are computed (`roadmap`). The one decision to know: stages
//! and activities are recognised by the words of the regional form, which are data.

use chrono::{Datelike, Months, NaiveDate};
use opora_domain::reports::{ReportedActivity, ReportedRow};

use super::view::{View, finding};
use super::{Checked, Finding, Severity};
use crate::report::words;

fn rows<'a>(view: &View<'a>) -> Result<&'a [ReportedRow], String> {
    if view.content.roadmap.is_empty() {
        Err("В справке нет дорожной карты.".to_owned())
    } else {
        Ok(&view.content.roadmap)
    }
}

/// Whether a text holds one of the words.
fn speaks_of(text: &str, words_of: &[String]) -> bool {
    let text = words::folded(text);
    words_of
        .iter()
        .any(|word| text.contains(&words::folded(word)))
}

fn cut_off(view: &View<'_>) -> Result<NaiveDate, String> {
    view.content
        .as_of
        .or(view.content.dated_on)
        .ok_or_else(|| "У справки нет даты.".to_owned())
}

/// `done-activity-plausible`.
pub(super) fn plausible(view: &View<'_>) -> Checked {
    let parameters = &view.rules.parameters;
    let day = cut_off(view)?;
    let mut earliest = school_year_start(day, parameters.year_begins_in_month);
    earliest = earliest
        .checked_add_months(Months::new(parameters.minimum_term_months))
        .unwrap_or(NaiveDate::MAX);
    let mut findings = Vec::new();
    for row in rows(view)? {
        for activity in &row.activities {
            let closing = speaks_of(&activity.text, &parameters.closing_words);
            if closing && activity.done && day < earliest {
                findings.push(too_early(row, activity, day, earliest));
            }
        }
    }
    Ok(findings)
}

fn school_year_start(day: NaiveDate, month: u32) -> NaiveDate {
    let year = if day.month() >= month {
        day.year()
    } else {
        day.year() - 1
    };
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(day)
}

fn too_early(
    row: &ReportedRow,
    activity: &ReportedActivity,
    day: NaiveDate,
    earliest: NaiveDate,
) -> Finding {
    finding(
        "done-activity-plausible",
        Severity::Error,
        format!(
            "«{}» отмечено как выполненное на {}, но пары не могли завершить работу раньше {}",
            activity.text.trim_end_matches('.'),
            words::date(day),
            words::date(earliest)
        ),
    )
    .about_roadmap([row])
    .compare(
        format!("не раньше {}", words::date(earliest)),
        format!("выполнено, срок — {}", row.term),
    )
    .remedy("Снимите отметку и назначьте заключительной встрече срок в конце программы.")
}

/// `mark-per-activity`.
pub(super) fn mark_per_activity(view: &View<'_>) -> Checked {
    let all = rows(view)?;
    let shared: Vec<_> = all
        .iter()
        .filter(|row| {
            row.activities.len() > 1
                && row
                    .activities
                    .iter()
                    .any(|activity| activity.done && !activity.own_mark)
        })
        .collect();
    if shared.is_empty() {
        return Ok(Vec::new());
    }
    let activities = all.iter().map(|row| words::count(&row.activities)).sum();
    let found = format!(
        "{} на {}",
        words::plural(activities, "мероприятие", "мероприятия", "мероприятий"),
        words::plural(words::count(all), "отметку", "отметки", "отметок")
    );
    Ok(vec![
        finding(
            "mark-per-activity",
            Severity::Warning,
            format!("Одна отметка стоит сразу за несколько пунктов: {found}."),
        )
        .about_roadmap(shared)
        .compare("у каждого пункта своя отметка", found)
        .remedy("Отметьте каждый пункт отдельно: тогда видно, что сделано, а что ещё нет."),
    ])
}

/// `stage-order`.
pub(super) fn stage_order(view: &View<'_>) -> Checked {
    let parameters = &view.rules.parameters;
    let all = rows(view)?;
    let of_event = |row: &&ReportedRow| speaks_of(&row.event, &parameters.training_words);
    let of_stage = |row: &&ReportedRow| speaks_of(&row.stage, &parameters.pairing_words);
    let training: Vec<_> = all.iter().filter(of_event).collect();
    let pairing: Vec<_> = all.iter().filter(of_stage).collect();
    if training.is_empty() || pairing.is_empty() {
        return Err("В дорожной карте нет обучения наставников или формирования пар.".to_owned());
    }
    let done = |row: &&ReportedRow| row.activities.iter().any(|activity| activity.done);
    let undone = |row: &&ReportedRow| {
        row.activities
            .iter()
            .any(|activity| !activity.done && !activity.own_mark)
    };
    let open: Vec<_> = training.into_iter().filter(undone).collect();
    if open.is_empty() || !pairing.iter().any(done) {
        return Ok(Vec::new());
    }
    Ok(vec![
        finding(
            "stage-order",
            Severity::Error,
            "Пары сформированы, а обучение наставников не отмечено.",
        )
        .about_roadmap(open.into_iter().chain(pairing.into_iter().filter(done)))
        .compare(
            "обучение наставников завершено до формирования пар",
            "обучение не отмечено",
        )
        .remedy(
            "Отметьте обучение с подтверждением или запишите, почему пары сформированы раньше.",
        ),
    ])
}

/// `activity-planned`.
pub(super) fn planned(view: &View<'_>) -> Checked {
    Ok(rows(view)?
        .iter()
        .filter_map(|row| {
            let closed = row.activities.iter().all(|activity| activity.own_mark);
            let no_term = row.due_on.is_none() && row.term.trim().is_empty();
            let lack = match (no_term, row.responsible.trim().is_empty()) {
                _ if closed && !row.activities.is_empty() => return None,
                (true, true) => "нет ни срока, ни ответственного",
                (true, false) => "нет срока",
                (false, true) => "нет ответственного",
                (false, false) => return None,
            };
            Some(
                finding(
                    "activity-planned",
                    Severity::Warning,
                    format!("{}: {lack}.", quoted(row)),
                )
                .about_roadmap([row])
                .compare("срок и ответственный", lack)
                .remedy("Назначьте срок и одного ответственного."),
            )
        })
        .collect())
}

/// `activity-overdue`.
pub(super) fn overdue(view: &View<'_>) -> Checked {
    let day = cut_off(view)?;
    let all = rows(view)?;
    if all.iter().all(|row| row.due_on.is_none()) {
        return Err("В дорожной карте нет сроков.".to_owned());
    }
    Ok(all
        .iter()
        .filter_map(|row| {
            let due = row.due_on.filter(|due| *due < day)?;
            let open: Vec<_> = row
                .activities
                .iter()
                .filter(|activity| !activity.done && !activity.own_mark)
                .collect();
            let first = open.first()?;
            Some(
                finding(
                    "activity-overdue",
                    Severity::Warning,
                    format!(
                        "Срок прошёл {}, отметки нет: «{}».",
                        words::date(due),
                        first.text.trim_end_matches('.')
                    ),
                )
                .about_roadmap([row])
                .compare(
                    "отметка о выполнении",
                    words::plural(
                        words::count(&open),
                        "пункт без отметки",
                        "пункта без отметки",
                        "пунктов без отметки",
                    ),
                )
                .remedy(
                    "Отметьте выполнение с подтверждением, перенесите срок или отмените пункт.",
                ),
            )
        })
        .collect())
}

/// `closing-stage-present`.
pub(super) fn closing_stage(view: &View<'_>) -> Checked {
    let wanted = &view.rules.parameters.final_stage_words;
    if rows(view)?.iter().any(|row| speaks_of(&row.stage, wanted)) {
        return Ok(Vec::new());
    }
    Ok(vec![
        finding(
            "closing-stage-present",
            Severity::Info,
            "В дорожной карте нет этапа завершения наставничества (в целевой модели он седьмой).",
        )
        .compare("этап «Завершение наставничества»", "этапа нет")
        .remedy("Добавьте этап из шаблона, если форма региона это позволяет."),
    ])
}

fn quoted(row: &ReportedRow) -> String {
    let text = row
        .activities
        .first()
        .map_or(row.event.as_str(), |activity| activity.text.as_str());
    format!("«{}»", text.trim_end_matches('.'))
}
