//! A roadmap on a day: stages, rows, activities with their states.
//!
//! Not here: how it is printed or checked. The one decision to know: the mark of a row and the
//! progress of a stage are computed from activities, and cancelled ones count in neither.

use chrono::NaiveDate;
use opora_domain::people::Person;
use opora_domain::roadmap::{Activity, Roadmap};
use opora_domain::{Facts, Id};

use super::facts::YearFacts;
use super::rules::MarkRule;
use super::state::{ActivityState, state};
use crate::report::words;

/// A roadmap on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoadmapView {
    /// Title.
    pub title: String,
    /// The day.
    pub day: NaiveDate,
    /// Stages in printed order.
    pub stages: Vec<StageView>,
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageView {
    /// Number.
    pub number: i64,
    /// Title.
    pub title: String,
    /// Rows in printed order.
    pub rows: Vec<RowView>,
}

/// A row of the printed table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// Number of the row within the roadmap, from 1.
    pub number: i64,
    /// Number of the мероприятие.
    pub event: i64,
    /// Title of the мероприятие.
    pub event_title: String,
    /// Activities in printed order.
    pub activities: Vec<ActivityView>,
}

/// An activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivityView {
    /// Its id.
    pub id: Id<Activity>,
    /// Its code.
    pub code: String,
    /// Printed number.
    pub item: Option<i64>,
    /// Text.
    pub text: String,
    /// First day of the term.
    pub due_from: Option<NaiveDate>,
    /// Deadline.
    pub due_on: Option<NaiveDate>,
    /// Responsible as printed: body or post, and the person.
    pub responsible: String,
    /// State.
    pub state: ActivityState,
    /// Why it is so: the fact, the reason, or what is missing; may be empty.
    pub because: String,
    /// Title of the rule, when it has one.
    pub rule: Option<String>,
}

/// How far a list of activities has come; cancelled ones are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// All.
    pub total: i64,
    /// Done.
    pub done: i64,
    /// Past the deadline.
    pub overdue: i64,
    /// With the deadline ahead.
    pub not_due: i64,
    /// Without a deadline.
    pub not_planned: i64,
}

impl Progress {
    /// Of these activities.
    pub fn of<'a>(activities: impl IntoIterator<Item = &'a ActivityView>) -> Self {
        let mut progress = Self::default();
        for activity in activities {
            let counter = match activity.state {
                ActivityState::Cancelled { .. } => continue,
                ActivityState::Done { .. } => &mut progress.done,
                ActivityState::Overdue { .. } => &mut progress.overdue,
                ActivityState::NotDue => &mut progress.not_due,
                ActivityState::NotPlanned => &mut progress.not_planned,
            };
            *counter += 1;
            progress.total += 1;
        }
        progress
    }

    /// Share of done ones, in percent; `None` when there are none at all.
    pub fn percent(self) -> Option<f64> {
        (self.total > 0).then(|| words::real(self.done) * 100.0 / words::real(self.total))
    }
}

impl RoadmapView {
    /// Activities in printed order.
    pub fn activities(&self) -> impl Iterator<Item = &ActivityView> {
        self.rows().flat_map(|row| &row.activities)
    }

    /// Rows in printed order.
    pub fn rows(&self) -> impl Iterator<Item = &RowView> {
        self.stages.iter().flat_map(|stage| &stage.rows)
    }
}

impl StageView {
    /// How far it has come.
    pub fn progress(&self) -> Progress {
        Progress::of(self.rows.iter().flat_map(|row| &row.activities))
    }
}

