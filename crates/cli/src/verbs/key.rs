//! `opora key`: the keys of special categories.
//!
//! Not here: sealing (`opora_store`), the file (`keys`). The one decision to know: a new key is put
//! into the file before the first row is sealed with it, and an old one is taken out only when no
//! row needs it, so cut short at any point nothing is lost and the verb can be called again.

use opora_store::{Fingerprint, Store};
use serde_json::{Value, json};
use std::collections::BTreeMap;

use super::Run;
use crate::arguments::KeyAct;
use crate::fault::{Exit, Fault};
use crate::keys::KeyFile;
use crate::opening::{self, Data};
use crate::output;
use crate::progress::Progress;
use crate::shapes::SCHEMA_VERSION;
use crate::store_fault::of_store;
use crate::wiring::SystemClock;
use opora_app::ports::Clock as _;

/// Shows, renews or cleans up the keys.
pub async fn run(run: Run<'_>, act: KeyAct) -> Result<Exit, Fault> {
    let refused = |error| of_store(&error, run.texts);
    let store = if act == KeyAct::Show {
        // Also when a key is gone: this is how to find out which, and where it should be.
        let store = opening::store(run.arguments, run.texts, Data::Existing).await?;
        store.ready().await.map_err(refused)?;
        store
    } else {
        opening::ready(run.arguments, run.texts, Data::Existing).await?
    };
    let mut file = KeyFile::of(run.arguments, run.texts)?;
    let mut resealed = 0;
    let store = if act == KeyAct::Rotate {
        let interrupted = newest_is_fresh(&file, &store.keys_in_use().await.map_err(refused)?);
        store.close().await.map_err(refused)?;
        // A key no row has yet was left by a rotation cut short at its very beginning.
        if !interrupted {
            file.add(run.texts)?;
        }
        let store = opening::store(run.arguments, run.texts, Data::Existing).await?;
        let progress = Progress::start(run.texts.say("progress-key"));
        let sealed = store.reseal(SystemClock.now()).await;
        drop(progress);
        resealed = sealed.map_err(refused)?;
        store
    } else {
        store
    };
    let used = store.keys_in_use().await.map_err(refused)?;
    let retired = match act {
        KeyAct::Retire => file.retain(run.texts, |key| used.contains_key(key))?,
        KeyAct::Show | KeyAct::Rotate => 0,
    };
    close(run, &store).await?;
    say(run, &file, &used, (resealed, retired));
    Ok(Exit::Ok)
}

fn newest_is_fresh(file: &KeyFile, used: &BTreeMap<Fingerprint, u64>) -> bool {
    let newest = file.keyring().fingerprints().pop();
    !used.is_empty() && newest.is_some_and(|newest| !used.contains_key(&newest))
}

async fn close(run: Run<'_>, store: &Store) -> Result<(), Fault> {
    store
        .close()
        .await
        .map_err(|error| of_store(&error, run.texts))
}

fn say(
    run: Run<'_>,
    file: &KeyFile,
    used: &BTreeMap<Fingerprint, u64>,
    (resealed, retired): (u64, usize),
) {
    let place = file.path.display().to_string();
    let mut lines = vec![run.fill("key-file", &[("place", place.clone().into())])];
    let mut keys: Vec<Value> = Vec::new();
    let there = file.keyring().fingerprints();
    let gone = used.keys().filter(|key| !there.contains(key));
    for fingerprint in there.iter().chain(gone) {
        let rows = used.get(fingerprint).copied().unwrap_or(0);
        let present = there.contains(fingerprint);
        let name = hex::encode(fingerprint);
        let line = if present { "key-line" } else { "key-line-gone" };
        lines.push(run.fill(
            line,
            &[("name", name.clone().into()), ("rows", rows.into())],
        ));
        keys.push(json!({ "fingerprint": name, "rows": rows, "present": present }));
    }
    if resealed > 0 {
        lines.push(run.fill("key-resealed", &[("rows", resealed.into())]));
    }
    if retired > 0 {
        let count = i64::try_from(retired).unwrap_or(i64::MAX);
        let place = file.aside().display().to_string();
        lines.push(run.fill(
            "key-retired",
            &[("count", count.into()), ("place", place.into())],
        ));
    }
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "file": place,
        "keys": keys,
        "resealed": resealed,
        "retired": retired,
    });
    output::say(run.json(), &object, &lines);
}
