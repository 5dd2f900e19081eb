//! The public edition: small counts hidden so that they cannot be computed back.
//!
//! Not here: what is printed. The one decision to know: hiding happens on figures, before any
//! text, table or chart is made from them, so there is nothing else to clean.

mod suppress;

use std::collections::{BTreeMap, BTreeSet};

use opora_domain::reports::{ReportContent, ReportedIndicator, ReportedValue};

pub use suppress::{Bound, Equation, Figure, suppress};

use crate::catalogue::TableText;
use crate::checks::{CheckRules, Operator};
use crate::report::{Coverage, ReportedCompanion};

/// Counts of people below these are hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicLimits {
    /// For special groups of children.
    pub special: i64,
    /// For other people.
    pub other: i64,
}

impl Default for PublicLimits {
    /// Ten for special groups, five for others (security design of the product).
    fn default() -> Self {
        Self {
            special: 10,
            other: 5,
        }
    }
}

/// Figures of a справка that are hidden in place.
#[derive(Debug)]
pub struct PublicFigures<'a> {
    /// Table, roadmap, beside figures.
    pub content: &'a mut ReportContent,
    /// Figures beside rows.
    pub companions: &'a mut [ReportedCompanion],
    /// Shares.
    pub coverage: &'a mut [Coverage],
    /// Values of an earlier справка by code.
    pub previous: Option<&'a mut BTreeMap<String, ReportedValue>>,
}

/// What was hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Codes of indicators.
    pub codes: BTreeSet<String>,
    /// Their true values and the true numbers behind hidden shares.
    pub values: BTreeSet<i64>,
}

impl Hidden {
    /// Whether a text names a number that was hidden.
    pub fn named_in(&self, text: &str) -> bool {
        text.split(|letter: char| !letter.is_ascii_digit())
            .filter_map(|digits| digits.parse::<i64>().ok())
            .any(|number| self.values.contains(&number))
    }

    fn value(&mut self, figure: Option<i64>) {
        self.values.extend(figure);
    }
}

/// Hides what the public edition may not show and says what that was.
pub fn redact(
    figures: &mut PublicFigures<'_>,
    rules: &CheckRules,
    table: &TableText,
    limits: PublicLimits,
) -> Hidden {
    let special = &rules.parameters.special;
    let mut hidden = Hidden {
        codes: hidden_codes(figures.content, rules, limits),
        values: BTreeSet::new(),
    };
    for row in &mut figures.content.indicators {
        let is_special = row.code.as_ref().is_some_and(|code| special.contains(code));
        if row
            .code
            .as_ref()
            .is_some_and(|code| hidden.codes.contains(code))
        {
            hidden.value(whole(&row.value));
            row.value = ReportedValue::Hidden;
            row.value_text.clone_from(&table.hidden);
            hide_basis(row);
        }
        if is_special {
            row.links.clear();
            row.proofs.clear();
        }
    }
    hide_beside(figures, &mut hidden, special, limits);
    hide_rows_of_shares(figures, &mut hidden, table);
    let pairs = figures.content.active_mentorships;
    if pairs.is_some_and(|pairs| hidden.values.contains(&pairs)) {
        figures.content.active_mentorships = None;
    }
    figures.content.figures.clear();
    hide_previous(figures, rules, limits);
    hidden
}

/// Denominator and survey of a hidden row go with it.
fn hide_basis(row: &mut ReportedIndicator) {
    row.denominator = None;
    if let Some(survey) = &mut row.survey {
        survey.answered = None;
        survey.invited = None;
    }
}

fn hidden_codes(
    content: &ReportContent,
    rules: &CheckRules,
    limits: PublicLimits,
) -> BTreeSet<String> {
    let figures = figures_of(content, rules, limits);
    let (equations, bounds) = relations(rules);
    suppress(&figures, &equations, &bounds)
}

/// Every count of the table and beside it, with the limit below which it is hidden.
fn figures_of(content: &ReportContent, rules: &CheckRules, limits: PublicLimits) -> Vec<Figure> {
    let rows = content.indicators.iter().filter_map(|row| {
        let code = row.code.clone()?;
        let value = whole(&row.value)?;
        let special = rules.parameters.special.contains(&code);
        let people = row.unit.as_deref() == Some("чел.");
        let limit = match (people, special) {
            (_, true) => limits.special,
            (true, false) => limits.other,
            (false, false) => 0,
        };
        Some(Figure {
            code,
            value,
            limit,
            special,
            printed: true,
        })
    });
    let beside = content.figures.iter().map(|(code, value)| Figure {
        code: code.clone(),
        value: *value,
        limit: limits.other,
        special: false,
        printed: false,
    });
    rows.chain(beside).collect()
}

