//! One row typed by hand, judged as a row of a workbook is.
//!
//! Not here: storing it, and sentences of pages in other languages (they go by `code`). The one
//! decision to know: a workbook row without a code may *be* a stored record; a form says which
//! record it is, so a natural key somebody else has is refused here.

use opora_domain::{Facts, Field, RecordKind, Value};
use uuid::Uuid;

use super::checks::{self, KnownRecords};
use super::known::{self, Known};
use super::value::Problem;
use crate::cell::Cell;
use crate::vocabulary::Vocabulary;

/// Why a typed row is refused, or what to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// Name of the field; `None` when it is about the whole record.
    pub field: Option<&'static str>,
    /// Stable code of the reason, the same as of rejected rows of a workbook.
    pub code: &'static str,
    /// The reason and the next step, a Russian sentence.
    pub message: String,
    /// Code of the other record, when there is one like this already.
    pub other: Option<String>,
}

/// A row that may be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedRow {
    /// Values in the order of the schema.
    pub values: Vec<Value>,
    /// Taken, but to be looked at.
    pub doubts: Vec<RowProblem>,
}

/// The checks against the records of an organisation.
pub struct RowChecks<'a> {
    known: KnownRecords,
    vocabulary: &'a Vocabulary,
}

impl std::fmt::Debug for RowChecks<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("RowChecks").finish_non_exhaustive()
    }
}

impl<'a> RowChecks<'a> {
    /// Checks against these records.
    pub fn new(existing: &Facts, vocabulary: &'a Vocabulary) -> Self {
        Self {
            known: known::of(existing),
            vocabulary,
        }
    }

    /// Judges the texts of the fields in the order of the schema. `None` leaves the field as it is
    /// stored, empty in a new record. `own` is the record being changed.
    ///
    /// # Errors
    /// Every reason found.
    pub fn check(
        &self,
        kind: RecordKind,
        texts: &[Option<String>],
        own: Option<Uuid>,
    ) -> Result<CheckedRow, Vec<RowProblem>> {
        let cells: Vec<Option<Cell>> = texts
            .iter()
            .map(|text| text.as_deref().map(Cell::text))
            .collect();
        let typed = checks::values(kind, &cells, &self.known, self.vocabulary)
            .map_err(|reasons| told(kind, reasons))?;
        let stored = own.and_then(|id| self.stored(kind, id));
        let mut values = Vec::new();
        let mut missing = Vec::new();
        for (at, (field, value)) in kind.schema().fields.iter().zip(typed).enumerate() {
            let old = stored.and_then(|known| known.row.values.get(at)).cloned();
            let value = value.or(old).unwrap_or(Value::Null);
            if value == Value::Null && field.required {
                missing.push(unfilled(field));
            }
            values.push(value);
        }
        if !missing.is_empty() {
            return Err(missing);
        }
        checks::order(kind, &values).map_err(|reasons| told(kind, reasons))?;
        if let Some(problem) = self.taken(kind, &values, stored) {
            return Err(vec![problem]);
        }
        let doubts = checks::mixed_letters(kind, &values)
            .into_iter()
            .map(|(title, text)| RowProblem {
                field: field_titled(kind, title),
                code: "mixed-letters",
                message: format!(
                    "В «{text}» среди русских букв есть латинские. Наберите слово заново."
                ),
                other: None,
            })
            .collect();
        Ok(CheckedRow { values, doubts })
    }

    /// The record a text names: by code, or by name where that is unambiguous.
    ///
    /// # Errors
    /// When it names none or several.
    pub fn reference(&self, kind: RecordKind, text: &str) -> Result<Uuid, RowProblem> {
        let found = match self.known.get(&kind) {
            Some(records) => records.resolve(kind, text),
            None => Err(known::KnownKind::unknown(kind, text)),
        };
        found.map_err(|problem| whole(problem, None))
    }

    fn stored(&self, kind: RecordKind, id: Uuid) -> Option<&Known> {
        let records = self.known.get(&kind)?;
        records.records.iter().find(|known| known.row.id == id)
    }

    /// Another record that is this one already.
    fn taken(&self, kind: RecordKind, values: &[Value], own: Option<&Known>) -> Option<RowProblem> {
        let records = self.known.get(&kind)?;
        let own_id = own.map(|known| known.row.id);
        if kind == RecordKind::Profile && own.is_none() && !records.records.is_empty() {
            return Some(whole(checks::singleton(), None));
        }
        let key = known::key(kind, values);
        // A double that stood before the change is not the fault of the change.
        if own.is_some_and(|known| known::key(kind, &known.row.values) == key) {
            return None;
        }
        let other = |at: &usize| {
            let known = records.records.get(*at)?;
            (Some(known.row.id) != own_id).then(|| known.row.code.clone())
        };
        if let Some(code) = records.keyed(&key).iter().find_map(other) {
            let problem = if kind == RecordKind::Person && known::birth(values).is_some() {
                checks::duplicate_person(&format!("под кодом {code}"))
            } else if kind == RecordKind::Person {
                checks::ambiguous_person()
            } else {
                Problem::new(
                    "duplicate-key",
                    format!("Такая же запись уже есть: {code}. Откройте её или измените эту."),
                )
            };
            return Some(whole(problem, Some(code)));
        }
        if kind != RecordKind::Person {
            return None;
        }
        let name = known::name(kind, values)?;
        let namesake = records.named(&name).iter().find_map(|at| {
            let known = records.records.get(*at)?;
            let unsure =
                known::birth(values).is_none() || known::birth(&known.row.values).is_none();
            (Some(known.row.id) != own_id && unsure).then(|| known.row.code.clone())
        })?;
        Some(whole(checks::ambiguous_person(), Some(namesake)))
    }
}

fn field_titled(kind: RecordKind, title: &str) -> Option<&'static str> {
    let mut fields = kind.schema().fields.iter();
    fields
        .find(|field| field.title == title)
        .map(|field| field.name)
}

fn told(kind: RecordKind, reasons: Vec<checks::Reason>) -> Vec<RowProblem> {
    reasons
        .into_iter()
        .map(|(title, problem)| RowProblem {
            field: title.and_then(|title| field_titled(kind, title)),
            code: problem.code,
            message: problem.message,
            other: None,
        })
        .collect()
}

fn unfilled(field: &Field) -> RowProblem {
    RowProblem {
        field: Some(field.name),
        code: "required",
        message: "Не заполнено обязательное поле. Заполните его.".to_owned(),
        other: None,
    }
}

fn whole(problem: Problem, other: Option<String>) -> RowProblem {
    RowProblem {
        field: None,
        code: problem.code,
        message: problem.message,
        other,
    }
}
