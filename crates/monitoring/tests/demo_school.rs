//! The demo school on its day gives the figures of the pilot справка.
//!
//! Not here: random schools (`oracle`). The one decision to know: row 30 is 8, since by its
//! definition it counts the same people as row 28; the pilot's 0 contradicted it.

#![expect(
    clippy::unwrap_used,
    clippy::float_cmp,
    reason = "a test stops where it fails, and targets are written out"
)]

use chrono::NaiveDate;
use opora_demo::{DemoOptions, school};
use opora_monitoring::catalogue::{Catalogue, shipped};
use opora_monitoring::evaluate::evaluate;
use opora_monitoring::evaluation::{Evaluation, IndicatorValue};

const DAY: NaiveDate = NaiveDate::from_ymd_opt(2023, 10, 13).unwrap();

/// Values of the rows in printed order: «Да» and «Нет» as 1 and 0 of a flag, numbers as they are.
const ROWS: [&str; 32] = [
    "Да", "Нет", "67", "Да", "Да", "Да", "Да", "Да", "0", "0", "0", "8", "5", "3", "111", "59",
    "Да", "87", "83", "8", "8", "8", "8", "67", "0", "0", "Да", "8", "0", "8", "8", "0",
];

fn evaluated() -> Evaluation {
    let catalogue = Catalogue::load(shipped(), "udmurtia-570").unwrap();
    evaluate(&catalogue, &school(&DemoOptions::default()), DAY)
}

fn printed(value: IndicatorValue) -> String {
    match value {
        IndicatorValue::Flag(true) => "Да".to_owned(),
        IndicatorValue::Flag(false) => "Нет".to_owned(),
        IndicatorValue::Number(number) => format!("{number:.0}"),
        other => format!("{other:?}"),
    }
}

#[test]
fn every_row_equals_the_pilot_table() {
    let evaluation = evaluated();
    let found: Vec<String> = evaluation
        .results
        .iter()
        .map(|result| printed(result.value))
        .collect();
    for (result, expected) in evaluation.results.iter().zip(ROWS) {
        assert_eq!(
            printed(result.value),
            expected,
            "{}: {:?}",
            result.code,
            result.status
        );
    }
    assert_eq!(found.len(), ROWS.len());
}

#[test]
fn names_are_filled_from_the_particulars_of_the_school() {
    let evaluation = evaluated();
    let row = evaluation.get("org.partner_agreements").unwrap();
    assert!(
        row.title
            .contains("предприятиями города Ключевска по вопросам"),
        "{}",
        row.title
    );
    assert!(
        row.definition.contains("13 октября 2023 г."),
        "{}",
        row.definition
    );
}

#[test]
fn figures_beside_the_rows_are_there_for_the_demo_school() {
    let evaluation = evaluated();
    let share = evaluation
        .get("cov.mentees_10_19")
        .unwrap()
        .companions
        .iter()
        .find(|companion| companion.code == "cov.mentees_10_19.share")
        .unwrap();
    assert_eq!(share.numerator, Some(111));
    assert!(share.denominator > Some(500), "{share:?}");
    assert_eq!(share.target.unwrap().percent, 50.0);
    assert_eq!(
        evaluation.figure("mentorships.active").unwrap().numerator,
        Some(67)
    );
    assert_eq!(
        evaluation.figure("mentors.other").unwrap().numerator,
        Some(0)
    );
    let survey = evaluation.get("sat.mentors").unwrap();
    let (part, whole) = (survey.numerator.unwrap(), survey.denominator.unwrap());
    assert_eq!(survey.counted.len(), usize::try_from(part).unwrap());
    assert_eq!(survey.survey.as_ref().unwrap().answered, whole);
    assert_eq!(survey.survey.as_ref().unwrap().invited, Some(67));
}
