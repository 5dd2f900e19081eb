//! `opora read FILE…`: what somebody's справки say, value by value, with sources and doubts.
//!
//! Not here: reading (`opora_intake`) and folders (`batch`). The one decision to know: a file that
//! cannot be read is named with its reason and the rest goes on; the run then ends with code 1.

use std::path::{Path, PathBuf};

use opora_app::CatalogueSet;
use opora_app::monitoring::{CheckedFile, check_reports};
use opora_domain::reports::{ReportedIndicator, ReportedRow, ReportedValue};
use opora_intake::{
    Archive, Certainty, FileError, Reading, Source, TextEncoding, collection_workbook,
};
use serde_json::{Value, json};

use super::batch::{self, Told};
use super::{Run, files};
use crate::catalogues;
use crate::fault::{Exit, Fault};
use crate::output;
use crate::shapes::SCHEMA_VERSION;

/// Reads the files and prints what they say.
pub fn run(
    run: Run<'_>,
    paths: &[PathBuf],
    encoding: Option<TextEncoding>,
    xlsx: Option<&Path>,
) -> Result<Exit, Fault> {
    let set = catalogues::load(&run.arguments.data, run.texts)?;
    let mut shapes = Vec::new();
    let mut lines = Vec::new();
    let mut refused = false;
    let mut collection = batch::empty(&set);
    for path in paths {
        let bytes = files::read(path, run.texts)?;
        for (name, read) in each(run, &set, path, &bytes, encoding) {
            match read {
                Ok(reports) => {
                    let fingerprint = batch::fingerprint(&bytes);
                    for report in &reports {
                        lines.extend(lines_of(run, &name, report));
                        let school = batch::school(&name, &fingerprint, report);
                        collection.schools.push(school);
                    }
                    let reports: Vec<Value> = reports.iter().map(shape).collect();
                    shapes.push(json!({ "file": name, "reports": reports, "error": Value::Null }));
                }
                Err(told) => {
                    refused = true;
                    lines.push(told.line(run, &name));
                    shapes.push(json!({ "file": name, "reports": [], "error": told.shape() }));
                    collection.unreadable.push(told.unreadable(name));
                }
            }
        }
    }
    if let Some(out) = xlsx {
        let book = collection_workbook(&collection)
            .map_err(|error| batch::unwritten(run, &error.to_string()))?;
        files::write(out, &book, run.texts)?;
        let place = [("place", out.display().to_string().into())];
        lines.push(run.fill("read-written", &place));
    }
    let object = json!({ "schema_version": SCHEMA_VERSION, "files": shapes });
    output::say(run.json(), &object, &lines);
    Ok(if refused { Exit::Rule } else { Exit::Ok })
}

/// Every document of a file: itself, or those of an archive.
fn each(
    run: Run<'_>,
    set: &CatalogueSet,
    path: &Path,
    bytes: &[u8],
    encoding: Option<TextEncoding>,
) -> Vec<(String, Result<Vec<CheckedFile>, Told>)> {
    let name = path.display().to_string();
    let one = |name: &str, bytes: &[u8]| {
        let source = Source {
            bytes,
            file_name: name,
            encoding,
        };
        guarded(run, || check_reports(set, &source, None))
    };
    let archive = if bytes.starts_with(b"PK") {
        Archive::open(bytes)
    } else {
        Ok(None)
    };
    match archive {
        Ok(Some(mut archive)) => {
            let names: Vec<String> = archive.names().map(ToOwned::to_owned).collect();
            let read = |(at, inner): (usize, String)| {
                let document = archive.read(at).map_err(|error| Told::of_file(run, &error));
                let inner = format!("{name}/{inner}");
                let read = document.and_then(|bytes| one(&inner, &bytes));
                (inner, read)
            };
            names.into_iter().enumerate().map(read).collect()
        }
        Ok(None) => vec![(name.clone(), one(&name, bytes))],
        Err(error) => vec![(name, Err(Told::of_file(run, &error)))],
    }
}

/// Runs a reading; a defect of the program is told like any other reason.
pub fn guarded(
    run: Run<'_>,
    read: impl FnOnce() -> Result<Vec<CheckedFile>, FileError>,
) -> Result<Vec<CheckedFile>, Told> {
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|error| Told::of_file(run, &error)),
        Err(_) => Err(Told::defect(run)),
    }
}

