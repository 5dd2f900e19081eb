//! Opening the data for a verb: where they are, whether they may be made, whose they are.
//!
//! Not here: the store itself. The one decision to know: a database of an older program is never
//! migrated on the way, only by `opora migrate`; an empty one is, by verbs that bring data.

use std::path::PathBuf;
use std::sync::Arc;

use opora_app::ports::{Clock, Random};
use opora_app::{App, Ctx, Parts};
use opora_domain::OrganisationId;
use opora_store::{Location, Store, StoreError};

use crate::arguments::Arguments;
use crate::catalogues;
use crate::fault::Fault;
use crate::keys::KeyFile;
use crate::language::Texts;
use crate::output;
use crate::store_fault::{of_case, of_store};
use crate::wiring::{SystemClock, SystemRandom, Writers};

/// Whether a verb may begin with nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Data {
    /// The data have to be there.
    Existing,
    /// A folder and an empty database are made where there are none.
    MadeIfAbsent,
}

/// Where the data are: `DATABASE_URL` when set, else the folder.
pub fn location(arguments: &Arguments) -> Location {
    match &arguments.database {
        Some(address) => Location::Url(address.clone()),
        None => Location::Folder(arguments.data.clone()),
    }
}

/// Opens the store, without looking at its schema.
///
/// # Errors
/// What the store says.
pub async fn store(arguments: &Arguments, texts: &Texts, data: Data) -> Result<Store, Fault> {
    let location = location(arguments);
    if let (Location::Folder(folder), Data::MadeIfAbsent) = (&location, data) {
        make_folder(folder).map_err(|error| of_store(&error, texts))?;
    }
    let keys = KeyFile::of(arguments, texts)?;
    Store::open(&location, keys.keyring())
        .await
        .map_err(|error| of_store(&error, texts))
}

fn make_folder(folder: &PathBuf) -> Result<(), StoreError> {
    if folder.exists() {
        return Ok(());
    }
    std::fs::create_dir_all(folder).map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull => StoreError::Full {
            place: folder.display().to_string(),
        },
        _ => StoreError::ReadOnly {
            place: folder.display().to_string(),
        },
    })
}

/// Opens the store with the schema of this program and with a key; the first key is made here.
///
/// # Errors
/// What the store says; a key that is gone or cannot be made.
pub async fn ready(arguments: &Arguments, texts: &Texts, data: Data) -> Result<Store, Fault> {
    let opened = store(arguments, texts, data).await?;
    let refused = |error: StoreError| of_store(&error, texts);
    if opened.schema_version().await.map_err(refused)? == 0 {
        if data == Data::Existing {
            return Err(nothing_there(texts));
        }
        opened.migrate().await.map_err(refused)?;
    }
    opened.ready().await.map_err(refused)?;
    if !KeyFile::of(arguments, texts)?.is_empty() {
        return Ok(opened);
    }
    if let Some(fingerprint) = opened.keys_in_use().await.map_err(refused)?.keys().next() {
        return Err(refused(StoreError::KeyMissing {
            fingerprint: hex::encode(fingerprint),
        }));
    }
    let made = KeyFile::begin(arguments, texts)?;
    let places = [("place", made.path.display().to_string().into())];
    output::notice(&texts.fill("key-made", &places));
    opened.close().await.map_err(refused)?;
    store(arguments, texts, data).await
}

/// Opens the data and puts the use cases together.
///
/// # Errors
/// As [`ready`]; catalogues with mistakes.
pub async fn app(arguments: &Arguments, texts: &Texts, data: Data) -> Result<App, Fault> {
    let catalogues = catalogues::load(&arguments.data, texts)?;
    let store = ready(arguments, texts, data).await?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let random: Arc<dyn Random> = Arc::new(SystemRandom);
    let parts = Parts {
        store,
        catalogues,
        clock,
        random,
        renderer: Arc::new(Writers::default()),
    };
    Ok(App::new(parts))
}

fn nothing_there(texts: &Texts) -> Fault {
    Fault::environment(
        "no-organisation",
        texts.say("no-organisation"),
        texts.say("no-organisation-next"),
    )
}

/// The organisation a verb is about: the named one, else the only one.
///
/// # Errors
/// None, several without a name, or an unknown name.
pub async fn organisation(
    app: &App,
    arguments: &Arguments,
    texts: &Texts,
) -> Result<(Ctx, String), Fault> {
    let found = app
        .store()
        .list_organisations()
        .await
        .map_err(|error| of_store(&error, texts))?;
    let chosen = match &arguments.organisation {
        Some(wanted) => found
            .iter()
            .find(|(id, name)| name == wanted || id.uuid().to_string() == *wanted),
        None if found.len() > 1 => return Err(several(&found, texts)),
        None => found.first(),
    };
    match (chosen, &arguments.organisation) {
        (Some((id, name)), _) => named(app, *id, name, texts).await,
        (None, Some(wanted)) => {
            let name = [("name", wanted.clone().into())];
            let message = texts.fill("organisation-unknown", &name);
            Err(Fault::usage(
                "organisation-unknown",
                message,
                several(&found, texts).next,
            ))
        }
        (None, None) => Err(nothing_there(texts)),
    }
}

/// The organisation with its name of today; the label of the store until particulars are known.
async fn named(
    app: &App,
    id: OrganisationId,
    label: &str,
    texts: &Texts,
) -> Result<(Ctx, String), Fault> {
    let ctx = Ctx::system(id, "command line");
    let about = app
        .about(&ctx)
        .await
        .map_err(|failure| of_case(failure, texts))?;
    let name = if about.short_name.is_empty() {
        label.to_owned()
    } else {
        about.short_name
    };
    Ok((ctx, name))
}

fn several(found: &[(OrganisationId, String)], texts: &Texts) -> Fault {
    let names: Vec<String> = found.iter().map(|(_, name)| format!("«{name}»")).collect();
    let next = texts.fill(
        "organisation-choose-next",
        &[("names", names.join(", ").into())],
    );
    Fault::usage(
        "organisation-choose",
        texts.say("organisation-choose"),
        next,
    )
}
