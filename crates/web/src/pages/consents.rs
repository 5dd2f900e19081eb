//! Consents: coverage of classes, one class, issuing, printing.
//!
//! Not here: one paper and the series of codes (`consent`), rules (`app`). The one decision to know: numbers stand as
//! text and the meter repeats them, so nothing is said by a picture alone.

use askama::Template;
use axum::extract::{Path, Query, RawForm, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use opora_app::consents::{
    ClassConsents, ConsentError, Coverage, Issue, Issued, Papers, PurposeCell, Tally,
};
use opora_app::ports::Format;
use opora_app::reports::Rendered;
use opora_domain::consents::Purpose;
use opora_domain::permissions::Action;
use serde::Deserialize;

use super::listing::{AsOf, address, count, segment};
use super::page;
use crate::error::{PageError, rule_or_page};
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// A number of the table of coverage.
#[derive(Debug)]
struct Cell {
    /// Column, for narrow screens.
    column: String,
    have: usize,
    of: usize,
    /// «26 из 30».
    words: String,
    /// What the others are waiting for; empty when nobody is.
    rest: String,
}

#[derive(Debug)]
struct ClassLine {
    name: String,
    address: String,
    cells: Vec<Cell>,
}

/// The page of coverage.
#[derive(Debug, Template)]
#[template(path = "consents/coverage.html")]
struct CoveragePage {
    shell: Shell,
    as_of: AsOf,
    columns: Vec<String>,
    classes: Vec<ClassLine>,
    total: Vec<Cell>,
    pupils: i64,
    /// Whether the caller opens a class.
    opens: bool,
    collects: bool,
}

/// A word of the table of a class.
#[derive(Debug)]
struct Mark {
    column: String,
    badge: &'static str,
    words: String,
    address: Option<String>,
}

#[derive(Debug)]
struct PupilLine {
    name: String,
    address: String,
    marks: Vec<Mark>,
}

/// A purpose to choose.
#[derive(Debug)]
struct Choice {
    code: &'static str,
    words: String,
    chosen: bool,
}

/// The page of a class.
#[derive(Debug, Template)]
#[template(path = "consents/class.html")]
struct ClassPage {
    shell: Shell,
    as_of: AsOf,
    action: String,
    columns: Vec<String>,
    total: Vec<Cell>,
    pupils: Vec<PupilLine>,
    choices: Vec<Choice>,
    collects: bool,
    open_papers: i64,
    files: Vec<(&'static str, String)>,
    reminders: Vec<(&'static str, String)>,
    problem: Option<String>,
}

/// Query of the pages.
#[derive(Debug, Default, Deserialize)]
pub struct DayQuery {
    #[serde(default)]
    as_of: String,
}

/// The word of a purpose.
pub fn purpose_words(shell: &Shell, purpose: Purpose) -> String {
    shell.t(&format!("consents-purpose-{}", dashed(purpose.code())))
}

/// A code as part of a key of texts.
pub fn dashed(code: &str) -> String {
    code.replace(['_', '.'], "-")
}

fn rest(shell: &Shell, tally: Tally) -> String {
    let parts = [
        ("consents-rest-issued", tally.issued),
        ("consents-rest-signed", tally.signed),
        ("consents-rest-missing", tally.missing),
        ("consents-rest-lapsed", tally.lapsed),
        ("consents-rest-disputed", tally.disputed),
        ("consents-rest-withdrawn", tally.withdrawn),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(_, number)| *number > 0)
        .map(|(key, number)| shell.n(key, &count(number)))
        .collect();
    said.join(", ")
}

fn numbers(shell: &Shell, columns: &[String], tallies: &[Tally]) -> Vec<Cell> {
    columns
        .iter()
        .zip(tallies)
        .map(|(column, tally)| {
            let (have, of) = (tally.have, tally.total());
            let words = [("have", have.to_string()), ("of", of.to_string())];
            Cell {
                column: column.clone(),
                have,
                of,
                words: shell.lang.with("consents-have-of", &words),
                rest: rest(shell, *tally),
            }
        })
        .collect()
}

fn class_address(name: &str, as_of: AsOf, today: chrono::NaiveDate) -> String {
    let day = as_of.code();
    let day = if as_of.day == today { "" } else { &day };
    address(
        &format!("/consents/class/{}", segment(name)),
        &[("as_of", day)],
    )
}

fn columns(shell: &Shell, purposes: &[Purpose]) -> Vec<String> {
    purposes
        .iter()
        .map(|one| purpose_words(shell, *one))
        .collect()
}

fn coverage_page(shell: Shell, visitor: &Visitor, as_of: AsOf, found: &Coverage) -> CoveragePage {
    let columns = columns(&shell, &found.purposes);
    let classes = found
        .classes
        .iter()
        .map(|class| ClassLine {
            name: class.class_name.clone(),
            address: class_address(&class.class_name, as_of, shell.today),
            cells: numbers(&shell, &columns, &class.tallies),
        })
        .collect();
    let title = shell.t("consents-section");
    CoveragePage {
        as_of,
        total: numbers(&shell, &columns, &found.total),
        pupils: count(found.pupils),
        opens: visitor.ctx.allows(Action::SeeConsents),
        collects: visitor.ctx.allows(Action::CollectConsents),
        columns,
        classes,
        shell: shell.titled(title),
    }
}

/// Coverage of all classes.
///
/// # Errors
/// When the use case fails.
pub async fn coverage(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Query(query): Query<DayQuery>,
) -> Result<Response, PageError> {
    let as_of = AsOf::of(Some(&query.as_of), shell.today);
    let found = site.app.consent_coverage(&visitor.ctx, as_of.day).await?;
    page(&coverage_page(shell, &visitor, as_of, &found))
}

const fn badge(code: &str) -> &'static str {
    match code.as_bytes() {
        b"active" => "badge badge-good",
        b"not_signed" | b"not_verified" | b"not_yet_active" => "badge badge-info",
        b"withdrawn" | b"disputed" | b"inconsistent" => "badge badge-bad",
        b"age_pending" | b"expired" | b"representative_unknown" => "badge badge-warn",
        _ => "badge",
    }
}

fn mark(shell: &Shell, column: &str, cell: &PurposeCell) -> Mark {
    let code = cell.basis.code();
    Mark {
        column: column.to_owned(),
        badge: badge(code),
        words: shell.t(&format!("consents-basis-{}", dashed(code))),
        address: cell.consent.as_ref().map(|code| consent_address(code)),
    }
}

/// Address of the page of one consent.
pub fn consent_address(code: &str) -> String {
    format!("/consents/record/{}", segment(code))
}

fn class_page(shell: Shell, visitor: &Visitor, as_of: AsOf, found: &ClassConsents) -> ClassPage {
    let columns = columns(&shell, &found.purposes);
    let own = format!("/consents/class/{}", segment(&found.class_name));
    let day = as_of.code();
    let file =
        |what: &str, format: &str| address(&format!("{own}/{what}/{format}"), &[("as_of", &day)]);
    let pupils = found
        .pupils
        .iter()
        .map(|pupil| PupilLine {
            name: pupil.full_name.clone(),
            address: format!("/people/{}", segment(&pupil.code)),
            marks: columns
                .iter()
                .zip(&pupil.cells)
                .map(|(column, cell)| mark(&shell, column, cell))
                .collect(),
        })
        .collect();
    let choices = found
        .purposes
        .iter()
        .zip(&found.tallies)
        .map(|(purpose, tally)| Choice {
            code: purpose.code(),
            words: purpose_words(&shell, *purpose),
            chosen: tally.missing + tally.lapsed > 0,
        })
        .collect();
    let section = shell.t("consents-section");
    let title = shell.with("consents-class-title", "class", &found.class_name);
    ClassPage {
        as_of,
        action: address(&own, &[("as_of", &day)]),
        total: numbers(&shell, &columns, &found.tallies),
        columns,
        pupils,
        choices,
        collects: visitor.ctx.allows(Action::CollectConsents),
        open_papers: count(found.open_papers),
        files: vec![
            ("PDF", file("papers", "pdf")),
            ("DOCX", file("papers", "docx")),
        ],
        reminders: vec![
            ("PDF", file("reminder", "pdf")),
            ("DOCX", file("reminder", "docx")),
        ],
        problem: None,
        shell: shell.under("/consents", section).titled(title),
    }
}

/// One class.
///
/// # Errors
/// When there is no such class on the day.
pub async fn class(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(name): Path<String>,
    Query(query): Query<DayQuery>,
) -> Result<Response, PageError> {
    let as_of = AsOf::of(Some(&query.as_of), shell.today);
    let found = site
        .app
        .class_consents(&visitor.ctx, as_of.day, &name)
        .await?;
    page(&class_page(shell, &visitor, as_of, &found))
}

/// What was issued, in words.
fn said(shell: &Shell, issued: Issued) -> String {
    let parts = [
        ("consents-issued", issued.made),
        ("consents-issued-already", issued.already),
        ("consents-issued-refused", issued.refused),
        ("consents-issued-age", issued.age_unknown),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .enumerate()
        .filter(|(at, (_, number))| *at == 0 || *number > 0)
        .map(|(_, (key, number))| shell.n(key, &count(number)))
        .collect();
    said.join(" ")
}

/// The sentence of a refusal.
pub fn sentence(shell: &Shell, error: ConsentError) -> String {
    let words = match error {
        ConsentError::TextMissing(purpose) | ConsentError::TextChanged(purpose) => {
            purpose_words(shell, purpose)
        }
        _ => String::new(),
    };
    let key = format!(
        "consents-error-{}",
        dashed(error.code().trim_start_matches("consent."))
    );
    shell.with(&key, "purpose", &words)
}

/// Issues papers to the class. Sent again it makes nothing, so the page is given at once.
///
/// # Errors
/// When there is no such class.
pub async fn issue(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(name): Path<String>,
    Query(query): Query<DayQuery>,
    RawForm(form): RawForm,
) -> Result<Response, PageError> {
    let as_of = AsOf::of(Some(&query.as_of), shell.today);
    let purposes = url::form_urlencoded::parse(&form)
        .filter(|(field, _)| field == "purpose")
        .filter_map(|(_, code)| Purpose::from_code(&code))
        .collect();
    let command = Issue {
        class_name: name.clone(),
        purposes,
        on: as_of.day,
    };
    let outcome = rule_or_page(site.app.issue_consents(&visitor.ctx, &command).await)?;
    let found = site
        .app
        .class_consents(&visitor.ctx, as_of.day, &name)
        .await?;
    let (done, problem) = match outcome {
        Ok(issued) => (Some(said(&shell, issued)), None),
        Err(error) => (None, Some(sentence(&shell, error))),
    };
    let status = if problem.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let mut made = class_page(shell, &visitor, as_of, &found);
    made.shell.done = done;
    made.problem = problem;
    Ok((status, page(&made)?).into_response())
}

/// A file to hand over.
pub fn file(file: Rendered) -> Response {
    let disposition = format!("attachment; filename=\"{}\"", file.file_name);
    (
        [
            (header::CONTENT_TYPE, file.format.media_type().to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        file.bytes,
    )
        .into_response()
}

fn print_format(code: &str) -> Result<Format, PageError> {
    Format::from_extension(code)
        .filter(|format| matches!(format, Format::Pdf | Format::Docx))
        .ok_or(PageError::NotFound)
}

/// Where the pages are, as the browser that asks knows them.
fn own_address(site: &Site, headers: &HeaderMap) -> Option<String> {
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let scheme = if site.settings.https { "https" } else { "http" };
    Some(format!("{scheme}://{host}"))
}

/// Papers of a class that are out and not signed.
///
/// # Errors
/// When there is no such class or no such paper.
pub async fn papers(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    headers: HeaderMap,
    Path((name, format)): Path<(String, String)>,
    Query(query): Query<DayQuery>,
) -> Result<Response, PageError> {
    let as_of = AsOf::of(Some(&query.as_of), shell.today);
    let which = Papers::OfClass(name);
    let format = print_format(&format)?;
    let made = site
        .app
        .print_consents(
            &visitor.ctx,
            as_of.day,
            &which,
            (format, own_address(&site, &headers).as_deref()),
        )
        .await;
    rule_or_page(made)?
        .map(file)
        .map_err(|_| PageError::NotFound)
}

/// The sheet of a class with what is awaited.
///
/// # Errors
/// When there is no such class.
pub async fn reminder(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((name, format)): Path<(String, String)>,
    Query(query): Query<DayQuery>,
) -> Result<Response, PageError> {
    let as_of = AsOf::of(Some(&query.as_of), shell.today);
    let format = print_format(&format)?;
    let made = site
        .app
        .print_reminder(&visitor.ctx, as_of.day, &name, format)
        .await?;
    Ok(file(made))
}

/// One paper as a file.
///
/// # Errors
/// When there is no such consent.
pub async fn paper(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    headers: HeaderMap,
    Path((code, format)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let format = print_format(&format)?;
    let which = Papers::One(code);
    let made = site
        .app
        .print_consents(
            &visitor.ctx,
            shell.today,
            &which,
            (format, own_address(&site, &headers).as_deref()),
        )
        .await;
    rule_or_page(made)?
        .map(file)
        .map_err(|_| PageError::NotFound)
}
