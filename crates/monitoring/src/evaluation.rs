//! What an evaluation says: values, what they counted, what they rest on.
//!
//! Not here: how expressions are evaluated (`expression`), what is made of the result (`content`,
//! `checks`). The one decision to know: zero, «нет данных», «не применимо» and «скрыто» are four
//! different values.

use std::sync::Arc;

use chrono::NaiveDate;
use opora_domain::{FieldClass, RecordKind};
use uuid::Uuid;

/// All indicators of a catalogue on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// «По состоянию на».
    pub as_of: NaiveDate,
    /// Code and edition of the catalogue, such as `udmurtia-570/2022.1`.
    pub catalogue: String,
    /// SHA-256 of the catalogue's text and of all facts, hexadecimal.
    pub input_hash: String,
    /// Results in the order of the catalogue.
    pub results: Vec<IndicatorResult>,
    /// Auxiliary figures of the catalogue (`[[figure]]`): not printed as rows, used by checks, the
    /// analysis and pages.
    pub figures: Vec<Companion>,
}

impl Evaluation {
    /// The result with this code.
    pub fn get(&self, code: &str) -> Option<&IndicatorResult> {
        self.results.iter().find(|result| result.code == code)
    }

    /// The auxiliary figure with this code.
    pub fn figure(&self, code: &str) -> Option<&Companion> {
        self.figures.iter().find(|figure| figure.code == code)
    }
}

/// Kind of value of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndicatorKind {
    /// Да / Нет.
    Bool,
    /// Number of distinct people, documents or organisations.
    Count,
    /// Share or mean, in percent.
    Percent,
}

impl IndicatorKind {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Count => "count",
            Self::Percent => "percent",
        }
    }
}

/// Value of an indicator.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum IndicatorValue {
    /// Да / Нет.
    Flag(bool),
    /// A number in the unit of the indicator, rounded as the catalogue says.
    Number(f64),
    /// No data: the status names what is missing.
    Missing,
    /// Not applicable to this school.
    NotApplicable,
}

/// How the value came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Counted from facts.
    Computed,
    /// Entered by hand.
    Manual {
        /// Why.
        reason: String,
        /// By whom.
        author: String,
    },
    /// Not computable.
    NotComputable {
        /// What is missing, a Russian sentence.
        missing: String,
    },
}

impl Status {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Computed => "computed",
            Self::Manual { .. } => "manual",
            Self::NotComputable { .. } => "not_computable",
        }
    }
}

/// One indicator on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorResult {
    /// Number of the row, from 1.
    pub number: u32,
    /// Stable code.
    pub code: String,
    /// Code of the group.
    pub group: String,
    /// Name of the group as printed, placeholders filled in.
    pub group_title: String,
    /// Name as printed, placeholders filled in.
    pub title: String,
    /// Whether the regional form prints the name in the column of groups and leaves the column of
    /// criteria empty.
    pub criterion_empty: bool,
    /// Kind of value.
    pub kind: IndicatorKind,
    /// Unit as printed: «чел.», «ед.», «%», «да/нет».
    pub unit: String,
    /// Value.
    pub value: IndicatorValue,
    /// Numerator of a share; the count itself for a count.
    pub numerator: Option<i64>,
    /// Denominator, where the indicator or its companion share has one.
    pub denominator: Option<i64>,
    /// Target of the value itself, in percent, due next after the day (shares of satisfaction).
    pub target: Option<Target>,
    /// First and last day of the counting period; equal for a state on a day.
    pub period: (NaiveDate, NaiveDate),
    /// How the value came about.
    pub status: Status,
    /// Distinct records counted, in the order of codes; as many as the count.
    pub counted: Vec<Counted>,
    /// Proofs linked to the indicator.
    pub evidence: Vec<Proof>,
    /// Figures shown beside it: «фактически встречаются», «в базе», shares.
    pub companions: Vec<Companion>,
    /// The survey a satisfaction figure rests on.
    pub survey: Option<SurveyBasis>,
    /// Highest class of the fields its expression reads: whoever may not read that class sees the
    /// number, never the list behind it. Derived from the expression, not declared.
    pub class: FieldClass,
    /// Sentence that defines it, placeholders filled in.
    pub definition: String,
    /// Edition of the definition.
    pub definition_edition: String,
    /// Findings of the indicator itself, Russian sentences (such as forms a programme leaves out).
    pub notes: Vec<String>,
}

/// A record behind a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    /// Its code in the workbook.
    pub code: String,
    /// Its kind.
    pub kind: RecordKind,
    /// Its id.
    pub id: Uuid,
}

/// A proof of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Code of the record of evidence or of the act it is.
    pub code: String,
    /// Kind, a code of the catalogue (`evidence_kinds`).
    pub kind: String,
    /// Title as printed, with number and date for an act.
    pub title: String,
    /// Address, when there is one.
    pub url: Option<String>,
    /// Clause or page.
    pub clause: Option<String>,
    /// Whether anybody can open it.
    pub public: bool,
}

/// A figure beside an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Companion {
    /// Stable code, starts with the code of the indicator.
    pub code: String,
    /// Name.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Value.
    pub value: IndicatorValue,
    /// Numerator of a share.
    pub numerator: Option<i64>,
    /// Denominator of a share.
    pub denominator: Option<i64>,
    /// Records counted.
    pub counted: Vec<Counted>,
    /// Highest class of the fields its expression reads; guards `counted` as that of an indicator.
    pub class: FieldClass,
    /// Target of a share, due next after the day.
    pub target: Option<Target>,
}

/// A share that is to be reached by a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// The day.
    pub due_on: NaiveDate,
    /// The share, in percent.
    pub percent: f64,
}

/// The survey behind a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyBasis {
    /// Code of the campaign.
    pub code: String,
    /// Instrument and its edition.
    pub instrument: String,
    /// First day.
    pub opened_on: NaiveDate,
    /// Last day.
    pub closed_on: NaiveDate,
    /// Number of responses with an answer.
    pub answered: i64,
    /// Number of people invited.
    pub invited: Option<i64>,
}

/// Shared, since pages, documents and caches hold the same evaluation.
pub type SharedEvaluation = Arc<Evaluation>;
