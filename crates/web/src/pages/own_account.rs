//! The own account: changing the password, ending sessions left open elsewhere.
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
use crate::format;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// A session as shown.
#[derive(Debug)]
struct SessionLine {
    handle: String,
    agent: String,
    began: String,
    seen: String,
    current: bool,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "accounts/own.html")]
struct OwnAccountPage {
    shell: Shell,
    wrong: Option<String>,
    too_short: Option<String>,
    sessions: Vec<SessionLine>,
}

/// The form.
#[derive(Debug, Deserialize)]
pub struct PasswordForm {
    #[serde(default)]
    present: String,
    #[serde(default)]
    wanted: String,
}

/// The session to end.
#[derive(Debug, Deserialize)]
pub struct SessionForm {
    #[serde(default)]
    session: String,
}

/// Lines of the sessions of the visitor.
async fn sessions(
    site: &Site,
    visitor: &Visitor,
    shell: &Shell,
) -> Result<Vec<SessionLine>, PageError> {
    let time_zone = super::audit::time_zone(site, visitor).await?;
    let found = site
        .app
        .own_sessions(visitor.user, &visitor.session_token)
        .await
        .map_err(PageError::inner)?;
    let lines = found.into_iter().map(|one| SessionLine {
        began: format::instant(shell.lang, one.began_at, &time_zone),
        seen: format::instant(shell.lang, one.seen_at, &time_zone),
        agent: browser(&one.agent).unwrap_or_else(|| shell.t("accounts-session-unknown")),
        handle: one.handle,
        current: one.current,
    });
    Ok(lines.collect())
}

/// Browser and system out of what a browser calls itself: enough for a person to tell them apart.
fn browser(agent: &str) -> Option<String> {
    const BROWSERS: [(&str, &str); 6] = [
        ("YaBrowser/", "Yandex Browser"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 5] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let named = |known: &[(&str, &'static str)]| {
        let mut known = known.iter();
        let found = known.find(|(mark, _)| agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    let parts: Vec<&str> = [named(&BROWSERS), named(&SYSTEMS)]
        .into_iter()
        .flatten()
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The page.
///
/// # Errors
/// When the store or the template fails.
pub async fn form(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
) -> Result<Response, PageError> {
    let title = shell.t("accounts-own");
    page(&OwnAccountPage {
        sessions: sessions(&site, &visitor, &shell).await?,
        shell: shell.titled(title),
        wrong: None,
        too_short: None,
    })
}

/// Ends a session of the visitor.
///
/// # Errors
/// When the store fails.
pub async fn end_session(
    State(site): State<Site>,
    visitor: Visitor,
    Form(form): Form<SessionForm>,
) -> Result<Response, PageError> {
    site.app
        .end_own_session(visitor.user, &form.session)
        .await
        .map_err(PageError::inner)?;
    Ok(Redirect::to("/account").into_response())
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
        sessions: sessions(&site, &visitor, &shell).await?,
        shell: shell.titled(title),
    };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&refused)?).into_response())
}

#[cfg(test)]
mod tests {
    use super::browser;

    #[test]
    fn browsers_are_told_apart_by_the_most_particular_mark() {
        let yandex = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                      Chrome/120.0.0.0 YaBrowser/24.1.0 Safari/537.36";
        assert_eq!(browser(yandex).as_deref(), Some("Yandex Browser, Windows"));
        let phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36";
        assert_eq!(browser(phone).as_deref(), Some("Chrome, Android"));
        assert_eq!(browser("curl"), None);
    }
}
