//! Versions of a record: when, who, what changed; putting an older one back.
//!
//! Not here: the audit log of everything (`audit`). The one decision to know: an older version comes
//! back as a new one, so going back can be gone back on too.

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use opora_app::records::{History, RecordError};
use opora_domain::RecordKind;

use super::fields::{Words, field_title, problem_text, record_address, words};
use super::listing::escaped;
use super::page;
use super::record_form::{Pairs, conflict_page, sent};
use super::records::{done, framed, kind_of};
use crate::error::{PageError, rule_or_page};
use crate::format;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// A version.
#[derive(Debug)]
struct Line {
    version: i64,
    act: String,
    at: String,
    who: String,
    reason: String,
    changes: Vec<(String, Option<Words>, Words)>,
    current: bool,
    restore: bool,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "records/history.html")]
struct HistoryPage {
    shell: Shell,
    restore: String,
    seen: i64,
    lines: Vec<Line>,
    problem: Option<String>,
}

const fn act_key(act: &str) -> &'static str {
    match act.as_bytes() {
        b"add" => "records-act-add",
        b"change" => "records-act-change",
        b"delete" => "records-act-delete",
        b"restore" => "records-act-restore",
        _ => "records-act-earlier",
    }
}

async fn history_page(
    site: &Site,
    visitor: &Visitor,
    shell: Shell,
    (kind, code): (RecordKind, &str),
    problem: Option<String>,
) -> Result<HistoryPage, PageError> {
    let found: History = site.app.record_history(&visitor.ctx, kind, code).await?;
    let zone = site.app.time_zone(&visitor.ctx).await?;
    let lines = found
        .entries
        .iter()
        .map(|entry| Line {
            version: entry.version,
            act: shell.t(act_key(entry.act)),
            at: entry
                .at
                .map_or_else(String::new, |at| format::instant(shell.lang, at, &zone)),
            who: entry.who.clone().unwrap_or_default(),
            reason: entry.reason.clone().unwrap_or_default(),
            changes: entry
                .changes
                .iter()
                .map(|one| {
                    let say = |shown| words(&shell, kind, one.field, shown);
                    let title = field_title(&shell, kind, one.field);
                    (title, one.before.as_ref().map(say), say(&one.after))
                })
                .collect(),
            current: entry.current,
            restore: found.change && !entry.current && entry.act != "delete",
        })
        .collect();
    let own = record_address(kind, &found.code);
    let title = shell.with("records-history-of", "record", &found.label);
    Ok(HistoryPage {
        shell: framed(shell, Some(kind))
            .under(own.clone(), found.label.clone())
            .titled(title),
        restore: format!("{own}/restore"),
        seen: found.version,
        lines,
        problem,
    })
}

/// The versions.
///
/// # Errors
/// When there is no such record here.
pub async fn history(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((table, code)): Path<(String, String)>,
    Query(query): Query<Pairs>,
) -> Result<Response, PageError> {
    let kind = kind_of(&table)?;
    let shell = done(shell, sent(&query, "done"));
    page(&history_page(&site, &visitor, shell, (kind, &code), None).await?)
}

/// Puts an older version back.
///
/// # Errors
/// When there is no such record or version here.
pub async fn restore(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((table, code)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, PageError> {
    let kind = kind_of(&table)?;
    let number = |name: &str| sent(&pairs, name).parse::<i64>().unwrap_or(0);
    let outcome = site
        .app
        .restore_version(&visitor.ctx, kind, &code, number("seen"), number("wanted"))
        .await;
    let problem = match rule_or_page(outcome)? {
        Ok(saved) => {
            let to = format!("{}?done=restored", record_address(kind, &saved.code));
            return Ok(Redirect::to(&escaped(&to)).into_response());
        }
        Err(RecordError::Changed(conflict)) => {
            return conflict_page(shell, &conflict, String::new());
        }
        Err(RecordError::Problems(problems)) => problems
            .first()
            .map_or_else(String::new, |one| problem_text(&shell, one.code)),
        Err(_) => shell.t("records-not-restorable"),
    };
    let again = history_page(&site, &visitor, shell, (kind, &code), Some(problem)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&again)?).into_response())
}
