//! The one check in front of every route: session, permission, token of forms, page of errors.
//!
//! Not here: the check inside use cases, which ask again. The one decision to know: what a route
//! demands stands in the table of `routes`, and no route exists outside the table.

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;

use crate::error::{PageError, Unmade};
use crate::look::Look;
use crate::pages::{errors, escaped};
use crate::routes::Access;
use crate::site::Site;
use crate::visitor::{Visitor, cookie_name};

/// Name of the field of a form that carries the token.
pub const TOKEN_FIELD: &str = "csrf";

/// State of the guard of one route.
#[derive(Clone, Debug)]
pub struct Guarded {
    /// The site.
    pub site: Site,
    /// What the route demands.
    pub access: Access,
}

/// Middleware of one route.
pub async fn check(State(guarded): State<Guarded>, request: Request, next: Next) -> Response {
    let Guarded { site, access } = guarded;
    let mut look = Look::of(request.headers());
    let path = request.uri().path().to_owned();
    let token = session_token(&site, request.headers());
    let visitor = match visitor(&site, token).await {
        Ok(visitor) => visitor,
        Err(error) => return made(&site, look, None, error.into_response()),
    };
    if let Some(visitor) = &visitor {
        look = look.for_user(&visitor.language);
    }
    let response = match admit(access, visitor.as_ref(), &request) {
        Ok(()) => run(&site, look, visitor.clone(), request, next).await,
        Err(refusal) => refusal.response(&path),
    };
    let mut response = made(&site, look, visitor.as_ref(), response);
    if visitor.is_some() || access != Access::Anyone {
        let never = HeaderValue::from_static("no-store");
        response.headers_mut().insert(header::CACHE_CONTROL, never);
    }
    response
}

fn session_token(site: &Site, headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers)
        .get(cookie_name(&site.settings))
        .map(|cookie| cookie.value().to_owned())
}

async fn visitor(site: &Site, token: Option<String>) -> Result<Option<Visitor>, PageError> {
    match token {
        Some(token) => Visitor::of(&site.app, &token).await,
        None => Ok(None),
    }
}

/// Why a request does not get to its handler.
enum Refusal {
    SignIn { partial: bool, back: bool },
    Denied,
}

impl Refusal {
    fn response(self, path: &str) -> Response {
        match self {
            Self::Denied => PageError::Denied.into_response(),
            Self::SignIn { partial, back } => {
                let address = if back && path != "/" {
                    format!("/sign-in?next={}", escaped(path))
                } else {
                    "/sign-in".to_owned()
                };
                if partial {
                    // htmx would put the sign-in page into a table; this makes it leave the page.
                    return (StatusCode::NO_CONTENT, [("hx-redirect", address)]).into_response();
                }
                Redirect::to(&address).into_response()
            }
        }
    }
}

fn admit(access: Access, visitor: Option<&Visitor>, request: &Request) -> Result<(), Refusal> {
    if access == Access::Anyone {
        return Ok(());
    }
    let Some(visitor) = visitor else {
        return Err(Refusal::SignIn {
            partial: request.headers().contains_key("hx-request"),
            back: request.method() == Method::GET,
        });
    };
    match access {
        Access::May(action) if !visitor.ctx.allows(action) => Err(Refusal::Denied),
        _ => Ok(()),
    }
}

async fn run(
    site: &Site,
    look: Look,
    visitor: Option<Visitor>,
    request: Request,
    next: Next,
) -> Response {
    let mut request = match &visitor {
        Some(visitor) if request.method() == Method::POST => {
            match with_token(site, visitor, request).await {
                Ok(request) => request,
                Err(error) => return error.into_response(),
            }
        }
        _ => request,
    };
    request.extensions_mut().insert(look);
    if let Some(visitor) = visitor {
        request.extensions_mut().insert(visitor);
    }
    next.run(request).await
}

/// Checks the token of a form of a signed-in user. Forms with files carry it in the address, since
/// their body is read as a stream.
async fn with_token(
    site: &Site,
    visitor: &Visitor,
    request: Request,
) -> Result<Request, PageError> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let is_form = kind.is_some_and(|kind| {
        kind.as_bytes()
            .starts_with(b"application/x-www-form-urlencoded")
    });
    let (parts, body) = request.into_parts();
    let (found, body) = if is_form {
        let bytes = to_bytes(body, site.settings.limits.form_bytes)
            .await
            .map_err(|_| PageError::TooLarge)?;
        (token_in(&bytes), Body::from(bytes))
    } else {
        let query = parts.uri.query().unwrap_or_default();
        (token_in(query.as_bytes()), body)
    };
    if found.as_deref() == Some(visitor.form_token.as_str()) {
        Ok(Request::from_parts(parts, body))
    } else {
        Err(PageError::Stale)
    }
}

fn token_in(encoded: &[u8]) -> Option<String> {
    url::form_urlencoded::parse(encoded)
        .find(|(name, _)| name == TOKEN_FIELD)
        .map(|(_, value)| value.into_owned())
}

/// Makes the page of an error; other responses pass.
fn made(site: &Site, look: Look, visitor: Option<&Visitor>, response: Response) -> Response {
    let Some(Unmade { detail }) = response.extensions().get::<Unmade>().cloned() else {
        return response;
    };
    let status = response.status();
    let reference = detail.map(|detail| {
        let reference = site.reference();
        tracing::error!(reference, detail, "a request failed");
        reference
    });
    errors::page(site, look, visitor, status, reference)
}

/// Middleware around everything: gives a page to errors of the layers themselves (foreign origin,
/// body too large, time over), which know no page.
pub async fn clothe(State(site): State<Site>, request: Request, next: Next) -> Response {
    let look = Look::of(request.headers());
    let response = next.run(request).await;
    let bare = !response.headers().contains_key(header::CONTENT_TYPE)
        || response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    let status = response.status();
    if bare && (status.is_client_error() || status.is_server_error()) {
        let retry = response.headers().get(header::RETRY_AFTER).cloned();
        let mut page = errors::page(&site, look, None, status, None);
        if let Some(retry) = retry {
            page.headers_mut().insert(header::RETRY_AFTER, retry);
        }
        return page;
    }
    response
}