fn lines_of(run: Run<'_>, file: &str, checked: &CheckedFile) -> Vec<String> {
    let read = &checked.read;
    let unsure = |reading: &&Reading| reading.certainty == Certainty::Doubtful;
    let doubtful = read.readings.iter().filter(unsure).count();
    let name = read.content.organisation.clone();
    let mut lines = vec![run.fill(
        "read-head",
        &[
            ("file", file.to_owned().into()),
            (
                "organisation",
                name.unwrap_or_else(|| run.texts.say("read-no-name")).into(),
            ),
            ("rows", read.content.indicators.len().into()),
            ("doubtful", doubtful.into()),
        ],
    )];
    for (row, reading) in read.content.indicators.iter().zip(&read.readings) {
        let doubtful = reading.certainty == Certainty::Doubtful;
        let key = if doubtful {
            "read-row-doubt"
        } else {
            "read-row"
        };
        let number = row
            .number
            .or(reading.candidate)
            .map_or("—".to_owned(), |n| n.to_string());
        lines.push(run.fill(
            key,
            &[
                ("number", format!("{number:>3}").into()),
                ("value", format!("{:>6}", row.value_text).into()),
                ("title", row.title.clone().into()),
            ],
        ));
    }
    if !read.content.roadmap.is_empty() {
        let done = |row: &&ReportedRow| row.activities.iter().any(|one| one.done);
        let done = read.content.roadmap.iter().filter(done).count();
        let counts = [
            ("rows", read.content.roadmap.len().into()),
            ("done", done.into()),
        ];
        lines.push(run.fill("read-roadmap", &counts));
    }
    for doubt in &read.doubts {
        let places = [
            ("place", doubt.place.clone().into()),
            ("message", doubt.message.clone().into()),
        ];
        lines.push(run.fill("check-doubt", &places));
    }
    lines
}

/// A справка as JSON.
fn shape(checked: &CheckedFile) -> Value {
    let content = &checked.read.content;
    let indicators: Vec<Value> = content
        .indicators
        .iter()
        .zip(&checked.read.readings)
        .map(|(row, reading)| indicator(row, reading))
        .collect();
    let doubts: Vec<Value> = checked
        .read
        .doubts
        .iter()
        .map(|doubt| json!({ "place": doubt.place, "code": doubt.code, "message": doubt.message }))
        .collect();
    json!({
        "title": content.title,
        "organisation": content.organisation,
        "dated_on": content.dated_on.map(|day| day.to_string()),
        "as_of": content.as_of.map(|day| day.to_string()),
        "number": content.number,
        "approved_by": content.approved_by,
        "executor": content.executor,
        "signed": content.signed,
        "value_heading": content.value_heading,
        "indicators": indicators,
        "roadmap": content.roadmap.iter().map(roadmap_row).collect::<Vec<_>>(),
        "conclusions": content.conclusions,
        "recommendations": content.recommendations,
        "doubts": doubts,
    })
}

fn indicator(row: &ReportedIndicator, reading: &Reading) -> Value {
    let value = match row.value {
        ReportedValue::Number(number) => json!(number),
        ReportedValue::Flag(flag) => json!(flag),
        _ => Value::Null,
    };
    let state = match row.value {
        _ if reading.certainty == Certainty::Doubtful => "doubtful",
        ReportedValue::Number(_) | ReportedValue::Flag(_) => "sure",
        ReportedValue::Missing => "empty",
        ReportedValue::NotComputable => "no_data",
        ReportedValue::NotApplicable => "not_applicable",
        ReportedValue::Hidden => "hidden",
        ReportedValue::Unclear => "doubtful",
    };
    let sure = state == "sure";
    json!({
        "position": row.position,
        "number": row.number,
        "code": row.code,
        "candidate": reading.candidate,
        "group": row.group,
        "title": row.title,
        "state": state,
        "value": if sure { value } else { Value::Null },
        "text": row.value_text,
        "unit": row.unit,
        "denominator": row.denominator,
        "links": row.links,
        "proofs": row.proofs.iter().map(|proof| proof.title.clone()).collect::<Vec<_>>(),
        "source": {
            "table": reading.table,
            "sheet": reading.sheet,
            "row": reading.row,
            "column": reading.column,
            "heading": reading.heading,
            "text": reading.text,
            "likeness": reading.likeness,
        },
    })
}

fn roadmap_row(row: &ReportedRow) -> Value {
    let activities: Vec<Value> = row
        .activities
        .iter()
        .map(|one| json!({ "number": one.number, "text": one.text, "done": one.done }))
        .collect();
    json!({
        "position": row.position,
        "stage_number": row.stage_number,
        "stage": row.stage,
        "event": row.event,
        "term": row.term,
        "due_on": row.due_on.map(|day| day.to_string()),
        "responsible": row.responsible,
        "mark": row.mark,
        "activities": activities,
    })
}
