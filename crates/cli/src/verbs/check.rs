//! `opora check`: findings of a справка, of the recorded facts or of somebody's file.
//!
//! Not here: the checks (`opora_monitoring`). The one decision to know: errors nobody accepted end
//! the run with code 1, warnings do not.

use std::path::Path;

use chrono::NaiveDate;
use opora_intake::{Source, TextEncoding};
use opora_monitoring::checks::{CheckReport, Severity};
use serde_json::{Value, json};

use super::{Run, files};
use crate::catalogues;
use crate::fault::{Exit, Fault};
use crate::opening::{self, Data};
use crate::output;
use crate::shapes::{self, SCHEMA_VERSION};
use crate::store_fault::{of_case, of_file};

/// Checks the recorded facts on a day.
pub async fn facts(run: Run<'_>, as_of: Option<NaiveDate>) -> Result<Exit, Fault> {
    let app = opening::app(run.arguments, run.texts, Data::Existing).await?;
    let (ctx, organisation) = opening::organisation(&app, run.arguments, run.texts).await?;
    let case = |failure| of_case(failure, run.texts);
    let day = match as_of {
        Some(day) => day,
        None => app.today(&ctx).await.map_err(case)?,
    };
    let monitoring = app.monitoring(&ctx, day).await.map_err(case)?;
    let about = json!({
        "source": "facts",
        "organisation": organisation,
        "as_of": day.to_string(),
        "file": Value::Null,
        "doubts": [],
    });
    Ok(say(run, about, monitoring.checks(), Vec::new()))
}

/// Checks somebody's file; needs no data.
pub fn file(run: Run<'_>, file: &Path, encoding: Option<TextEncoding>) -> Result<Exit, Fault> {
    let bytes = files::read(file, run.texts)?;
    let name = files::name(file);
    let source = Source {
        bytes: &bytes,
        file_name: &name,
        encoding,
    };
    let set = catalogues::load(&run.arguments.data, run.texts)?;
    let checked = opora_app::monitoring::check_file(&set, &source, None)
        .map_err(|error| of_file(&error, &name, run.texts))?;
    let doubts: Vec<Value> = checked
        .read
        .doubts
        .iter()
        .map(|doubt| json!({ "place": doubt.place, "code": doubt.code, "message": doubt.message }))
        .collect();
    let mut lines = Vec::new();
    for doubt in &checked.read.doubts {
        lines.push(run.fill(
            "check-doubt",
            &[
                ("place", doubt.place.clone().into()),
                ("message", doubt.message.clone().into()),
            ],
        ));
    }
    let content = &checked.read.content;
    let about = json!({
        "source": "file",
        "organisation": content.organisation,
        "as_of": content.as_of.or(content.dated_on).map(|day| day.to_string()),
        "file": file.display().to_string(),
        "doubts": doubts,
    });
    Ok(say(run, about, &checked.checks, lines))
}

fn say(run: Run<'_>, about: Value, report: &CheckReport, mut lines: Vec<String>) -> Exit {
    let (findings, outcomes, counts) = shapes::checks(report);
    let mut object = json!({ "schema_version": SCHEMA_VERSION });
    if let (Value::Object(fields), Value::Object(about)) = (&mut object, about) {
        fields.extend(about);
        fields.insert("counts".to_owned(), counts);
        fields.insert("findings".to_owned(), findings);
        fields.insert("outcomes".to_owned(), outcomes);
    }
    for finding in &report.findings {
        let accepted = finding
            .waived
            .as_ref()
            .map(|_| run.texts.say("check-accepted"));
        lines.push(run.fill(
            "check-finding",
            &[
                ("severity", severity(run, finding.severity).into()),
                ("code", finding.code.clone().into()),
                ("accepted", accepted.unwrap_or_default().into()),
                ("message", finding.message.clone().into()),
            ],
        ));
        if !finding.remedy.is_empty() {
            lines.push(format!("    → {}", finding.remedy));
        }
    }
    let errors = shapes::open(report, Severity::Error);
    let count = |severity| i64::try_from(shapes::open(report, severity)).unwrap_or(i64::MAX);
    lines.push(run.fill(
        "check-total",
        &[
            ("errors", count(Severity::Error).into()),
            ("warnings", count(Severity::Warning).into()),
            ("infos", count(Severity::Info).into()),
        ],
    ));
    output::say(run.json(), &object, &lines);
    if errors > 0 { Exit::Rule } else { Exit::Ok }
}

fn severity(run: Run<'_>, severity: Severity) -> String {
    run.texts.say(&format!("severity-{}", severity.code()))
}
