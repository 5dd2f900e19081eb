//! Checks of one row, whoever brings it: a sheet of a workbook or a form of the page.
//!
//! Not here: which stored record a row of a file is (`engine`), how a person is told (`web`). The
//! one decision to know: both ways into the store call these functions and no others, so a form
//! refuses exactly what a workbook does.

use std::collections::BTreeMap;

use opora_domain::{Field, FieldKind, RecordKind, Value};

use super::known::KnownKind;
use super::value::{self, Problem};
use crate::cell::Cell;
use crate::normal;
use crate::vocabulary::{List, Vocabulary};

/// A reason with the heading of its column.
pub(super) type Reason = (Option<&'static str>, Problem);

/// Records by kind that a row may refer to.
pub(super) type KnownRecords = BTreeMap<RecordKind, KnownKind>;

/// Values in the order of the schema; `None` where the cell is absent.
pub(super) fn values(
    kind: RecordKind,
    cells: &[Option<Cell>],
    known: &KnownRecords,
    vocabulary: &Vocabulary,
) -> Result<Vec<Option<Value>>, Vec<Reason>> {
    let mut reasons = Vec::new();
    let mut values = Vec::new();
    for (field, cell) in kind.schema().fields.iter().zip(cells) {
        let value = match cell {
            None => Ok(None),
            Some(cell) => value_of(kind, field, cell, known, vocabulary).map(Some),
        };
        match value {
            Ok(Some(Value::Null)) if field.required => reasons.push((
                Some(field.title),
                Problem::new("required", "Не заполнено обязательное поле. Заполните его."),
            )),
            Ok(value) => values.push(value),
            Err(problem) => reasons.push((Some(field.title), problem)),
        }
    }
    if reasons.is_empty() {
        Ok(values)
    } else {
        Err(reasons)
    }
}

fn value_of(
    kind: RecordKind,
    field: &Field,
    cell: &Cell,
    known: &KnownRecords,
    vocabulary: &Vocabulary,
) -> Result<Value, Problem> {
    let value = value::parse(kind, field, cell, vocabulary)?;
    match field.kind {
        FieldKind::Ref(target) if *cell != Cell::Empty => match known.get(&target) {
            Some(records) => Ok(Value::Ref(records.resolve(target, &cell.shown())?)),
            None => Err(KnownKind::unknown(target, &cell.shown())),
        },
        _ => Ok(value),
    }
}

/// Dates in order.
pub(super) fn order(kind: RecordKind, values: &[Value]) -> Result<(), Vec<Reason>> {
    let schema = kind.schema();
    let date = |name: &str| {
        let at = schema.fields.iter().position(|field| field.name == name)?;
        match values.get(at) {
            Some(Value::Date(date)) => Some((schema.fields.get(at)?.title, *date)),
            _ => None,
        }
    };
    let reasons: Vec<Reason> = schema
        .ordered
        .iter()
        .filter_map(|(first, second)| date(first).zip(date(second)))
        .filter(|(first, second)| first.1 > second.1)
        .map(|(first, second)| {
            let message = format!(
                "Дата раньше, чем в столбце «{}». Проверьте обе даты.",
                first.0
            );
            (Some(second.0), Problem::new("wrong-order", message))
        })
        .collect();
    if reasons.is_empty() {
        Ok(())
    } else {
        Err(reasons)
    }
}

/// Fields with Latin letters among Cyrillic ones: taken, but to be looked at.
pub(super) fn mixed_letters(kind: RecordKind, values: &[Value]) -> Vec<(&'static str, String)> {
    let fields = kind.schema().fields.iter().zip(values);
    fields
        .filter_map(|(field, value)| match value {
            Value::Text(text)
                if field.key
                    && field.kind == FieldKind::Text
                    && List::of(kind, field.name).is_none()
                    && normal::has_mixed_word(text) =>
            {
                Some((field.title, text.clone()))
            }
            _ => None,
        })
        .collect()
}

/// A second record of a kind of which an organisation has one.
pub(super) fn singleton() -> Problem {
    Problem::new(
        "singleton",
        "Организация в книге одна. Оставьте на этом листе одну строку.",
    )
}

/// Somebody without a date of birth whose name is taken.
pub(super) fn ambiguous_person() -> Problem {
    Problem::new(
        "ambiguous-person",
        "Человек с таким именем уже есть. Впишите его код или дату рождения.",
    )
}

/// Somebody of the same name and date of birth; `place` says where.
pub(super) fn duplicate_person(place: &str) -> Problem {
    Problem::new(
        "duplicate-person",
        format!("Человек с тем же именем и датой рождения уже есть {place}. Оставьте одну запись."),
    )
}
