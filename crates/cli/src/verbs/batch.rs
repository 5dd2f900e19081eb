//! `opora read --batch DIR --out TABLE.xlsx`: a folder of справки as one table.
//!
//! Not here: what the table holds (`opora_intake::Collection`) and what survives a cut (`journal`).
//! The one decision to know: whatever happens to one file is a line of the table, never the end of
//! the run; files are read on every core, and the order of the table is that of their names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use indicatif::ProgressBar;
use opora_app::CatalogueSet;
use opora_app::monitoring::{CheckedFile, check_reports};
use opora_intake::{
    Archive, CollectedIndicator, CollectedNote, CollectedSchool, CollectedValue, Collection,
    FileError, Measure, Source, Unreadable, collected, collection_workbook,
};
use opora_monitoring::evaluation::IndicatorKind;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::journal::{Entry, Journal};
use super::{Run, files, read};
use crate::fault::{Exit, Fault};
use crate::shapes::SCHEMA_VERSION;
use crate::store_fault::why;
use crate::{catalogues, output, progress};

/// Deepest folders looked into.
const DEEPEST: usize = 16;

/// Why a file was not read.
#[derive(Clone, Debug)]
pub struct Told {
    code: String,
    reason: String,
    next: String,
}

impl Told {
    /// The reader refused it.
    pub fn of_file(run: Run<'_>, error: &FileError) -> Self {
        Self {
            code: error.code().to_owned(),
            reason: why(error, run.texts),
            next: run.texts.say(&format!("file-{}-next", error.code())),
        }
    }

    /// The program broke on it.
    pub fn defect(run: Run<'_>) -> Self {
        Self {
            code: "defect".to_owned(),
            reason: run.texts.say("read-defect"),
            next: run.texts.say("read-defect-next"),
        }
    }

    fn of(fault: Fault) -> Self {
        Self {
            code: fault.code,
            reason: fault.message,
            next: fault.next,
        }
    }

    /// A line for people.
    pub fn line(&self, run: Run<'_>, file: &str) -> String {
        let places = [
            ("file", file.to_owned().into()),
            ("reason", self.reason.clone().into()),
            ("next", self.next.clone().into()),
        ];
        run.fill("read-refused", &places)
    }

    /// As JSON.
    pub fn shape(&self) -> Value {
        json!({ "code": self.code, "message": self.reason, "next_step": self.next })
    }

    /// As a row of the table.
    pub fn unreadable(self, file: String) -> Unreadable {
        Unreadable {
            file,
            code: self.code,
            reason: self.reason,
            next_step: self.next,
        }
    }
}

/// Reads the folder and writes the table.
pub fn run(run: Run<'_>, folder: &Path, out: &Path) -> Result<Exit, Fault> {
    let set = catalogues::load(&run.arguments.data, run.texts)?;
    let mut paths = Vec::new();
    gather(folder, out, 0, &mut paths);
    paths.sort();
    if paths.is_empty() {
        let place = [("place", folder.display().to_string().into())];
        let message = run.fill("read-empty", &place);
        return Err(Fault::environment(
            "read-empty",
            message,
            run.texts.say("read-empty-next"),
        ));
    }
    let about = format!(
        "{} {}",
        env!("CARGO_PKG_VERSION"),
        set.get(None).catalogue.edition()
    );
    let (journal, before) =
        Journal::open(out, &about).map_err(|error| unwritten(run, &error.to_string()))?;
    let bar = progress::steps(paths.len(), run.texts.say("read-progress"));
    let work = Work {
        run,
        set: &set,
        folder,
        before: &before,
        journal: Mutex::new(journal),
        entries: Mutex::new(BTreeMap::new()),
        resumed: AtomicUsize::new(0),
        bar: &bar,
    };
    work.everything(&paths);
    bar.finish_and_clear();
    let Work {
        journal,
        entries,
        resumed,
        ..
    } = work;
    let mut collection = empty(&set);
    let entries = entries.into_inner().unwrap_or_default();
    let count = entries.len();
    for (file, entry) in entries {
        entry.into_collection(&file, &mut collection);
    }
    let book =
        collection_workbook(&collection).map_err(|error| unwritten(run, &error.to_string()))?;
    files::write(out, &book, run.texts)?;
    if let Ok(journal) = journal.into_inner() {
        journal.finish();
    }
    Ok(say(run, &collection, count, resumed.into_inner(), out))
}

