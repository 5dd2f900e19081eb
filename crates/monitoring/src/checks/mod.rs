//! Consistency checks over one справка, computed or read.
//!
//! Not here: reading and computing it. The one decision to know: a check whose inputs are absent is
//! *not applicable*, never *passed*, and both are said in the report.

mod arithmetic;
mod evidence;
mod links;
mod registry;
mod rules;
mod satisfaction;
mod schedule;
mod structure;
mod view;
mod waivers;

use chrono::NaiveDate;
use opora_domain::reports::ReportContent;
use serde::Deserialize;

pub use links::{LinkFault, corrected_link};
pub use registry::{CheckInfo, catalogue_of_checks};
pub use rules::{
    ArithmeticRule, CheckRules, CheckRulesError, EvidenceNeed, FigureRule, MissingSide, Operator,
    Parameters, shipped,
};
pub use waivers::{apply_waivers, awaiting_reason, blocks_signing};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Blocks signing unless waived with a written reason.
    Error,
    /// Needs a tick with a reason.
    Warning,
    /// Needs nothing.
    Info,
}

impl Severity {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }

    /// Russian word.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Error => "ошибка",
            Self::Warning => "предупреждение",
            Self::Info => "к сведению",
        }
    }
}

/// Table a row belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportTable {
    /// Indicators.
    Indicators,
    /// Roadmap.
    Roadmap,
}

impl ReportTable {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Indicators => "indicators",
            Self::Roadmap => "roadmap",
        }
    }
}

/// A row a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRef {
    /// Table.
    pub table: ReportTable,
    /// Position in the table as printed, from 1.
    pub position: usize,
    /// Number of the indicator, where recognised; for the roadmap the position.
    pub number: Option<u32>,
    /// Code of the indicator, where recognised.
    pub code: Option<String>,
    /// Title as printed.
    pub title: String,
}

/// Who accepted a finding, when, why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// Who.
    pub by: String,
    /// When.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable code of the check.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// Rows it concerns; empty for the справка as a whole.
    pub rows: Vec<RowRef>,
    /// What it is about within the check, for waivers: code of an indicator, `roadmap:N`, or none.
    pub subject: Option<String>,
    /// What does not hold, a Russian sentence.
    pub message: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// What to do.
    pub remedy: String,
    /// Acceptance, when there is one.
    pub waived: Option<Waived>,
}

/// What came of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds.
    Passed,
    /// It could not be applied: why, a Russian sentence.
    NotApplicable(String),
    /// It gave this many findings.
    Found(usize),
}

/// One check and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckOutcome {
    /// Stable code.
    pub code: String,
    /// Title, Russian.
    pub title: String,
    /// Severity of its findings, the worst it can give.
    pub severity: Severity,
    /// What came of it.
    pub verdict: Verdict,
}

/// Everything the checks say about one справка.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Findings: errors first, then in the order of checks.
    pub findings: Vec<Finding>,
    /// Every check with its verdict, in the order of the registry.
    pub outcomes: Vec<CheckOutcome>,
}

impl CheckReport {
    /// Checks that could not be applied.
    pub fn not_applicable(&self) -> impl Iterator<Item = &CheckOutcome> {
        self.outcomes
            .iter()
            .filter(|outcome| matches!(outcome.verdict, Verdict::NotApplicable(_)))
    }
}

/// What a check function says: findings, or why it cannot be applied.
type Checked = Result<Vec<Finding>, String>;

/// Runs every check over one справка.
///
/// Waivers are applied apart ([`apply_waivers`]).
pub fn run(rules: &CheckRules, content: &ReportContent) -> CheckReport {
    let view = view::View::new(rules, content);
    let mut report = CheckReport::default();
    for check in registry::all(rules) {
        let checked = check.run(&view);
        let verdict = match &checked {
            Err(reason) => Verdict::NotApplicable(reason.clone()),
            Ok(findings) if findings.is_empty() => Verdict::Passed,
            Ok(findings) => Verdict::Found(findings.len()),
        };
        report.outcomes.push(CheckOutcome {
            code: check.info.code,
            title: check.info.title,
            severity: check.info.severity,
            verdict,
        });
        report.findings.extend(checked.unwrap_or_default());
    }
    report.findings.sort_by_key(|finding| finding.severity);
    report
}