/// What a reader knows of how figures hang together: the rules of the checks are public.
fn relations(rules: &CheckRules) -> (Vec<Equation>, Vec<Bound>) {
    let mut equations = Vec::new();
    let mut bounds = Vec::new();
    for rule in &rules.arithmetic {
        let (left, right) = (rule.left.clone(), rule.right.clone());
        match rule.operator {
            Operator::Eq => equations.push(Equation { left, right }),
            Operator::Le => bounds.push(Bound {
                smaller: left,
                greater: right,
            }),
            Operator::Ge => bounds.push(Bound {
                smaller: right,
                greater: left,
            }),
            Operator::Lt | Operator::Iff | Operator::Implies => {}
        }
    }
    (equations, bounds)
}

fn whole(value: &ReportedValue) -> Option<i64> {
    let number = value.number()?;
    format!("{number:.0}").parse().ok()
}

/// Hides shares and companions that say a hidden number or are small themselves.
fn hide_beside(
    figures: &mut PublicFigures<'_>,
    hidden: &mut Hidden,
    special: &[String],
    limits: PublicLimits,
) {
    let limit = |indicator: &String| {
        if special.contains(indicator) {
            limits.special
        } else {
            limits.other
        }
    };
    // Hiding one figure may make another one tell it: until nothing changes.
    loop {
        let before = hidden.values.clone();
        for companion in figures.companions.iter_mut() {
            let own = if companion.unit == "чел." {
                whole(&companion.value)
            } else {
                None
            };
            let parts = (own, companion.numerator, companion.denominator);
            if tells(
                hidden,
                &companion.indicator,
                parts,
                limit(&companion.indicator),
            ) {
                for figure in [own, companion.numerator, companion.denominator] {
                    hidden.value(figure.filter(|figure| *figure < limits.special));
                }
                companion.value = ReportedValue::Hidden;
                (companion.numerator, companion.denominator) = (None, None);
            }
        }
        for share in figures.coverage.iter_mut() {
            let parts = (None, share.numerator, share.denominator);
            if tells(hidden, &share.indicator, parts, limit(&share.indicator)) {
                for figure in [share.numerator, share.denominator] {
                    hidden.value(figure.filter(|figure| *figure < limits.special));
                }
                share.value = ReportedValue::Hidden;
                (share.numerator, share.denominator) = (None, None);
            }
        }
        if before == hidden.values {
            break;
        }
    }
}

/// Numbers of rows that stay: a denominator or a survey must not say a hidden number either, and a
/// row in percent goes with its share.
fn hide_rows_of_shares(figures: &mut PublicFigures<'_>, hidden: &mut Hidden, table: &TableText) {
    let shares: BTreeSet<&str> = figures
        .coverage
        .iter()
        .filter(|share| share.value == ReportedValue::Hidden && share.code == share.indicator)
        .map(|share| share.code.as_str())
        .collect();
    for row in &mut figures.content.indicators {
        let code = row.code.clone().unwrap_or_default();
        if shares.contains(code.as_str()) && row.value.number().is_some() {
            row.value = ReportedValue::Hidden;
            row.value_text.clone_from(&table.hidden);
            hidden.codes.insert(code);
            hide_basis(row);
        }
        if row
            .denominator
            .is_some_and(|figure| hidden.values.contains(&figure))
        {
            row.denominator = None;
        }
        if let Some(survey) = &mut row.survey {
            for figure in [&mut survey.answered, &mut survey.invited] {
                if figure.is_some_and(|figure| hidden.values.contains(&figure)) {
                    *figure = None;
                }
            }
        }
    }
}

type Parts = (Option<i64>, Option<i64>, Option<i64>);

/// Whether a figure beside a row says too much: its row is hidden, a part of it is a hidden number,
/// is small, or leaves a small rest.
fn tells(hidden: &Hidden, indicator: &str, parts: Parts, limit: i64) -> bool {
    let (own, numerator, denominator) = parts;
    let small = |figure: i64| (1..limit).contains(&figure);
    let rest = match (numerator, denominator) {
        (Some(part), Some(all)) => Some(all - part),
        _ => None,
    };
    let figures = [own, numerator, denominator, rest];
    if figures.iter().all(Option::is_none) && !hidden.codes.contains(indicator) {
        return false;
    }
    hidden.codes.contains(indicator)
        || figures.iter().flatten().any(|figure| small(*figure))
        || [own, numerator, denominator]
            .iter()
            .flatten()
            .any(|figure| hidden.values.contains(figure))
}

/// Hides in the earlier values what was small then, and what is hidden now.
fn hide_previous(figures: &mut PublicFigures<'_>, rules: &CheckRules, limits: PublicLimits) {
    let now: BTreeSet<String> = figures
        .content
        .indicators
        .iter()
        .filter(|row| row.value == ReportedValue::Hidden)
        .filter_map(|row| row.code.clone())
        .collect();
    let Some(previous) = figures.previous.as_deref_mut() else {
        return;
    };
    let mut then = figures.content.clone();
    for row in &mut then.indicators {
        let known = row.code.as_ref().and_then(|code| previous.get(code));
        row.value = known.cloned().unwrap_or(ReportedValue::Missing);
    }
    let hidden = hidden_codes(&then, rules, limits);
    for (code, value) in previous.iter_mut() {
        if hidden.contains(code) || now.contains(code) {
            *value = ReportedValue::Hidden;
        }
    }
}
