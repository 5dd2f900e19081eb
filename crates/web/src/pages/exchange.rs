//! Facts in and out: template, export, import with a preview.
//!
//! Not here: reading workbooks. The one decision to know: a file handed in for a look is kept in
//! memory for a quarter of an hour, for its owner only, so that what was looked at is what comes in.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Multipart, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use opora_app::exchange::ImportError;
use opora_intake::{Doubt, FileError, Import, RejectedRow, Source, TextEncoding};

use super::listing::count;
use super::organisations::{OrganisationTab, tabs};
use super::page;
use crate::error::{PageError, rule_or_page};
use crate::pending::Pending;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// Reasons and doubts shown; the rest is in the workbook of refused rows.
const SHOWN: usize = 100;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The page.
#[derive(Debug, Template)]
#[template(path = "organisations/exchange.html")]
struct ExchangePage {
    shell: Shell,
    tabs: Vec<OrganisationTab>,
    upload: String,
    /// What is wrong with the file as a whole, and what to do.
    problem: Option<(String, String)>,
}

/// Counts of one sheet.
#[derive(Debug)]
struct SheetLine {
    sheet: &'static str,
    new: i64,
    changed: i64,
    unchanged: i64,
    rejected: i64,
}

/// What an import would do, or did.
#[derive(Debug, Template)]
#[template(path = "organisations/import.html")]
struct ImportPage {
    shell: Shell,
    tabs: Vec<OrganisationTab>,
    file_name: String,
    key: String,
    done_already: bool,
    sheets: Vec<SheetLine>,
    incoming: i64,
    rejected: i64,
    reasons: Vec<RejectedRow>,
    doubts: Vec<Doubt>,
}

fn start(visitor: &Visitor, shell: Shell) -> ExchangePage {
    let section = shell.t("organisations-section");
    let title = shell.t("organisations-exchange");
    ExchangePage {
        tabs: tabs(visitor, "/organisation/exchange"),
        upload: format!("/organisation/exchange?csrf={}", visitor.form_token),
        problem: None,
        shell: shell.under("/organisation", section).titled(title),
    }
}

/// The page.
///
/// # Errors
/// When the template fails.
pub async fn form(visitor: Visitor, shell: Shell) -> Result<Response, PageError> {
    page(&start(&visitor, shell))
}

/// A file of the form, with the encoding the person named before it.
struct HandedIn {
    file_name: String,
    bytes: Arc<[u8]>,
    encoding: Option<TextEncoding>,
}

async fn handed_in(mut form: Multipart) -> Result<Option<HandedIn>, PageError> {
    let mut encoding = None;
    while let Some(field) = form.next_field().await.map_err(|error| refused(&error))? {
        match field.name() {
            Some("encoding") => {
                let name = field.text().await.map_err(|error| refused(&error))?;
                encoding = TextEncoding::from_name(&name);
            }
            Some("file") => {
                let file_name = field.file_name().unwrap_or_default().to_owned();
                let bytes = field.bytes().await.map_err(|error| refused(&error))?;
                return Ok((!bytes.is_empty()).then(|| HandedIn {
                    file_name,
                    bytes: Arc::from(bytes.as_ref()),
                    encoding,
                }));
            }
            _ => {}
        }
    }
    Ok(None)
}

fn source(pending: &Pending) -> Source<'_> {
    Source {
        bytes: &pending.bytes,
        file_name: &pending.file_name,
        encoding: pending.encoding,
    }
}

fn refused(error: &axum::extract::multipart::MultipartError) -> PageError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        PageError::TooLarge
    } else {
        PageError::BadRequest
    }
}

/// Looks at a file and keeps it for the next step.
///
/// # Errors
/// When the use case fails.
pub async fn look(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    form: Multipart,
) -> Result<Response, PageError> {
    let Some(file) = handed_in(form).await? else {
        let words = (
            shell.t("organisations-file-missing"),
            shell.t("organisations-file-missing-next"),
        );
        return unreadable(&visitor, shell, words);
    };
    let pending = Pending {
        user: visitor.user,
        file_name: file.file_name,
        bytes: file.bytes,
        encoding: file.encoding,
        kept_at: site.app.now(),
    };
    let looked = site
        .app
        .preview_import(&visitor.ctx, &source(&pending))
        .await;
    match rule_or_page(looked)? {
        Err(ImportError::File(error)) => unreadable(&visitor, shell, file_words(&error)),
        Ok(_) => {
            let key = site.pending.keep(pending);
            let address = format!("/organisation/exchange/{key}");
            Ok(Redirect::to(&address).into_response())
        }
    }
}

fn file_words(error: &FileError) -> (String, String) {
    (error.to_string(), error.next_step().to_string())
}

