//! `opora serve`: pages for people.
//!
//! Not here: routes (`opora_web`). The one decision to know: on a store where nobody can sign in yet
//! it prints a one-time link for the first head, and there is no default password.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use opora_app::App;
use opora_documents::{Theme, chart_svg};
use opora_web::{Listening, ServeError, Settings};
use serde_json::json;

use super::Run;
use crate::fault::{Exit, Fault};
use crate::opening::{self, Data};
use crate::output;
use crate::shapes::SCHEMA_VERSION;
use crate::store_fault::of_store;

const HOUR: Duration = Duration::from_hours(1);

/// Serves until the process is told to end.
pub async fn run(run: Run<'_>, listen: SocketAddr, https: bool) -> Result<Exit, Fault> {
    let app = opening::app(run.arguments, run.texts, Data::MadeIfAbsent).await?;
    let listening = bind(run, listen).await?;
    let link = first_link(run, &app, &listening).await?;
    let address = address(&listening);
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "address": address,
        "setup_link": link,
    });
    let mut lines = vec![run.fill("serve-address", &[("address", address.into())])];
    if let Some(link) = link {
        lines.push(run.fill("serve-link", &[("link", link.into())]));
    }
    lines.push(run.texts.say("serve-end"));
    output::say(run.json(), &object, &lines);
    answer(run, listening, app, (false, https)).await
}

/// Takes the address.
///
/// # Errors
/// Code 3, naming the address.
pub async fn bind(run: Run<'_>, address: SocketAddr) -> Result<Listening, Fault> {
    opora_web::bind(address)
        .await
        .map_err(|error| refused(run, &error))
}

fn refused(run: Run<'_>, error: &ServeError) -> Fault {
    let (key, address, reason) = match error {
        ServeError::AddressInUse(address) => ("serve-address-in-use", Some(address), String::new()),
        ServeError::AddressDenied(address) => {
            ("serve-address-denied", Some(address), String::new())
        }
        ServeError::Bind(address, error) => {
            ("serve-address-wrong", Some(address), error.to_string())
        }
        ServeError::Signals(error) => ("serve-signals", None, error.to_string()),
    };
    let places = [
        (
            "address",
            address.map(ToString::to_string).unwrap_or_default().into(),
        ),
        ("reason", reason.into()),
    ];
    let next = run.texts.say(&format!("{key}-next"));
    Fault::environment(error.code(), run.fill(key, &places), next)
}

/// Address for a browser on this machine.
pub fn address(listening: &Listening) -> String {
    let address = listening.address();
    if address.ip().is_unspecified() {
        format!("http://127.0.0.1:{}/", address.port())
    } else {
        format!("http://{address}/")
    }
}

/// Answers until the process is told to end.
pub async fn answer(
    run: Run<'_>,
    listening: Listening,
    app: App,
    (demo, https): (bool, bool),
) -> Result<Exit, Fault> {
    let mut settings = Settings::new(Arc::new(|chart| chart_svg(chart, Theme::Page)));
    settings.demo = demo;
    settings.https = https;
    let store = app.store().clone();
    let sweeping = tokio::spawn(forget_hourly(app.clone()));
    let served = listening.serve(settings, app).await;
    sweeping.abort();
    served.map_err(|error| refused(run, &error))?;
    store
        .close()
        .await
        .map_err(|error| of_store(&error, run.texts))?;
    Ok(Exit::Ok)
}

/// Forgets what has run out, at the start and every hour after.
async fn forget_hourly(app: App) {
    let mut turns = tokio::time::interval(HOUR);
    loop {
        turns.tick().await;
        // The next turn tries again; pages do not depend on it.
        if let Err(error) = app.forget_expired().await {
            tracing::warn!(%error, "what has run out is still kept");
        }
    }
}

/// The link for the first head, when nobody can sign in yet; makes the organisation when there is
/// none.
async fn first_link(
    run: Run<'_>,
    app: &App,
    listening: &Listening,
) -> Result<Option<String>, Fault> {
    let refused = |error| of_store(&error, run.texts);
    let organisation = app.first_organisation().await.map_err(refused)?;
    let token = app.first_link(organisation).await.map_err(refused)?;
    Ok(token.map(|token| format!("{}join/{token}", address(listening))))
}
