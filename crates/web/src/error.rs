//! What goes wrong in a handler, and the page it becomes.
//!
//! Not here: rule errors, which come back on their form. The one decision to know: unknown and
//! foreign things give the same bytes; inner text goes to the log under a reference number and
//! never to a page.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use opora_app::Failure;

/// Why a handler has no page.
#[derive(Debug)]
pub enum PageError {
    /// Unknown here, or of another organisation.
    NotFound,
    /// The role may not.
    Denied,
    /// Changed by somebody else meanwhile.
    Conflict,
    /// The request is not one our forms send.
    BadRequest,
    /// The form is of another session or of none: it has to be opened again.
    Stale,
    /// The body is longer than allowed.
    TooLarge,
    /// Too much is asked of the server just now.
    Busy,
    /// Anything else; the text is for the log.
    Inner(String),
}

/// Mark on a response whose page is still to be made (`guard`).
#[derive(Clone, Debug)]
pub struct Unmade {
    /// For the log.
    pub detail: Option<String>,
}

impl PageError {
    const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Denied | Self::Stale => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Conflict => StatusCode::CONFLICT,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Inner(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// For the log.
    pub fn inner(error: impl std::fmt::Display) -> Self {
        Self::Inner(error.to_string())
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        let detail = match self {
            Self::Inner(detail) => Some(detail),
            _ => None,
        };
        response.extensions_mut().insert(Unmade { detail });
        response
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        Self::inner(error)
    }
}

/// Parts a rule error, which belongs on a form, from everything else, which is a page of its own.
///
/// # Errors
/// Everything that is not a rule.
pub fn rule_or_page<T, R: std::fmt::Debug>(
    outcome: Result<T, Failure<R>>,
) -> Result<Result<T, R>, PageError> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(Failure::Rule(rule)) => Ok(Err(rule)),
        Err(other) => Err(other.into()),
    }
}

impl<R: std::fmt::Debug> From<Failure<R>> for PageError {
    fn from(failure: Failure<R>) -> Self {
        match failure {
            Failure::Denied => Self::Denied,
            Failure::NotFound => Self::NotFound,
            Failure::Conflict => Self::Conflict,
            Failure::Unavailable => Self::Busy,
            other => Self::inner(other),
        }
    }
}
