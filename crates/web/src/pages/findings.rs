//! Findings of checks as pages show them, of today's facts or of a frozen edition.
//!
//! Not here: the checks. The one decision to know: both kinds become one struct, so a finding looks
//! the same wherever it stands.

use opora_monitoring::checks::{Finding, ReportTable, RowRef};
use opora_monitoring::snapshot::FrozenFinding;

use super::listing::{AsOf, address};
use crate::format;
use crate::shell::Shell;

/// A finding as shown.
#[derive(Debug)]
pub struct FindingView {
    /// Code of the check.
    pub code: String,
    /// What it is about within the check.
    pub subject: Option<String>,
    /// Class of the badge of its severity.
    pub class: &'static str,
    /// Key of the word of its severity.
    pub key: &'static str,
    /// Whether it needs nothing.
    pub info: bool,
    /// What does not hold.
    pub message: String,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
    /// What to do.
    pub remedy: String,
    /// Reason of the acceptance.
    pub reason: Option<String>,
    /// Who accepted it and when.
    pub accepted: Option<String>,
    /// Rows it is about: words and address.
    pub rows: Vec<(String, String)>,
}

fn severity(code: &str) -> (&'static str, &'static str) {
    match code {
        "error" => ("badge badge-bad", "monitoring-error"),
        "warning" => ("badge badge-warn", "monitoring-warning"),
        _ => ("badge badge-info", "monitoring-info"),
    }
}

/// Words and address of a row.
fn jump(row: &RowRef, as_of: AsOf) -> (String, String) {
    let day = as_of.code();
    let (path, anchor) = match row.table {
        ReportTable::Indicators => {
            let number = row
                .number
                .map_or_else(|| row.position.to_string(), |one| one.to_string());
            ("/monitoring", format!("i{number}"))
        }
        ReportTable::Roadmap => ("/roadmap", format!("r{}", row.position)),
    };
    let page = address(path, &[("as_of", &day)]);
    (row.title.clone(), format!("{page}#{anchor}"))
}

/// Address of a row of a frozen edition: `indicators:20`, `roadmap:7`.
fn frozen_jump(shell: &Shell, place: &str, as_of: AsOf) -> Option<(String, String)> {
    let (table, position) = place.split_once(':')?;
    let (path, anchor) = match table {
        "indicators" => ("/monitoring", "i"),
        _ => ("/roadmap", "r"),
    };
    let day = as_of.code();
    let page = address(path, &[("as_of", &day)]);
    let words = shell.with(&format!("monitoring-row-{table}"), "position", position);
    Some((words, format!("{page}#{anchor}{position}")))
}

impl FindingView {
    /// Of a finding of today's facts.
    pub fn live(shell: &Shell, finding: &Finding, as_of: AsOf) -> Self {
        let (class, key) = severity(finding.severity.code());
        Self {
            code: finding.code.clone(),
            subject: finding.subject.clone(),
            class,
            key,
            info: finding.severity.code() == "info",
            message: finding.message.clone(),
            expected: finding.expected.clone(),
            found: finding.found.clone(),
            remedy: finding.remedy.clone(),
            reason: finding.waived.as_ref().map(|waived| waived.reason.clone()),
            accepted: finding
                .waived
                .as_ref()
                .map(|waived| format!("{}, {}", waived.by, format::date(shell.lang, waived.on))),
            rows: finding.rows.iter().map(|row| jump(row, as_of)).collect(),
        }
    }

    /// Of a finding of a frozen edition.
    pub fn frozen(shell: &Shell, finding: &FrozenFinding, as_of: AsOf) -> Self {
        let (class, key) = severity(&finding.severity);
        Self {
            code: finding.code.clone(),
            subject: finding.subject.clone(),
            class,
            key,
            info: finding.severity == "info",
            message: finding.message.clone(),
            expected: finding.expected.clone(),
            found: finding.found.clone(),
            remedy: finding.remedy.clone(),
            reason: finding.waived.as_ref().map(|waived| waived.reason.clone()),
            accepted: finding
                .waived
                .as_ref()
                .map(|waived| format!("{}, {}", waived.by, format::date(shell.lang, waived.on))),
            rows: finding
                .rows
                .iter()
                .filter_map(|place| frozen_jump(shell, place, as_of))
                .collect(),
        }
    }
}
