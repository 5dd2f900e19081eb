//! The engine and the naive evaluator agree on every indicator of random schools.
//!
//! Not here: either of them. The one decision to know: lists are compared, not only numbers.

#![expect(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test stops where it fails, and counts are whole"
)]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use opora_domain::Facts;
use opora_monitoring::catalogue::{Catalogues, shipped};
use opora_monitoring::evaluate::evaluate_in;
use opora_monitoring::evaluation::{
    Companion, Evaluation, IndicatorKind, IndicatorResult, IndicatorValue, Status,
};
use opora_monitoring::frame::Frame;
use proptest::prelude::*;

use crate::generator::{DAYS, schools};
use crate::oracle::{Answer, FIRST, Oracle, Region, SECOND};

fn codes(result: &IndicatorResult) -> BTreeSet<String> {
    result
        .counted
        .iter()
        .map(|record| record.code.clone())
        .collect()
}

/// What the engine says, in the words of the naive evaluator.
fn said(result: &IndicatorResult) -> Answer {
    match (result.kind, result.value) {
        (_, IndicatorValue::Missing) => Answer::Missing,
        (_, IndicatorValue::Flag(flag)) => Answer::Flag(flag),
        (IndicatorKind::Count, IndicatorValue::Number(_)) => Answer::Count(codes(result)),
        _ => Answer::Share(result.numerator.unwrap(), result.denominator.unwrap()),
    }
}

fn float(length: usize) -> f64 {
    f64::from(u32::try_from(length).unwrap())
}

fn lists_are_as_long_as_numbers(evaluation: &Evaluation) -> Result<(), TestCaseError> {
    for result in &evaluation.results {
        let code = &result.code;
        prop_assert!(
            result.counted.is_sorted_by(|a, b| a.code < b.code),
            "{code}"
        );
        if let (IndicatorKind::Count, IndicatorValue::Number(number)) = (result.kind, result.value)
        {
            prop_assert_eq!(number, float(result.counted.len()), "{}", code);
            prop_assert_eq!(
                result.numerator,
                Some(i64::try_from(result.counted.len()).unwrap()),
                "{}",
                code
            );
        }
        if result.value == IndicatorValue::Missing {
            prop_assert!(result.counted.is_empty(), "{code}");
            let said_why =
                matches!(&result.status, Status::NotComputable { missing } if !missing.is_empty());
            prop_assert!(said_why, "{code}");
        }
    }
    let companions = evaluation
        .results
        .iter()
        .flat_map(|result| &result.companions);
    for figure in companions.chain(&evaluation.figures) {
        let is_count = figure.denominator.is_none() && figure.unit != "%";
        if let (true, IndicatorValue::Number(number)) = (is_count, figure.value) {
            prop_assert_eq!(number, float(figure.counted.len()), "{}", figure.code);
        }
    }
    Ok(())
}

fn companion<'e>(evaluation: &'e Evaluation, code: &str) -> Option<&'e Companion> {
    let all = evaluation
        .results
        .iter()
        .flat_map(|result| &result.companions);
    all.into_iter().find(|companion| companion.code == code)
}

fn agree(code: &str, region: Region, facts: &Facts) -> Result<(), TestCaseError> {
    let catalogue = CATALOGUES.get(code).unwrap();
    let frame = Frame::new(facts);
    for day in DAYS {
        let day: NaiveDate = day.parse().unwrap();
        let evaluation = evaluate_in(catalogue, &frame, day);
        let oracle = Oracle { facts, day, region };
        for result in &evaluation.results {
            prop_assert_eq!(
                said(result),
                oracle.answer(&result.code),
                "{} {} on {}",
                code,
                result.code,
                day
            );
        }
        lists_are_as_long_as_numbers(&evaluation)?;
        if !facts.people.is_empty() {
            let meeting = companion(&evaluation, "org.mentors_in_base_by_order.meeting").unwrap();
            let found: BTreeSet<String> = meeting
                .counted
                .iter()
                .map(|record| record.code.clone())
                .collect();
            prop_assert_eq!(found, oracle.mentors_meeting(), "meeting on {}", day);
        }
        let share = companion(&evaluation, "cov.mentees_10_19.share").unwrap();
        if let Some(denominator) = share.denominator {
            prop_assert_eq!(
                denominator,
                i64::try_from(oracle.contingent()).unwrap(),
                "contingent on {}",
                day
            );
        }
    }
    Ok(())
}

static CATALOGUES: LazyLock<Catalogues> = LazyLock::new(|| Catalogues::load(shipped()).unwrap());

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn engine_and_naive_evaluator_agree_on_every_indicator(facts in schools()) {
        agree("udmurtia-570", FIRST, &facts)?;
    }

    #[test]
    fn they_agree_on_the_second_catalogue_too(facts in schools()) {
        agree("example-region", SECOND, &facts)?;
    }
}