impl RowView {
    /// The mark of the row: one word when all activities agree, else which ones are what.
    pub fn mark(&self) -> String {
        let mut marks: Vec<(&'static str, Vec<String>)> = Vec::new();
        for (index, activity) in self.activities.iter().enumerate() {
            let item = activity
                .item
                .map_or_else(|| (index + 1).to_string(), |item| item.to_string());
            let title = activity.state.title();
            match marks.iter_mut().find(|(mark, _)| *mark == title) {
                Some((_, items)) => items.push(item),
                None => marks.push((title, vec![item])),
            }
        }
        match marks.as_slice() {
            [(title, _)] => (*title).to_owned(),
            _ => marks
                .iter()
                .map(|(title, items)| format!("{title}: п. {}", items.join(", ")))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }

    /// The term of the row: months, with the items they are of where they differ.
    pub fn term(&self) -> String {
        let mut terms: Vec<(String, Vec<String>)> = Vec::new();
        for activity in &self.activities {
            let term = term(activity.due_from, activity.due_on);
            let item = activity
                .item
                .map(|item| item.to_string())
                .unwrap_or_default();
            match terms.iter_mut().find(|(text, _)| *text == term) {
                Some((_, items)) => items.push(item),
                None => terms.push((term, vec![item])),
            }
        }
        match terms.as_slice() {
            [(term, _)] => term.clone(),
            _ => terms
                .iter()
                .filter(|(term, _)| !term.is_empty())
                .map(|(term, items)| format!("{term}: п. {}", items.join(", ")))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }

    /// The responsible of the row, each once.
    pub fn responsible(&self) -> String {
        let mut names: Vec<&str> = Vec::new();
        for activity in &self.activities {
            if !activity.responsible.is_empty() && !names.contains(&activity.responsible.as_str()) {
                names.push(&activity.responsible);
            }
        }
        names.join("\n")
    }
}

/// «Май 2024» for a month, «с 01.09.2023 по 15.09.2023» or «до 15.09.2023» otherwise.
fn term(first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
    let Some(last) = last else {
        return String::new();
    };
    match first {
        Some(first) if words::month(first) == words::month(last) => words::month(last),
        Some(first) => format!(
            "с {} по {}",
            words::short_date(first),
            words::short_date(last)
        ),
        None => format!("до {}", words::short_date(last)),
    }
}

/// The roadmap whose period covers the day, the latest to begin.
pub fn current(facts: &Facts, day: NaiveDate) -> Option<&Roadmap> {
    facts
        .roadmaps
        .iter()
        .filter(|roadmap| roadmap.valid_from <= day && day <= roadmap.valid_to)
        .max_by_key(|roadmap| (roadmap.valid_from, roadmap.code.as_str()))
}

/// A roadmap on a day; marks follow from facts by these rules.
pub fn view(roadmap: &Roadmap, facts: &Facts, rules: &[MarkRule], day: NaiveDate) -> RoadmapView {
    let year = YearFacts::new(facts, roadmap, day);
    let mut activities: Vec<&Activity> = facts
        .activities
        .iter()
        .filter(|activity| activity.roadmap == roadmap.id)
        .collect();
    activities.sort_by_key(|activity| (activity.stage, activity.row, activity.position));
    let mut stages: Vec<StageView> = Vec::new();
    for activity in activities {
        let seen = activity_view(activity, &year, rules);
        let stage = stage_of(&mut stages, activity);
        match stage.rows.last_mut() {
            Some(row) if row.number == activity.row => row.activities.push(seen),
            _ => stage.rows.push(RowView {
                number: activity.row,
                event: activity.event,
                event_title: activity.event_title.clone(),
                activities: vec![seen],
            }),
        }
    }
    RoadmapView {
        title: roadmap.title.clone(),
        day,
        stages,
    }
}

/// The stage of the activity; activities come sorted by stage.
fn stage_of<'s>(stages: &'s mut Vec<StageView>, activity: &Activity) -> &'s mut StageView {
    let open = stages
        .last()
        .is_some_and(|stage| stage.number == activity.stage);
    if !open {
        stages.push(StageView {
            number: activity.stage,
            title: activity.stage_title.clone(),
            rows: Vec::new(),
        });
    }
    let last = stages.len() - 1;
    #[expect(
        clippy::indexing_slicing,
        reason = "a stage is there or was made above"
    )]
    &mut stages[last]
}

fn activity_view(activity: &Activity, year: &YearFacts<'_>, rules: &[MarkRule]) -> ActivityView {
    let rule = activity
        .rule
        .as_ref()
        .and_then(|code| rules.iter().find(|rule| rule.code == *code));
    let held = rule.map(|rule| (rule.code.as_str(), rule.needs.holds(year, activity)));
    let (state, because) = state(activity, &year.proofs(activity.id), held, year.day);
    ActivityView {
        id: activity.id,
        code: activity.code.clone(),
        item: activity.item,
        text: activity.text.clone(),
        due_from: activity.due_from,
        due_on: activity.due_on,
        responsible: responsible(activity, &year.facts.people),
        state,
        because,
        rule: rule.map(|rule| rule.title.clone()),
    }
}

fn responsible(activity: &Activity, people: &[Person]) -> String {
    let person = activity
        .responsible
        .and_then(|id| people.iter().find(|person| person.id == id))
        .map(Person::short_name);
    match (&activity.responsible_note, person) {
        (Some(note), Some(person)) => format!("{note}\n{person}"),
        (Some(note), None) => note.clone(),
        (None, Some(person)) => person,
        (None, None) => String::new(),
    }
}
