//! Content of a справка from an evaluation, a roadmap on a day and texts.
//!
//! Not here: the texts (`report`) and the layout (`report::document`). The one decision to know:
//! what a computed справка says is the same type as what a read one says, so checks cannot tell a
//! favourite.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use opora_domain::organisations::Profile;
use opora_domain::people::holds_on;
use opora_domain::reports::{
    ReportContent, ReportOrigin, ReportedActivity, ReportedIndicator, ReportedProof, ReportedRow,
    ReportedSurvey, ReportedValue,
};
use opora_domain::training::TrainingKind;
use opora_domain::{Facts, RecordKind};
use uuid::Uuid;

use crate::catalogue::TableText;
use crate::checks::FigureRule;
use crate::evaluation::{Evaluation, IndicatorResult, IndicatorValue, Proof, Status};
use crate::report::words;
use crate::roadmap::{ActivityState, RoadmapView, RowView, StageView};

/// Figure of content: people trained in the school's own «Школа наставников».
const TRAINED_AT_SCHOOL: &str = "training.mentor_school";

/// What is written on the справка besides its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particulars {
    /// Registration number.
    pub number: Option<String>,
    /// Date of the document.
    pub dated_on: NaiveDate,
    /// Surname and initials of whoever made it.
    pub executor: Option<String>,
    /// Post of whoever made it.
    pub executor_post: Option<String>,
    /// Telephone or mail of whoever made it.
    pub executor_contact: Option<String>,
    /// Whether it is signed.
    pub signed: bool,
}

/// What a content is made of.
#[derive(Clone, Copy, Debug)]
pub struct ContentInput<'a> {
    /// Facts of the organisation.
    pub facts: &'a Facts,
    /// Indicators on the cut-off date.
    pub evaluation: &'a Evaluation,
    /// Roadmap on the cut-off date.
    pub roadmap: Option<&'a RoadmapView>,
    /// Figures the checks of the catalogue ask for beside the table.
    pub figures: &'a [FigureRule],
    /// Words of the table.
    pub table: &'a TableText,
    /// Number, date, executor.
    pub particulars: &'a Particulars,
    /// Conclusions.
    pub conclusions: &'a [String],
    /// Recommendations.
    pub recommendations: &'a [String],
}

/// Content of a computed справка.
pub fn content(input: &ContentInput<'_>) -> ReportContent {
    let facts = input.facts;
    let as_of = input.evaluation.as_of;
    let organisation = short_name(facts, as_of);
    ReportContent {
        origin: ReportOrigin::Computed,
        title: organisation.as_deref().map(title),
        organisation,
        dated_on: Some(input.particulars.dated_on),
        as_of: Some(as_of),
        number: input.particulars.number.clone(),
        approved_by: facts.profile.first().and_then(head),
        executor: input.particulars.executor.clone(),
        signed: input.particulars.signed,
        roadmap: input.roadmap.map(roadmap_rows).unwrap_or_default(),
        indicators: indicators(input),
        conclusions: input.conclusions.to_vec(),
        recommendations: input.recommendations.to_vec(),
        active_mentorships: Some(active_mentorships(facts, as_of)),
        value_heading: input.table.headings.get(2).cloned(),
        figures: figures(input),
    }
}

/// Title of a справка of this organisation, as the regional form words it.
pub fn title(organisation: &str) -> String {
    format!(
        "Информационно-аналитическая справка {organisation} по итогам внутреннего мониторинга \
         внедрения целевой модели наставничества"
    )
}

/// Short name of the organisation in force on the day.
pub fn short_name(facts: &Facts, day: NaiveDate) -> Option<String> {
    let dated = facts
        .organisation_names
        .iter()
        .filter(|name| holds_on(name.valid_from, name.valid_to, day))
        .max_by_key(|name| name.valid_from)
        .map(|name| name.short_name.clone());
    dated.or_else(|| {
        facts
            .profile
            .first()
            .map(|profile| profile.short_name.clone())
    })
}

/// «Директор И. О. Фамилия», as far as known.
fn head(profile: &Profile) -> Option<String> {
    let name = profile.head_name.as_deref()?;
    let post = profile.head_post.as_deref().unwrap_or("Директор");
    Some(format!("{post} {name}"))
}

fn active_mentorships(facts: &Facts, day: NaiveDate) -> i64 {
    let active = facts.mentorships.iter().filter(|pair| {
        let act = pair
            .act
            .and_then(|id| facts.acts.iter().find(|act| act.id == id));
        pair.active_on(day, act)
    });
    i64::try_from(active.count()).unwrap_or(i64::MAX)
}

fn roadmap_rows(roadmap: &RoadmapView) -> Vec<ReportedRow> {
    let rows = roadmap
        .stages
        .iter()
        .flat_map(|stage| stage.rows.iter().map(move |row| (stage, row)));
    rows.enumerate()
        .map(|(index, (stage, row))| roadmap_row(index + 1, stage, row))
        .collect()
}

