//! One edition of a справка: its findings, check, signature, files.
//!
//! Not here: when it may be signed (`app`), comparing (`compare`). The one decision to know: an
//! unsigned edition shows the findings of today's facts, a signed one those it was signed with.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use opora_app::ports::Format;
use opora_app::reports::{EditionName, ReportError, Waive};
use opora_domain::permissions::Action;
use opora_monitoring::report::Edition as Readers;
use serde::Deserialize;

use super::findings::FindingView;
use super::listing::{AsOf, count};
use super::page;
use super::reports::{edition_address, state_words};
use crate::error::{PageError, rule_or_page};
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// A file to take away.
#[derive(Debug)]
struct FileLink {
    format: &'static str,
    address: String,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "reports/edition.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each shows or hides one part of the page"
)]
struct EditionView {
    shell: Shell,
    address: String,
    number: i64,
    badge: &'static str,
    state: String,
    signed: bool,
    stale: bool,
    prepares: bool,
    signs: bool,
    signed_by: Option<String>,
    fingerprint: String,
    compare: Option<String>,
    official: Vec<FileLink>,
    public: Vec<FileLink>,
    findings: Vec<FindingView>,
    /// Sentence about the last step.
    problem: Option<String>,
    /// Finding whose reason was refused: code, subject, sentence.
    refused: Option<(String, String, String)>,
}

impl EditionView {
    /// The sentence about the reason of a finding.
    fn about(&self, finding: &FindingView) -> Option<&str> {
        let subject = finding.subject.as_deref().unwrap_or_default();
        self.refused
            .as_ref()
            .filter(|(code, about, _)| *code == finding.code && about == subject)
            .map(|(.., words)| words.as_str())
    }
}

/// The page that asks once more before signing.
#[derive(Debug, Template)]
#[template(path = "reports/sign.html")]
struct SignPage {
    shell: Shell,
    address: String,
    number: i64,
    problem: Option<String>,
}

/// Sentence of a rule.
pub fn sentence(shell: &Shell, error: ReportError) -> String {
    match error {
        ReportError::Blocked { errors, warnings } => {
            let words = [
                ("errors", count(errors).to_string()),
                ("warnings", count(warnings).to_string()),
            ];
            shell.lang.with("reports-blocked", &words)
        }
        ReportError::NotChecked => shell.t("reports-not-checked"),
        ReportError::FactsChanged => shell.t("reports-facts-changed"),
        ReportError::Signed => shell.t("reports-signed-already"),
        ReportError::AheadOfToday => shell.t("reports-ahead"),
        ReportError::ReasonMissing => shell.t("reports-reason-missing"),
        ReportError::FindingUnknown => shell.t("reports-finding-unknown"),
    }
}

/// Day and number of an address.
pub fn name((as_of, number): (&str, &str)) -> Result<EditionName, PageError> {
    let as_of: NaiveDate = as_of.parse().map_err(|_| PageError::NotFound)?;
    let number = number.parse().map_err(|_| PageError::NotFound)?;
    Ok(EditionName { as_of, number })
}

fn files(address: &str, readers: Readers) -> Vec<FileLink> {
    Format::ALL
        .iter()
        .map(|format| FileLink {
            format: format.extension(),
            address: format!("{address}/files/{}/{}", readers.code(), format.extension()),
        })
        .collect()
}

async fn prepare(
    site: &Site,
    visitor: &Visitor,
    shell: Shell,
    name: EditionName,
    problem: Option<String>,
) -> Result<EditionView, PageError> {
    let edition = site.app.edition(&visitor.ctx, name).await?;
    let (badge, key) = state_words(edition.line.state.code());
    let signed = edition.line.state.code() == "signed";
    let prepares = !signed && visitor.ctx.allows(Action::PrepareReport);
    let as_of = AsOf {
        day: name.as_of,
        misread: false,
    };
    let findings = if prepares && visitor.ctx.allows(Action::SeeMonitoring) {
        let monitoring = site.app.monitoring(&visitor.ctx, name.as_of).await?;
        let findings = monitoring.checks().findings.iter();
        findings
            .map(|one| FindingView::live(&shell, one, as_of))
            .collect()
    } else {
        let findings = edition.snapshot.findings.iter();
        findings
            .map(|one| FindingView::frozen(&shell, one, as_of))
            .collect()
    };
    let address = edition_address(name);
    let title = shell.with("reports-on", "day", &shell.date(&name.as_of));
    let section = shell.t("reports-section");
    Ok(EditionView {
        number: name.number,
        badge,
        state: shell.t(key),
        signed,
        stale: edition.stale,
        prepares,
        signs: visitor.ctx.allows(Action::SignReport) && edition.line.state.code() == "checked",
        signed_by: edition.line.signed_by,
        fingerprint: edition.line.sha256,
        compare: edition
            .earlier
            .map(|(as_of, number)| format!("{address}/compare/{as_of}/{number}")),
        official: files(&address, Readers::Official),
        public: files(&address, Readers::Public),
        findings,
        problem,
        refused: None,
        address,
        shell: shell.under("/reports", section).titled(title),
    })
}

