//! Records a row may be or refer to: those stored and those of the file so far.
//!
//! Not here: cells. The one decision to know: a code typed with Latin twins of Cyrillic letters
//! finds its record all the same, but only when no record has exactly the typed code.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use opora_domain::{Facts, Field, FieldKind, RecordKind, Value};
use uuid::Uuid;

use super::value::{Problem, written_date};
use crate::normal;
use crate::untyped::{self, Row};

/// One record.
pub(super) struct Known {
    pub row: Row,
    /// Row of the file it stands in.
    pub line: Option<usize>,
    /// Whether it is in the store.
    pub stored: bool,
}

/// Records of one kind.
#[derive(Default)]
pub(super) struct KnownKind {
    pub records: Vec<Known>,
    by_code: BTreeMap<String, usize>,
    by_folded_code: BTreeMap<String, Vec<usize>>,
    by_key: BTreeMap<Vec<Value>, Vec<usize>>,
    by_name: BTreeMap<String, Vec<usize>>,
    /// Codes and names of rows that were refused.
    pub refused: BTreeSet<String>,
}

/// The stored records, by kind.
pub(super) fn of(existing: &Facts) -> BTreeMap<RecordKind, KnownKind> {
    let mut known: BTreeMap<RecordKind, KnownKind> = BTreeMap::new();
    for (kind, rows) in untyped::rows_of(existing) {
        let records = known.entry(kind).or_default();
        for row in rows {
            records.add(
                kind,
                Known {
                    row,
                    line: None,
                    stored: true,
                },
            );
        }
    }
    known
}

impl KnownKind {
    pub(super) fn add(&mut self, kind: RecordKind, known: Known) {
        let at = self.records.len();
        let row = &known.row;
        self.by_code.insert(row.code.clone(), at);
        self.by_folded_code
            .entry(fold(&row.code))
            .or_default()
            .push(at);
        self.by_key
            .entry(key(kind, &row.values))
            .or_default()
            .push(at);
        if let Some(name) = name(kind, &row.values) {
            self.by_name.entry(name).or_default().push(at);
        }
        self.records.push(known);
    }

    /// The record with this code.
    pub(super) fn coded(&self, code: &str) -> Option<usize> {
        if let Some(at) = self.by_code.get(code) {
            return Some(*at);
        }
        match self.by_folded_code.get(&fold(code)).map(Vec::as_slice) {
            Some([at]) => Some(*at),
            _ => None,
        }
    }

    /// Records with the same natural key.
    pub(super) fn keyed(&self, key: &[Value]) -> &[usize] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// Records with the same name.
    pub(super) fn named(&self, name: &str) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// Marks a record as standing in this row of the file.
    pub(super) fn touch(&mut self, at: usize, line: usize) {
        if let Some(known) = self.records.get_mut(at) {
            known.line = Some(line);
        }
    }

    /// The record a cell refers to: by code, or by name where that is unambiguous.
    pub(super) fn resolve(&self, kind: RecordKind, text: &str) -> Result<Uuid, Problem> {
        let sheet = kind.schema().sheet;
        let id = |at: usize| self.records.get(at).map(|known| known.row.id);
        if let Some(id) = self.coded(text).and_then(id) {
            return Ok(id);
        }
        let (name, born) = split_birth(kind, text);
        let found: Vec<&Known> = self
            .named(&name)
            .iter()
            .filter_map(|at| self.records.get(*at))
            .filter(|known| born.is_none() || birth(&known.row.values) == born)
            .collect();
        match found.as_slice() {
            [one] => Ok(one.row.id),
            [] if self.refused.contains(&fold(text)) || self.refused.contains(&name) => {
                Err(Problem::new(
                    "rejected-reference",
                    format!(
                        "Запись «{text}» с листа «{sheet}» не принята. Исправьте её строку и \
                         загрузите обе."
                    ),
                ))
            }
            [] => Err(Self::unknown(kind, text)),
            many => Err(Problem::new(
                "ambiguous-reference",
                format!(
                    "«{text}» — это {} записи листа «{sheet}»: {}. Впишите код одной из них.",
                    many.len(),
                    codes(many)
                ),
            )),
        }
    }
}

impl KnownKind {
    /// A reference to nothing.
    pub(super) fn unknown(kind: RecordKind, text: &str) -> Problem {
        let sheet = kind.schema().sheet;
        Problem::new(
            "unknown-reference",
            format!("На листе «{sheet}» нет записи «{text}». Впишите её код или добавьте её."),
        )
    }
}

fn codes(many: &[&Known]) -> String {
    let codes: Vec<&str> = many
        .iter()
        .take(5)
        .map(|known| known.row.code.as_str())
        .collect();
    codes.join(", ")
}

/// A code for comparison: upper case, Latin twins made Cyrillic.
pub(super) fn fold(code: &str) -> String {
    normal::code(code)
}

/// Natural key with texts made comparable.
pub(super) fn key(kind: RecordKind, values: &[Value]) -> Vec<Value> {
    let fields = kind.schema().fields.iter().zip(values);
    fields
        .filter(|(field, _)| field.key)
        .map(|(_, value)| match value {
            Value::Text(text) => Value::Text(normal::text(text)),
            other => other.clone(),
        })
        .collect()
}

/// Name by which other sheets may refer to a record: the full name of a person, the title of a
/// school year, a partner, a project, a community.
pub(super) fn name(kind: RecordKind, values: &[Value]) -> Option<String> {
    let is_part = |field: &Field| {
        let text = field.key && field.kind == FieldKind::Text;
        match kind {
            RecordKind::Person => text,
            RecordKind::SchoolYear
            | RecordKind::Partner
            | RecordKind::Project
            | RecordKind::Community => text && matches!(field.name, "title" | "name"),
            _ => false,
        }
    };
    let fields = kind.schema().fields.iter().zip(values);
    let parts: Vec<&str> = fields
        .filter(|(field, _)| is_part(field))
        .filter_map(|(_, value)| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    (!parts.is_empty()).then(|| normal::text(&parts.join(" ")))
}

/// Date of birth among the values of a person.
pub(super) fn birth(values: &[Value]) -> Option<NaiveDate> {
    values.iter().find_map(|value| match value {
        Value::Date(date) => Some(*date),
        _ => None,
    })
}

/// «Иванов Иван Иванович, 01.02.2010» as name and date of birth.
fn split_birth(kind: RecordKind, text: &str) -> (String, Option<NaiveDate>) {
    if kind == RecordKind::Person
        && let Some((before, last)) = text.trim_end_matches(')').rsplit_once([' ', '(', ','])
        && let Some(born) = written_date(last)
    {
        let before = before.trim_end_matches([' ', '(', ',']);
        return (normal::text(before), Some(born));
    }
    (normal::text(text), None)
}
