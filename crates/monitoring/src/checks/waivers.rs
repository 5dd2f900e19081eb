//! Accepting findings with a written reason.
//!
//! Not here: who may accept (`permissions`). The one decision to know: a waiver belongs to one
//! cut-off date, so last year's excuse does not silence this year's error.

use chrono::NaiveDate;
use opora_domain::reports::Waiver;

use super::{CheckReport, Finding, Severity, Waived};

/// Marks the findings that were accepted for the справка of this cut-off date.
///
/// A waiver without a subject accepts every finding of its check; one without a reason accepts
/// nothing.
pub fn apply_waivers(report: &mut CheckReport, waivers: &[Waiver], as_of: NaiveDate) {
    for finding in &mut report.findings {
        finding.waived = waivers
            .iter()
            .find(|waiver| waiver.as_of == as_of && accepts(waiver, finding))
            .map(|waiver| Waived {
                by: waiver.author.clone(),
                on: waiver.waived_on,
                reason: waiver.reason.clone(),
            });
    }
}

fn accepts(waiver: &Waiver, finding: &Finding) -> bool {
    waiver.check == finding.code
        && !waiver.reason.trim().is_empty()
        && (waiver.subject.is_none() || waiver.subject == finding.subject)
}

/// Whether a finding still blocks signing: an error nobody accepted.
pub fn blocks_signing(findings: &[Finding]) -> bool {
    open(findings, Severity::Error).next().is_some()
}

/// Warnings that still need a tick with a reason.
pub fn awaiting_reason(findings: &[Finding]) -> impl Iterator<Item = &Finding> {
    open(findings, Severity::Warning)
}

fn open(findings: &[Finding], severity: Severity) -> impl Iterator<Item = &Finding> {
    findings
        .iter()
        .filter(move |finding| finding.severity == severity && finding.waived.is_none())
}
