//! What a reading of a corpus is worth: values right, wrong, doubted, missed, by kind of distortion.
//!
//! Not here: making the corpus (`bench/corpus`). The one decision to know: a value shown as sure where
//! the truth says "doubt it" or "nothing there" is as wrong as a wrong number.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use opora_domain::reports::{ReportedIndicator, ReportedValue};
use opora_intake::{Certainty, Lexicon, ReadReport, Source, read_reports};
use serde_json::Value;

/// Counts of one kind.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub files: usize,
    pub refused: usize,
    /// Values the truth knows.
    pub values: usize,
    pub right: usize,
    pub wrong: usize,
    pub doubted: usize,
    pub missed: usize,
    /// Values that must be doubted, and were.
    pub uncertain: usize,
    pub uncertain_doubted: usize,
    /// Schools the truth has, found by name.
    pub schools: usize,
    pub schools_named: usize,
    /// Roadmaps, and those with the right number of rows, activities and marks.
    pub roadmaps: usize,
    pub roadmaps_right: usize,
}

impl Score {
    pub fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.refused += other.refused;
        self.values += other.values;
        self.right += other.right;
        self.wrong += other.wrong;
        self.doubted += other.doubted;
        self.missed += other.missed;
        self.uncertain += other.uncertain;
        self.uncertain_doubted += other.uncertain_doubted;
        self.schools += other.schools;
        self.schools_named += other.schools_named;
        self.roadmaps += other.roadmaps;
        self.roadmaps_right += other.roadmaps_right;
    }

    /// Share of values shown as sure that are right, percent.
    pub fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// Share of known values that were read right, percent.
    pub fn recall(&self) -> f64 {
        share(self.right, self.values)
    }

    /// Share of known values left to a person, percent.
    pub fn doubtful(&self) -> f64 {
        share(self.doubted, self.values)
    }
}

pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 100.0;
    }
    part as f64 * 100.0 / whole as f64
}

/// Files of a corpus with their truth, in order.
pub fn files(folder: &Path) -> Vec<(PathBuf, PathBuf)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end != "json"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| (path.clone(), path.with_extension("json")))
        .filter(|(_, truth)| truth.is_file())
        .collect()
}

/// Reads a file and scores it; sentences about what went wrong go to `told`.
pub fn score(path: &Path, truth: &Path, lexicon: &Lexicon, told: &mut Vec<String>) -> (String, Score) {
    let bytes = std::fs::read(path).unwrap();
    let truth: Value = serde_json::from_str(&std::fs::read_to_string(truth).unwrap()).unwrap();
    let kind = truth["kind"].as_str().unwrap().to_owned();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut score = Score {
        files: 1,
        ..Score::default()
    };
    let reports = read_reports(&Source::new(&bytes, &name), lexicon);
    let schools = truth["schools"].as_array().unwrap();
    if let Err(refused) = &reports {
        // A file with nothing of ours in it may be refused.
        if schools.iter().any(|school| !school["values"].as_object().unwrap().is_empty()) {
            score.refused = 1;
            told.push(format!("{name}: {refused}"));
        }
    }
    let reports = reports.unwrap_or_default();
    for (at, school) in schools.iter().enumerate() {
        let report = reports.get(at);
        score.schools += 1;
        let organisation = report.and_then(|report| report.content.organisation.clone());
        let plain = |text: &str| text.replace([' ', '"', '«', '»', '№', 'N'], "").to_lowercase();
        if organisation.as_deref().map(plain) == school["organisation"].as_str().map(plain) {
            score.schools_named += 1;
        }
        one_school(&name, report, school["values"].as_object().unwrap(), &mut score, told);
    }
    if let (Some(roadmap), Some(first)) = (truth["roadmap"].as_object(), reports.first()) {
        score.roadmaps = 1;
        let rows = &first.content.roadmap;
        let activities: usize = rows.iter().map(|row| row.activities.len()).sum();
        let done = rows.iter().filter(|row| row.activities.iter().any(|one| one.done)).count();
        let right = [("rows", rows.len()), ("activities", activities), ("done_rows", done)]
            .iter()
            .all(|(key, found)| roadmap[*key].as_u64() == Some(*found as u64));
        score.roadmaps_right = usize::from(right);
        if !right {
            told.push(format!("{name}: roadmap {} {activities} {done} != {roadmap:?}", rows.len()));
        }
    }
    (kind, score)
}

fn one_school(
    name: &str,
    report: Option<&ReadReport>,
    truth: &serde_json::Map<String, Value>,
    score: &mut Score,
    told: &mut Vec<String>,
) {
    let rows: &[ReportedIndicator] = report.map_or(&[], |report| &report.content.indicators);
    let by_number: BTreeMap<u32, &ReportedIndicator> = rows
        .iter()
        .filter_map(|row| Some((row.number?, row)))
        .collect();
    let candidates: Vec<u32> = report
        .iter()
        .flat_map(|report| &report.readings)
        .filter(|reading| reading.certainty == Certainty::Doubtful)
        .filter_map(|reading| reading.candidate)
        .collect();
    for (number, expected) in truth {
        let number: u32 = number.parse().unwrap();
        let row = by_number.get(&number).copied();
        let found = row.map(|row| &row.value);
        let sure = match found {
            Some(ReportedValue::Number(number)) => Some(serde_json::json!(number)),
            Some(ReportedValue::Flag(flag)) => Some(serde_json::json!(flag)),
            _ => None,
        };
        let doubted = found == Some(&ReportedValue::Unclear) || candidates.contains(&number);
        let same = |sure: &Value| match (sure.as_f64(), expected.as_f64()) {
            (Some(a), Some(b)) => (a - b).abs() < 1e-9,
            (None, None) => sure == expected,
            _ => false,
        };
        let must_doubt = expected.as_str() == Some("?");
        if must_doubt {
            score.uncertain += 1;
            score.uncertain_doubted += usize::from(sure.is_none());
        } else if !expected.is_null() {
            score.values += 1;
        }
        let known = !must_doubt && !expected.is_null();
        match sure {
            Some(sure) if known && same(&sure) => score.right += 1,
            Some(sure) => {
                score.wrong += 1;
                told.push(format!("{name}: WRONG {number}: {sure} != {expected} «{}»", row.unwrap().title));
            }
            None if known && doubted => {
                score.doubted += 1;
                let text = row.map_or("", |row| row.value_text.as_str());
                told.push(format!("{name}: doubted {number}: {expected} «{text}»"));
            }
            None if known => {
                score.missed += 1;
                told.push(format!("{name}: missed {number}: {expected}"));
            }
            None => {}
        }
    }
    for (number, row) in by_number {
        let strange = !truth.contains_key(&number.to_string());
        if strange && matches!(row.value, ReportedValue::Number(_) | ReportedValue::Flag(_)) {
            score.wrong += 1;
            told.push(format!("{name}: WRONG stranger {number} «{}»", row.title));
        }
    }
}
