//! The analytical part: what changed, coverage against targets, weak places, conclusions,
//! recommendations.
//!
//! Not here: figures and checks. The one decision to know: every sentence is computed from what
//! the edition shows, and the same figures give the same sentences.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};
use opora_domain::reports::{
    Measure, MeasureStatus, ReportContent, ReportedIndicator, ReportedValue,
};

use super::figures::{Coverage, PreviousFigures};
use super::words;
use crate::checks::{CheckRules, Finding, Severity};
use crate::roadmap::{ActivityState, Progress, RoadmapView};

/// The analytical part of a справка.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// What changed since the earlier справка, sentences.
    pub changes: Vec<String>,
    /// What became of earlier measures, sentences.
    pub measures: Vec<String>,
    /// Shares against targets, sentences.
    pub coverage: Vec<String>,
    /// Weak places, sentences.
    pub weak: Vec<String>,
    /// Conclusions, sentences.
    pub conclusions: Vec<String>,
    /// Recommendations as drafts of measures.
    pub recommendations: Vec<MeasureDraft>,
}

/// A recommendation that can become a tracked measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureDraft {
    /// What is to be done.
    pub text: String,
    /// Indicator or check it should mend.
    pub subject: Option<String>,
    /// Deadline.
    pub due_on: Option<NaiveDate>,
}

/// What an analysis is written from.
#[derive(Clone, Copy, Debug)]
pub(super) struct AnalysisInput<'a> {
    pub content: &'a ReportContent,
    pub coverage: &'a [Coverage],
    pub roadmap: Option<&'a RoadmapView>,
    pub previous: Option<&'a PreviousFigures>,
    pub findings: &'a [Finding],
    pub measures: &'a [Measure],
    pub rules: &'a CheckRules,
}

/// Days of a month from the справка until a measure is due.
const MEASURE_MONTHS: u32 = 1;

/// Writes the analysis.
pub(super) fn analysis(input: &AnalysisInput<'_>) -> Analysis {
    Analysis {
        changes: changes(input),
        measures: earlier_measures(input),
        coverage: input.coverage.iter().filter_map(against_target).collect(),
        weak: weak(input),
        conclusions: conclusions(input),
        recommendations: recommendations(input),
    }
}

fn day(input: &AnalysisInput<'_>) -> Option<NaiveDate> {
    input.content.as_of.or(input.content.dated_on)
}

/// Rows that differ from the earlier справка; one sentence when none does.
fn changes(input: &AnalysisInput<'_>) -> Vec<String> {
    let Some(previous) = input.previous else {
        return vec!["Сравнить с прошлым годом нельзя: прошлой справки в системе нет.".to_owned()];
    };
    let mut sentences: Vec<String> = input
        .content
        .indicators
        .iter()
        .filter_map(|row| {
            let before = previous.values.get(row.code.as_deref()?)?;
            changed(row, before)
        })
        .collect();
    if sentences.is_empty() {
        sentences.push(format!(
            "По сравнению с {} значения показателей не изменились.",
            words::date(previous.as_of)
        ));
    } else {
        sentences.insert(
            0,
            format!("По сравнению с {}:", words::date(previous.as_of)),
        );
    }
    sentences
}

fn changed(row: &ReportedIndicator, before: &ReportedValue) -> Option<String> {
    let unit = row.unit.as_deref().unwrap_or("");
    match (&row.value, before) {
        (ReportedValue::Number(now), ReportedValue::Number(then)) if (now - then).abs() > 1e-9 => {
            let direction = if now > then {
                "стало больше"
            } else {
                "стало меньше"
            };
            Some(format!(
                "{}: {direction} на {} {unit} (было {}, стало {}).",
                row.title,
                words::number((now - then).abs()),
                words::number(*then),
                words::number(*now)
            ))
        }
        (ReportedValue::Flag(now), ReportedValue::Flag(then)) if now != then => {
            let word = |flag: bool| if flag { "«Да»" } else { "«Нет»" };
            Some(format!(
                "{}: было {}, стало {}.",
                row.title,
                word(*then),
                word(*now)
            ))
        }
        _ => None,
    }
}

