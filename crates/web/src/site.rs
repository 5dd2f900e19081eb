//! What every handler gets: the use cases and the settings of the server.
//!
//! Not here: reading the environment (`cli`). The one decision to know: nothing global; two servers
//! with other settings can run in one test.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use opora_app::App;
use opora_domain::document::Chart;

use crate::pending::PendingFiles;
use crate::server::Limits;

/// Day of the справка the demonstration school is made for; on any other its figures are another
/// school's.
fn demonstrated() -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(2023, 10, 13)
}

/// Draws a chart as an SVG element; plugged in by `cli`, since `documents` owns the drawing.
pub type ChartRenderer = Arc<dyn Fn(&Chart) -> String + Send + Sync>;

/// Settings of the server.
#[derive(Clone)]
pub struct Settings {
    /// Whether people reach the server over HTTPS (a proxy in front): cookies become `__Host-`.
    pub https: bool,
    /// Whether this is a demonstration: a banner on every page and `/design`.
    pub demo: bool,
    /// Day that pages open on instead of today; a demonstration opens on that of its справка.
    pub day: Option<NaiveDate>,
    /// Limits.
    pub limits: Limits,
    /// Draws charts.
    pub charts: ChartRenderer,
}

impl Settings {
    /// Settings of a server on this machine, with this way of drawing charts.
    pub fn new(charts: ChartRenderer) -> Self {
        Self {
            https: false,
            demo: false,
            day: None,
            limits: Limits::default(),
            charts,
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("https", &self.https)
            .field("demo", &self.demo)
            .field("day", &self.day)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// State of the router. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Site {
    /// Use cases.
    pub app: App,
    /// Settings.
    pub settings: Arc<Settings>,
    /// Files between a look at them and their import.
    pub pending: Arc<PendingFiles>,
    references: Arc<AtomicU64>,
}

impl Site {
    /// Puts the state together.
    pub fn new(mut settings: Settings, app: App) -> Self {
        if settings.demo {
            settings.day = settings.day.or(demonstrated());
        }
        Self {
            app,
            settings: Arc::new(settings),
            pending: Arc::default(),
            references: Arc::default(),
        }
    }

    /// A number under which an error stands in the log and on its page.
    pub fn reference(&self) -> String {
        let minute = self.app.now().timestamp() / 60;
        let count = self.references.fetch_add(1, Ordering::Relaxed);
        format!("{minute:X}-{count}")
    }
}
