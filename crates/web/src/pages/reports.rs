//! Справки: the list of editions and making a draft.
//!
//! Not here: one edition (`edition`). The one decision to know: a draft is made for a day, and the
//! address of an edition is its day and number, as people speak of it.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use opora_app::reports::{EditionLine, EditionName};
use opora_domain::permissions::Action;
use serde::Deserialize;

use super::edition::sentence;
use super::listing::day;
use super::page;
use crate::error::{PageError, rule_or_page};
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// A row of the list.
#[derive(Debug)]
struct Row {
    address: String,
    title: String,
    number: i64,
    badge: &'static str,
    state: String,
    signed_by: Option<String>,
    fingerprint: String,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "reports/list.html")]
struct ReportsPage {
    shell: Shell,
    prepares: bool,
    as_of: String,
    problem: Option<String>,
    rows: Vec<Row>,
}

/// The form of a draft.
#[derive(Debug, Default, Deserialize)]
pub struct DraftForm {
    #[serde(default)]
    as_of: String,
}

/// Address of an edition.
pub fn edition_address(name: EditionName) -> String {
    format!("/reports/{}/{}", name.as_of, name.number)
}

/// Class of the badge of a state and key of its word.
pub fn state_words(code: &str) -> (&'static str, &'static str) {
    match code {
        "signed" => ("badge badge-good", "reports-state-signed"),
        "checked" => ("badge badge-info", "reports-state-checked"),
        _ => ("badge", "reports-state-draft"),
    }
}

fn row(shell: &Shell, line: &EditionLine) -> Row {
    let (badge, key) = state_words(line.state.code());
    Row {
        address: edition_address(EditionName {
            as_of: line.as_of,
            number: line.number,
        }),
        title: shell.with("reports-on", "day", &shell.date(&line.as_of)),
        number: line.number,
        badge,
        state: shell.t(key),
        signed_by: line.signed_by.clone(),
        fingerprint: line.sha256.chars().take(12).collect(),
    }
}

async fn prepare(
    site: &Site,
    visitor: &Visitor,
    shell: Shell,
    as_of: String,
    problem: Option<String>,
) -> Result<ReportsPage, PageError> {
    let editions = site.app.editions(&visitor.ctx).await?;
    let title = shell.t("reports-section");
    Ok(ReportsPage {
        prepares: visitor.ctx.allows(Action::PrepareReport),
        rows: editions.iter().map(|line| row(&shell, line)).collect(),
        as_of,
        problem,
        shell: shell.titled(title),
    })
}

/// The list.
///
/// # Errors
/// When the use case fails.
pub async fn list(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
) -> Result<Response, PageError> {
    let today = shell.today.to_string();
    page(&prepare(&site, &visitor, shell, today, None).await?)
}

/// Makes or renews the draft of a day.
///
/// # Errors
/// When the use case fails.
pub async fn draft(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Form(form): Form<DraftForm>,
) -> Result<Response, PageError> {
    let problem = match day(&form.as_of) {
        None => shell.t("common-day-unreadable"),
        Some(as_of) => match rule_or_page(site.app.draft_report(&visitor.ctx, as_of).await)? {
            Ok(name) => return Ok(Redirect::to(&edition_address(name)).into_response()),
            Err(rule) => sentence(&shell, rule),
        },
    };
    let refused = prepare(&site, &visitor, shell, form.as_of, Some(problem)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&refused)?).into_response())
}
