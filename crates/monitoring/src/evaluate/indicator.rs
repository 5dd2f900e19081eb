//! The result of one indicator.
//!
//! Not here: amounts, proofs, values by hand. The one decision to know: the order is fixed — by
//! hand, not applicable, not computable, computed — and each result says which of them it is.

use super::context::Context;
use super::words::short_date;
use super::{amounts, evidence, manual};
use crate::catalogue::Indicator;
use crate::catalogue::rules::{FigureValue, IndicatorRules, NoteRule, Rule, SurveyRule, target_on};
use crate::catalogue::texts::fill;
use crate::evaluation::{IndicatorResult, IndicatorValue, Status, SurveyBasis};
use crate::expression::Val;
use crate::frame::Cell;
use amounts::Measured;

/// What a rule gives.
struct Outcome {
    value: IndicatorValue,
    status: Status,
    measured: Measured,
    denominator: Option<i64>,
    /// Table and rows of the papers a yes/no indicator rests on.
    papers: (usize, Vec<u32>),
    survey: Option<(u32, SurveyBasis)>,
}

impl Outcome {
    fn plain(value: IndicatorValue, status: Status) -> Self {
        Self {
            value,
            status,
            measured: Measured::default(),
            denominator: None,
            papers: (0, Vec::new()),
            survey: None,
        }
    }
}

/// The result of an indicator on the day of the context.
pub(crate) fn result<'a>(
    context: &mut Context<'a>,
    indicator: &'a Indicator,
    rules: &'a IndicatorRules,
) -> IndicatorResult {
    let mut outcome = outcome(context, indicator, rules);
    let survey_row: Vec<Val<'a>> = match &outcome.survey {
        Some((row, _)) => vec![Val::Row(*row)],
        None => vec![Val::Null],
    };
    let surveyed = matches!(rules.rule, Rule::Survey(_));
    let bound: &[Val<'a>] = if surveyed { &survey_row } else { &[] };
    let mut companions = Vec::new();
    for rule in &rules.companions {
        let mut companion = amounts::figure(context, rule, Some(&outcome.measured), bound);
        if matches!(rule.value, FigureValue::Share(None, _)) {
            companion.class = companion.class.max(indicator.class);
            outcome.denominator = outcome.denominator.or(companion.denominator);
        }
        companions.push(companion);
    }
    let computed = outcome.status == Status::Computed;
    let notes = if computed && outcome.value != IndicatorValue::NotApplicable {
        rules
            .notes
            .iter()
            .filter_map(|rule| note(context, rule))
            .collect()
    } else {
        Vec::new()
    };
    let period = match &rules.period {
        Some((from, to)) => (context.date(from), context.date(to)),
        None => (context.as_of, context.as_of),
    };
    let group_title = context
        .catalogue
        .groups()
        .iter()
        .find(|group| group.code == indicator.group)
        .map(|group| context.text(&group.title))
        .unwrap_or_default();
    IndicatorResult {
        number: indicator.number,
        code: indicator.code.clone(),
        group: indicator.group.clone(),
        group_title,
        title: context.text(&indicator.title),
        criterion_empty: indicator.criterion_empty,
        kind: indicator.kind,
        unit: indicator.unit.clone(),
        value: outcome.value,
        numerator: outcome.measured.number,
        denominator: outcome.denominator,
        target: target_on(&indicator.targets, context.as_of),
        period,
        status: outcome.status,
        evidence: evidence::proofs(
            context,
            &indicator.code,
            outcome.papers.0,
            &outcome.papers.1,
        ),
        counted: outcome.measured.counted,
        companions,
        survey: outcome.survey.map(|(_, basis)| basis),
        class: indicator.class,
        definition: context.text(&indicator.definition),
        definition_edition: indicator.edition.clone(),
        notes,
    }
}

fn outcome<'a>(
    context: &mut Context<'a>,
    indicator: &'a Indicator,
    rules: &'a IndicatorRules,
) -> Outcome {
    if let Some((value, status)) = manual::entered(context, &indicator.code, indicator.kind) {
        return Outcome::plain(value, status);
    }
    if let Some(applies) = &rules.applies
        && context.machine.run(applies, &[]) != Val::Flag(true)
    {
        return Outcome::plain(IndicatorValue::NotApplicable, Status::Computed);
    }
    if let Some(missing) = context.missing(&rules.requires) {
        return Outcome::plain(IndicatorValue::Missing, Status::NotComputable { missing });
    }
    match &rules.rule {
        Rule::Flag {
            rows,
            at_least,
            holds,
        } => {
            let mut outcome = Outcome::plain(IndicatorValue::Flag(true), Status::Computed);
            let mut yes = true;
            if let Some(rows) = rows {
                let found = context.rows(rows, &[]);
                yes = found.len() >= *at_least;
                outcome.measured.counted = amounts::listed(context, rows.query.table, &found);
                outcome.papers = (rows.query.table, found.to_vec());
            }
            if let Some(holds) = holds {
                yes = yes && context.machine.run(holds, &[]) == Val::Flag(true);
            }
            outcome.value = IndicatorValue::Flag(yes);
            outcome
        }
        Rule::Count(amount) => {
            let measured = amounts::measure(context, amount, &[]);
            let mut outcome = Outcome::plain(amounts::number(measured.number), Status::Computed);
            outcome.measured = measured;
            outcome
        }
        Rule::Share(numerator, denominator) => {
            let measured = amounts::measure(context, numerator, &[]);
            let whole = amounts::size(context, denominator, &[]);
            let value = amounts::share(measured.number, whole);
            let mut outcome = Outcome::plain(value, Status::Computed);
            if value == IndicatorValue::Missing {
                outcome.status = Status::NotComputable {
                    missing: "Знаменатель доли равен нулю.".to_owned(),
                };
            }
            outcome.measured = measured;
            outcome.denominator = whole;
            outcome
        }
        Rule::Survey(rule) => survey(context, rule),
    }
}

