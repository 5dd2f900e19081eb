//! Pages: routes, forms, sessions, languages, the HTTP server.
//!
//! Not here: rules (`domain`), use cases (`app`), SQL, layout of documents. The one decision to
//! know: a handler parses a form, calls one use case and makes a page or a redirect; every route
//! stands in one table with the action it demands.

mod assets;
mod error;
pub mod format;
mod gate;
mod guard;
pub mod i18n;
mod log;
mod look;
mod pages;
mod pending;
pub mod routes;
mod server;
mod shell;
mod site;
mod visitor;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use opora_app::App;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

pub use server::{Limits, Listening, ServeError, bind, serve};
pub use site::{ChartRenderer, Settings};

use gate::Gate;
use site::Site;

/// How long a request waits for its turn before it is sent away.
const PATIENCE: Duration = Duration::from_secs(3);

/// What a page may load and do: nothing but our own files; no inline script or style.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Headers of every response.
const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// The whole site: table of routes inside the layers that protect it.
pub fn router(settings: Settings, app: App) -> Router {
    let limits = settings.limits;
    let https = settings.https;
    let site = Site::new(settings, app);
    let gate = Arc::new(Gate::new(limits.requests, limits.waiting, PATIENCE));
    let mut router = routes::router(&site)
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            limits.request_time,
        ))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(gate, gate::pass))
        .layer(CatchPanicLayer::new())
        .layer(from_fn_with_state(site.clone(), guard::clothe))
        .layer(from_fn(log::line))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest));
    for &(name, value) in HEADERS {
        router = router.layer(SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        ));
    }
    if https {
        router = router.layer(SetResponseHeaderLayer::if_not_present(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000"),
        ));
    }
    router.with_state(site)
}
