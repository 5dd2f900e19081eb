//! The analytical part: what changed, coverage against targets, weak places, conclusions,
//! recommendations.
//!
//! Not here: figures and checks. The one decision to know: every sentence is computed from what
//! the edition shows, and the same figures give the same sentences.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};
use opora_domain::reports::{Measure, MeasureStatus, ReportContent, ReportedValue};

use super::changes::{Changes, changes};
use super::figures::{Coverage, PreviousFigures};
use super::{Edition, published, words};
use crate::checks::{CheckRules, Finding, Severity};
use crate::roadmap::{ActivityState, Progress, RoadmapView};

/// The analytical part of a справка.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// What it comes to, for the first page, sentences.
    pub main: Vec<String>,
    /// What changed since the earlier справка.
    pub changes: Changes,
    /// What became of earlier measures, sentences.
    pub measures: Vec<String>,
    /// Shares that have a target against it, sentences.
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
    pub edition: Edition,
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
    let changes = changes(input.content, input.previous);
    Analysis {
        main: main(input),
        measures: earlier_measures(input),
        coverage: input.coverage.iter().filter_map(against_target).collect(),
        weak: weak(input),
        conclusions: conclusions(input, &changes),
        recommendations: recommendations(input),
        changes,
    }
}

fn day(input: &AnalysisInput<'_>) -> Option<NaiveDate> {
    input.content.as_of.or(input.content.dated_on)
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
            let public = input.edition == Edition::Public;
            let effect = measure
                .effect
                .as_ref()
                .filter(|_| !public)
                .map(|effect| format!(" {}", sentence(&words::capital(effect))))
                .unwrap_or_default();
            let state = sentence(&state);
            let text = if public {
                published::measure(measure, input.content)
            } else {
                measure.text.trim_end_matches('.').to_owned()
            };
            format!("{text} — {state}{effect}")
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
    let target = coverage.target?;
    let of = match (coverage.numerator, coverage.denominator) {
        (Some(part), Some(all)) => format!(" ({} из {})", words::whole(part), words::whole(all)),
        _ => String::new(),
    };
    let verdict = if share >= target.percent {
        "цель достигнута"
    } else {
        "цель не достигнута"
    };
    Some(format!(
        "{}: {} %{of}; к {} нужно {} % — {verdict}.",
        coverage.title,
        words::number(share),
        words::date(target.due_on),
        words::number(target.percent)
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
    sentences.extend(input.coverage.iter().filter_map(|share| {
        let gap = short_of_target(share)?;
        Some(format!(
            "До цели не хватает {} п. п.: {}.",
            words::number(gap),
            share.title
        ))
    }));
    if sentences.is_empty() {
        sentences.push("Проверки замечаний не дали, целевые значения достигнуты.".to_owned());
    }
    sentences
}

/// «строка № 15», «строки № 16 и 18».
fn rows_named(numbers: &[u32]) -> String {
    let noun = if numbers.len() == 1 {
        "строка"
    } else {
        "строки"
    };
    format!("{noun} {}", words::row_numbers(numbers))
}

/// Percentage points a share is short of its target.
fn short_of_target(share: &Coverage) -> Option<f64> {
    let gap = share.target?.percent - share.value.number()?;
    (gap > 0.0).then_some(gap)
}

/// Findings that nobody accepted.
fn open_findings(input: &AnalysisInput<'_>) -> i64 {
    let open = substantial(input)
        .filter(|finding| finding.waived.is_none())
        .count();
    i64::try_from(open).unwrap_or(i64::MAX)
}

/// What the head signs, in a few lines.
fn main(input: &AnalysisInput<'_>) -> Vec<String> {
    let mut sentences = Vec::new();
    sentences.extend(participants(input));
    sentences.extend(input.roadmap.and_then(roadmap_sentence));
    sentences.extend(targets_sentence(input));
    sentences.push(match open_findings(input) {
        0 => "Данные справки согласованы между собой и подтверждены документами.".to_owned(),
        open => format!(
            "Проверка данных оставила {}; они названы в разделе «Слабые места».",
            words::plural(open, "замечание", "замечания", "замечаний")
        ),
    });
    sentences
}

/// What follows from the figures: what was reached, what fell, what needs care.
fn conclusions(input: &AnalysisInput<'_>, changes: &Changes) -> Vec<String> {
    let mut sentences = Vec::new();
    let rows = |short: bool| -> Vec<u32> {
        let found = input.coverage.iter().filter(|share| {
            share.target.is_some()
                && share.value.number().is_some()
                && short_of_target(share).is_some() == short
        });
        let mut numbers: Vec<u32> = found.map(|share| share.number).collect();
        numbers.dedup();
        numbers
    };
    let (reached, missed) = (rows(false), rows(true));
    if !reached.is_empty() {
        sentences.push(format!(
            "Целевые значения достигнуты: {}.",
            rows_named(&reached)
        ));
    }
    if !missed.is_empty() {
        sentences.push(format!(
            "Главная задача до следующей справки — целевые значения, которые не достигнуты: {}.",
            rows_named(&missed)
        ));
    }
    let fell: Vec<u32> = changes
        .rows
        .iter()
        .filter(|change| !change.better)
        .filter_map(|change| change.number)
        .collect();
    if !fell.is_empty() {
        sentences.push(format!(
            "За год значение снизилось или исчезло: {}; причины обсудить с куратором.",
            rows_named(&fell)
        ));
    }
    sentences.push(match open_findings(input) {
        0 => "Открытых замечаний к данным нет.".to_owned(),
        _ => "Замечания из раздела «Слабые места» устранить или принять с обоснованием.".to_owned(),
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
    let aimed: Vec<&Coverage> = input
        .coverage
        .iter()
        .filter(|share| share.target.is_some() && share.value.number().is_some())
        .collect();
    let short: Vec<String> = aimed
        .iter()
        .filter(|share| short_of_target(share).is_some())
        .filter_map(|share| {
            Some(format!(
                "№ {} — {} % при цели {} % к {}",
                share.number,
                words::number(share.value.number()?),
                words::number(share.target?.percent),
                words::date(share.target?.due_on)
            ))
        })
        .collect();
    let rest = if short.is_empty() {
        ".".to_owned()
    } else {
        sentence(&format!("; не достигнуто: {}", short.join("; ")))
    };
    (!aimed.is_empty()).then(|| {
        format!(
            "Ближайших целевых значений достигнуто {} из {}{rest}",
            aimed.len() - short.len(),
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
                    "Довести до {} %: {}.",
                    words::number(target.percent),
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
