//! What a number counted: the list, the definition, the proofs.
//!
//! Not here: who may see the list (`app`). The one decision to know: whoever may not see the list
//! still sees how long it is and why it is closed.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use opora_app::monitoring::{CountedLine, DrillDown};
use opora_app::records::access;
use opora_domain::RecordKind;
use opora_domain::permissions::Action;
use opora_monitoring::evaluation::{Companion, IndicatorResult, Proof, SurveyBasis};
use serde::Deserialize;

use super::fields::record_address;
use super::indicators::{self, Beside};
use super::listing::{AsOf, address, count};
use super::monitoring::counted_address;
use super::page;
use crate::error::PageError;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// One line of the list.
#[derive(Debug)]
struct Line {
    name: String,
    detail: String,
    code: String,
    address: Option<String>,
    /// Where the record is changed.
    record: Option<String>,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "monitoring/counted.html")]
struct CountedPage {
    shell: Shell,
    as_of: AsOf,
    action: String,
    value: String,
    parts: Option<String>,
    target: Option<String>,
    period: String,
    status_class: &'static str,
    status: String,
    why: String,
    definition: String,
    edition: String,
    notes: Vec<String>,
    survey: Option<SurveyBasis>,
    beside: Vec<(Beside, String)>,
    proofs: Vec<Proof>,
    total: i64,
    /// `None` when the list is closed to the visitor.
    lines: Option<Vec<Line>>,
}

/// Query of the page.
#[derive(Debug, Deserialize)]
pub struct CountedQuery {
    #[serde(default)]
    as_of: String,
    #[serde(default)]
    companion: String,
}

fn line(line: CountedLine, as_of: AsOf, visitor: &Visitor) -> Line {
    let cards = visitor.ctx.allows(Action::SeePeople);
    let may = access(&visitor.ctx, line.counted.kind);
    let day = as_of.code();
    let code = line.counted.code;
    Line {
        record: may.change.then(|| record_address(line.counted.kind, &code)),
        name: if line.label.name.is_empty() {
            code.clone()
        } else {
            line.label.name
        },
        detail: line.label.detail,
        address: (cards && line.counted.kind == RecordKind::Person)
            .then(|| address(&format!("/people/{code}"), &[("as_of", &day)])),
        code,
    }
}

fn period(shell: &Shell, result: &IndicatorResult) -> String {
    let (first, last) = result.period;
    if first == last {
        return shell.with("monitoring-on", "day", &shell.date(&last));
    }
    let words = [("first", shell.date(&first)), ("last", shell.date(&last))];
    shell.lang.with("monitoring-between", &words)
}

/// The list behind an indicator or one of its companions.
///
/// # Errors
/// When the catalogue of the school has no such indicator.
pub async fn list(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(code): Path<String>,
    Query(query): Query<CountedQuery>,
) -> Result<Response, PageError> {
    let as_of = AsOf::of(Some(&query.as_of), shell.today);
    let companion = Some(query.companion.as_str()).filter(|code| !code.is_empty());
    let down = site
        .app
        .drill_down(&visitor.ctx, as_of.day, &code, companion)
        .await?;
    page(&context(shell, as_of, down, &visitor)?)
}

fn context(
    shell: Shell,
    as_of: AsOf,
    down: DrillDown,
    visitor: &Visitor,
) -> Result<CountedPage, PageError> {
    let evaluation = down.monitoring.evaluation();
    let result = evaluation
        .results
        .get(down.position)
        .ok_or(PageError::NotFound)?;
    let shown: Option<&Companion> = down
        .companion
        .as_deref()
        .and_then(|code| result.companions.iter().find(|one| one.code == code));
    let (status_class, status, why) = indicators::status(result);
    let day = as_of.code();
    let table = address("/monitoring", &[("as_of", &day)]);
    let section = shell.t("monitoring-section");
    let title = shown
        .map_or(&result.title, |companion| &companion.title)
        .clone();
    let (value, unit) = shown.map_or((result.value, &result.unit), |one| (one.value, &one.unit));
    let (numerator, denominator) = shown.map_or((result.numerator, result.denominator), |one| {
        (one.numerator, one.denominator)
    });
    let mut shell = shell.under(format!("{table}#i{}", result.number), section);
    if shown.is_some() {
        shell = shell.under(
            counted_address(&result.code, "", as_of),
            result.title.clone(),
        );
    }
    Ok(CountedPage {
        as_of,
        action: format!("/monitoring/{}", result.code),
        value: indicators::value(&shell, value, unit),
        parts: indicators::parts(&shell, numerator, denominator),
        target: indicators::target(&shell, shown.map_or(result.target, |one| one.target)),
        period: period(&shell, result),
        status_class,
        status: shell.t(status),
        why,
        definition: result.definition.clone(),
        edition: result.definition_edition.clone(),
        notes: result.notes.clone(),
        survey: result.survey.clone(),
        beside: result
            .companions
            .iter()
            .filter(|one| Some(&one.code) != down.companion.as_ref())
            .map(|one| {
                (
                    Beside::of(&shell, one),
                    counted_address(&result.code, &one.code, as_of),
                )
            })
            .collect(),
        proofs: result.evidence.clone(),
        total: count(down.count),
        lines: down.lines.map(|lines| {
            lines
                .into_iter()
                .map(|one| line(one, as_of, visitor))
                .collect()
        }),
        shell: shell.titled(title),
    })
}