/// States of measures that follow from earlier справки.
fn earlier_measures(input: &AnalysisInput<'_>) -> Vec<String> {
    let Some(day) = day(input) else {
        return Vec::new();
    };
    input
        .measures
        .iter()
        .filter(|measure| measure.as_of < day)
        .map(|measure| {
            let state = match (measure.status, measure.done_on, measure.due_on) {
                (MeasureStatus::Done, Some(on), _) => format!("выполнена {}", words::date(on)),
                (MeasureStatus::Open, _, Some(due)) if due < day => {
                    format!("не выполнена, срок прошёл {}", words::date(due))
                }
                (status, _, _) => status.title().to_owned(),
            };
            let effect = measure
                .effect
                .as_ref()
                .map(|effect| format!(" {}", sentence(effect)))
                .unwrap_or_default();
            format!("{} — {state}.{effect}", measure.text.trim_end_matches('.'))
        })
        .collect()
}

/// The text with a full stop at its end.
fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?', '…']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn against_target(coverage: &Coverage) -> Option<String> {
    let share = coverage.value.number()?;
    let of = match (coverage.numerator, coverage.denominator) {
        (Some(part), Some(all)) => format!(" ({} из {})", words::whole(part), words::whole(all)),
        _ => String::new(),
    };
    let target = match coverage.target {
        None => String::new(),
        Some(target) => {
            let verdict = if share >= target.percent {
                "цель достигнута"
            } else {
                "цель не достигнута"
            };
            format!(
                "; к {} нужно {} % — {verdict}",
                words::date(target.due_on),
                words::number(target.percent)
            )
        }
    };
    Some(format!(
        "{}: {} %{of}{target}.",
        coverage.title,
        words::number(share)
    ))
}

/// Findings other than remarks about the справка's own form.
fn substantial<'a>(input: &AnalysisInput<'a>) -> impl Iterator<Item = &'a Finding> {
    input.findings.iter().filter(|finding| {
        finding.severity != Severity::Info
            && !matches!(
                finding.code.as_str(),
                "analysis-present" | "requisites-present"
            )
    })
}

fn weak(input: &AnalysisInput<'_>) -> Vec<String> {
    let mut sentences: Vec<String> = substantial(input)
        .map(|finding| finding.message.clone())
        .collect();
    let unknown: Vec<u32> = input
        .content
        .indicators
        .iter()
        .filter(|row| row.value == ReportedValue::NotComputable)
        .filter_map(|row| row.number)
        .collect();
    if !unknown.is_empty() {
        sentences.push(format!(
            "Нет данных для {}: строки {}.",
            words::plural(
                words::count(&unknown),
                "показателя",
                "показателей",
                "показателей"
            ),
            words::row_numbers(&unknown)
        ));
    }
    if sentences.is_empty() {
        sentences.push("Проверки замечаний не дали.".to_owned());
    }
    sentences
}

fn conclusions(input: &AnalysisInput<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.extend(participants(input));
    sentences.extend(input.roadmap.and_then(roadmap_sentence));
    sentences.extend(targets_sentence(input));
    let open = substantial(input)
        .filter(|finding| finding.waived.is_none())
        .count();
    let open = i64::try_from(open).unwrap_or(i64::MAX);
    sentences.push(if open == 0 {
        "Данные справки согласованы между собой и подтверждены документами.".to_owned()
    } else {
        format!(
            "Проверка данных оставила {}; они названы в разделе «Слабые места».",
            words::plural(open, "замечание", "замечания", "замечаний")
        )
    });
    sentences
}

