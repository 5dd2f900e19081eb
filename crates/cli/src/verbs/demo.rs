//! `opora demo`: a synthetic school with a user of every role.
//!
//! Not here: the school and its users (`opora_app::setup`). The one decision to know: running it
//! again changes nothing that is there, and data of another organisation are refused.

use std::net::SocketAddr;

use opora_app::setup::{DEMO_PASSWORD, DemoError, DemoUser};
use opora_app::{App, Failure};
use opora_demo::{DEFAULT_YEAR, DemoOptions};
use opora_domain::permissions::Role;
use serde_json::{Value, json};

use super::{Run, serve};
use crate::fault::{Exit, Fault};
use crate::opening::{self, Data};
use crate::output;
use crate::progress::Progress;
use crate::shapes::SCHEMA_VERSION;
use crate::store_fault::{of_failure, of_store};

/// Login that tells data of a demonstration from others.
const TELLING_LOGIN: &str = "kurator";

/// Makes the school and, with an address, serves it.
pub async fn run(
    run: Run<'_>,
    (size, seed): (usize, u64),
    listen: Option<SocketAddr>,
) -> Result<Exit, Fault> {
    let app = opening::app(run.arguments, run.texts, Data::MadeIfAbsent).await?;
    let options = DemoOptions {
        pupils: size,
        seed,
        year: DEFAULT_YEAR,
    };
    let progress = Progress::start(run.texts.say("progress-demo"));
    let made = make(run, &app, &options).await;
    drop(progress);
    let made = made?;
    let listening = match listen {
        Some(address) => Some(serve::bind(run, address).await?),
        None => None,
    };
    let address = listening.as_ref().map(serve::address);
    say(run, &made, address.as_deref());
    if let Some(listening) = listening {
        return serve::answer(run, listening, app, (true, false)).await;
    }
    app.store()
        .close()
        .await
        .map_err(|error| of_store(&error, run.texts))?;
    Ok(Exit::Ok)
}

/// What is there now.
struct Made {
    name: String,
    created: bool,
    users: Vec<DemoUser>,
}

async fn make(run: Run<'_>, app: &App, options: &DemoOptions) -> Result<Made, Fault> {
    let (created, users) = match app.make_demo(options).await {
        Ok(made) => (true, made.users),
        Err(Failure::Rule(DemoError::NotEmpty)) => (false, there(run, app).await?),
        Err(failure) => {
            return Err(of_failure(failure, run.texts, |DemoError::NotEmpty| {
                occupied(run)
            }));
        }
    };
    let (_, name) = opening::organisation(app, run.arguments, run.texts).await?;
    Ok(Made {
        name,
        created,
        users,
    })
}

/// Users of the demonstration that is there.
async fn there(run: Run<'_>, app: &App) -> Result<Vec<DemoUser>, Fault> {
    let known = app.store().user_by_login(TELLING_LOGIN).await;
    if known
        .map_err(|error| of_store(&error, run.texts))?
        .is_none()
    {
        return Err(occupied(run));
    }
    Ok(opora_app::setup::demo_users())
}

fn occupied(run: Run<'_>) -> Fault {
    let message = run.texts.say("demo-occupied");
    Fault::rule(
        "demo-occupied",
        message,
        run.texts.say("demo-occupied-next"),
    )
}

fn say(run: Run<'_>, made: &Made, address: Option<&str>) {
    let users: Vec<Value> = made
        .users
        .iter()
        .map(|user| {
            json!({ "login": user.login, "role": user.role.code(), "password": DEMO_PASSWORD })
        })
        .collect();
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "organisation": made.name,
        "created": made.created,
        "address": address,
        "users": users,
    });
    let place = || ("place", run.arguments.data.display().to_string().into());
    let key = if made.created {
        "demo-made"
    } else {
        "demo-there"
    };
    let mut lines = vec![run.fill(key, &[("name", made.name.clone().into()), place()])];
    if let Some(address) = address {
        lines.push(run.fill("demo-address", &[("address", address.to_owned().into())]));
    }
    lines.push(run.fill("demo-users", &[("password", DEMO_PASSWORD.into())]));
    let role = |role: Role| {
        run.texts
            .say(&format!("role-{}", role.code().replace('_', "-")))
    };
    lines.extend(
        made.users
            .iter()
            .map(|user| format!("  {:<10} {}", user.login, role(user.role))),
    );
    if address.is_none() {
        lines.push(run.fill("demo-next", &[place()]));
    }
    output::say(run.json(), &object, &lines);
}
