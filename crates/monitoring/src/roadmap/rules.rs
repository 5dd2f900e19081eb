//! Rules by which the mark of an activity follows from facts.
//!
//! Not here: which activity has which rule (data). The one decision to know: a rule says not only
//! whether it holds but since when, or what is missing, so that a curator sees the next step.

use chrono::{Months, NaiveDate};
use opora_domain::pairs::{MeetingKind, Mentorship};
use opora_domain::people::{ParticipantCategory, ParticipantRole, holds_on};
use opora_domain::roadmap::Activity;
use opora_domain::surveys::SurveyStage;
use opora_domain::training::TrainingKind;
use serde::{Deserialize, Deserializer, de};

use super::facts::YearFacts;
use crate::report::words;

/// A rule of a template.
#[derive(Clone, Debug, Deserialize)]
pub struct MarkRule {
    /// Code, used by activities.
    pub code: String,
    /// Title, Russian.
    pub title: String,
    /// What facts must say.
    #[serde(flatten)]
    pub needs: Condition,
}

/// What facts must say.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "needs", rename_all = "snake_case")]
pub enum Condition {
    /// A proof is linked to the activity.
    Proof,
    /// An act of one of these kinds, of the school year, is in force.
    Act {
        /// Kinds, codes of the catalogue.
        kinds: Vec<String>,
    },
    /// Surveys of the stage are closed.
    Survey {
        /// Stage.
        #[serde(deserialize_with = "choice")]
        stage: SurveyStage,
        /// Every one of these audiences must have been asked; empty for any.
        #[serde(default, deserialize_with = "choices")]
        audiences: Vec<ParticipantRole>,
    },
    /// The base has somebody.
    Base {
        /// Which base.
        #[serde(deserialize_with = "choice")]
        role: ParticipantRole,
        /// In what quality.
        #[serde(deserialize_with = "choice")]
        category: ParticipantCategory,
    },
    /// A training of this kind has ended.
    Training {
        /// Kind.
        #[serde(deserialize_with = "choice")]
        kind: TrainingKind,
    },
    /// There are pairs or groups by an order.
    Pairs,
    /// Every pair has an approved plan.
    Plans,
    /// Every pair has had a meeting of this kind.
    Meetings {
        /// Kind.
        #[serde(deserialize_with = "choice")]
        kind: MeetingKind,
        /// Months a pair must have worked before it.
        #[serde(default)]
        minimum_term_months: u32,
    },
}

/// A closed list of the domain, read by its code.
trait Coded: Copy {
    /// The value with this code.
    fn coded(code: &str) -> Option<Self>;
}

macro_rules! coded {
    ($($choice:ty),+) => {
        $( impl Coded for $choice {
            fn coded(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.code() == code)
            }
        } )+
    };
}

coded!(
    SurveyStage,
    ParticipantRole,
    ParticipantCategory,
    TrainingKind,
    MeetingKind
);

fn choice<'de, D: Deserializer<'de>, C: Coded>(deserializer: D) -> Result<C, D::Error> {
    let code = String::deserialize(deserializer)?;
    C::coded(&code).ok_or_else(|| de::Error::custom(format!("значения «{code}» нет в списке")))
}

fn choices<'de, D: Deserializer<'de>, C: Coded>(deserializer: D) -> Result<Vec<C>, D::Error> {
    Vec::<String>::deserialize(deserializer)?
        .iter()
        .map(|code| {
            C::coded(code)
                .ok_or_else(|| de::Error::custom(format!("значения «{code}» нет в списке")))
        })
        .collect()
}

/// Whether a rule holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Satisfied {
    /// It holds since this day (where facts tell it) because of this.
    Since(Option<NaiveDate>, String),
    /// It does not hold: what is missing, in Russian.
    NotYet(String),
}

impl Condition {
    /// Whether it holds on the day.
    pub(super) fn holds(&self, facts: &YearFacts<'_>, activity: &Activity) -> Satisfied {
        match self {
            Self::Proof => proof(facts, activity),
            Self::Act { kinds } => act(facts, kinds),
            Self::Survey { stage, audiences } => surveys(facts, *stage, audiences),
            Self::Base { role, category } => base(facts, *role, *category),
            Self::Training { kind } => training(facts, *kind),
            Self::Pairs => pairs(facts),
            Self::Plans => plans(facts),
            Self::Meetings {
                kind,
                minimum_term_months,
            } => meetings(facts, *kind, *minimum_term_months),
        }
    }
}

fn proof(facts: &YearFacts<'_>, activity: &Activity) -> Satisfied {
    match facts.proofs(activity.id).first() {
        Some(proof) => Satisfied::Since(proof.captured_on, proof.title.clone()),
        None => Satisfied::NotYet("подтверждение не приложено".to_owned()),
    }
}

fn act(facts: &YearFacts<'_>, kinds: &[String]) -> Satisfied {
    let found = facts
        .facts
        .acts
        .iter()
        .filter(|act| kinds.contains(&act.kind) && act.dated_on <= facts.day)
        .filter(|act| act.in_force_on(facts.day))
        .filter(|act| facts.of_year(act.school_year, act.dated_on))
        .min_by_key(|act| (act.dated_on, act.number.as_str()));
    match found {
        Some(act) => Satisfied::Since(Some(act.dated_on), act.reference()),
        None => Satisfied::NotYet("действующего документа этого вида нет".to_owned()),
    }
}

