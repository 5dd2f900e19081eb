//! Values as cells.
//!
//! Not here: formats. The one decision to know: a reference is written as the code of the record it
//! names, a choice as its Russian word, a flag as «Да» or «Нет».

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use opora_domain::{Field, FieldKind, RecordKind, Value};
use uuid::Uuid;

use crate::cell::{Cell, dotted, yes_no};
use crate::untyped::Row;
use crate::vocabulary::{List, Vocabulary};

/// Between the texts of a list in one cell.
pub(crate) const LIST_SEPARATOR: &str = "; ";
/// Greatest whole number a cell holds exactly.
const GREATEST_EXACT: i64 = 1 << 53;

/// Cells of the fields of a record, in the order of the schema.
pub(super) fn cells(
    kind: RecordKind,
    row: &Row,
    codes: &BTreeMap<Uuid, &str>,
    vocabulary: &Vocabulary,
) -> Vec<Cell> {
    kind.schema()
        .fields
        .iter()
        .zip(&row.values)
        .map(|(field, value)| cell(kind, field, value, codes, vocabulary))
        .collect()
}

fn cell(
    kind: RecordKind,
    field: &Field,
    value: &Value,
    codes: &BTreeMap<Uuid, &str>,
    vocabulary: &Vocabulary,
) -> Cell {
    let word = |code: &str| match (field.kind, List::of(kind, field.name)) {
        (FieldKind::Choice(choices), _) => choices
            .iter()
            .find(|choice| choice.code == code)
            .map_or_else(|| code.to_owned(), |choice| choice.title.to_owned()),
        (_, Some(list)) => vocabulary.shown(list, code),
        _ => code.to_owned(),
    };
    match value {
        Value::Null => Cell::Empty,
        Value::Text(text) => Cell::Text(word(text)),
        Value::TextList(texts) => {
            let words: Vec<String> = texts.iter().map(|text| word(text)).collect();
            Cell::Text(words.join(LIST_SEPARATOR))
        }
        Value::Int(number) => int(*number),
        Value::Bool(flag) => Cell::Text(yes_no(*flag).to_owned()),
        Value::Date(date) => day(*date),
        Value::Ref(id) => Cell::Text(
            codes
                .get(id)
                .map_or_else(|| id.to_string(), |&c| c.to_owned()),
        ),
    }
}

/// A number, as text where a cell would round it.
fn int(number: i64) -> Cell {
    let exact = (-GREATEST_EXACT..=GREATEST_EXACT).contains(&number);
    match number.to_string().parse() {
        Ok(float) if exact => Cell::Number(float),
        _ => Cell::Text(number.to_string()),
    }
}

/// A date, as text where the calendar of Excel does not reach.
fn day(date: NaiveDate) -> Cell {
    if (1900..=9999).contains(&date.year()) {
        Cell::Date(date)
    } else {
        Cell::Text(dotted(date))
    }
}