fn unreadable(
    visitor: &Visitor,
    shell: Shell,
    words: (String, String),
) -> Result<Response, PageError> {
    let mut refused = start(visitor, shell);
    refused.problem = Some(words);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&refused)?).into_response())
}

fn kept(site: &Site, visitor: &Visitor, key: &str) -> Result<Pending, PageError> {
    let now = site.app.now();
    site.pending
        .get(key, visitor.user, now)
        .ok_or(PageError::NotFound)
}

fn import_page(
    visitor: &Visitor,
    shell: Shell,
    key: String,
    pending: &Pending,
    import: Import,
    done: bool,
) -> ImportPage {
    let section = shell.t("organisations-section");
    let exchange = shell.t("organisations-exchange");
    let sheets: Vec<SheetLine> = import
        .counts
        .iter()
        .map(|(kind, counts)| SheetLine {
            sheet: kind.schema().sheet,
            new: count(counts.new),
            changed: count(counts.changed),
            unchanged: count(counts.unchanged),
            rejected: count(counts.rejected),
        })
        .collect();
    let title = shell.t(if done {
        "organisations-import-done"
    } else {
        "organisations-import"
    });
    ImportPage {
        tabs: tabs(visitor, "/organisation/exchange"),
        file_name: pending.file_name.clone(),
        key,
        done_already: done,
        incoming: sheets.iter().map(|sheet| sheet.new + sheet.changed).sum(),
        rejected: sheets.iter().map(|sheet| sheet.rejected).sum(),
        sheets,
        reasons: import.rejected.into_iter().take(SHOWN).collect(),
        doubts: import.doubts.into_iter().take(SHOWN).collect(),
        shell: shell
            .under("/organisation", section)
            .under("/organisation/exchange", exchange)
            .titled(title),
    }
}

async fn previewed(site: &Site, visitor: &Visitor, pending: &Pending) -> Result<Import, PageError> {
    let outcome = site
        .app
        .preview_import(&visitor.ctx, &source(pending))
        .await;
    rule_or_page(outcome)?.map_err(|ImportError::File(error)| PageError::inner(error))
}

/// What the kept file would bring.
///
/// # Errors
/// When nothing is kept under this key.
pub async fn preview(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(key): Path<String>,
) -> Result<Response, PageError> {
    let pending = kept(&site, &visitor, &key)?;
    let import = previewed(&site, &visitor, &pending).await?;
    page(&import_page(&visitor, shell, key, &pending, import, false))
}

/// Takes the good rows of the kept file in.
///
/// # Errors
/// When nothing is kept under this key, or somebody changed a row meanwhile.
pub async fn import(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(key): Path<String>,
) -> Result<Response, PageError> {
    let pending = kept(&site, &visitor, &key)?;
    let outcome = site.app.import(&visitor.ctx, &source(&pending)).await;
    let import =
        rule_or_page(outcome)?.map_err(|ImportError::File(error)| PageError::inner(error))?;
    page(&import_page(&visitor, shell, key, &pending, import, true))
}

fn download(name: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    (
        [
            (header::CONTENT_TYPE, media_type.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response()
}

/// Code of the catalogue the school works by.
async fn catalogue(site: &Site, visitor: &Visitor) -> Result<Option<String>, PageError> {
    let card = site.app.organisation(&visitor.ctx).await?;
    Ok(card.profile.and_then(|profile| profile.catalogue))
}

/// Refused rows of the kept file, as a workbook with their reasons.
///
/// # Errors
/// When nothing is kept under this key.
pub async fn rejected(
    State(site): State<Site>,
    visitor: Visitor,
    Path(key): Path<String>,
) -> Result<Response, PageError> {
    let pending = kept(&site, &visitor, &key)?;
    let import = previewed(&site, &visitor, &pending).await?;
    let code = catalogue(&site, &visitor).await?;
    let vocabulary = site.app.catalogues().get(code.as_deref()).vocabulary();
    let bytes = import
        .rejected_workbook(&vocabulary)
        .map_err(|error| PageError::Inner(format!("{error:?}")))?;
    Ok(download("opora-rejected.xlsx", XLSX, bytes))
}

/// An empty workbook.
///
/// # Errors
/// When it cannot be written.
pub async fn template(State(site): State<Site>, visitor: Visitor) -> Result<Response, PageError> {
    let code = catalogue(&site, &visitor).await?;
    let bytes = site
        .app
        .template(code.as_deref())
        .map_err(|error| PageError::Inner(format!("{error:?}")))?;
    Ok(download("opora-template.xlsx", XLSX, bytes))
}

/// All facts as a workbook.
///
/// # Errors
/// When it cannot be written.
pub async fn export(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
) -> Result<Response, PageError> {
    let bytes = site.app.export(&visitor.ctx).await?;
    Ok(download(
        &format!("opora-{}.xlsx", shell.today),
        XLSX,
        bytes,
    ))
}
