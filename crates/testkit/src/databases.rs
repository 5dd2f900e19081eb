//! Databases of one test: SQLite in a temporary folder, PostgreSQL in a database of its own.
//!
//! Not here: the server (`cluster`). The one decision to know: databases of PostgreSQL are copies
//! of one migrated template, which costs tens of milliseconds and leaves tests independent.

use std::sync::atomic::{AtomicU64, Ordering};

use opora_store::{Engine, KEY_BYTES, Keyring, Location, Store};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use url::Url;

use crate::cluster;

/// A database of a test, open.
#[derive(Debug)]
pub struct TestDb {
    /// The store.
    pub store: Store,
    /// Where it is, for opening it again.
    pub location: Location,
    // Removed with the test.
    _folder: Option<TempDir>,
}

/// One database of each engine, migrated and empty.
pub async fn databases() -> Vec<TestDb> {
    let sqlite = sqlite().await;
    sqlite.store.migrate().await.expect("SQLite migrates");
    vec![sqlite, postgres(Some(template().await)).await]
}

/// One database of each engine, without any table.
pub async fn empty_databases() -> Vec<TestDb> {
    vec![sqlite().await, postgres(None).await]
}

impl TestDb {
    /// Kind of the database.
    pub fn engine(&self) -> Engine {
        self.store.engine()
    }

    /// One more connection past the store, for looking under it and spoiling it.
    pub async fn raw(&self) -> DatabaseConnection {
        match &self.location {
            Location::Folder(folder) => {
                let file = folder.join("opora.db");
                connect(&format!("sqlite://{}", file.display())).await
            }
            Location::Url(address) => connect(address).await,
        }
    }

    /// Runs a statement past the store, as somebody who may see the rows of this organisation.
    pub async fn execute_raw(&self, organisation: uuid::Uuid, statement: &str) {
        self.attempt_raw(organisation, statement)
            .await
            .unwrap_or_else(|error| panic!("{statement}: {error}"));
    }

    /// As [`Self::execute_raw`]; what the database refuses is an error.
    pub async fn attempt_raw(
        &self,
        organisation: uuid::Uuid,
        statement: &str,
    ) -> Result<(), DbErr> {
        let raw = self.raw().await;
        if self.engine() == Engine::Postgres {
            let enter = format!("SET opora.organisation = '{organisation}'");
            raw.execute_unprepared(&enter).await.expect("a setting");
        }
        let done = raw.execute_unprepared(statement).await;
        raw.close().await.expect("a connection closes");
        done.map(|_| ())
    }

    /// As [`Self::execute_raw`], after the triggers of the log are taken away: a forger who owns the file.
    pub async fn forge(&self, organisation: uuid::Uuid, statement: &str) {
        let table = match self.engine() {
            Engine::Sqlite => "",
            Engine::Postgres => " ON audit_entry",
        };
        for event in ["update", "delete"] {
            let drop = format!("DROP TRIGGER audit_entry_lasts_{event}{table}");
            self.execute_raw(organisation, &drop).await;
        }
        self.execute_raw(organisation, statement).await;
    }
}

/// Keys of tests.
pub fn keyring() -> Keyring {
    Keyring::new([[7; KEY_BYTES]])
}

async fn connect(address: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(address);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options)
        .await
        .expect("a connection past the store")
}

async fn sqlite() -> TestDb {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let location = Location::Folder(folder.path().to_owned());
    let store = Store::open(&location, keyring())
        .await
        .expect("SQLite opens");
    TestDb {
        store,
        location,
        _folder: Some(folder),
    }
}

async fn postgres(template: Option<&str>) -> TestDb {
    let location = Location::Url(create(template).await.to_string());
    let store = Store::open(&location, keyring())
        .await
        .expect("PostgreSQL opens");
    TestDb {
        store,
        location,
        _folder: None,
    }
}

/// Name of a migrated database of this process.
async fn template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let address = create(None).await;
            let store = Store::open(&Location::Url(address.to_string()), keyring())
                .await
                .expect("PostgreSQL opens");
            store.migrate().await.expect("PostgreSQL migrates");
            store.close().await.expect("the template closes");
            address.path().trim_start_matches('/').to_owned()
        })
        .await
}

/// Makes a database and says its address.
async fn create(template: Option<&str>) -> Url {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = format!("opora_{}_{number}", std::process::id());
    let mut address = cluster::address();
    let server = connect(address.as_str()).await;
    let template = template.unwrap_or("template1");
    let statement = format!("CREATE DATABASE {name} TEMPLATE {template}");
    server
        .execute_unprepared(&statement)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
    server.close().await.expect("a connection closes");
    address.set_path(&name);
    address
}