/// Files of a folder and of its folders, without hidden ones and the table itself.
fn gather(folder: &Path, out: &Path, depth: usize, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        if name.starts_with(['.', '~']) || path == out || Journal::is_one(&path) {
            continue;
        }
        if kind.is_dir() && depth < DEEPEST {
            gather(&path, out, depth.saturating_add(1), paths);
        } else if kind.is_file() {
            paths.push(path);
        }
    }
}

/// What the workers share.
struct Work<'a> {
    run: Run<'a>,
    set: &'a CatalogueSet,
    folder: &'a Path,
    before: &'a BTreeMap<String, Entry>,
    journal: Mutex<Journal>,
    entries: Mutex<BTreeMap<String, Entry>>,
    resumed: AtomicUsize,
    bar: &'a ProgressBar,
}

impl Work<'_> {
    /// Reads all files, as many at once as there are cores; archives one after another, their
    /// documents at once.
    fn everything(&self, paths: &[PathBuf]) {
        let is_archive = |path: &&PathBuf| {
            let end = path
                .extension()
                .map(|end| end.to_string_lossy().to_lowercase());
            end.as_deref() == Some("zip")
        };
        let (archives, plain): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(is_archive);
        at_once(plain.len(), |next| {
            while let Some(path) = next().and_then(|at| plain.get(at)) {
                let name = self.name(path);
                match files::read(path, self.run.texts) {
                    Ok(bytes) => self.take(name, &bytes),
                    Err(fault) => self.keep(name, "", Err(Told::of(fault))),
                }
                self.bar.inc(1);
            }
        });
        for path in archives {
            self.archive(path);
            self.bar.inc(1);
        }
    }

    fn archive(&self, path: &Path) {
        let name = self.name(path);
        let bytes = match files::read(path, self.run.texts) {
            Ok(bytes) => bytes,
            Err(fault) => return self.keep(name, "", Err(Told::of(fault))),
        };
        let count = match Archive::open(&bytes) {
            Ok(Some(archive)) => archive.names().count(),
            Ok(None) => return self.take(name, &bytes),
            Err(error) => return self.keep(name, "", Err(Told::of_file(self.run, &error))),
        };
        self.bar.inc_length(u64::try_from(count).unwrap_or(0));
        at_once(count, |next| {
            let Ok(Some(mut archive)) = Archive::open(&bytes) else {
                return;
            };
            let names: Vec<String> = archive.names().map(ToOwned::to_owned).collect();
            while let Some(at) = next() {
                let inner = names.get(at).cloned().unwrap_or_default();
                let inner = format!("{name}/{inner}");
                match archive.read(at) {
                    Ok(document) => self.take(inner, &document),
                    Err(error) => self.keep(inner, "", Err(Told::of_file(self.run, &error))),
                }
                self.bar.inc(1);
            }
        });
    }

    /// Reads one document unless the journal has it as it is.
    fn take(&self, name: String, bytes: &[u8]) {
        let fingerprint = fingerprint(bytes);
        let known = self
            .before
            .get(&name)
            .filter(|entry| entry.fingerprint == fingerprint);
        if let Some(entry) = known {
            self.resumed.fetch_add(1, Ordering::Relaxed);
            self.remember(name, entry.clone());
            return;
        }
        let source = Source::new(bytes, &name);
        let reports = read::guarded(self.run, || check_reports(self.set, &source, None));
        let schools = reports.map(|reports| {
            let one = |report: &CheckedFile| school(&name, &fingerprint, report);
            reports.iter().map(one).collect()
        });
        self.keep(name, &fingerprint, schools);
    }

    fn keep(&self, name: String, fingerprint: &str, read: Result<Vec<CollectedSchool>, Told>) {
        let read = read.map_err(|told| told.unreadable(name.clone()));
        let entry = Entry::new(fingerprint, read);
        if let Ok(mut journal) = self.journal.lock() {
            journal.add(&name, &entry);
        }
        self.remember(name, entry);
    }

    fn remember(&self, name: String, entry: Entry) {
        if let Ok(mut entries) = self.entries.lock() {
            entries.insert(name, entry);
        }
    }

    /// Name within the folder.
    fn name(&self, path: &Path) -> String {
        let inner = path.strip_prefix(self.folder).unwrap_or(path);
        inner.display().to_string()
    }
}

