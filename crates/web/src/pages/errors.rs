//! Pages of errors.
//!
//! Not here: errors of a form. The one decision to know: the page of an unknown thing carries
//! nothing of the request, so a foreign id and a wrong address give the same bytes.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::error::PageError;
use crate::look::Look;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// A page of an error.
#[derive(Debug, Template)]
#[template(path = "error.html")]
struct ErrorPage {
    shell: Shell,
    /// What happened.
    happened: String,
    /// What to do next.
    next: String,
    /// Number under which the error stands in the log.
    reference: Option<String>,
}

/// Keys of an error: what happened, what to do.
const fn keys(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => {
            ("error-not-found", "error-not-found-next")
        }
        StatusCode::FORBIDDEN => ("error-denied", "error-denied-next"),
        StatusCode::CONFLICT => ("error-conflict", "error-conflict-next"),
        StatusCode::PAYLOAD_TOO_LARGE => ("error-too-large", "error-too-large-next"),
        StatusCode::SERVICE_UNAVAILABLE => ("error-busy", "error-busy-next"),
        status if status.as_u16() < 500 => ("error-request", "error-request-next"),
        _ => ("error-inner", "error-inner-next"),
    }
}

/// The page of an error.
pub fn page(
    site: &Site,
    look: Look,
    visitor: Option<&Visitor>,
    status: StatusCode,
    reference: Option<String>,
) -> Response {
    let shell = match visitor {
        Some(visitor) => Shell::of(site, look, visitor, ""),
        None => Shell::bare(site, look),
    };
    let (happened, next) = keys(status);
    let happened = shell.t(happened);
    let page = ErrorPage {
        next: shell.t(next),
        shell: shell.titled(happened.clone()),
        happened,
        reference,
    };
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, page.happened).into_response(),
    }
}

/// Whatever is not in the table of routes.
pub async fn unknown() -> PageError {
    PageError::NotFound
}
