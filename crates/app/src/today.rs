//! «Сегодня»: what to do this week and how things stand.
//!
//! Not here: words (locales of `web`). The one decision to know: at most seven tasks and five
//! numbers, the most urgent first; whatever is cut off is counted, not hidden.

use std::collections::BTreeMap;
use std::convert::Infallible;

use chrono::{Days, NaiveDate};
use opora_domain::pairs::MentorshipStatus;
use opora_domain::people::ParticipantRole;
use opora_domain::permissions::Action;
use opora_domain::reports::MeasureStatus;
use opora_monitoring::checks::Severity;
use opora_monitoring::evaluation::IndicatorValue;
use opora_monitoring::roadmap::{ActivityState, Progress};

use crate::views::View;
use crate::{App, Ctx, Failure};

/// Tasks shown.
pub const TASKS_SHOWN: usize = 7;
/// Days that count as «this week».
const AHEAD: Days = Days::new(7);

/// What a task is about; a page makes the sentence and the link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TaskKind {
    /// An activity past its deadline.
    Overdue,
    /// An activity due within the week.
    Due,
    /// An activity due later, shown while there is room.
    Ahead,
    /// An activity without a deadline or responsible person.
    Unplanned,
    /// An error or a warning of the checks.
    Finding,
    /// A measure past its deadline or due within the week.
    Measure,
    /// A pair paused because a consent was withdrawn: to be ended, or gone on with by a new consent.
    PausedPair,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What it is about.
    pub kind: TaskKind,
    /// What is to be done, in the words of the record.
    pub text: String,
    /// Code of the activity, the check or the measure.
    pub code: String,
    /// Deadline.
    pub due_on: Option<NaiveDate>,
}

/// A number of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Stable code: `mentors`, `mentees`, `pairs`, `coverage`, `roadmap`.
    pub code: &'static str,
    /// Value; `None` is no data.
    pub value: Option<f64>,
    /// Whole it is a part of.
    pub of: Option<i64>,
    /// Indicator it opens to.
    pub indicator: Option<String>,
    /// Companion of the indicator it opens to.
    pub companion: Option<String>,
}

/// The page.
#[derive(Clone, Debug)]
pub struct Today {
    /// The day.
    pub day: NaiveDate,
    /// At most five.
    pub numbers: Vec<Number>,
    /// At most [`TASKS_SHOWN`], the most urgent first.
    pub tasks: Vec<Task>,
    /// Urgent tasks in all, without those that lie further ahead.
    pub tasks_total: usize,
    /// Whether nothing is recorded yet.
    pub empty: bool,
}

impl App {
    /// What to do and how things stand on a day.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn today_page(
        &self,
        ctx: &Ctx,
        day: NaiveDate,
    ) -> Result<Today, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeToday)?;
        let view = self.view(&scope, day).await?;
        let mut tasks = Vec::new();
        if ctx.allows(Action::SeeConsents) {
            paused_pairs(&view, &mut tasks);
        }
        if ctx.allows(Action::SeeRoadmap) {
            activities(&view, day, &mut tasks);
            measures(&view, day, &mut tasks);
        }
        if ctx.allows(Action::PrepareReport) {
            findings(&view, &mut tasks);
        }
        // What lies ahead fills the room that is left; only the urgent is counted.
        let tasks_total = tasks
            .iter()
            .filter(|task| task.kind != TaskKind::Ahead)
            .count();
        tasks.sort_by_key(|task| task.kind == TaskKind::Ahead);
        tasks.truncate(TASKS_SHOWN);
        let numbers = if ctx.allows(Action::SeeMonitoring) {
            numbers(&view)
        } else {
            Vec::new()
        };
        Ok(Today {
            day,
            numbers,
            tasks,
            tasks_total,
            empty: view.facts.people.is_empty(),
        })
    }
}

