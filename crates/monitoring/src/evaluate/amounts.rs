//! Amounts: records counted, numbers, shares, figures.
//!
//! Not here: indicators as a whole (`indicator`). The one decision to know: a count *is* the length
//! of its list, so the drill-down cannot disagree with the number.

use super::context::Context;
use super::words::{float, percent};
use crate::catalogue::rules::{Amount, FigureRule, FigureValue, Rows, target_on};
use crate::evaluation::{Companion, Counted, IndicatorValue};
use crate::expression::Val;

/// An amount with the records behind it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Measured {
    /// The number; `None` when it cannot be known.
    pub(crate) number: Option<i64>,
    /// The records, when it counts records.
    pub(crate) counted: Vec<Counted>,
}

/// Measures an amount with values in its first slots.
pub(crate) fn measure<'a>(
    context: &mut Context<'a>,
    amount: &'a Amount,
    bound: &[Val<'a>],
) -> Measured {
    match amount {
        Amount::Rows(rows) => {
            let counted = counted(context, rows, bound);
            Measured {
                number: Some(length(counted.len())),
                counted,
            }
        }
        Amount::Number(body) => Measured {
            number: match context.machine.run(body, bound) {
                Val::Number(number) => Some(number),
                _ => None,
            },
            counted: Vec::new(),
        },
    }
}

/// An amount without the records behind it.
pub(crate) fn size<'a>(
    context: &mut Context<'a>,
    amount: &'a Amount,
    bound: &[Val<'a>],
) -> Option<i64> {
    match amount {
        Amount::Rows(rows) => {
            let found = context.rows(rows, bound);
            Some(length(found.len()))
        }
        Amount::Number(_) => measure(context, amount, bound).number,
    }
}

/// Records of a query, in the order of codes.
pub(crate) fn counted<'a>(
    context: &mut Context<'a>,
    rows: &'a Rows,
    bound: &[Val<'a>],
) -> Vec<Counted> {
    let found = context.rows(rows, bound);
    listed(context, rows.query.table, &found)
}

/// Rows of a table as records of a result.
pub(crate) fn listed(context: &Context<'_>, table: usize, rows: &[u32]) -> Vec<Counted> {
    let Some(table) = context.frame.table(table) else {
        return Vec::new();
    };
    rows.iter()
        .map(|row| Counted {
            code: table.code(*row).to_owned(),
            kind: table.kind,
            id: table.id(*row),
        })
        .collect()
}

/// A figure beside an indicator, or an auxiliary one; `own` is the amount of the indicator.
pub(crate) fn figure<'a>(
    context: &mut Context<'a>,
    rule: &'a FigureRule,
    own: Option<&Measured>,
    bound: &[Val<'a>],
) -> Companion {
    let mut companion = Companion {
        code: rule.code.clone(),
        title: context.text(&rule.title),
        unit: rule.unit.clone(),
        value: IndicatorValue::Missing,
        numerator: None,
        denominator: None,
        counted: Vec::new(),
        class: rule.class,
        target: target_on(&rule.targets, context.as_of),
    };
    if context.missing(&rule.requires).is_some() {
        return companion;
    }
    match &rule.value {
        FigureValue::Count(amount) => {
            let measured = measure(context, amount, bound);
            companion.value = number(measured.number);
            companion.numerator = measured.number;
            companion.counted = measured.counted;
        }
        FigureValue::Share(numerator, denominator) => {
            let part = match numerator {
                Some(numerator) => measure(context, numerator, bound),
                None => own.cloned().unwrap_or_default(),
            };
            let whole = size(context, denominator, bound);
            companion.value = share(part.number, whole);
            companion.numerator = part.number;
            companion.denominator = whole;
            companion.counted = part.counted;
        }
    }
    companion
}

/// A number as a value.
pub(crate) fn number(number: Option<i64>) -> IndicatorValue {
    number.map_or(IndicatorValue::Missing, |number| {
        IndicatorValue::Number(float(number))
    })
}

/// A share as a value.
pub(crate) fn share(part: Option<i64>, whole: Option<i64>) -> IndicatorValue {
    match (part, whole) {
        (Some(part), Some(whole)) => {
            percent(part, whole).map_or(IndicatorValue::Missing, IndicatorValue::Number)
        }
        _ => IndicatorValue::Missing,
    }
}

/// A length as a number of a result.
pub(crate) fn length(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
