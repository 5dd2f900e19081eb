//! `opora report`: the справка of a day as files.
//!
//! Not here: what it says and how it looks. The one decision to know: it is made of the facts as
//! they are now and nothing is stored; signed editions are downloaded from the pages.

use std::path::Path;

use chrono::NaiveDate;
use opora_app::ports::Format;
use opora_monitoring::checks::Severity;
use opora_monitoring::report::Edition as Readers;
use serde_json::{Value, json};

use super::{Run, files};
use crate::fault::{Exit, Fault};
use crate::opening::{self, Data};
use crate::output;
use crate::progress::Progress;
use crate::shapes::{self, SCHEMA_VERSION};
use crate::store_fault::of_case;

/// Writes the files.
pub async fn run(
    run: Run<'_>,
    as_of: Option<NaiveDate>,
    (formats, readers): (&[Format], Readers),
    out: &Path,
) -> Result<Exit, Fault> {
    let app = opening::app(run.arguments, run.texts, Data::Existing).await?;
    let (ctx, organisation) = opening::organisation(&app, run.arguments, run.texts).await?;
    let case = |failure| of_case(failure, run.texts);
    let day = match as_of {
        Some(day) => day,
        None => app.today(&ctx).await.map_err(case)?,
    };
    let progress = Progress::start(run.texts.say("progress-report"));
    let preview = app.preview_report(&ctx, day, readers).await.map_err(case)?;
    // All are rendered before the first is written: a format that fails leaves no half set.
    let rendered = app.render_preview(&preview, formats).await.map_err(case)?;
    let errors = shapes::open(
        app.monitoring(&ctx, day).await.map_err(case)?.checks(),
        Severity::Error,
    );
    drop(progress);
    make_folder(run, out)?;
    let mut written: Vec<Value> = Vec::new();
    let mut lines = Vec::new();
    for file in rendered {
        let path = out.join(&file.file_name);
        files::write(&path, &file.bytes, run.texts)?;
        let mut shape = files::shape(&path, &file.bytes);
        if let Value::Object(fields) = &mut shape {
            fields.insert("format".to_owned(), file.format.extension().into());
        }
        written.push(shape);
        lines.push(run.fill(
            "report-written",
            &[("place", path.display().to_string().into())],
        ));
    }
    if errors > 0 {
        let count = i64::try_from(errors).unwrap_or(i64::MAX);
        lines.push(run.fill("report-errors", &[("count", count.into())]));
    }
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "organisation": organisation,
        "as_of": day.to_string(),
        "edition": readers.code(),
        "errors": errors,
        "files": written,
    });
    output::say(run.json(), &object, &lines);
    Ok(Exit::Ok)
}

fn make_folder(run: Run<'_>, out: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(out).map_err(|error| {
        let places = [
            ("place", out.display().to_string().into()),
            ("reason", error.to_string().into()),
        ];
        let message = run.fill("file-unwritable", &places);
        Fault::environment(
            "file-unwritable",
            message,
            run.texts.say("file-unwritable-next"),
        )
    })
}