fn roadmap_row(position: usize, stage: &StageView, row: &RowView) -> ReportedRow {
    let activities = row.activities.iter().map(|activity| ReportedActivity {
        number: activity.item,
        text: activity.text.clone(),
        done: activity.state.is_done(),
        own_mark: matches!(
            activity.state,
            ActivityState::Done { .. } | ActivityState::Cancelled { .. }
        ),
    });
    // The earliest deadline still open decides whether the row is late.
    let open = row
        .activities
        .iter()
        .filter(|activity| !activity.state.is_done())
        .filter_map(|activity| activity.due_on);
    let any = row.activities.iter().filter_map(|activity| activity.due_on);
    ReportedRow {
        position,
        stage_number: Some(stage.number),
        stage: stage.title.clone(),
        event: row.event_title.clone(),
        activities: activities.collect(),
        term: row.term(),
        due_on: open.min().or_else(|| any.max()),
        responsible: row.responsible(),
        mark: row.mark(),
    }
}

fn indicators(input: &ContentInput<'_>) -> Vec<ReportedIndicator> {
    let born: BTreeSet<Uuid> = input
        .facts
        .people
        .iter()
        .filter(|person| person.born_on.is_some())
        .map(|person| person.id.uuid())
        .collect();
    input
        .evaluation
        .results
        .iter()
        .enumerate()
        .map(|(index, result)| indicator(index + 1, result, &born, input.table))
        .collect()
}

fn indicator(
    position: usize,
    result: &IndicatorResult,
    born: &BTreeSet<Uuid>,
    table: &TableText,
) -> ReportedIndicator {
    let value = reported(result.value, &result.status);
    ReportedIndicator {
        position,
        number: Some(result.number),
        code: Some(result.code.clone()),
        group: result.group_title.clone(),
        title: result.title.clone(),
        value_text: value_text(&value, table),
        value,
        unit: Some(result.unit.clone()),
        denominator: result.denominator,
        links: result
            .evidence
            .iter()
            .filter_map(|proof| proof.url.clone())
            .collect(),
        proofs: result.evidence.iter().map(reported_proof).collect(),
        survey: result.survey.as_ref().map(|survey| ReportedSurvey {
            instrument: survey.instrument.clone(),
            opened_on: Some(survey.opened_on),
            closed_on: Some(survey.closed_on),
            answered: Some(survey.answered),
            invited: survey.invited,
        }),
        ages_proved: !matches!(result.status, Status::Manual { .. })
            && result
                .counted
                .iter()
                .all(|counted| counted.kind != RecordKind::Person || born.contains(&counted.id)),
    }
}

/// A value as content has it; a value that cannot be computed says so.
pub fn reported(value: IndicatorValue, status: &Status) -> ReportedValue {
    match (value, status) {
        (_, Status::NotComputable { .. }) | (IndicatorValue::Missing, _) => {
            ReportedValue::NotComputable
        }
        (IndicatorValue::Flag(flag), _) => ReportedValue::Flag(flag),
        (IndicatorValue::Number(number), _) => ReportedValue::Number(number),
        (IndicatorValue::NotApplicable, _) => ReportedValue::NotApplicable,
    }
}

/// A value as printed, without its unit.
pub fn value_text(value: &ReportedValue, table: &TableText) -> String {
    match value {
        ReportedValue::Flag(true) => table.yes.clone(),
        ReportedValue::Flag(false) => table.no.clone(),
        ReportedValue::Number(number) => words::number(*number),
        ReportedValue::Missing | ReportedValue::Unclear => String::new(),
        ReportedValue::NotComputable => table.missing.clone(),
        ReportedValue::NotApplicable => table.not_applicable.clone(),
        ReportedValue::Hidden => table.hidden.clone(),
    }
}

fn reported_proof(proof: &Proof) -> ReportedProof {
    ReportedProof {
        kind: proof.kind.clone(),
        title: proof.title.clone(),
        url: proof.url.clone(),
        clause: proof.clause.clone(),
        public: proof.public,
    }
}

fn figures(input: &ContentInput<'_>) -> BTreeMap<String, i64> {
    let mut figures = BTreeMap::new();
    for figure in &input.evaluation.figures {
        if let (IndicatorValue::Number(_), Some(count)) = (figure.value, figure.numerator) {
            figures.insert(figure.code.clone(), count);
        }
    }
    for rule in input.figures {
        if let Some(count) = figure(rule, input.evaluation) {
            figures.insert(rule.code.clone(), count);
        }
    }
    let trained: BTreeSet<_> = input
        .facts
        .trainings
        .iter()
        .filter(|training| training.kind == TrainingKind::MentorSchool)
        .filter(|training| {
            let ended = training.valid_to.or(training.issued_on);
            ended.is_some_and(|day| day <= input.evaluation.as_of)
        })
        .map(|training| training.person)
        .collect();
    let trained = i64::try_from(trained.len()).unwrap_or(i64::MAX);
    figures.insert(TRAINED_AT_SCHOOL.to_owned(), trained);
    figures
}

/// Records one indicator counted, with and without those others counted; `None` when one of them
/// has no list.
fn figure(rule: &FigureRule, evaluation: &Evaluation) -> Option<i64> {
    let ids = |code: &str| -> Option<BTreeSet<Uuid>> {
        let result = evaluation.get(code)?;
        matches!(result.status, Status::Computed)
            .then(|| result.counted.iter().map(|counted| counted.id).collect())
    };
    let mut left = ids(&rule.of)?;
    for code in &rule.and {
        let other = ids(code)?;
        left.retain(|id| other.contains(id));
    }
    for code in &rule.without {
        let other = ids(code)?;
        left.retain(|id| !other.contains(id));
    }
    i64::try_from(left.len()).ok()
}
