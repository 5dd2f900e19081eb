//! The roadmap of the school year, as a table and as a timeline.
//!
//! Not here: changing an activity (`activity`), how a state follows from facts (`monitoring`). The
//! one decision to know: the timeline is drawn here as plain SVG, and the table says the same in
//! words.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use chrono::{Datelike, Months, NaiveDate};
use opora_domain::permissions::Action;
use opora_monitoring::roadmap::{ActivityState, ActivityView, Progress, RoadmapView, StageView};
use serde::Deserialize;

use super::listing::{AsOf, address};
use super::page;
use crate::error::PageError;
use crate::format;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "roadmap/page.html")]
struct RoadmapPage {
    shell: Shell,
    as_of: AsOf,
    timeline: bool,
    as_table: String,
    as_timeline: String,
    /// Whether the visitor may change activities.
    changes: bool,
    stages: Vec<Stage>,
    span: Span,
    progress: Option<Progress>,
}

/// A stage as shown.
#[derive(Debug)]
struct Stage {
    number: i64,
    title: String,
    progress: Progress,
    rows: Vec<Row>,
}

/// A row of the printed table.
#[derive(Debug)]
struct Row {
    number: i64,
    event_title: String,
    activities: Vec<Line>,
}

/// An activity.
#[derive(Debug)]
struct Line {
    code: String,
    text: String,
    term: String,
    responsible: String,
    badge: &'static str,
    bar: &'static str,
    state: String,
    because: String,
    x: i64,
    width: i64,
}

/// Days the timeline covers.
#[derive(Clone, Debug)]
struct Span {
    days: i64,
    today: Option<i64>,
    /// Months: offset in days and name.
    months: Vec<(i64, String)>,
}

/// Query of the page.
#[derive(Debug, Deserialize)]
pub struct RoadmapQuery {
    #[serde(default)]
    as_of: String,
    #[serde(default)]
    view: String,
}

/// Class of a badge, class of a bar.
const fn classes(state: &ActivityState) -> (&'static str, &'static str) {
    match state {
        ActivityState::NotPlanned | ActivityState::Cancelled { .. } => ("badge", "bar-idle"),
        ActivityState::NotDue => ("badge badge-info", "bar"),
        ActivityState::Done { .. } => ("badge badge-good", "bar-good"),
        ActivityState::Overdue { .. } => ("badge badge-bad", "bar-bad"),
    }
}

fn term(shell: &Shell, activity: &ActivityView) -> String {
    match (activity.due_from, activity.due_on) {
        (_, None) => shell.t("roadmap-no-term"),
        (Some(from), Some(to)) if from != to => {
            format!("{} — {}", format::date_short(from), format::date_short(to))
        }
        (_, Some(to)) => shell.with("roadmap-until", "day", &format::date_short(to)),
    }
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

impl Span {
    fn of(shell: &Shell, roadmap: Option<&RoadmapView>, as_of: NaiveDate) -> (Self, NaiveDate) {
        let terms = || {
            let activities = roadmap.into_iter().flat_map(RoadmapView::activities);
            activities.flat_map(|activity| [activity.due_from, activity.due_on])
        };
        let first = first_of_month(terms().flatten().min().unwrap_or(as_of));
        let last = terms().flatten().max().unwrap_or(as_of);
        let end = first_of_month(last)
            .checked_add_months(Months::new(1))
            .unwrap_or(last);
        let days = (end - first).num_days().max(1);
        let mut months = Vec::new();
        let mut month = first;
        while month < end && months.len() < 60 {
            months.push((
                (month - first).num_days(),
                shell.t(&format!("month-{}", month.month())),
            ));
            let Some(next) = month.checked_add_months(Months::new(1)) else {
                break;
            };
            month = next;
        }
        let today = (as_of - first).num_days();
        let span = Self {
            days,
            today: (0..=days).contains(&today).then_some(today),
            months,
        };
        (span, first)
    }
}

fn line(shell: &Shell, activity: &ActivityView, first: NaiveDate) -> Line {
    let (badge, bar) = classes(&activity.state);
    let end = activity.due_on.unwrap_or(first);
    let start = activity.due_from.unwrap_or(end);
    let text = match activity.item {
        Some(item) => format!("{item}. {}", activity.text),
        None => activity.text.clone(),
    };
    Line {
        code: activity.code.clone(),
        text,
        term: term(shell, activity),
        // Initials stay together.
        responsible: activity.responsible.replace(". ", ".\u{a0}"),
        badge,
        bar,
        state: shell.t(&format!(
            "roadmap-state-{}",
            activity.state.code().replace('_', "-")
        )),
        because: activity.because.clone(),
        x: (start - first).num_days().max(0),
        width: if activity.due_on.is_some() {
            (end - start).num_days().max(3)
        } else {
            0
        },
    }
}

fn stage(shell: &Shell, stage: &StageView, first: NaiveDate) -> Stage {
    Stage {
        number: stage.number,
        title: stage.title.clone(),
        progress: stage.progress(),
        rows: stage
            .rows
            .iter()
            .map(|row| Row {
                number: row.number,
                event_title: row.event_title.clone(),
                activities: row
                    .activities
                    .iter()
                    .map(|activity| line(shell, activity, first))
                    .collect(),
            })
            .collect(),
    }
}

/// The roadmap.
///
/// # Errors
/// When the use case fails.
pub async fn show(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Query(query): Query<RoadmapQuery>,
) -> Result<Response, PageError> {
    let as_of = AsOf::of(Some(&query.as_of), shell.today);
    let found = site.app.roadmap(&visitor.ctx, as_of.day).await?;
    let roadmap = found.roadmap();
    let (span, first) = Span::of(&shell, roadmap, as_of.day);
    let day = as_of.code();
    let title = shell.t("roadmap-section");
    page(&RoadmapPage {
        timeline: query.view == "timeline",
        as_table: address("/roadmap", &[("as_of", &day)]),
        as_timeline: address("/roadmap", &[("view", "timeline"), ("as_of", &day)]),
        changes: visitor.ctx.allows(Action::ChangeRoadmap),
        stages: roadmap.map_or_else(Vec::new, |roadmap| {
            let stages = roadmap.stages.iter();
            stages.map(|one| stage(&shell, one, first)).collect()
        }),
        progress: roadmap.map(|roadmap| Progress::of(roadmap.activities())),
        span,
        shell: shell.titled(title),
        as_of,
    })
}
