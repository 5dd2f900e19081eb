//! Pages: one module and one template a page, named as its feature.
//!
//! Not here: rules. The one decision to know: a page is a struct with everything its template shows;
//! the handler fills it from a use case and does nothing else.

pub mod accounts;
pub mod activity;
pub mod audit;
pub mod checks;
pub mod compare;
pub mod counted;
pub mod design;
pub mod edition;
pub mod errors;
pub mod exchange;
mod fields;
mod findings;
mod indicators;
pub mod join;
mod listing;
pub mod look;
pub mod members;
pub mod monitoring;
pub mod organisations;
pub mod own_account;
pub mod people;
pub mod person;
pub mod record_end;
pub mod record_form;
pub mod record_history;
mod record_related;
pub mod records;
pub mod reports;
pub mod roadmap;
pub mod today;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};

pub use listing::{day, escaped};

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
