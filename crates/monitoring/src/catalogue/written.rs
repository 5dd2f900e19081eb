//! A catalogue as it is written in TOML, after `extends` is resolved.
//!
//! Not here: what the texts mean (`build`). The one decision to know: unknown keys are refused, so
//! a misspelt key is an error and not a silent default.

use serde::Deserialize;

/// What a catalogue says beside its lists.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Head {
    pub(crate) code: String,
    pub(crate) edition: String,
    pub(crate) title: String,
    #[serde(default)]
    pub(crate) source: String,
    pub(crate) cycle: Cycle,
    pub(crate) table: TableText,
}

/// The whole catalogue.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    pub(crate) head: Head,
    pub(crate) params: Vec<Param>,
    pub(crate) placeholders: Vec<Placeholder>,
    pub(crate) forms: Vec<Form>,
    pub(crate) act_kinds: Vec<ActKind>,
    pub(crate) evidence_kinds: Vec<EvidenceKind>,
    pub(crate) proofs: Vec<ProofText>,
    pub(crate) definitions: Vec<Definition>,
    pub(crate) requirements: Vec<Requirement>,
    pub(crate) methods: Vec<Method>,
    pub(crate) groups: Vec<Group>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) figures: Vec<Figure>,
}

/// First and last day of a cycle where no school year is recorded, `MM-DD`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cycle {
    pub(crate) starts: String,
    pub(crate) ends: String,
}

/// Words of the printed table.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableText {
    /// Title above the table.
    pub title: String,
    /// Headings of the four columns.
    pub headings: Vec<String>,
    /// «Да».
    pub yes: String,
    /// «Нет».
    pub no: String,
    /// «нет данных».
    pub missing: String,
    /// «не применимо».
    pub not_applicable: String,
    /// «скрыто».
    pub hidden: String,
}

/// A parameter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Param {
    pub(crate) code: String,
    pub(crate) value: ParamValue,
    #[serde(default)]
    pub(crate) choices: Vec<String>,
    #[serde(default)]
    pub(crate) about: String,
}

/// Value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum ParamValue {
    /// Yes or no.
    Flag(bool),
    /// Whole number.
    Number(i64),
    /// Text, one of the choices of the parameter.
    Text(String),
    /// Several texts.
    List(Vec<String>),
}

/// A place in printed texts that is filled from the particulars of the school.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Placeholder {
    pub(crate) code: String,
    pub(crate) default: String,
}

/// A form of mentoring.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Stable code, used in `mentorship.form` and `act.forms`.
    pub code: String,
    /// Name as printed.
    pub title: String,
    /// Category of mentors (codes of `ParticipantCategory`).
    #[serde(default)]
    pub mentors: Vec<String>,
    /// Category of mentees.
    #[serde(default)]
    pub mentees: Vec<String>,
    /// Where the form comes from.
    #[serde(default)]
    pub source: String,
    /// Role variants.
    #[serde(default, rename = "variant")]
    pub variants: Vec<Variant>,
}

/// A role variant of a form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// Stable code, used in `mentorship.variant`.
    pub code: String,
    /// Name as printed.
    pub title: String,
}

/// A kind of acts of the school.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActKind {
    /// Stable code, used in `act.kind`.
    pub code: String,
    /// Name as printed: «Приказ об утверждении дорожной карты».
    pub title: String,
    /// Kind of evidence such an act is.
    pub evidence: String,
}

/// A kind of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceKind {
    /// Stable code, used in `evidence.kind`.
    pub code: String,
    /// Name as printed.
    pub title: String,
}

/// How a record is printed as a proof.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProofText {
    /// Kind of record: name of its table.
    pub(crate) code: String,
    /// Kind of evidence; for acts the kind of the act decides when this is absent.
    #[serde(default)]
    pub(crate) evidence: Option<String>,
    /// Title with names of fields in braces; absent when another record stands for it.
    #[serde(default)]
    pub(crate) title: Option<String>,
    /// Field that refers to the record that is the proof instead.
    #[serde(default)]
    pub(crate) through: Option<String>,
}

