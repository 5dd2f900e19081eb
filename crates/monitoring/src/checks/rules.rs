//! Check rules of a catalogue, read from TOML.
//!
//! Not here: applying them. The one decision to know: a rule that compares figures is data, so a
//! region adds its own; what the other checks look for (words, codes, limits) is data as well.

use std::fmt;

use serde::Deserialize;

use super::Severity;

/// Rules of one catalogue.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CheckRules {
    /// Edition of the rules, printed with findings.
    pub edition: String,
    /// Rules that compare figures of the table.
    #[serde(default)]
    pub arithmetic: Vec<ArithmeticRule>,
    /// What the other checks look for.
    pub parameters: Parameters,
    /// Figures derived from what indicators counted, for [`ArithmeticRule`] operands.
    #[serde(default)]
    pub figures: Vec<FigureRule>,
    /// Rows only certain kinds of evidence can prove.
    #[serde(default)]
    pub evidence_needs: Vec<EvidenceNeed>,
}

/// A rule: sum of the left figures, operator, sum of the right figures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArithmeticRule {
    /// Stable code; several rules may share one.
    pub code: String,
    /// Title, Russian.
    pub title: String,
    /// How bad it is when the rule does not hold.
    pub severity: Severity,
    /// Codes of indicators or figures, summed; `a|b` takes `a` where known, else `b`.
    pub left: Vec<String>,
    /// What must hold between the sides.
    pub operator: Operator,
    /// Codes of indicators or figures, summed.
    pub right: Vec<String>,
    /// Codes that count as zero where unknown, whatever `missing` says.
    #[serde(default)]
    pub optional: Vec<String>,
    /// What a missing figure means.
    #[serde(default)]
    pub missing: MissingSide,
    /// Whether the rule is asked only of a справка somebody typed: a computed one answers it.
    #[serde(default)]
    pub typed_only: bool,
    /// Sentence of the finding; `{left}`, `{right}` and `{rows}` are filled in.
    pub text: String,
    /// What to do.
    pub remedy: String,
}

/// Relation between two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not greater.
    Le,
    /// Not less.
    Ge,
    /// Strictly less: equality is asked about.
    Lt,
    /// Both are positive («Да») or neither is.
    Iff,
    /// When the left is positive («Да»), so is the right.
    Implies,
}

impl Operator {
    /// Whether the relation holds.
    pub fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Self::Eq => (left - right).abs() < 1e-9,
            Self::Le => left <= right,
            Self::Ge => left >= right,
            Self::Lt => left < right,
            Self::Iff => (left > 0.0) == (right > 0.0),
            Self::Implies => left <= 0.0 || right > 0.0,
        }
    }

    /// The sign between the sides.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Eq => "=",
            Self::Le => "≤",
            Self::Ge => "≥",
            Self::Lt => "<",
            Self::Iff => "⇔",
            Self::Implies => "⇒",
        }
    }
}

/// What a missing figure means to a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingSide {
    /// The rule cannot be applied.
    #[default]
    Skip,
    /// It counts as zero.
    Zero,
    /// It is a finding of its own.
    Fail,
}

/// A figure made of the records two or more indicators counted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureRule {
    /// Code, used in operands.
    pub code: String,
    /// Indicator whose records are taken.
    pub of: String,
    /// Only those also counted by each of these.
    #[serde(default)]
    pub and: Vec<String>,
    /// Without those counted by any of these.
    #[serde(default)]
    pub without: Vec<String>,
}

/// Rows only certain kinds of evidence can prove.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceNeed {
    /// Indicators.
    pub rows: Vec<String>,
    /// Kinds of evidence that prove them, codes of the catalogue.
    pub kinds: Vec<String>,
    /// A bare page that is also given for one of these indicators is taken to be their document.
    pub foreign: Vec<String>,
    /// What that document is, Russian, in the nominative.
    pub foreign_title: String,
    /// What would prove the rows, Russian, in the nominative.
    pub title: String,
}

/// What the checks in code look for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// Rows of satisfaction.
    pub satisfaction: Vec<String>,
    /// Rows that count special groups of children.
    pub special: Vec<String>,
    /// Row of approved programmes, one a pair; empty where they are not comparable.
    pub programmes: String,
    /// Row of all mentors.
    pub mentors: String,
    /// Rows whose sum is all mentees.
    pub mentees: Vec<String>,
    /// Rows or figures that say mentors were trained.
    pub training: Vec<String>,
    /// Words of a group or a row that ask for a denominator.
    pub share_words: Vec<String>,
    /// Words of a group that set bounds of age.
    pub age_words: Vec<String>,
    /// From how many rows on one page is too unspecific.
    pub one_page_rows: usize,
    /// Words of the activity that is a closing meeting.
    pub closing_words: Vec<String>,
    /// Months a pair works at least before it can close.
    pub minimum_term_months: u32,
    /// Month the school year begins in, from 1.
    pub year_begins_in_month: u32,
    /// Words of мероприятия that train mentors.
    pub training_words: Vec<String>,
    /// Words of stages that form pairs.
    pub pairing_words: Vec<String>,
    /// Words of the stage that closes the programme.
    pub final_stage_words: Vec<String>,
}

/// Why a text is not a set of rules.
#[derive(Debug)]
pub struct CheckRulesError {
    detail: String,
}

impl CheckRulesError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        "check-rules-unreadable"
    }
}

impl fmt::Display for CheckRulesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Правила проверок не читаются: {}. Исправьте файл checks.toml каталога.",
            self.detail
        )
    }
}

impl std::error::Error for CheckRulesError {}

impl CheckRules {
    /// Reads rules from the text of a `checks.toml`.
    ///
    /// # Errors
    /// Names the line and what is wrong with it.
    pub fn from_toml(text: &str) -> Result<Self, CheckRulesError> {
        let rules: Self = toml::from_str(text).map_err(|error| CheckRulesError {
            detail: error.to_string(),
        })?;
        for rule in &rules.arithmetic {
            if rule.left.is_empty() || rule.right.is_empty() {
                return Err(CheckRulesError {
                    detail: format!("у правила «{}» пустая сторона", rule.code),
                });
            }
        }
        Ok(rules)
    }
}

/// Texts of the check rules shipped with the product, by code of the catalogue.
pub fn shipped() -> &'static [(&'static str, &'static str)] {
    &[
        (
            "udmurtia-570",
            include_str!("../../../../catalogues/udmurtia-570/checks.toml"),
        ),
        (
            "example-region",
            include_str!("../../../../catalogues/example-region/checks.toml"),
        ),
    ]
}
