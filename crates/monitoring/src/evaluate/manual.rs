//! Values entered by hand.
//!
//! Not here: who may enter them. The one decision to know: a value by hand overrides the computed
//! one only for the very day it was entered for, and carries its reason and author.

use opora_domain::RecordKind;

use super::context::Context;
use crate::evaluation::{IndicatorKind, IndicatorValue, Status};
use crate::frame::{Cell, Table};

/// The value entered for an indicator on the day, when there is a readable one.
pub(crate) fn entered(
    context: &Context<'_>,
    code: &str,
    kind: IndicatorKind,
) -> Option<(IndicatorValue, Status)> {
    let table = context.frame.of(RecordKind::ManualValue)?;
    let row = (0..table.len()).rev().find(|row| {
        text(table, *row, "indicator") == code
            && *table.named(*row, "as_of") == Cell::Date(context.as_of)
            && read(text(table, *row, "value"), kind).is_some()
    })?;
    let value = read(text(table, row, "value"), kind)?;
    let status = Status::Manual {
        reason: text(table, row, "reason").to_owned(),
        author: text(table, row, "author").to_owned(),
    };
    Some((value, status))
}

fn text<'t>(table: &'t Table, row: u32, field: &str) -> &'t str {
    match table.named(row, field) {
        Cell::Text(text) => text,
        _ => "",
    }
}

/// Reads what was typed: «да», «нет», «12», «87,5», «87 %», «не применимо».
fn read(typed: &str, kind: IndicatorKind) -> Option<IndicatorValue> {
    let typed = typed.trim().trim_end_matches('%').trim().to_lowercase();
    if matches!(typed.as_str(), "не применимо" | "неприменимо" | "н/п") {
        return Some(IndicatorValue::NotApplicable);
    }
    match kind {
        IndicatorKind::Bool => match typed.as_str() {
            "да" | "true" | "1" => Some(IndicatorValue::Flag(true)),
            "нет" | "false" | "0" => Some(IndicatorValue::Flag(false)),
            _ => None,
        },
        IndicatorKind::Count => {
            let number = typed.parse::<u32>().ok()?;
            Some(IndicatorValue::Number(f64::from(number)))
        }
        IndicatorKind::Percent => {
            let number = typed.replace(',', ".").parse::<f64>().ok()?;
            (0.0..=100.0)
                .contains(&number)
                .then_some(IndicatorValue::Number(number))
        }
    }
}
