//! Templates of roadmaps, read from TOML, and a school's year made of one.
//!
//! Not here: states and marks. The one decision to know: a term is a month of the school year, so
//! one template serves every year.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};
use opora_domain::Id;
use opora_domain::organisations::SchoolYear;
use opora_domain::roadmap::{Activity, Roadmap};
use serde::Deserialize;

use super::rules::MarkRule;

/// A template of a roadmap.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoadmapTemplate {
    /// Stable code, kept in `Roadmap.template`.
    pub code: String,
    /// Edition.
    pub edition: String,
    /// Title; `{year}` is the school year.
    pub title: String,
    /// Stages in printed order.
    pub stages: Vec<StageTemplate>,
    /// What marks follow from.
    #[serde(default)]
    pub rules: Vec<MarkRule>,
}

/// A stage.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageTemplate {
    /// Number, from 1.
    pub number: i64,
    /// Title.
    pub title: String,
    /// Whether a school may leave it out.
    #[serde(default)]
    pub optional: bool,
    /// Мероприятия.
    pub events: Vec<EventTemplate>,
}

/// A мероприятие.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventTemplate {
    /// Title; `{previous_year}` and `{year}` are school years.
    pub title: String,
    /// Rows of the printed table.
    pub rows: Vec<RowTemplate>,
}

/// A row of the printed table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowTemplate {
    /// Term of its activities; none when the form leaves it empty.
    #[serde(default)]
    pub due: Option<DueTemplate>,
    /// Body or post that is responsible.
    #[serde(default)]
    pub responsible: Option<String>,
    /// Activities.
    pub activities: Vec<ActivityTemplate>,
}

/// An activity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityTemplate {
    /// Printed number.
    #[serde(default)]
    pub item: Option<i64>,
    /// Text.
    pub text: String,
    /// Code of the rule the mark follows from.
    #[serde(default)]
    pub rule: Option<String>,
    /// Term, where it is not that of the row.
    #[serde(default)]
    pub due: Option<DueTemplate>,
}

/// A month of a school year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DueTemplate {
    /// Month, 1 to 12.
    pub month: u32,
    /// Whether it lies in the school year before.
    #[serde(default)]
    pub before: bool,
}

/// Whether to take the optional stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageChoice {
    /// Only those of the regional form.
    Required,
    /// All.
    All,
}

/// Why a text is not a template.
#[derive(Debug)]
pub struct RoadmapTemplateError {
    detail: String,
}

impl RoadmapTemplateError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        "roadmap-template-unreadable"
    }
}

impl fmt::Display for RoadmapTemplateError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Шаблон дорожной карты не читается: {}. Исправьте файл шаблона в каталоге.",
            self.detail
        )
    }
}

impl std::error::Error for RoadmapTemplateError {}

impl RoadmapTemplate {
    /// Reads a template from TOML.
    ///
    /// # Errors
    /// Names the line, or the month or the rule that does not exist.
    pub fn from_toml(text: &str) -> Result<Self, RoadmapTemplateError> {
        let template: Self = toml::from_str(text).map_err(|error| RoadmapTemplateError {
            detail: error.to_string(),
        })?;
        template
            .verify()
            .map_err(|detail| RoadmapTemplateError { detail })?;
        Ok(template)
    }

    /// The rule with this code.
    pub fn rule(&self, code: &str) -> Option<&MarkRule> {
        self.rules.iter().find(|rule| rule.code == code)
    }

    /// Title for a school year.
    pub fn title_for(&self, year: &SchoolYear) -> String {
        fill(&self.title, year)
    }

    fn rows(&self) -> impl Iterator<Item = &RowTemplate> {
        self.stages
            .iter()
            .flat_map(|stage| &stage.events)
            .flat_map(|event| &event.rows)
    }

    fn verify(&self) -> Result<(), String> {
        for row in self.rows() {
            let terms = row
                .due
                .iter()
                .chain(row.activities.iter().filter_map(|a| a.due.as_ref()));
            for due in terms {
                if !(1..=12).contains(&due.month) {
                    return Err(format!("месяца {} не бывает", due.month));
                }
            }
            for activity in &row.activities {
                if let Some(rule) = &activity.rule
                    && self.rule(rule).is_none()
                {
                    return Err(format!("правила «{rule}» нет среди [[rules]]"));
                }
            }
        }
        Ok(())
    }
}

impl DueTemplate {
    /// First and last day of the month within the school year that starts on this day.
    pub fn days(self, year_starts: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let mut year = year_starts.year();
        if self.month < year_starts.month() {
            year += 1;
        }
        if self.before {
            year -= 1;
        }
        let first = NaiveDate::from_ymd_opt(year, self.month, 1)?;
        let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
        Some((first, last))
    }
}

/// Activities of a school year by a template.
///
/// `next` gives the id and the code of each new activity, in printed order.
pub fn instantiate(
    template: &RoadmapTemplate,
    year: &SchoolYear,
    roadmap: Id<Roadmap>,
    stages: StageChoice,
    next: &mut dyn FnMut() -> (Id<Activity>, String),
) -> Vec<Activity> {
    let mut made = Maker {
        year,
        roadmap,
        event: 0,
        row: 0,
        activities: Vec::new(),
    };
    for stage in &template.stages {
        if stage.optional && stages == StageChoice::Required {
            continue;
        }
        for event in &stage.events {
            made.event += 1;
            for row in &event.rows {
                made.row += 1;
                for activity in &row.activities {
                    made.add((stage, event, row, activity), next());
                }
            }
        }
    }
    made.activities
}

struct Maker<'a> {
    year: &'a SchoolYear,
    roadmap: Id<Roadmap>,
    event: i64,
    row: i64,
    activities: Vec<Activity>,
}

type Place<'a> = (
    &'a StageTemplate,
    &'a EventTemplate,
    &'a RowTemplate,
    &'a ActivityTemplate,
);

impl Maker<'_> {
    fn add(&mut self, place: Place<'_>, (id, code): (Id<Activity>, String)) {
        let (stage, event, row, activity) = place;
        let days = activity
            .due
            .or(row.due)
            .and_then(|due| due.days(self.year.starts_on));
        self.activities.push(Activity {
            id,
            code,
            version: 1,
            roadmap: self.roadmap,
            stage: stage.number,
            stage_title: fill(&stage.title, self.year),
            event: self.event,
            event_title: fill(&event.title, self.year),
            row: self.row,
            item: activity.item,
            position: i64::try_from(self.activities.len())
                .unwrap_or(i64::MAX)
                .saturating_add(1),
            text: fill(&activity.text, self.year),
            due_from: days.map(|days| days.0),
            due_on: days.map(|days| days.1),
            responsible: None,
            responsible_note: row.responsible.clone(),
            rule: activity.rule.clone(),
            mark: None,
            done_on: None,
            reason: None,
        });
    }
}

fn fill(text: &str, year: &SchoolYear) -> String {
    let (first, last) = (year.starts_on.year(), year.ends_on.year());
    text.replace("{year}", &format!("{first}-{last}"))
        .replace("{previous_year}", &format!("{}-{}", first - 1, last - 1))
}

/// Texts of the templates shipped with the product, by code of the template.
pub fn shipped() -> &'static [(&'static str, &'static str)] {
    &[(
        "target-model",
        include_str!("../../../../catalogues/roadmaps/target-model.toml"),
    )]
}