/// A named definition.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Definition {
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) of: String,
    pub(crate) is: String,
    #[serde(default)]
    pub(crate) about: String,
}

/// What must be known for a value to be computable.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Requirement {
    pub(crate) code: String,
    pub(crate) that: String,
    pub(crate) missing: String,
}

/// A way to make one figure of the responses to a survey.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Method {
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) answered: String,
    pub(crate) numerator: String,
    pub(crate) denominator: String,
}

/// A group of rows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Group {
    pub(crate) code: String,
    pub(crate) title: String,
}

/// Kind of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Bool,
    Count,
    Percent,
}

/// How values of schools become the value of a municipality or a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RollUp {
    /// Sum of the values.
    Sum,
    /// Sum of the numerators over the sum of the denominators; never a mean of shares.
    RatioOfSums,
    /// Да when any school says so.
    Any,
    /// Number of schools that say «Да».
    CountYes,
}

/// A share to be reached by a day.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenTarget {
    pub(crate) on: String,
    pub(crate) percent: f64,
}

/// Period of an indicator; both ends are expressions that give dates.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Period {
    pub(crate) from: String,
    pub(crate) to: String,
}

/// One indicator.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Indicator {
    pub(crate) code: String,
    pub(crate) group: String,
    pub(crate) title: String,
    pub(crate) kind: Kind,
    pub(crate) unit: String,
    pub(crate) definition: String,
    pub(crate) edition: String,
    #[serde(default)]
    pub(crate) criterion_empty: bool,
    pub(crate) rollup: RollUp,
    #[serde(default)]
    pub(crate) evidence: Vec<String>,
    #[serde(default)]
    pub(crate) requires: Vec<String>,
    #[serde(default)]
    pub(crate) period: Option<Period>,
    /// Records that make a yes/no indicator «Да».
    #[serde(default)]
    pub(crate) records: Option<String>,
    /// Least number of such records, 1 when absent.
    #[serde(default)]
    pub(crate) at_least: Option<i64>,
    /// Condition beside the records.
    #[serde(default)]
    pub(crate) holds: Option<String>,
    #[serde(default)]
    pub(crate) count: Option<String>,
    #[serde(default)]
    pub(crate) numerator: Option<String>,
    #[serde(default)]
    pub(crate) denominator: Option<String>,
    #[serde(default)]
    pub(crate) survey: Option<SurveyFigure>,
    /// Whether the indicator applies at all; `true` when absent.
    #[serde(default)]
    pub(crate) applies: Option<String>,
    #[serde(default)]
    pub(crate) targets: Vec<WrittenTarget>,
    #[serde(default, rename = "companion")]
    pub(crate) companions: Vec<Figure>,
    #[serde(default, rename = "note")]
    pub(crate) notes: Vec<Note>,
}

/// A figure made of the responses to one survey.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SurveyFigure {
    /// Surveys that may be meant; `s in survey where …`.
    pub(crate) among: String,
    /// Date by which the latest of them is taken.
    pub(crate) latest: String,
    /// Its responses; `r in survey_response where …`.
    pub(crate) responses: String,
    /// Parameter that names the method.
    pub(crate) method: String,
    /// Sentence for when there is none.
    pub(crate) missing: String,
    /// Sentence for when it has no usable response.
    pub(crate) unanswered: String,
}

/// A figure: beside an indicator, or auxiliary.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Figure {
    pub(crate) code: String,
    pub(crate) title: String,
    pub(crate) unit: String,
    #[serde(default)]
    pub(crate) count: Option<String>,
    #[serde(default)]
    pub(crate) numerator: Option<String>,
    #[serde(default)]
    pub(crate) denominator: Option<String>,
    #[serde(default)]
    pub(crate) requires: Vec<String>,
    #[serde(default)]
    pub(crate) targets: Vec<WrittenTarget>,
}

/// A finding of an indicator itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Note {
    pub(crate) code: String,
    /// Records it is about; the note appears when there are any.
    pub(crate) records: String,
    /// What is listed of each; its code when absent.
    #[serde(default)]
    pub(crate) show: Option<String>,
    /// Sentence with `{count}` and `{items}`.
    pub(crate) text: String,
}
