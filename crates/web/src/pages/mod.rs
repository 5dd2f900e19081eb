//! Pages: one module and one template a page, named as its feature.
//!
//! Not here: rules. The one decision to know: a page is a struct with everything its template shows;
//! the handler fills it from a use case and does nothing else.

pub mod design;
pub mod errors;
pub mod look;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

use crate::error::PageError;

/// A page made of its struct.
///
/// # Errors
/// When the template fails.
pub fn page(template: &impl Template) -> Result<Response, PageError> {
    Ok(Html(template.render()?).into_response())
}

/// Whether the process answers.
pub async fn health() -> &'static str {
    "ok\n"
}
