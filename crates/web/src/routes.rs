//! Every route of the program, with what it demands.
//!
//! Not here: handlers (`pages`). The one decision to know: the router is built from this table and
//! from nothing else, so a route without an entry cannot exist, and `tests/access.snap` shows for
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

const fn uploads(path: &'static str, access: Access, handler: fn() -> MethodRouter<Site>) -> Route {
    Route {
        verb: Verb::Upload,
        path,
        access,
        handler,
    }
}

/// A route whose role may do the action.
const fn may(action: Action) -> Access {
    Access::May(action)
}

/// The table.
pub static ROUTES: &[Route] = &[
    reads("/assets/{*path}", Access::Anyone, || get(assets::serve)),
    reads("/healthz", Access::Anyone, || get(pages::health)),
    changes("/look", Access::Anyone, || post(pages::look::choose)),
    reads("/sign-in", Access::Anyone, || get(pages::accounts::form)),
    changes("/sign-in", Access::Anyone, || {
        post(pages::accounts::sign_in)
    }),
    reads("/join/{token}", Access::Anyone, || get(pages::join::form)),
    changes("/join/{token}", Access::Anyone, || {
        post(pages::join::accept)
    }),
    changes("/sign-out", Access::SignedIn, || {
        post(pages::accounts::sign_out)
    }),
    reads("/account", Access::SignedIn, || {
        get(pages::own_account::form)
    }),
    changes("/account", Access::SignedIn, || {
        post(pages::own_account::change_password)
    }),
    changes("/account/sessions", Access::SignedIn, || {
        post(pages::own_account::end_session)
    }),
    reads("/", Access::SignedIn, || get(pages::today::show)),
    reads("/roadmap", may(Action::SeeRoadmap), || {
        get(pages::roadmap::show)
    }),
    reads("/roadmap/{code}", may(Action::ChangeRoadmap), || {
        get(pages::activity::form)
    }),
    changes("/roadmap/{code}", may(Action::ChangeRoadmap), || {
        post(pages::activity::change)
    }),
    reads("/people", may(Action::SeePeople), || {
        get(pages::people::list)
    }),
    reads("/people/{code}", may(Action::SeePeople), || {
        get(pages::person::card)
    }),
    reads("/monitoring", may(Action::SeeMonitoring), || {
        get(pages::monitoring::table)
    }),
    reads("/monitoring/checks", may(Action::SeeMonitoring), || {
        get(pages::checks::list)
    }),
    reads("/monitoring/{code}", may(Action::SeeMonitoring), || {
        get(pages::counted::list)
    }),
    reads("/reports", may(Action::SeeReports), || {
        get(pages::reports::list)
    }),
    changes("/reports", may(Action::PrepareReport), || {
        post(pages::reports::draft)
    }),
    reads("/reports/{as_of}/{number}", may(Action::SeeReports), || {
        get(pages::edition::show)
    }),
    changes(
        "/reports/{as_of}/{number}/check",
        may(Action::PrepareReport),
        || post(pages::edition::check),
    ),
    changes(
        "/reports/{as_of}/{number}/waive",
        may(Action::PrepareReport),
        || post(pages::edition::waive),
    ),
    reads(
        "/reports/{as_of}/{number}/sign",
        may(Action::SignReport),
        || get(pages::edition::confirm),
    ),
    changes(
        "/reports/{as_of}/{number}/sign",
        may(Action::SignReport),
        || post(pages::edition::sign),
    ),
    reads(
        "/reports/{as_of}/{number}/compare/{old_as_of}/{old_number}",
        may(Action::SeeReports),
        || get(pages::compare::show),
    ),
    reads(
        "/reports/{as_of}/{number}/files/{readers}/{format}",
        may(Action::SeeReports),
        || get(pages::edition::file),
    ),
    reads("/organisation", may(Action::SeeToday), || {
        get(pages::organisations::about)
    }),
    reads("/organisation/members", may(Action::ManageUsers), || {
        get(pages::members::list)
    }),
    changes("/organisation/members", may(Action::ManageUsers), || {
        post(pages::members::invite)
    }),
    changes(
        "/organisation/members/{user}/role",
        may(Action::ManageUsers),
        || post(pages::members::change_role),
    ),
    changes(
        "/organisation/members/{user}/remove",
        may(Action::ManageUsers),
        || post(pages::members::remove),
    ),
    reads("/organisation/exchange", may(Action::ExportFacts), || {
        get(pages::exchange::form)
    }),
    uploads("/organisation/exchange", may(Action::ChangeFacts), || {
        post(pages::exchange::look)
    }),
    reads(
        "/organisation/exchange/template.xlsx",
        may(Action::ExportFacts),
        || get(pages::exchange::template),
    ),
    reads(
        "/organisation/exchange/export.xlsx",
        may(Action::ExportFacts),
        || get(pages::exchange::export),
    ),
    reads(
        "/organisation/exchange/{key}",
        may(Action::ChangeFacts),
        || get(pages::exchange::preview),
    ),
    changes(
        "/organisation/exchange/{key}",
        may(Action::ChangeFacts),
        || post(pages::exchange::import),
    ),
    reads(
        "/organisation/exchange/{key}/rejected.xlsx",
        may(Action::ChangeFacts),
        || get(pages::exchange::rejected),
    ),
    reads("/organisation/records", may(Action::SeeToday), || {
        get(pages::records::kinds)
    }),
    reads(
        "/organisation/records/{kind}",
        may(Action::SeeToday),
        || get(pages::records::list),
    ),
    reads(
        "/organisation/records/{kind}/list.xlsx",
        may(Action::ExportFacts),
        || get(pages::records::workbook),
    ),
    reads(
        "/organisation/records/{kind}/add",
        may(Action::SeeToday),
        || get(pages::record_form::add_form),
    ),
    changes(
        "/organisation/records/{kind}/add",
        may(Action::SeeToday),
        || post(pages::record_form::add),
    ),
    reads(
        "/organisation/records/{kind}/deleted",
        may(Action::SeeToday),
        || get(pages::record_end::deleted),
    ),
    changes(
        "/organisation/records/{kind}/bring-back",
        may(Action::SeeToday),
        || post(pages::record_end::bring_back),
    ),
    reads(
        "/organisation/records/{kind}/record/{code}",
        may(Action::SeeToday),
        || get(pages::record_form::form),
    ),
    changes(
        "/organisation/records/{kind}/record/{code}",
        may(Action::SeeToday),
        || post(pages::record_form::change),
    ),
    reads(
        "/organisation/records/{kind}/record/{code}/end",
        may(Action::SeeToday),
        || get(pages::record_end::end_form),
    ),
    changes(
        "/organisation/records/{kind}/record/{code}/end",
        may(Action::SeeToday),
        || post(pages::record_end::end),
    ),
    reads(
        "/organisation/records/{kind}/record/{code}/delete",
        may(Action::SeeToday),
        || get(pages::record_end::delete_form),
    ),
    changes(
        "/organisation/records/{kind}/record/{code}/delete",
        may(Action::SeeToday),
        || post(pages::record_end::delete),
    ),
    reads(
        "/organisation/records/{kind}/record/{code}/history",
        may(Action::SeeToday),
        || get(pages::record_history::history),
    ),
    changes(
        "/organisation/records/{kind}/record/{code}/restore",
        may(Action::SeeToday),
        || post(pages::record_history::restore),
    ),
    reads("/organisation/audit", may(Action::SeeAudit), || {
        get(pages::audit::list)
    }),
];

/// Routes of a demonstration only.
pub static DEMO_ROUTES: &[Route] = &[reads("/design", Access::Anyone, || {
    get(pages::design::page)
})];

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
    let unknown: MethodRouter<Site> =
        get(pages::errors::unknown)
            .post(pages::errors::unknown)
            .layer::<_, Infallible>(from_fn_with_state(guarded, guard::check));
    router.fallback_service(unknown.with_state(site.clone()))
}