/// The edition.
///
/// # Errors
/// When there is no such edition.
pub async fn show(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((as_of, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let name = name((&as_of, &number))?;
    page(&prepare(&site, &visitor, shell, name, None).await?)
}

/// Makes the draft anew and checks it.
///
/// # Errors
/// When there is no such edition.
pub async fn check(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((as_of, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let name = name((&as_of, &number))?;
    match rule_or_page(site.app.check_report(&visitor.ctx, name).await)? {
        Ok(()) => Ok(Redirect::to(&edition_address(name)).into_response()),
        Err(rule) => {
            let words = sentence(&shell, rule);
            let refused = prepare(&site, &visitor, shell, name, Some(words)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&refused)?).into_response())
        }
    }
}

/// The form of an acceptance.
#[derive(Debug, Default, Deserialize)]
pub struct WaiveForm {
    #[serde(default)]
    check: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    reason: String,
}

/// Accepts a finding with a reason, or takes the acceptance back.
///
/// # Errors
/// When there is no such edition.
pub async fn waive(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((as_of, number)): Path<(String, String)>,
    Form(form): Form<WaiveForm>,
) -> Result<Response, PageError> {
    let name = name((&as_of, &number))?;
    let command = Waive {
        as_of: name.as_of,
        check: form.check.clone(),
        subject: Some(form.subject.clone()).filter(|subject| !subject.is_empty()),
        reason: form.reason,
    };
    match rule_or_page(site.app.waive(&visitor.ctx, command).await)? {
        Ok(()) => {
            let address = format!("{}#findings", edition_address(name));
            Ok(Redirect::to(&address).into_response())
        }
        Err(rule) => {
            let words = sentence(&shell, rule);
            let mut refused = prepare(&site, &visitor, shell, name, None).await?;
            refused.refused = Some((form.check, form.subject, words));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&refused)?).into_response())
        }
    }
}

fn sign_page(shell: Shell, name: EditionName, problem: Option<String>) -> SignPage {
    let address = edition_address(name);
    let section = shell.t("reports-section");
    let edition = shell.with("reports-on", "day", &shell.date(&name.as_of));
    let title = shell.t("reports-sign");
    SignPage {
        shell: shell
            .under("/reports", section)
            .under(address.clone(), edition)
            .titled(title),
        address,
        number: name.number,
        problem,
    }
}

/// Asks once more.
///
/// # Errors
/// When there is no such edition.
pub async fn confirm(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((as_of, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let name = name((&as_of, &number))?;
    site.app.edition(&visitor.ctx, name).await?;
    page(&sign_page(shell, name, None))
}

/// Signs.
///
/// # Errors
/// When there is no such edition.
pub async fn sign(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path((as_of, number)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let name = name((&as_of, &number))?;
    match rule_or_page(site.app.sign_report(&visitor.ctx, name).await)? {
        Ok(()) => Ok(Redirect::to(&edition_address(name)).into_response()),
        Err(rule) => {
            let words = sentence(&shell, rule);
            let refused = sign_page(shell, name, Some(words));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&refused)?).into_response())
        }
    }
}

/// A file of the edition.
///
/// # Errors
/// When there is no such edition or format.
pub async fn file(
    State(site): State<Site>,
    visitor: Visitor,
    Path((as_of, number, readers, format)): Path<(String, String, String, String)>,
) -> Result<Response, PageError> {
    let name = name((&as_of, &number))?;
    let readers = [Readers::Official, Readers::Public]
        .into_iter()
        .find(|one| one.code() == readers)
        .ok_or(PageError::NotFound)?;
    let format = Format::from_extension(&format).ok_or(PageError::NotFound)?;
    let file = site
        .app
        .render_edition(&visitor.ctx, name, readers, format)
        .await?;
    let disposition = format!("attachment; filename=\"{}\"", file.file_name);
    Ok((
        [
            (header::CONTENT_TYPE, file.format.media_type().to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        file.bytes,
    )
        .into_response())
}
