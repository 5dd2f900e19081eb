//! `opora template`, `import`, `export`: facts as a workbook.
//!
//! Not here: the format (`opora_intake`), what is stored (`opora_app`). The one decision to know:
//! refused rows go back as a workbook beside the file, and a run with refused rows ends with code 1
//! although the good rows are taken.

use std::path::{Path, PathBuf};

use opora_app::exchange::{ExportError, ImportError, totals};
use opora_app::ports::draw_id;
use opora_app::{App, Ctx};
use opora_domain::Facts;
use opora_intake::{Doubt, Import, RejectedRow, Source, TextEncoding};
use serde_json::{Value, json};

use super::{Run, files};
use crate::catalogues;
use crate::fault::{Exit, Fault};
use crate::opening::{self, Data};
use crate::output;
use crate::progress::Progress;
use crate::shapes::SCHEMA_VERSION;
use crate::store_fault::{of_case, of_failure, of_file, of_store};
use crate::wiring::{SystemClock, SystemRandom};

/// Rejected rows and doubts printed for people; `--json` has all.
const SHOWN: usize = 20;

/// What to import and how.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The file.
    pub file: &'a Path,
    /// Whether nothing is to be stored.
    pub dry_run: bool,
    /// Encoding of a CSV.
    pub encoding: Option<TextEncoding>,
    /// Where refused rows go; beside the file when not given.
    pub rejected: Option<&'a Path>,
}

/// Writes an empty workbook; needs no data.
pub fn template(run: Run<'_>, out: &Path) -> Result<Exit, Fault> {
    let set = catalogues::load(&run.arguments.data, run.texts)?;
    let bytes = opora_intake::template(&set.get(None).vocabulary())
        .map_err(|error| unwritten(run, &error.to_string()))?;
    hand_over(run, out, &bytes, "template-written")
}

/// Writes all facts.
pub async fn export(run: Run<'_>, out: &Path) -> Result<Exit, Fault> {
    let app = opening::app(run.arguments, run.texts, Data::Existing).await?;
    let (ctx, _) = opening::organisation(&app, run.arguments, run.texts).await?;
    let progress = Progress::start(run.texts.say("progress-export"));
    let exported = app.export(&ctx).await;
    drop(progress);
    let bytes = exported.map_err(|failure| {
        of_failure(failure, run.texts, |ExportError::Write(error)| {
            unwritten(run, &error.to_string())
        })
    })?;
    hand_over(run, out, &bytes, "export-written")
}

fn unwritten(run: Run<'_>, reason: &str) -> Fault {
    let reason = ("reason", reason.to_owned().into());
    let message = run.fill("workbook-unwritten", &[reason]);
    Fault::rule(
        "workbook-unwritten",
        message,
        run.texts.say("workbook-unwritten-next"),
    )
}

fn hand_over(run: Run<'_>, out: &Path, bytes: &[u8], key: &str) -> Result<Exit, Fault> {
    files::write(out, bytes, run.texts)?;
    let mut object = files::shape(out, bytes);
    if let Value::Object(fields) = &mut object {
        fields.insert("schema_version".to_owned(), SCHEMA_VERSION.into());
    }
    let line = run.fill(key, &[("place", out.display().to_string().into())]);
    output::say(run.json(), &object, &[line]);
    Ok(Exit::Ok)
}

/// Takes a workbook or a CSV in.
pub async fn import(run: Run<'_>, request: &Request<'_>) -> Result<Exit, Fault> {
    let bytes = files::read(request.file, run.texts)?;
    let name = files::name(request.file);
    let source = Source {
        bytes: &bytes,
        file_name: &name,
        encoding: request.encoding,
    };
    first_look(run, &source, &name)?;
    let app = opening::app(run.arguments, run.texts, Data::MadeIfAbsent).await?;
    let ctx = whose(run, &app).await?;
    let progress = Progress::start(run.texts.say("progress-import"));
    let taken = if request.dry_run {
        app.preview_import(&ctx, &source).await
    } else {
        app.import(&ctx, &source).await
    };
    drop(progress);
    let import = taken.map_err(|failure| {
        of_failure(failure, run.texts, |ImportError::File(error)| {
            of_file(&error, &name, run.texts)
        })
    })?;
    let rejected = hand_back(run, &app, &ctx, (&import, request)).await?;
    say(run, &import, request.dry_run, rejected.as_deref());
    app.store()
        .close()
        .await
        .map_err(|error| of_store(&error, run.texts))?;
    Ok(if import.rejected.is_empty() {
        Exit::Ok
    } else {
        Exit::Rule
    })
}

