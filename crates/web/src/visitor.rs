//! Who asks: the session behind the cookie.
//!
//! Not here: passwords and the life of sessions (`app::accounts`). The one decision to know: over
//! HTTPS the cookie has the `__Host-` prefix; plain `http://127.0.0.1` gets another name, because
//! browsers refuse the prefix there.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum_extra::extract::cookie::{Cookie, SameSite};
use opora_app::{App, Ctx};
use opora_domain::UserId;

use crate::error::PageError;
use crate::site::{Settings, Site};

/// The signed-in user of a request, acting in one organisation.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Caller of use cases.
    pub ctx: Ctx,
    /// Identifier of the user.
    pub user: UserId,
    /// Name as shown.
    pub name: String,
    /// Language the user has set.
    pub language: String,
    /// Secret every form of the session carries.
    pub form_token: String,
    /// Secret of the session.
    pub session_token: String,
}

impl Visitor {
    /// The user behind a session token; `None` for nobody and for users without a role.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn of(app: &App, token: &str) -> Result<Option<Self>, PageError> {
        let Some(signed_in) = app.session(token).await.map_err(PageError::inner)? else {
            return Ok(None);
        };
        let membership = opora_app::accounts::current_membership(&signed_in, None);
        Ok(membership.map(|membership| Self {
            ctx: Ctx::member(membership),
            user: membership.user,
            name: signed_in.user.display_name,
            language: signed_in.user.language,
            form_token: signed_in.form_token,
            session_token: token.to_owned(),
        }))
    }
}

impl FromRequestParts<Site> for Visitor {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, PageError> {
        // The guard puts it there for every route that is not open to anyone.
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| PageError::inner("a handler of an open route asked for a visitor"))
    }
}

/// Name of the session cookie.
pub fn cookie_name(settings: &Settings) -> &'static str {
    if settings.https {
        "__Host-opora"
    } else {
        "opora_session"
    }
}

/// The cookie of a session.
pub fn session_cookie(settings: &Settings, token: String) -> Cookie<'static> {
    Cookie::build((cookie_name(settings), token))
        .path("/")
        .http_only(true)
        .secure(settings.https)
        .same_site(SameSite::Lax)
        .build()
}

/// A cookie that removes the session cookie.
pub fn forget_session(settings: &Settings) -> Cookie<'static> {
    let mut cookie = session_cookie(settings, String::new());
    cookie.make_removal();
    cookie
}