fn survey<'a>(context: &mut Context<'a>, rule: &'a SurveyRule) -> Outcome {
    let missing = |text: String| {
        Outcome::plain(
            IndicatorValue::Missing,
            Status::NotComputable { missing: text },
        )
    };
    let mut latest: Option<(chrono::NaiveDate, u32)> = None;
    for row in context.rows(&rule.among, &[]).iter().copied() {
        if let Val::Date(date, _) = context.machine.run(&rule.latest, &[Val::Row(row)])
            && latest.is_none_or(|known| known.0 < date)
        {
            latest = Some((date, row));
        }
    }
    let (Some((_, row)), Some(method)) = (latest, context.rules.methods.get(rule.method)) else {
        return missing(context.text(&rule.missing));
    };
    let bound = [Val::Row(row)];
    let responses = context.rows(&rule.responses, &bound);
    let mut answered = 0_i64;
    let (mut part, mut whole) = (0_i64, 0_i64);
    let mut adding = Vec::new();
    for response in responses.iter().copied() {
        let bound = [Val::Row(row), Val::Row(response)];
        if context.machine.run(&method.answered, &bound) != Val::Flag(true) {
            continue;
        }
        answered = answered.saturating_add(1);
        if let Val::Number(number) = context.machine.run(&method.numerator, &bound) {
            part = part.saturating_add(number);
            if number > 0 {
                adding.push(response);
            }
        }
        if let Val::Number(number) = context.machine.run(&method.denominator, &bound) {
            whole = whole.saturating_add(number);
        }
    }
    let Some(basis) = basis(context, rule, row, answered) else {
        return missing(context.text(&rule.missing));
    };
    let value = amounts::share(Some(part), Some(whole));
    let mut outcome = if value == IndicatorValue::Missing {
        missing(context.text(&rule.unanswered))
    } else {
        Outcome::plain(value, Status::Computed)
    };
    if value != IndicatorValue::Missing {
        outcome.measured = Measured {
            number: Some(part),
            counted: amounts::listed(context, rule.responses.query.table, &adding),
        };
        outcome.denominator = Some(whole);
    }
    outcome.survey = Some((row, basis));
    outcome
}

fn basis(context: &Context<'_>, rule: &SurveyRule, row: u32, answered: i64) -> Option<SurveyBasis> {
    let surveys = context.frame.table(rule.among.query.table)?;
    let (Cell::Text(instrument), Cell::Date(opened_on), Cell::Date(closed_on)) = (
        surveys.named(row, "instrument"),
        surveys.named(row, "opened_on"),
        surveys.named(row, "closed_on"),
    ) else {
        return None;
    };
    Some(SurveyBasis {
        code: surveys.code(row).to_owned(),
        instrument: instrument.clone(),
        opened_on: *opened_on,
        closed_on: *closed_on,
        answered,
        invited: match surveys.named(row, "invited") {
            Cell::Int(invited) => Some(*invited),
            _ => None,
        },
    })
}

/// A finding of the indicator itself, when its records exist.
fn note<'a>(context: &mut Context<'a>, rule: &'a NoteRule) -> Option<String> {
    let rows = context.rows(&rule.rows, &[]);
    if rows.is_empty() {
        return None;
    }
    let mut items: Vec<String> = Vec::new();
    for row in rows.iter() {
        let item = match &rule.show {
            None => context
                .frame
                .table(rule.rows.query.table)
                .map(|table| table.code(*row).to_owned()),
            Some(show) => match context.machine.run(show, &[Val::Row(*row)]) {
                Val::Text(code) => Some(
                    context
                        .catalogue
                        .form_title(code)
                        .or_else(|| context.catalogue.variant_title(code))
                        .unwrap_or(code)
                        .to_owned(),
                ),
                Val::Number(number) => Some(number.to_string()),
                Val::Date(date, _) => Some(short_date(date)),
                _ => None,
            },
        };
        items.extend(item);
    }
    items.sort();
    items.dedup();
    let text = fill(&rule.text, |name| match name {
        "count" => Some(rows.len().to_string()),
        "items" => Some(items.join(", ")),
        _ => None,
    });
    Some(context.text(&text))
}