fn surveys(facts: &YearFacts<'_>, stage: SurveyStage, audiences: &[ParticipantRole]) -> Satisfied {
    let closed: Vec<_> = facts
        .facts
        .surveys
        .iter()
        .filter(|survey| {
            survey.stage == stage && facts.of_year(survey.school_year, survey.opened_on)
        })
        .filter_map(|survey| Some((survey, survey.closed_on.filter(|day| *day <= facts.day)?)))
        .collect();
    let unasked: Vec<String> = audiences
        .iter()
        .filter(|audience| {
            closed
                .iter()
                .all(|(survey, _)| survey.audience != **audience)
        })
        .map(|audience| format!("«{}»", audience.title()))
        .collect();
    let last = closed.iter().map(|(_, day)| *day).max();
    match (last, unasked.is_empty()) {
        (Some(day), true) => {
            Satisfied::Since(Some(day), format!("опрос закрыт {}", words::date(day)))
        }
        (Some(_), false) => {
            Satisfied::NotYet(format!("нет закрытого опроса: {}", words::list(&unasked)))
        }
        (None, _) => Satisfied::NotYet("закрытого опроса этого этапа нет".to_owned()),
    }
}

fn base(facts: &YearFacts<'_>, role: ParticipantRole, category: ParticipantCategory) -> Satisfied {
    let entries: Vec<_> = facts
        .facts
        .base_entries
        .iter()
        .filter(|entry| entry.role == role && entry.category == category)
        .filter(|entry| holds_on(entry.included_on, entry.excluded_on, facts.day))
        .collect();
    match entries.iter().map(|entry| entry.included_on).min() {
        Some(day) => Satisfied::Since(
            Some(day),
            format!(
                "в базе {}",
                words::plural(words::count(&entries), "человек", "человека", "человек")
            ),
        ),
        None => Satisfied::NotYet("в базе никого нет".to_owned()),
    }
}

fn training(facts: &YearFacts<'_>, kind: TrainingKind) -> Satisfied {
    let ended: Vec<_> = facts
        .facts
        .trainings
        .iter()
        .filter(|training| training.kind == kind)
        .filter(|training| training.valid_from >= facts.roadmap.valid_from)
        .filter_map(|training| training.valid_to.or(training.issued_on))
        .filter(|day| *day <= facts.day)
        .collect();
    match ended.iter().max() {
        Some(day) => Satisfied::Since(
            Some(*day),
            format!(
                "обучены {}",
                words::plural(words::count(&ended), "человек", "человека", "человек")
            ),
        ),
        None => Satisfied::NotYet("завершённого обучения нет".to_owned()),
    }
}

fn pairs(facts: &YearFacts<'_>) -> Satisfied {
    let started = facts.mentorships.iter().map(|pair| pair.starts_on).min();
    match started {
        Some(day) => Satisfied::Since(Some(day), amount(words::count(&facts.mentorships))),
        None => Satisfied::NotYet("пар и групп по приказу нет".to_owned()),
    }
}

fn amount(count: i64) -> String {
    words::plural(count, "пара (группа)", "пары (группы)", "пар (групп)")
}

fn plans(facts: &YearFacts<'_>) -> Satisfied {
    every(
        facts,
        "нет утверждённой программы",
        |pair| {
            facts
                .plans_of(pair.id)
                .iter()
                .filter_map(|plan| plan.approved_on)
                .filter(|day| *day <= facts.day)
                .min()
        },
    )
}

fn meetings(facts: &YearFacts<'_>, kind: MeetingKind, months: u32) -> Satisfied {
    let name = format!("нет встречи «{}»", kind.title());
    every(facts, &name, |pair| {
        let earliest = pair.starts_on.checked_add_months(Months::new(months))?;
        facts
            .meetings_of(pair.id)
            .iter()
            .filter(|meeting| meeting.kind == kind)
            .map(|meeting| meeting.held_on)
            .filter(|day| *day <= facts.day && *day >= earliest)
            .min()
    })
}

/// Holds when every pair has its day; the last of them is the day of the activity.
fn every(
    facts: &YearFacts<'_>,
    lack: &str,
    day_of: impl Fn(&Mentorship) -> Option<NaiveDate>,
) -> Satisfied {
    if facts.mentorships.is_empty() {
        return Satisfied::NotYet("пар и групп по приказу нет".to_owned());
    }
    let days: Vec<NaiveDate> = facts
        .mentorships
        .iter()
        .filter_map(|pair| day_of(pair))
        .collect();
    let all = words::count(&facts.mentorships);
    let lacking = all - words::count(&days);
    if lacking > 0 {
        return Satisfied::NotYet(format!("{lack}: {lacking} из {}", amount(all)));
    }
    Satisfied::Since(days.iter().max().copied(), format!("все {}", amount(all)))
}
