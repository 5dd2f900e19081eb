//! Use cases: permission, load, rule, save, audit.
//!
//! Not here: HTTP, arguments of the command line, SQL, layout of files. The one decision to know:
//! pages, command line and jobs call the same functions of [`App`], one module a feature.

pub mod accounts;
pub mod audit;
pub mod catalogues;
pub mod consents;
pub mod context;
pub mod exchange;
pub mod failure;
pub mod labels;
pub mod members;
pub mod monitoring;
pub mod organisations;
pub mod passwords;
pub mod people;
pub mod ports;
pub mod records;
pub mod reports;
pub mod roadmap;
pub mod setup;
pub mod today;
mod views;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use opora_store::Store;
use tokio::sync::Semaphore;
use uuid::Uuid;

pub use catalogues::{CatalogueSet, Regional};
pub use context::Ctx;
pub use failure::Failure;

use passwords::Passwords;
use ports::{Clock, Random, Renderer};
use views::Views;

const RENDERS_AT_ONCE: usize = 2;

/// What the program is put together from.
pub struct Parts {
    /// The store, open and migrated.
    pub store: Store,
    /// Catalogues of indicators, checks and roadmaps.
    pub catalogues: CatalogueSet,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The source of randomness.
    pub random: Arc<dyn Random>,
    /// Writers of documents.
    pub renderer: Arc<dyn Renderer>,
}

/// The use cases. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    catalogues: CatalogueSet,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    renderer: Arc<dyn Renderer>,
    passwords: Passwords,
    views: Views,
    /// Turns of rendering: a render takes a core and tens of megabytes.
    renders: Semaphore,
}

impl std::fmt::Debug for App {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("App").finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Parts").finish_non_exhaustive()
    }
}

impl App {
    /// Puts the program together.
    pub fn new(parts: Parts) -> Self {
        Self {
            inner: Arc::new(Inner {
                store: parts.store,
                catalogues: parts.catalogues,
                clock: parts.clock,
                random: parts.random,
                renderer: parts.renderer,
                passwords: Passwords::default(),
                views: Views::default(),
                renders: Semaphore::new(RENDERS_AT_ONCE),
            }),
        }
    }

    /// The store, for set-up tasks of the command line (migration, organisations).
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// Catalogues.
    pub fn catalogues(&self) -> &CatalogueSet {
        &self.inner.catalogues
    }

    /// This instant.
    pub fn now(&self) -> DateTime<Utc> {
        self.inner.clock.now()
    }

    /// Today in a time zone; an unknown zone counts as Moscow's.
    pub fn today_in(&self, time_zone: &str) -> NaiveDate {
        let zone = time_zone
            .parse::<chrono_tz::Tz>()
            .unwrap_or(chrono_tz::Europe::Moscow);
        self.now().with_timezone(&zone).date_naive()
    }

    pub(crate) fn draw_id(&self) -> Uuid {
        ports::draw_id(&*self.inner.clock, &*self.inner.random)
    }

    pub(crate) fn draw_secret(&self) -> String {
        ports::draw_secret(&*self.inner.random)
    }
}
