//! Every route of the program, with what it demands.
//!
//! Not here: handlers (`pages`). The one decision to know: the router is built from this table and
//! from nothing else, so a route without an entry cannot exist, and `tests/access.txt` shows for
//! each one what every role gets.

use std::convert::Infallible;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use opora_domain::permissions::Action;

use crate::guard::{self, Guarded};
use crate::site::Site;
use crate::{assets, pages};

/// What a route demands of whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nothing.
    Anyone,
    /// A session.
    SignedIn,
    /// A session whose role may do the action.
    May(Action),
}

/// Method of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Reads.
    Get,
    /// Changes.
    Post,
    /// Changes and carries a file.
    Upload,
}

/// A route.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// Method.
    pub verb: Verb,
    /// Path with its parameters in braces.
    pub path: &'static str,
    /// What it demands.
    pub access: Access,
    /// Makes its handler.
    pub handler: fn() -> MethodRouter<Site>,
}

const fn reads(path: &'static str, access: Access, handler: fn() -> MethodRouter<Site>) -> Route {
    Route {
        verb: Verb::Get,
        path,
        access,
        handler,
    }
}

const fn changes(path: &'static str, access: Access, handler: fn() -> MethodRouter<Site>) -> Route {
    Route {
        verb: Verb::Post,
        path,
        access,
        handler,
    }
}

/// The table.
pub static ROUTES: &[Route] = &[
    reads("/assets/{*path}", Access::Anyone, || get(assets::serve)),
    reads("/healthz", Access::Anyone, || get(pages::health)),
    changes("/look", Access::Anyone, || post(pages::look::choose)),
];

/// Routes of a demonstration only.
pub static DEMO_ROUTES: &[Route] =
    &[reads("/design", Access::Anyone, || get(pages::design::page))];

/// The router of the table.
pub fn router(site: &Site) -> Router<Site> {
    let mut router = Router::new();
    let demo: &[Route] = if site.settings.demo { DEMO_ROUTES } else { &[] };
    for route in ROUTES.iter().chain(demo) {
        let limit = match route.verb {
            Verb::Upload => site.settings.limits.upload_bytes,
            Verb::Get | Verb::Post => site.settings.limits.form_bytes,
        };
        let guarded = Guarded {
            site: site.clone(),
            access: route.access,
        };
        let handler: MethodRouter<Site> = (route.handler)()
            .layer::<_, Infallible>(from_fn_with_state(guarded, guard::check))
            .layer(DefaultBodyLimit::max(limit));
        router = router.route(route.path, handler);
    }
    let guarded = Guarded {
        site: site.clone(),
        access: Access::Anyone,
    };
    let unknown: MethodRouter<Site> = get(pages::errors::unknown)
        .post(pages::errors::unknown)
        .layer::<_, Infallible>(from_fn_with_state(guarded, guard::check));
    router.fallback_service(unknown.with_state(site.clone()))
}
