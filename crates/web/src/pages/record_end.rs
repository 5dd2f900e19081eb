//! Ending a record, deleting one entered by mistake, bringing a deleted one back.
//!
//! Not here: changing it (`record_form`). The one decision to know: what was true and is over gets an
//! end; only what never was true is deleted, with a reason, and can come back.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use opora_app::records::{DeleteRecord, EndForm, EndRecord, RecordError};
use opora_domain::RecordKind;
use opora_intake::RowProblem;

use super::fields::{Input, input, kind_title, list_address, problem_text, record_address};
use super::listing::{address, count, escaped};
use super::page;
use super::record_form::{Pairs, conflict_page, own_address, saved_page, sent};
use super::records::{done, framed, kind_of};
use crate::error::{PageError, rule_or_page};
use crate::format;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// The form that ends a record.
#[derive(Debug, Template)]
#[template(path = "records/end.html")]
struct EndPage {
    shell: Shell,
    lead: String,
    button: String,
    action: String,
    version: i64,
    back: String,
    cancel: String,
    inputs: Vec<Input>,
    failed: bool,
}

/// The form that deletes a record.
#[derive(Debug, Template)]
#[template(path = "records/delete.html")]
struct DeletePage {
    shell: Shell,
    action: String,
    version: i64,
    cancel: String,
    end: Option<String>,
    referred: Vec<(String, String, i64)>,
    error: Option<String>,
    lasting: bool,
}

/// A deleted record.
#[derive(Debug)]
struct DeletedRow {
    id: String,
    code: String,
    label: String,
    at: String,
    who: String,
    reason: String,
    restorable: bool,
}

/// Deleted records of a kind.
#[derive(Debug, Template)]
#[template(path = "records/deleted.html")]
struct DeletedPage {
    shell: Shell,
    rows: Vec<DeletedRow>,
    bring_back: String,
    problem: Option<String>,
}

/// Sentence and button of an end, by kind.
const fn end_words(kind: RecordKind) -> (&'static str, &'static str) {
    match kind {
        RecordKind::BaseEntry => ("records-end-base-lead", "records-end-base"),
        RecordKind::Mentorship => ("records-end-pair-lead", "records-end-pair"),
        _ => ("records-end-lead", "records-end"),
    }
}

/// Name of the button that opens the form of an end.
pub const fn end_key(kind: RecordKind) -> &'static str {
    end_words(kind).1
}

fn end_page(
    shell: Shell,
    form: &EndForm,
    typed: &BTreeMap<String, String>,
    back: String,
    problems: &[RowProblem],
) -> EndPage {
    let kind = form.kind;
    let own = record_address(kind, &form.code);
    let last = opora_app::records::FormField {
        field: form.field,
        text: shell.today.to_string(),
        shown: opora_app::records::Shown::Empty,
        terms: None,
    };
    let mut inputs: Vec<Input> = std::iter::once(&last)
        .chain(&form.beside)
        .map(|one| {
            let mut one = one.clone();
            if let Some(text) = typed.get(one.field.name) {
                one.text.clone_from(text);
            } else if one.field.name == "status" {
                "completed".clone_into(&mut one.text);
            }
            input(&shell, kind, &one, &[])
        })
        .collect();
    for input in &mut inputs {
        input.required |= input.name == form.field.name;
        if input.name == "status" {
            let over = ["completed", "terminated"];
            input
                .options
                .retain(|one| over.contains(&one.value.as_str()));
        }
        input.error = problems
            .iter()
            .find(|problem| problem.field == Some(input.name.as_str()))
            .map(|problem| problem_text(&shell, problem.code));
    }
    let (lead, button) = end_words(kind);
    let (lead, button) = (shell.t(lead), shell.t(button));
    let title = format!("{button}: {}", form.label);
    EndPage {
        shell: framed(shell, Some(kind))
            .under(own.clone(), form.label.clone())
            .titled(title),
        lead,
        button,
        action: format!("{own}/end"),
        version: form.version,
        cancel: if back.is_empty() { own } else { back.clone() },
        back,
        inputs,
        failed: !problems.is_empty(),
    }
}

/// The form that ends a record.
///
/// # Errors
/// When there is no such record here, or its kind has no end.
pub async fn end_form(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((table, code)): Path<(String, String)>,
    Query(query): Query<Pairs>,
) -> Result<Response, PageError> {
    let kind = kind_of(&table)?;
    let form = site.app.end_form(&visitor.ctx, kind, &code).await?;
    let back = own_address(sent(&query, "back"));
    page(&end_page(shell, &form, &BTreeMap::new(), back, &[]))
}

/// Ends the record.
///
/// # Errors
/// As [`end_form`].
pub async fn end(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((table, code)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, PageError> {
    let kind = kind_of(&table)?;
    let form = site.app.end_form(&visitor.ctx, kind, &code).await?;
    let back = own_address(sent(&pairs, "back"));
    let command = EndRecord {
        kind,
        code,
        version: sent(&pairs, "version").parse().unwrap_or(0),
        texts: pairs.iter().cloned().collect(),
    };
    let outcome = site.app.end_record(&visitor.ctx, &command).await;
    match rule_or_page(outcome)? {
        Ok(saved) => Ok(saved_page(&visitor, kind, &saved, &back, "ended")),
        Err(RecordError::Changed(conflict)) => conflict_page(shell, &conflict, back),
        Err(RecordError::Problems(problems)) => {
            let again = end_page(shell, &form, &command.texts, back, &problems);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&again)?).into_response())
        }
        Err(_) => Err(PageError::Conflict),
    }
}

