//! Parts of a frozen справка other than its document.
//!
//! Not here: names of people: records are frozen by their codes. The one decision to know: words
//! of values are stable codes, since a snapshot outlives the program that made it.

use chrono::NaiveDate;
use opora_domain::reports::ReportedValue;
use serde::{Deserialize, Serialize};

use crate::checks::{Finding, RowRef};
use crate::evaluation::{IndicatorResult, Proof, Status};
use crate::report::{DefinitionLine, MeasureDraft, ReportedCompanion};
use crate::roadmap::ActivityView;

/// A value: `true`, `111`, `86.6`, or a word: `missing`, `unclear`, `not_computable`,
/// `not_applicable`, `hidden`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FrozenValue {
    /// Да / Нет.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Another number.
    Number(f64),
    /// A word for no value.
    Word(String),
}

impl From<&ReportedValue> for FrozenValue {
    fn from(value: &ReportedValue) -> Self {
        match value {
            ReportedValue::Flag(flag) => Self::Flag(*flag),
            ReportedValue::Number(number) => {
                let whole = (number.fract() == 0.0)
                    .then(|| format!("{number:.0}").parse().ok())
                    .flatten();
                whole.map_or(Self::Number(*number), Self::Whole)
            }
            ReportedValue::Missing => Self::Word("missing".to_owned()),
            ReportedValue::Unclear => Self::Word("unclear".to_owned()),
            ReportedValue::NotComputable => Self::Word("not_computable".to_owned()),
            ReportedValue::NotApplicable => Self::Word("not_applicable".to_owned()),
            ReportedValue::Hidden => Self::Word("hidden".to_owned()),
        }
    }
}

impl From<&FrozenValue> for ReportedValue {
    fn from(value: &FrozenValue) -> Self {
        match value {
            FrozenValue::Flag(flag) => Self::Flag(*flag),
            FrozenValue::Whole(number) => Self::Number(crate::report::words::real(*number)),
            FrozenValue::Number(number) => Self::Number(*number),
            FrozenValue::Word(word) => match word.as_str() {
                "unclear" => Self::Unclear,
                "not_computable" => Self::NotComputable,
                "not_applicable" => Self::NotApplicable,
                "hidden" => Self::Hidden,
                _ => Self::Missing,
            },
        }
    }
}

/// An indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenIndicator {
    /// Number of the row.
    pub number: u32,
    /// Stable code.
    pub code: String,
    /// Group as printed.
    pub group: String,
    /// Name as printed.
    pub title: String,
    /// `bool`, `count`, `percent`.
    pub kind: String,
    /// Unit as printed.
    pub unit: String,
    /// Value.
    pub value: FrozenValue,
    /// Value as printed.
    pub value_text: String,
    /// Numerator of a share; the count of a count.
    pub numerator: Option<i64>,
    /// Denominator.
    pub denominator: Option<i64>,
    /// `computed`, `manual`, `not_computable`.
    pub status: String,
    /// Reason and author of a manual value, or what is missing.
    pub status_detail: Option<String>,
    /// Codes of the records counted; empty in a public edition.
    pub counted: Vec<String>,
    /// Proofs.
    pub evidence: Vec<FrozenProof>,
    /// Figures beside it.
    pub companions: Vec<FrozenCompanion>,
    /// Definition.
    pub definition: String,
    /// Edition of the definition.
    pub definition_edition: String,
}

/// A proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenProof {
    /// Code of the record.
    pub code: String,
    /// Kind.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Address.
    pub url: Option<String>,
    /// Clause or page.
    pub clause: Option<String>,
}

impl From<&Proof> for FrozenProof {
    fn from(proof: &Proof) -> Self {
        Self {
            code: proof.code.clone(),
            kind: proof.kind.clone(),
            title: proof.title.clone(),
            url: proof.url.clone(),
            clause: proof.clause.clone(),
        }
    }
}

/// A figure beside an indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenCompanion {
    /// Stable code.
    pub code: String,
    /// Name.
    pub title: String,
    /// Unit.
    pub unit: String,
    /// Value.
    pub value: FrozenValue,
    /// Numerator of a share.
    pub numerator: Option<i64>,
    /// Denominator of a share.
    pub denominator: Option<i64>,
}

impl From<&ReportedCompanion> for FrozenCompanion {
    fn from(companion: &ReportedCompanion) -> Self {
        Self {
            code: companion.code.clone(),
            title: companion.title.clone(),
            unit: companion.unit.clone(),
            value: (&companion.value).into(),
            numerator: companion.numerator,
            denominator: companion.denominator,
        }
    }
}

/// Stable code and detail of a status.
pub(super) fn status(result: &IndicatorResult) -> (String, Option<String>) {
    let detail = match &result.status {
        Status::Computed => None,
        Status::Manual { reason, author } => Some(format!("{reason} ({author})")),
        Status::NotComputable { missing } => Some(missing.clone()),
    };
    (result.status.code().to_owned(), detail)
}

/// An activity of the roadmap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenActivity {
    /// Code of the record.
    pub code: String,
    /// Text.
    pub text: String,
    /// Deadline.
    pub due_on: Option<NaiveDate>,
    /// `not_planned`, `not_due`, `done`, `overdue`, `cancelled`.
    pub state: String,
}

impl From<&ActivityView> for FrozenActivity {
    fn from(activity: &ActivityView) -> Self {
        Self {
            code: activity.code.clone(),
            text: activity.text.clone(),
            due_on: activity.due_on,
            state: activity.state.code().to_owned(),
        }
    }
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenFinding {
    /// Code of the check.
    pub code: String,
    /// `error`, `warning`, `info`.
    pub severity: String,
    /// Rows: `indicators:20`, `roadmap:7`.
    pub rows: Vec<String>,
    /// Subject within the check.
    pub subject: Option<String>,
    /// Sentence.
    pub message: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// What to do.
    pub remedy: String,
    /// Acceptance.
    pub waived: Option<FrozenWaiver>,
}

/// Acceptance of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenWaiver {
    /// Who.
    pub by: String,
    /// When.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

impl From<&Finding> for FrozenFinding {
    fn from(finding: &Finding) -> Self {
        Self {
            code: finding.code.clone(),
            severity: finding.severity.code().to_owned(),
            rows: finding.rows.iter().map(place).collect(),
            subject: finding.subject.clone(),
            message: finding.message.clone(),
            expected: finding.expected.clone(),
            found: finding.found.clone(),
            remedy: finding.remedy.clone(),
            waived: finding.waived.as_ref().map(|waived| FrozenWaiver {
                by: waived.by.clone(),
                on: waived.on,
                reason: waived.reason.clone(),
            }),
        }
    }
}

fn place(row: &RowRef) -> String {
    format!("{}:{}", row.table.code(), row.position)
}

/// A recommendation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenMeasure {
    /// What is to be done.
    pub text: String,
    /// Indicator or check.
    pub subject: Option<String>,
    /// Deadline.
    pub due_on: Option<NaiveDate>,
}

impl From<&MeasureDraft> for FrozenMeasure {
    fn from(draft: &MeasureDraft) -> Self {
        Self {
            text: draft.text.clone(),
            subject: draft.subject.clone(),
            due_on: draft.due_on,
        }
    }
}

/// A definition that was in force.
pub(super) fn definition(lines: &[DefinitionLine], number: u32) -> (String, String) {
    lines
        .iter()
        .find(|line| line.number == number)
        .map(|line| (line.text.clone(), line.edition.clone()))
        .unwrap_or_default()
}
