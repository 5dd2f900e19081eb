//! What a batch has read so far, beside its table, so that a run cut short goes on.
//!
//! Not here: reading. The one decision to know: a line a file, written when it was read; a line cut
//! short and a journal of another program or catalogue are worth nothing and are dropped.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use opora_intake::{
    CollectedCell, CollectedNote, CollectedSchool, CollectedValue, Collection, Unreadable,
};
use serde::{Deserialize, Serialize};

const ENDING: &str = "unfinished";

/// The journal of a table.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
}

/// What one file gave.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// SHA-256 of its content; empty when it could not be opened.
    pub fingerprint: String,
    schools: Vec<School>,
    refused: Option<Refused>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    file: String,
    entry: Entry,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct School {
    organisation: Option<String>,
    dated_on: Option<chrono::NaiveDate>,
    cells: BTreeMap<u32, Cell>,
    findings: Vec<(String, String, String)>,
    doubts: Vec<(String, String, String)>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Cell {
    number: Option<f64>,
    flag: Option<bool>,
    doubtful: bool,
    text: String,
    denominator: Option<i64>,
    place: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Refused {
    code: String,
    reason: String,
    next_step: String,
}

impl Journal {
    /// Opens the journal beside a table and what it holds; `about` names the program and catalogue.
    ///
    /// # Errors
    /// The folder of the table cannot be written to.
    pub fn open(out: &Path, about: &str) -> io::Result<(Self, BTreeMap<String, Entry>)> {
        let mut path = out.as_os_str().to_owned();
        path.push(".");
        path.push(ENDING);
        let path = PathBuf::from(path);
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let mut lines = text.lines();
        let mut known = BTreeMap::new();
        if lines.next() == Some(about) {
            for line in lines {
                if let Ok(Line { file, entry }) = serde_json::from_str(line) {
                    known.insert(file, entry);
                }
            }
        }
        let mut file = File::create(&path)?;
        writeln!(file, "{about}")?;
        let mut journal = Self { path, file };
        for (file, entry) in &known {
            journal.add(file, entry);
        }
        Ok((journal, known))
    }

    /// Whether a file is a journal.
    pub fn is_one(path: &Path) -> bool {
        path.extension().is_some_and(|end| end == ENDING)
    }

    /// Writes down a file; a journal that cannot be written only means reading again.
    pub fn add(&mut self, file: &str, entry: &Entry) {
        let line = Line {
            file: file.to_owned(),
            entry: entry.clone(),
        };
        if let Ok(text) = serde_json::to_string(&line) {
            let _ = writeln!(self.file, "{text}");
        }
    }

    /// The table is written: the journal goes.
    pub fn finish(self) {
        let _ = std::fs::remove_file(self.path);
    }
}

impl Entry {
    /// What a file gave.
    pub fn new(fingerprint: &str, read: Result<Vec<CollectedSchool>, Unreadable>) -> Self {
        let (schools, refused) = match read {
            Ok(schools) => (schools.into_iter().map(School::of).collect(), None),
            Err(one) => {
                let refused = Refused {
                    code: one.code,
                    reason: one.reason,
                    next_step: one.next_step,
                };
                (Vec::new(), Some(refused))
            }
        };
        Self {
            fingerprint: fingerprint.to_owned(),
            schools,
            refused,
        }
    }

    /// Adds it to a collection.
    pub fn into_collection(self, file: &str, collection: &mut Collection) {
        if let Some(refused) = self.refused {
            collection.unreadable.push(Unreadable {
                file: file.to_owned(),
                code: refused.code,
                reason: refused.reason,
                next_step: refused.next_step,
            });
        }
        let fingerprint = self.fingerprint;
        let schools = self.schools.into_iter();
        collection
            .schools
            .extend(schools.map(|school| school.back(file, &fingerprint)));
    }
}

impl School {
    fn of(school: CollectedSchool) -> Self {
        let notes = |notes: Vec<CollectedNote>| {
            let parts = |note: CollectedNote| (note.about, note.code, note.message);
            notes.into_iter().map(parts).collect()
        };
        let cell = |cell: CollectedCell| Cell {
            number: match cell.value {
                CollectedValue::Number(number) => Some(number),
                _ => None,
            },
            flag: match cell.value {
                CollectedValue::Flag(flag) => Some(flag),
                _ => None,
            },
            doubtful: cell.value == CollectedValue::Doubtful,
            text: cell.text,
            denominator: cell.denominator,
            place: cell.place,
        };
        let cells = school.cells.into_iter();
        Self {
            organisation: school.organisation,
            dated_on: school.dated_on,
            cells: cells.map(|(number, own)| (number, cell(own))).collect(),
            findings: notes(school.findings),
            doubts: notes(school.doubts),
        }
    }

    fn back(self, file: &str, fingerprint: &str) -> CollectedSchool {
        let notes = |notes: Vec<(String, String, String)>| {
            let note = |(about, code, message)| CollectedNote {
                about,
                code,
                message,
            };
            notes.into_iter().map(note).collect()
        };
        let cell = |cell: Cell| CollectedCell {
            value: match (cell.number, cell.flag, cell.doubtful) {
                (Some(number), ..) => CollectedValue::Number(number),
                (_, Some(flag), _) => CollectedValue::Flag(flag),
                (.., true) => CollectedValue::Doubtful,
                _ => CollectedValue::Nothing,
            },
            text: cell.text,
            denominator: cell.denominator,
            place: cell.place,
        };
        let cells = self.cells.into_iter();
        CollectedSchool {
            file: file.to_owned(),
            fingerprint: fingerprint.to_owned(),
            organisation: self.organisation,
            dated_on: self.dated_on,
            cells: cells.map(|(number, own)| (number, cell(own))).collect(),
            findings: notes(self.findings),
            doubts: notes(self.doubts),
        }
    }
}
