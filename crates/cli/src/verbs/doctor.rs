//! `opora doctor`: whether everything is in order, point by point.
//!
//! Not here: repairs. The one decision to know: every point says what was looked at and, when it is
//! not in order, what to do; one that failed ends the run with code 3.

use opora_app::ports::{Format, Renderer as _};
use opora_domain::document::{Block, Document, Span};
use opora_store::Engine;
use serde_json::json;

use super::Run;
use crate::catalogues;
use crate::fault::{Exit, Fault};
use crate::keys::KeyFile;
use crate::opening::{self, Data};
use crate::output;
use crate::shapes::SCHEMA_VERSION;
use crate::store_fault::of_store;
use crate::wiring::Writers;

/// One point.
struct Point {
    code: &'static str,
    found: Result<String, Fault>,
}

/// Looks at everything.
pub async fn run(run: Run<'_>) -> Result<Exit, Fault> {
    let catalogues = catalogues::load(&run.arguments.data, run.texts)
        .map(|set| set.codes().collect::<Vec<_>>().join(", "));
    let mut points = vec![
        Point {
            code: "catalogues",
            found: catalogues,
        },
        Point {
            code: "documents",
            found: documents(run),
        },
    ];
    points.push(Point {
        code: "key",
        found: KeyFile::of(run.arguments, run.texts).map(|file| file.path.display().to_string()),
    });
    data(run, &mut points).await;
    let failed = points.iter().any(|point| point.found.is_err());
    let shapes: Vec<_> = points
        .iter()
        .map(|point| match &point.found {
            Ok(text) => {
                json!({ "code": point.code, "ok": true, "message": text, "next_step": null })
            }
            Err(fault) => json!({
                "code": point.code,
                "ok": false,
                "message": fault.message,
                "next_step": fault.next,
            }),
        })
        .collect();
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "version": env!("CARGO_PKG_VERSION"),
        "ok": !failed,
        "points": shapes,
    });
    let mut lines = vec![format!("opora {}", env!("CARGO_PKG_VERSION"))];
    for point in &points {
        let name = run.texts.say(&format!("doctor-{}", point.code));
        match &point.found {
            Ok(text) => lines.push(format!("  ✓ {name}: {text}")),
            Err(fault) => {
                lines.push(format!("  ✗ {name}: {}", fault.message));
                lines.push(format!("      → {}", fault.next));
            }
        }
    }
    output::say(run.json(), &object, &lines);
    Ok(if failed { Exit::Environment } else { Exit::Ok })
}

/// A small document in every format.
fn documents(run: Run<'_>) -> Result<String, Fault> {
    let day = chrono::NaiveDate::from_ymd_opt(2023, 10, 13).unwrap_or_default();
    let document = Document {
        title: "Проба".to_owned(),
        issuer: "opora doctor".to_owned(),
        dated_on: day,
        blocks: vec![Block::Paragraph(vec![Span::plain("Проба")])],
    };
    let writers = Writers::default();
    let mut made = Vec::new();
    for format in Format::ALL {
        writers.render(&document, *format).map_err(|error| {
            let reason = ("reason", error.detail.into());
            let next = run.texts.say("render-failed-next");
            Fault::environment("render", run.fill("render-failed", &[reason]), next)
        })?;
        made.push(format.extension());
    }
    Ok(made.join(", "))
}

async fn data(run: Run<'_>, points: &mut Vec<Point>) {
    let store = match opening::store(run.arguments, run.texts, Data::Existing).await {
        Ok(store) => store,
        Err(fault) => {
            points.push(Point {
                code: "data",
                found: Err(fault),
            });
            return;
        }
    };
    let engine = match store.engine() {
        Engine::Sqlite => "SQLite",
        Engine::Postgres => "PostgreSQL",
    };
    points.push(Point {
        code: "data",
        found: Ok(format!("{} ({engine})", store.place())),
    });
    let refused = |error| of_store(&error, run.texts);
    let schema = match store.schema_version().await {
        Ok(version) => store.ready().await.map(|()| version.to_string()),
        Err(error) => Err(error),
    };
    let usable = schema.is_ok();
    points.push(Point {
        code: "schema",
        found: schema.map_err(refused),
    });
    if usable {
        let names = store
            .list_organisations()
            .await
            .map_err(refused)
            .map(|found| {
                let names: Vec<_> = found.into_iter().map(|(_, name)| name).collect();
                if names.is_empty() {
                    run.texts.say("doctor-none")
                } else {
                    names.join(", ")
                }
            });
        points.push(Point {
            code: "organisations",
            found: names,
        });
    }
    // The point of the data has been made; a failure to close says nothing more.
    let _ = store.close().await;
}