fn activities(view: &View, day: NaiveDate, tasks: &mut Vec<Task>) {
    let Some(roadmap) = &view.report.roadmap else {
        return;
    };
    let week = day.checked_add_days(AHEAD).unwrap_or(day);
    let mut found: Vec<(u8, Task)> = roadmap
        .activities()
        .filter_map(|activity| {
            let (rank, kind) = match activity.state {
                ActivityState::Overdue { .. } => (0, TaskKind::Overdue),
                ActivityState::NotDue if activity.due_on? <= week => (1, TaskKind::Due),
                ActivityState::NotPlanned => (2, TaskKind::Unplanned),
                ActivityState::NotDue => (3, TaskKind::Ahead),
                _ => return None,
            };
            let task = Task {
                kind,
                text: activity.text.clone(),
                code: activity.code.clone(),
                due_on: activity.due_on,
            };
            Some((rank, task))
        })
        .collect();
    found.sort_by_key(|(rank, task)| (*rank, task.due_on));
    tasks.extend(found.into_iter().map(|(_, task)| task));
}

/// Pairs at a stand whose mentee has no consent to take part any more; they come first.
fn paused_pairs(view: &View, tasks: &mut Vec<Task>) {
    let stopped: BTreeMap<&str, &str> = view
        .people
        .iter()
        .filter(|row| row.stopped)
        .map(|row| (row.code.as_str(), row.full_name.as_str()))
        .collect();
    if stopped.is_empty() {
        return;
    }
    let facts = &view.facts;
    let paused = facts
        .mentorships
        .iter()
        .filter(|pair| pair.status == MentorshipStatus::Paused);
    for pair in paused {
        let mentees = facts.mentorship_members.iter().filter(|member| {
            member.mentorship == pair.id && member.role == ParticipantRole::Mentee
        });
        let names: Vec<&str> = mentees
            .filter_map(|member| {
                let person = facts.people.iter().find(|one| one.id == member.person)?;
                stopped.get(person.code.as_str()).copied()
            })
            .collect();
        if !names.is_empty() {
            tasks.push(Task {
                kind: TaskKind::PausedPair,
                text: names.join(", "),
                code: pair.code.clone(),
                due_on: None,
            });
        }
    }
}

fn measures(view: &View, day: NaiveDate, tasks: &mut Vec<Task>) {
    let week = day.checked_add_days(AHEAD).unwrap_or(day);
    tasks.extend(
        view.facts
            .measures
            .iter()
            .filter(|measure| measure.status == MeasureStatus::Open)
            .filter(|measure| measure.due_on.is_some_and(|due| due <= week))
            .map(|measure| Task {
                kind: TaskKind::Measure,
                text: measure.text.clone(),
                code: measure.code.clone(),
                due_on: measure.due_on,
            }),
    );
}

fn findings(view: &View, tasks: &mut Vec<Task>) {
    tasks.extend(
        view.report
            .checks
            .findings
            .iter()
            .filter(|finding| finding.waived.is_none() && finding.severity != Severity::Info)
            .map(|finding| Task {
                kind: TaskKind::Finding,
                text: finding.message.clone(),
                code: finding.code.clone(),
                due_on: None,
            }),
    );
}

fn numbers(view: &View) -> Vec<Number> {
    let evaluation = &view.evaluation;
    let figure = |code: &'static str, name: &str| {
        evaluation.figure(name).map(|figure| Number {
            code,
            value: number(figure.value),
            of: figure.denominator,
            indicator: None,
            companion: None,
        })
    };
    let indicator = |code: &'static str, name: &str| {
        evaluation.get(name).map(|result| Number {
            code,
            value: number(result.value),
            of: result.denominator,
            indicator: Some(result.code.clone()),
            companion: None,
        })
    };
    let roadmap = view.report.roadmap.as_ref().map(|roadmap| {
        let progress = Progress::of(roadmap.activities());
        Number {
            code: "roadmap",
            value: Some(opora_monitoring::report::words::real(progress.done)),
            of: Some(progress.total),
            indicator: None,
            companion: None,
        }
    });
    [
        indicator("mentors", "org.mentors_in_base_by_order"),
        figure("mentees", "mentees.total"),
        figure("pairs", "mentorships.active"),
        indicator("coverage", "cov.mentees_10_19"),
        roadmap,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn number(value: IndicatorValue) -> Option<f64> {
    if let IndicatorValue::Number(number) = value {
        Some(number)
    } else {
        None
    }
}
