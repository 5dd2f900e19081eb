//! One-time links: the first head sets the program up, everybody else joins.
//!
//! Not here: making links (`members`). The one decision to know: opening the link uses nothing up,
//! since mail programs open links on their own; sending the form does.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use opora_app::accounts::{Accept, AcceptError};
use serde::Deserialize;

use super::accounts::{agent, opened_session};
use super::page;
use crate::error::{PageError, rule_or_page};
use crate::shell::Shell;
use crate::site::Site;

/// The page.
#[derive(Debug, Template)]
#[template(path = "accounts/join.html")]
struct JoinPage {
    shell: Shell,
    /// Whether the link is good.
    good: bool,
    /// Where the form goes.
    address: String,
    /// Role the link gives.
    role: String,
    /// Login the link was made for; empty when it may be chosen.
    fixed_login: String,
    login: String,
    display_name: String,
    /// Field and sentence of an error.
    problem: Option<(&'static str, String)>,
}

impl JoinPage {
    /// The sentence about a field.
    fn about(&self, field: &str) -> Option<&str> {
        self.problem
            .as_ref()
            .filter(|(name, _)| *name == field)
            .map(|(_, text)| text.as_str())
    }
}

/// The form.
#[derive(Debug, Default, Deserialize)]
pub struct JoinForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    display_name: String,
    #[serde(default)]
    password: String,
}

async fn prepare(
    site: &Site,
    shell: Shell,
    token: &str,
    form: &JoinForm,
    problem: Option<(&'static str, String)>,
) -> Result<JoinPage, PageError> {
    let link = site.app.link(token).await.map_err(PageError::inner)?;
    let title = shell.t("accounts-join");
    let role = link
        .as_ref()
        .and_then(|link| link.role)
        .map_or_else(String::new, |role| {
            shell.t(&format!("role-{}", role.code().replace('_', "-")))
        });
    let fixed_login = link
        .as_ref()
        .and_then(|link| link.login.clone())
        .unwrap_or_default();
    Ok(JoinPage {
        good: link.is_some(),
        address: format!("/join/{token}"),
        role,
        login: if fixed_login.is_empty() {
            form.login.clone()
        } else {
            fixed_login.clone()
        },
        fixed_login,
        display_name: form.display_name.clone(),
        problem,
        shell: shell.titled(title),
    })
}

/// What the link is for.
///
/// # Errors
/// When the store fails.
pub async fn form(
    State(site): State<Site>,
    shell: Shell,
    Path(token): Path<String>,
) -> Result<Response, PageError> {
    let prepared = prepare(&site, shell, &token, &JoinForm::default(), None).await?;
    let status = if prepared.good {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    Ok((status, page(&prepared)?).into_response())
}

/// Uses the link.
///
/// # Errors
/// When the store fails.
pub async fn accept(
    State(site): State<Site>,
    shell: Shell,
    jar: CookieJar,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(form): Form<JoinForm>,
) -> Result<Response, PageError> {
    let command = Accept {
        token: token.clone(),
        login: form.login.clone(),
        display_name: form.display_name.clone(),
        password: form.password.clone(),
    };
    let rule = match rule_or_page(site.app.accept_link(command, &agent(&headers)).await)? {
        Ok(opened) => return Ok(opened_session(&site, jar, opened, "/")),
        Err(rule) => rule,
    };
    let (field, key) = match rule {
        AcceptError::LinkInvalid => ("link", "accounts-link-invalid"),
        AcceptError::PasswordTooShort => ("password", "accounts-password-short"),
        AcceptError::LoginInvalid => ("login", "accounts-login-invalid"),
        AcceptError::LoginTaken => ("login", "accounts-login-taken"),
        AcceptError::NameEmpty => ("display_name", "accounts-name-empty"),
    };
    let problem = Some((field, shell.t(key)));
    let prepared = prepare(&site, shell, &token, &form, problem).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&prepared)?).into_response())
}
