//! `opora migrate`: brings the data to the schema of this program.
//!
//! Not here: the steps (`opora_store`). The one decision to know: all steps or none.

use serde_json::json;

use super::Run;
use crate::fault::{Exit, Fault};
use crate::opening::{self, Data};
use crate::output;
use crate::progress::Progress;
use crate::shapes::SCHEMA_VERSION;
use crate::store_fault::of_store;

/// Migrates.
pub async fn run(run: Run<'_>) -> Result<Exit, Fault> {
    let store = opening::store(run.arguments, run.texts, Data::MadeIfAbsent).await?;
    let progress = Progress::start(run.texts.say("progress-migrate"));
    let migrated = store.migrate().await;
    drop(progress);
    let migrated = migrated.map_err(|error| of_store(&error, run.texts))?;
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "place": store.place(),
        "from": migrated.from,
        "to": migrated.to,
    });
    let key = if migrated.from == migrated.to {
        "migrate-nothing"
    } else {
        "migrate-done"
    };
    let line = run.fill(
        key,
        &[
            ("place", store.place().to_owned().into()),
            ("from", migrated.from.into()),
            ("to", migrated.to.into()),
        ],
    );
    output::say(run.json(), &object, &[line]);
    store
        .close()
        .await
        .map_err(|error| of_store(&error, run.texts))?;
    Ok(Exit::Ok)
}
