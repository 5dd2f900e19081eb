//! The own account: changing the password.
//!
//! Not here: accounts of others (`members`). The one decision to know: a changed password ends every
//! session, this one too.

use askama::Template;
use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use opora_app::members::PasswordError;
use serde::Deserialize;

use super::page;
use crate::error::{PageError, rule_or_page};
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// The page.
#[derive(Debug, Template)]
#[template(path = "accounts/own.html")]
struct OwnAccountPage {
    shell: Shell,
    wrong: Option<String>,
    too_short: Option<String>,
}

/// The form.
#[derive(Debug, Deserialize)]
pub struct PasswordForm {
    #[serde(default)]
    present: String,
    #[serde(default)]
    wanted: String,
}

/// The form.
///
/// # Errors
/// When the template fails.
pub async fn form(shell: Shell) -> Result<Response, PageError> {
    let title = shell.t("accounts-own");
    page(&OwnAccountPage {
        shell: shell.titled(title),
        wrong: None,
        too_short: None,
    })
}

/// Changes the password.
///
/// # Errors
/// When the store fails.
pub async fn change_password(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Form(form): Form<PasswordForm>,
) -> Result<Response, PageError> {
    let outcome = site
        .app
        .change_password(visitor.user, form.present, form.wanted)
        .await;
    let Err(rule) = rule_or_page(outcome)? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let title = shell.t("accounts-own");
    let told = |wanted: PasswordError, key: &str| (rule == wanted).then(|| shell.t(key));
    let refused = OwnAccountPage {
        wrong: told(PasswordError::Wrong, "accounts-present-wrong"),
        too_short: told(PasswordError::TooShort, "accounts-password-short"),
        shell: shell.titled(title),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&refused)?).into_response())
}
