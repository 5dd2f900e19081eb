//! Rules that compare figures of the table.
//!
//! Not here: the rules (data, `checks.toml`). The one decision to know: a rule with an unknown
//! figure does what the rule itself says: it is skipped, takes zero, or fails.

use opora_domain::reports::ReportedIndicator;

use super::view::{View, finding};
use super::{ArithmeticRule, Checked, Finding, MissingSide, Operator};
use crate::report::words;

/// Applies every rule of this code.
pub(super) fn check(code: &str, view: &View<'_>) -> Checked {
    let mut findings = Vec::new();
    let mut applied = false;
    let mut reasons = Vec::new();
    for rule in view
        .rules
        .arithmetic
        .iter()
        .filter(|rule| rule.code == code)
    {
        match apply(rule, view) {
            Ok(found) => {
                applied = true;
                findings.extend(found);
            }
            Err(reason) => reasons.push(reason),
        }
    }
    if applied {
        Ok(findings)
    } else {
        Err(reasons
            .into_iter()
            .next()
            .unwrap_or_else(|| "Правило не задано.".to_owned()))
    }
}

fn apply(rule: &ArithmeticRule, view: &View<'_>) -> Result<Option<Finding>, String> {
    if rule.typed_only && view.computed() {
        return Err("Вопрос задаётся только по справке, заполненной вручную.".to_owned());
    }
    match (side(rule, &rule.left, view), side(rule, &rule.right, view)) {
        (Ok(left), Ok(right)) if rule.operator.holds(left, right) => Ok(None),
        (Ok(left), Ok(right)) => Ok(Some(broken(rule, view, left, right))),
        (Err(missing), _) | (_, Err(missing)) => match rule.missing {
            MissingSide::Fail => Ok(Some(incomplete(rule, view, &missing))),
            MissingSide::Skip | MissingSide::Zero => {
                Err(format!("Не хватает значения: {}.", name(view, &missing)))
            }
        },
    }
}

/// Sum of one side, or the first operand that is unknown.
fn side(rule: &ArithmeticRule, operands: &[String], view: &View<'_>) -> Result<f64, String> {
    let mut sum = 0.0;
    for operand in operands {
        match known(operand, view) {
            Some(figure) => sum += figure,
            None if rule.missing == MissingSide::Zero || rule.optional.contains(operand) => {}
            None => return Err(operand.clone()),
        }
    }
    Ok(sum)
}

/// The first known figure of `a|b`.
fn known(operand: &str, view: &View<'_>) -> Option<f64> {
    operand.split('|').find_map(|code| view.figure(code))
}

fn rows<'a>(rule: &ArithmeticRule, view: &View<'a>) -> Vec<&'a ReportedIndicator> {
    rule.left
        .iter()
        .chain(&rule.right)
        .flat_map(|operand| operand.split('|'))
        .filter_map(|code| view.row(code))
        .collect()
}

fn broken(rule: &ArithmeticRule, view: &View<'_>, left: f64, right: f64) -> Finding {
    let about = finding(&rule.code, rule.severity, "").about(rows(rule, view));
    let (left, right) = (
        terms(rule, &rule.left, view, left),
        terms(rule, &rule.right, view, right),
    );
    let message = fill(&rule.text, &left, &right, &super::view::names(&about.rows));
    let expected = match rule.operator {
        Operator::Iff => "обе строки — «Да» / больше нуля или обе — «Нет» / ноль".to_owned(),
        Operator::Implies => "«Да» / больше нуля".to_owned(),
        operator => format!("{} {}", operator.sign(), right),
    };
    Finding { message, ..about }
        .subject(rule.code.clone())
        .compare(expected, left)
        .remedy(rule.remedy.clone())
}

/// A side in words: the figure, and the terms it is the sum of.
fn terms(rule: &ArithmeticRule, operands: &[String], view: &View<'_>, sum: f64) -> String {
    if let [only] = operands {
        let flag = only
            .split('|')
            .find_map(|code| view.row(code))
            .and_then(|row| row.value.flag());
        return match flag {
            Some(true) => "«Да»".to_owned(),
            Some(false) => "«Нет»".to_owned(),
            None => words::number(sum),
        };
    }
    let parts: Vec<String> = operands
        .iter()
        .filter(|operand| !rule.optional.contains(operand) || known(operand, view).is_some())
        .map(|operand| words::number(known(operand, view).unwrap_or(0.0)))
        .collect();
    format!("{} = {}", parts.join(" + "), words::number(sum))
}

fn incomplete(rule: &ArithmeticRule, view: &View<'_>, missing: &str) -> Finding {
    finding(
        &rule.code,
        rule.severity,
        format!(
            "Проверку «{}» не выполнить: нет значения {}.",
            rule.title,
            name(view, missing)
        ),
    )
    .about(rows(rule, view))
    .subject(rule.code.clone())
    .compare("значение указано", "значения нет")
    .remedy(rule.remedy.clone())
}

/// How a missing operand is named in a sentence.
fn name(view: &View<'_>, operand: &str) -> String {
    operand
        .split('|')
        .find_map(|code| view.row(code))
        .map_or_else(
            || format!("показатель {operand}"),
            |row| match row.number {
                Some(number) => format!("строка № {number}"),
                None => format!("строка «{}»", row.title),
            },
        )
}

fn fill(text: &str, left: &str, right: &str, rows: &str) -> String {
    text.replace("{left}", left)
        .replace("{right}", right)
        .replace("{rows}", rows)
}
