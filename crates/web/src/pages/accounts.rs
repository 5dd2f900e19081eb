//! Signing in and out.
//!
//! Not here: one-time links (`join`), the own password (`own_account`). The one decision to know:
//! an unknown name and a wrong password are told in the same words.

use std::net::{IpAddr, SocketAddr};

use askama::Template;
use axum::Extension;
use axum::extract::{ConnectInfo, Form, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use opora_app::accounts::{Opened, SignIn, SignInError};
use serde::Deserialize;

use super::look::own_path;
use super::page;
use crate::error::{PageError, rule_or_page};
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::{Visitor, forget_session, session_cookie};

/// The page.
#[derive(Debug, Template)]
#[template(path = "accounts/sign_in.html")]
struct SignInPage {
    shell: Shell,
    login: String,
    next: String,
    problem: Option<String>,
}

/// Query and form of the page.
#[derive(Debug, Deserialize)]
pub struct SignInForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

/// Peer of the connection; absent in tests that have no connection.
pub type Peer = Option<Extension<ConnectInfo<SocketAddr>>>;

/// Address the request came from. Behind the proxy that brings HTTPS it is the last one the proxy
/// wrote down; without one, headers are not believed.
pub fn address(site: &Site, headers: &HeaderMap, peer: &Peer) -> String {
    let peer = peer.as_ref().map(|Extension(ConnectInfo(peer))| peer.ip());
    let forwarded = headers
        .get("x-forwarded-for")
        .filter(|_| site.settings.https && peer.is_some_and(|peer| peer.is_loopback()))
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.rsplit(',').next())
        .and_then(|last| last.trim().parse::<IpAddr>().ok());
    forwarded
        .or(peer)
        .map_or_else(String::new, |address| address.to_string())
}

/// Name of the browser.
pub fn agent(headers: &HeaderMap) -> String {
    headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

/// The form.
///
/// # Errors
/// When the template fails.
pub async fn form(
    shell: Shell,
    visitor: Option<Extension<Visitor>>,
    Query(query): Query<SignInForm>,
) -> Result<Response, PageError> {
    if visitor.is_some() {
        return Ok(Redirect::to("/").into_response());
    }
    let title = shell.t("accounts-sign-in");
    page(&SignInPage {
        shell: shell.titled(title),
        login: String::new(),
        next: own_path(&query.next).to_owned(),
        problem: None,
    })
}

/// Opens a session.
///
/// # Errors
/// When the store fails.
pub async fn sign_in(
    State(site): State<Site>,
    shell: Shell,
    jar: CookieJar,
    peer: Peer,
    headers: HeaderMap,
    Form(form): Form<SignInForm>,
) -> Result<Response, PageError> {
    let command = SignIn {
        login: form.login.clone(),
        password: form.password,
        address: address(&site, &headers, &peer),
        agent: agent(&headers),
    };
    match rule_or_page(site.app.sign_in(command).await)? {
        Ok(opened) => Ok(opened_session(&site, jar, opened, &form.next)),
        Err(rule) => {
            let key = match rule {
                SignInError::Wrong => "accounts-wrong",
                SignInError::TooMany => "accounts-too-many",
            };
            let title = shell.t("accounts-sign-in");
            let refused = SignInPage {
                problem: Some(shell.t(key)),
                shell: shell.titled(title),
                login: form.login,
                next: own_path(&form.next).to_owned(),
            };
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&refused)?).into_response())
        }
    }
}

/// Hands out the cookie of a new session.
pub fn opened_session(site: &Site, jar: CookieJar, opened: Opened, next: &str) -> Response {
    let jar = jar.add(session_cookie(&site.settings, opened.token));
    (jar, Redirect::to(own_path(next))).into_response()
}

/// Closes the session.
///
/// # Errors
/// When the store fails.
pub async fn sign_out(
    State(site): State<Site>,
    visitor: Visitor,
    jar: CookieJar,
) -> Result<(CookieJar, Redirect), PageError> {
    site.app
        .sign_out(&visitor.session_token)
        .await
        .map_err(PageError::inner)?;
    Ok((
        jar.add(forget_session(&site.settings)),
        Redirect::to("/sign-in"),
    ))
}