/// Reads the file against nothing, so that a wrong one leaves no trace of an organisation.
fn first_look(run: Run<'_>, source: &Source<'_>, name: &str) -> Result<(), Fault> {
    let set = catalogues::load(&run.arguments.data, run.texts)?;
    let vocabulary = set.get(None).vocabulary();
    let mut ids = || draw_id(&SystemClock, &SystemRandom);
    opora_intake::import(source, &Facts::default(), &vocabulary, &mut ids)
        .map(|_| ())
        .map_err(|error| of_file(&error, name, run.texts))
}

/// The organisation; in an empty store a new one.
async fn whose(run: Run<'_>, app: &App) -> Result<Ctx, Fault> {
    let known = app.store().list_organisations().await;
    if known
        .map_err(|error| of_store(&error, run.texts))?
        .is_empty()
    {
        app.first_organisation()
            .await
            .map_err(|error| of_store(&error, run.texts))?;
    }
    Ok(opening::organisation(app, run.arguments, run.texts)
        .await?
        .0)
}

async fn hand_back(
    run: Run<'_>,
    app: &App,
    ctx: &Ctx,
    (import, request): (&Import, &Request<'_>),
) -> Result<Option<PathBuf>, Fault> {
    if import.rejected.is_empty() {
        return Ok(None);
    }
    let card = app
        .organisation(ctx)
        .await
        .map_err(|failure| of_case(failure, run.texts))?;
    let catalogue = card.profile.and_then(|profile| profile.catalogue);
    let vocabulary = app.catalogues().get(catalogue.as_deref()).vocabulary();
    let bytes = import
        .rejected_workbook(&vocabulary)
        .map_err(|error| unwritten(run, &error.to_string()))?;
    let place = request
        .rejected
        .map_or_else(|| beside(request.file), Path::to_path_buf);
    files::write(&place, &bytes, run.texts)?;
    Ok(Some(place))
}

/// `roster.xlsx` → `roster-rejected.xlsx`.
fn beside(file: &Path) -> PathBuf {
    let stem = file
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    file.with_file_name(format!("{stem}-rejected.xlsx"))
}

fn rejected_row(row: &RejectedRow) -> Value {
    json!({
        "sheet": row.sheet,
        "row": row.row,
        "column": row.column,
        "code": row.code,
        "message": row.message,
    })
}

fn doubt(doubt: &Doubt) -> Value {
    json!({
        "sheet": doubt.sheet,
        "row": doubt.row,
        "column": doubt.column,
        "code": doubt.code,
        "message": doubt.message,
    })
}

fn say(run: Run<'_>, import: &Import, dry_run: bool, rejected: Option<&Path>) {
    let (new, changed) = totals(import);
    let unchanged: usize = import.counts.values().map(|counts| counts.unchanged).sum();
    let refused: usize = import.counts.values().map(|counts| counts.rejected).sum();
    let sheets: Vec<Value> = import
        .counts
        .iter()
        .map(|(kind, counts)| {
            json!({
                "sheet": kind.schema().sheet,
                "new": counts.new,
                "changed": counts.changed,
                "unchanged": counts.unchanged,
                "rejected": counts.rejected,
            })
        })
        .collect();
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "dry_run": dry_run,
        "new": new,
        "changed": changed,
        "unchanged": unchanged,
        "rejected_rows": refused,
        "sheets": sheets,
        "rejected": import.rejected.iter().map(rejected_row).collect::<Vec<_>>(),
        "doubts": import.doubts.iter().map(doubt).collect::<Vec<_>>(),
        "rejected_file": rejected.map(|path| path.display().to_string()),
    });
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let key = if dry_run {
        "import-would"
    } else {
        "import-done"
    };
    let mut lines = vec![run.fill(
        key,
        &[
            ("new", count(new).into()),
            ("changed", count(changed).into()),
            ("unchanged", count(unchanged).into()),
            ("rejected", count(refused).into()),
        ],
    )];
    lines.extend(import.rejected.iter().take(SHOWN).map(|row| {
        run.fill(
            "import-row",
            &[
                ("sheet", row.sheet.clone().into()),
                ("row", count(row.row).into()),
                ("column", row.column.clone().unwrap_or_default().into()),
                ("message", row.message.clone().into()),
            ],
        )
    }));
    if import.rejected.len() > SHOWN {
        let more = ("count", count(import.rejected.len() - SHOWN).into());
        lines.push(run.fill("import-more", &[more]));
    }
    lines.extend(import.doubts.iter().take(SHOWN).map(|doubt| {
        run.fill(
            "import-doubt",
            &[
                ("sheet", doubt.sheet.clone().into()),
                ("message", doubt.message.clone().into()),
            ],
        )
    }));
    if let Some(path) = rejected {
        lines.push(run.fill(
            "import-rejected-file",
            &[("place", path.display().to_string().into())],
        ));
    }
    output::say(run.json(), &object, &lines);
}
