//! The table of indicators, grouped as in the справка.
//!
//! Not here: the list behind a number (`counted`), checks (`checks`). The one decision to know: every
//! value is a link to what it counted, so any number opens in one click.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use opora_monitoring::checks::Severity;
use opora_monitoring::evaluation::{Evaluation, IndicatorResult, Proof};
use serde::Deserialize;

use super::indicators::{self, Beside};
use super::listing::{AsOf, address, count};
use super::page;
use crate::error::PageError;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// Indicators of one group.
#[derive(Debug)]
struct Group {
    title: String,
    rows: Vec<Row>,
}

/// One indicator.
#[derive(Debug)]
struct Row {
    number: u32,
    title: String,
    address: String,
    value: String,
    parts: Option<String>,
    beside: Vec<Beside>,
    status_class: &'static str,
    status: String,
    why: String,
    definition: String,
    proofs: Vec<Proof>,
    proof_count: String,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "monitoring/table.html")]
struct MonitoringPage {
    shell: Shell,
    as_of: AsOf,
    groups: Vec<Group>,
    catalogue: String,
    checks: String,
    findings: i64,
    errors: i64,
}

/// Query of the pages of monitoring.
#[derive(Debug, Deserialize)]
pub struct DayQuery {
    #[serde(default)]
    pub as_of: String,
}

/// Address of the list behind an indicator or its companion.
pub fn counted_address(code: &str, companion: &str, as_of: AsOf) -> String {
    let day = as_of.code();
    address(
        &format!("/monitoring/{code}"),
        &[("companion", companion), ("as_of", &day)],
    )
}

fn row(shell: &Shell, result: &IndicatorResult, as_of: AsOf) -> Row {
    let (status_class, key, why) = indicators::status(result);
    Row {
        number: result.number,
        title: result.title.clone(),
        address: counted_address(&result.code, "", as_of),
        value: indicators::value(shell, result.value, &result.unit),
        parts: indicators::parts(shell, result.numerator, result.denominator),
        beside: result
            .companions
            .iter()
            .map(|companion| Beside::of(shell, companion))
            .collect(),
        status_class,
        status: shell.t(key),
        why,
        definition: result.definition.clone(),
        proof_count: shell.n("monitoring-proofs-count", &count(result.evidence.len())),
        proofs: result.evidence.clone(),
    }
}

fn groups(shell: &Shell, evaluation: &Evaluation, as_of: AsOf) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut last = None;
    for result in &evaluation.results {
        let row = row(shell, result, as_of);
        match groups.last_mut() {
            Some(group) if last == Some(&result.group) => group.rows.push(row),
            _ => groups.push(Group {
                title: result.group_title.clone(),
                rows: vec![row],
            }),
        }
        last = Some(&result.group);
    }
    groups
}

/// The table.
///
/// # Errors
/// When the use case fails.
pub async fn table(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Query(query): Query<DayQuery>,
) -> Result<Response, PageError> {
    let as_of = AsOf::of(Some(&query.as_of), shell.today);
    let monitoring = site.app.monitoring(&visitor.ctx, as_of.day).await?;
    let open = || {
        let findings = &monitoring.checks().findings;
        findings.iter().filter(|finding| finding.waived.is_none())
    };
    let day = as_of.code();
    let title = shell.t("monitoring-section");
    page(&MonitoringPage {
        groups: groups(&shell, monitoring.evaluation(), as_of),
        catalogue: monitoring.evaluation().catalogue.clone(),
        checks: address("/monitoring/checks", &[("as_of", &day)]),
        findings: count(open().count()),
        errors: count(open().filter(|one| one.severity == Severity::Error).count()),
        shell: shell.titled(title),
        as_of,
    })
}
