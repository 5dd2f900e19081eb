//! Checks of the справка of a day, with a jump to the row each finding is about.
//!
//! Not here: accepting findings (`reports`). The one decision to know: a check that could not be
//! applied is never shown as passed.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use opora_monitoring::checks::{CheckOutcome, Verdict};

use super::findings::FindingView;
use super::listing::{AsOf, address, count};
use super::monitoring::DayQuery;
use super::page;
use crate::error::PageError;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "monitoring/checks.html")]
struct ChecksPage {
    shell: Shell,
    as_of: AsOf,
    table: String,
    findings: Vec<FindingView>,
    passed: Vec<CheckOutcome>,
    skipped: Vec<(String, String)>,
    total: i64,
}

/// The checks.
///
/// # Errors
/// When the use case fails.
pub async fn list(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Query(query): Query<DayQuery>,
) -> Result<Response, PageError> {
    let as_of = AsOf::of(Some(&query.as_of), shell.today);
    let monitoring = site.app.monitoring(&visitor.ctx, as_of.day).await?;
    let report = monitoring.checks();
    let day = as_of.code();
    let table = address("/monitoring", &[("as_of", &day)]);
    let section = shell.t("monitoring-section");
    let title = shell.t("monitoring-checks");
    let passed: Vec<CheckOutcome> = report
        .outcomes
        .iter()
        .filter(|outcome| outcome.verdict == Verdict::Passed)
        .cloned()
        .collect();
    page(&ChecksPage {
        as_of,
        findings: report
            .findings
            .iter()
            .map(|finding| FindingView::live(&shell, finding, as_of))
            .collect(),
        skipped: report
            .outcomes
            .iter()
            .filter_map(|outcome| match &outcome.verdict {
                Verdict::NotApplicable(why) => Some((outcome.title.clone(), why.clone())),
                _ => None,
            })
            .collect(),
        total: count(passed.len()),
        passed,
        shell: shell.under(table.clone(), section).titled(title),
        table,
    })
}