/// Runs `worker` on every core; each asks for the next place until there is none.
fn at_once(count: usize, worker: impl Fn(&dyn Fn() -> Option<usize>) + Sync) {
    let place = AtomicUsize::new(0);
    let next = || Some(place.fetch_add(1, Ordering::Relaxed)).filter(|at| *at < count);
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores.min(count) {
            scope.spawn(|| worker(&next));
        }
    });
}

fn say(run: Run<'_>, collection: &Collection, files: usize, resumed: usize, out: &Path) -> Exit {
    let doubtful: usize = collection
        .schools
        .iter()
        .flat_map(|school| school.cells.values())
        .filter(|cell| cell.value == CollectedValue::Doubtful)
        .count();
    let (duplicates, outliers) = (collection.duplicates().len(), collection.outliers().len());
    let unreadable: Vec<Value> = collection
        .unreadable
        .iter()
        .map(|one| {
            json!({ "file": one.file, "code": one.code, "message": one.reason, "next_step": one.next_step })
        })
        .collect();
    let refused = !unreadable.is_empty();
    let object = json!({
        "schema_version": SCHEMA_VERSION,
        "out": out.display().to_string(),
        "files": files,
        "reports": collection.schools.len(),
        "resumed": resumed,
        "doubtful": doubtful,
        "duplicates": duplicates,
        "outliers": outliers,
        "unreadable": unreadable,
    });
    let mut lines = Vec::new();
    if resumed > 0 {
        lines.push(run.fill("read-resumed", &[("count", resumed.into())]));
    }
    lines.push(run.fill(
        "read-summary",
        &[
            ("files", files.into()),
            ("schools", collection.schools.len().into()),
            ("unreadable", collection.unreadable.len().into()),
            ("doubtful", doubtful.into()),
            ("duplicates", duplicates.into()),
            ("outliers", outliers.into()),
            ("place", out.display().to_string().into()),
        ],
    ));
    output::say(run.json(), &object, &lines);
    if refused { Exit::Rule } else { Exit::Ok }
}

/// A table with the columns of the catalogue and no rows.
pub fn empty(set: &CatalogueSet) -> Collection {
    let regional = set.get(None);
    let indicators = regional.catalogue.indicators().iter();
    Collection {
        indicators: indicators
            .map(|indicator| CollectedIndicator {
                number: indicator.number,
                // Schools of many municipalities stand in one table.
                title: indicator.title.replace("{municipality_genitive}", "…"),
                measure: match indicator.kind {
                    IndicatorKind::Bool => Measure::Flag,
                    IndicatorKind::Count => Measure::Count,
                    IndicatorKind::Percent => Measure::Percent,
                },
            })
            .collect(),
        ..Collection::default()
    }
}

/// A read справка with its findings as a row.
pub fn school(file: &str, fingerprint: &str, checked: &CheckedFile) -> CollectedSchool {
    let findings = checked
        .checks
        .findings
        .iter()
        .map(|finding| CollectedNote {
            about: finding.severity.code().to_owned(),
            code: finding.code.clone(),
            message: finding.message.clone(),
        })
        .collect();
    collected(
        file.to_owned(),
        fingerprint.to_owned(),
        &checked.read,
        findings,
    )
}

/// SHA-256 of a file.
pub fn fingerprint(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The table or its journal cannot be written.
pub fn unwritten(run: Run<'_>, reason: &str) -> Fault {
    let message = run.fill(
        "workbook-unwritten",
        &[("reason", reason.to_owned().into())],
    );
    Fault::environment(
        "workbook-unwritten",
        message,
        run.texts.say("workbook-unwritten-next"),
    )
}