/// The form that deletes a record.
///
/// # Errors
/// When there is no such record here, or the visitor may not.
pub async fn delete_form(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((table, code)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let kind = kind_of(&table)?;
    page(&delete_page(&site, &visitor, shell, kind, &code, None).await?)
}

async fn delete_page(
    site: &Site,
    visitor: &Visitor,
    shell: Shell,
    kind: RecordKind,
    code: &str,
    error: Option<String>,
) -> Result<DeletePage, PageError> {
    let referrers = site
        .app
        .record_referrers(&visitor.ctx, kind, code)
        .await
        .map_err(|failure| failure.map_rule(|_| ()))?;
    let form = site
        .app
        .record(&visitor.ctx, kind, code, shell.today)
        .await?;
    let own = record_address(kind, code);
    let title = shell.with("records-delete-title", "record", &form.label);
    let lasting = kind
        .schema()
        .fields
        .iter()
        .any(|field| field.required && field.class >= opora_domain::FieldClass::C3);
    Ok(DeletePage {
        referred: referrers
            .into_iter()
            .map(|(kind, number)| (kind_title(&shell, kind), list_address(kind), count(number)))
            .collect(),
        shell: framed(shell, Some(kind))
            .under(own.clone(), form.label.clone())
            .titled(title),
        action: format!("{own}/delete"),
        version: form.version,
        end: form.may_end.then(|| format!("{own}/end")),
        cancel: own,
        error,
        lasting,
    })
}

/// Deletes the record.
///
/// # Errors
/// As [`delete_form`]; when somebody changed it meanwhile.
pub async fn delete(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((table, code)): Path<(String, String)>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, PageError> {
    let kind = kind_of(&table)?;
    let command = DeleteRecord {
        kind,
        code,
        version: sent(&pairs, "version").parse().unwrap_or(0),
        reason: sent(&pairs, "reason").to_owned(),
    };
    let outcome = site.app.delete_record(&visitor.ctx, &command).await;
    let problem = match rule_or_page(outcome)? {
        Ok(id) => {
            let id = id.to_string();
            let list = list_address(kind);
            let to = address(&list, &[("done", "deleted"), ("undo", &id)]);
            return Ok(Redirect::to(&to).into_response());
        }
        Err(RecordError::ReasonMissing) => "records-reason-missing",
        Err(_) => "records-referred",
    };
    let problem = shell.t(problem);
    let again = delete_page(&site, &visitor, shell, kind, &command.code, Some(problem)).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&again)?).into_response())
}

/// Deleted records of a kind.
///
/// # Errors
/// When there is no such kind, or the visitor may not change it.
pub async fn deleted(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(table): Path<String>,
    Query(query): Query<Pairs>,
) -> Result<Response, PageError> {
    let kind = kind_of(&table)?;
    let shell = done(shell, sent(&query, "done"));
    page(&deleted_page(&site, &visitor, shell, kind, None).await?)
}

async fn deleted_page(
    site: &Site,
    visitor: &Visitor,
    shell: Shell,
    kind: RecordKind,
    problem: Option<String>,
) -> Result<DeletedPage, PageError> {
    let found = site.app.deleted_records(&visitor.ctx, kind).await?;
    let zone = site.app.time_zone(&visitor.ctx).await?;
    let instant = |at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map_or_else(String::new, |at| format::instant(shell.lang, at, &zone))
    };
    let rows = found
        .into_iter()
        .map(|one| DeletedRow {
            id: one.id.to_string(),
            code: one.code,
            label: one.label,
            at: instant(one.at),
            who: one.who.unwrap_or_default(),
            reason: one.reason,
            restorable: one.restorable,
        })
        .collect();
    let title = shell.t("records-deleted");
    Ok(DeletedPage {
        shell: framed(shell, Some(kind)).titled(title),
        rows,
        bring_back: format!("{}/bring-back", list_address(kind)),
        problem,
    })
}

/// Brings a deleted record back.
///
/// # Errors
/// When no such record was deleted here.
pub async fn bring_back(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(table): Path<String>,
    Form(pairs): Form<Pairs>,
) -> Result<Response, PageError> {
    let kind = kind_of(&table)?;
    let id = sent(&pairs, "id")
        .parse()
        .map_err(|_| PageError::NotFound)?;
    let outcome = site.app.bring_back(&visitor.ctx, kind, id).await;
    let Ok(code) = rule_or_page(outcome)? else {
        let problem = shell.t("records-not-restorable");
        let again = deleted_page(&site, &visitor, shell, kind, Some(problem)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&again)?).into_response());
    };
    let to = format!("{}?done=restored", record_address(kind, &code));
    Ok(Redirect::to(&escaped(&to)).into_response())
}