/// «На 13 октября 2023 г. действуют 67 пар и групп; наставников — 67, наставляемых — 119.»
fn participants(input: &AnalysisInput<'_>) -> Option<String> {
    let parameters = &input.rules.parameters;
    let number = |code: &str| {
        input
            .content
            .indicators
            .iter()
            .find(|row| row.code.as_deref() == Some(code))
            .and_then(|row| row.value.number())
    };
    let mut parts = Vec::new();
    if let Some(pairs) = input.content.active_mentorships {
        parts.push(words::plural(
            pairs,
            "пара или группа",
            "пары и группы",
            "пар и групп",
        ));
    }
    if let Some(mentors) = number(&parameters.mentors) {
        parts.push(format!(
            "наставников по приказу — {}",
            words::number(mentors)
        ));
    }
    let mentees: Option<f64> = parameters.mentees.iter().map(|code| number(code)).sum();
    if let Some(mentees) = mentees {
        parts.push(format!(
            "наставляемых (обучающихся и педагогов) — {}",
            words::number(mentees)
        ));
    }
    let day = day(input)?;
    (!parts.is_empty()).then(|| {
        format!(
            "По состоянию на {} в школе: {}.",
            words::date(day),
            parts.join("; ")
        )
    })
}

fn roadmap_sentence(roadmap: &RoadmapView) -> Option<String> {
    let progress = Progress::of(roadmap.activities());
    let percent = progress.percent()?;
    let mut rest = Vec::new();
    for (count, name) in [
        (progress.overdue, "просрочено"),
        (progress.not_due, "срок не наступил"),
        (progress.not_planned, "не запланировано"),
    ] {
        if count > 0 {
            rest.push(format!("{name} — {count}"));
        }
    }
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!("; {}", rest.join(", "))
    };
    Some(format!(
        "Из {} дорожной карты выполнено {} ({} %){rest}.",
        words::plural(progress.total, "пункта", "пунктов", "пунктов"),
        words::whole(progress.done),
        words::number(percent)
    ))
}

fn targets_sentence(input: &AnalysisInput<'_>) -> Option<String> {
    let aimed: Vec<(f64, f64)> = input
        .coverage
        .iter()
        .filter_map(|share| Some((share.value.number()?, share.target?.percent)))
        .collect();
    let reached = aimed
        .iter()
        .filter(|(share, target)| share >= target)
        .count();
    (!aimed.is_empty()).then(|| {
        format!(
            "Ближайших целевых значений достигнуто {} из {}.",
            reached,
            words::whole(words::count(&aimed))
        )
    })
}

fn recommendations(input: &AnalysisInput<'_>) -> Vec<MeasureDraft> {
    let due_on = day(input).and_then(|day| day.checked_add_months(Months::new(MEASURE_MONTHS)));
    let mut drafts = Vec::new();
    let mut codes = BTreeSet::new();
    for finding in substantial(input) {
        if codes.insert(finding.code.as_str()) {
            drafts.push(MeasureDraft {
                text: finding.remedy.clone(),
                subject: Some(finding.code.clone()),
                due_on,
            });
        }
    }
    for share in input.coverage {
        if let (Some(value), Some(target)) = (share.value.number(), share.target)
            && value < target.percent
        {
            drafts.push(MeasureDraft {
                text: format!(
                    "Довести до {} % к {}: {}.",
                    words::number(target.percent),
                    words::date(target.due_on),
                    share.title
                ),
                subject: Some(share.code.clone()),
                due_on: Some(target.due_on),
            });
        }
    }
    drafts.extend(input.roadmap.into_iter().flat_map(next_activities));
    if drafts.is_empty() {
        drafts.push(MeasureDraft {
            text: "Продолжить работу пар и групп и провести следующий мониторинг в срок."
                .to_owned(),
            subject: None,
            due_on,
        });
    }
    drafts
}

/// How many activities that lie ahead are named.
const NEXT_ACTIVITIES: usize = 3;

/// The next activities of the roadmap as measures.
fn next_activities(roadmap: &RoadmapView) -> Vec<MeasureDraft> {
    let mut ahead: Vec<_> = roadmap
        .activities()
        .filter(|activity| activity.state == ActivityState::NotDue)
        .collect();
    ahead.sort_by_key(|activity| activity.due_on);
    ahead
        .into_iter()
        .take(NEXT_ACTIVITIES)
        .map(|activity| MeasureDraft {
            text: format!(
                "Выполнить в срок: «{}».",
                activity.text.trim_end_matches('.')
            ),
            subject: Some(activity.code.clone()),
            due_on: activity.due_on,
        })
        .collect()
}
