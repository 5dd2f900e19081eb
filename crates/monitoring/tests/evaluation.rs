//! Rules of an evaluation beside the numbers: by hand, no data, proofs, hash, classes.
//!
//! Not here: numbers (`agreement`, `demo_school`). The one decision to know: each rule is broken by
//! changing the records of the demo school a little.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use chrono::NaiveDate;
use opora_demo::{DemoOptions, school};
use opora_domain::reports::ManualValue;
use opora_domain::{Facts, FieldClass, Id};
use opora_monitoring::catalogue::{Catalogue, shipped};
use opora_monitoring::evaluate::evaluate;
use opora_monitoring::evaluation::{Evaluation, IndicatorValue, Status};
use uuid::Uuid;

const DAY: NaiveDate = NaiveDate::from_ymd_opt(2023, 10, 13).unwrap();

fn demo() -> Facts {
    school(&DemoOptions::default())
}

fn evaluated(facts: &Facts, day: NaiveDate) -> Evaluation {
    let catalogue = Catalogue::load(shipped(), "udmurtia-570").unwrap();
    evaluate(&catalogue, facts, day)
}

fn by_hand(indicator: &str, value: &str) -> ManualValue {
    ManualValue {
        id: Id::new(Uuid::from_u128(1)),
        code: "ЗВ-1".to_owned(),
        version: 1,
        indicator: indicator.to_owned(),
        as_of: DAY,
        value: value.to_owned(),
        reason: "Архив не оцифрован".to_owned(),
        author: "Куратор".to_owned(),
    }
}

#[test]
fn a_value_by_hand_overrides_on_its_day_only_and_names_reason_and_author() {
    let mut facts = demo();
    facts.manual_values.push(by_hand("ped.mentors", "12"));
    let row = evaluated(&facts, DAY).get("ped.mentors").unwrap().clone();
    assert_eq!(row.value, IndicatorValue::Number(12.0));
    let manual = Status::Manual {
        reason: "Архив не оцифрован".to_owned(),
        author: "Куратор".to_owned(),
    };
    assert_eq!(row.status, manual);
    assert!(row.counted.is_empty());
    let next = evaluated(&facts, DAY.succ_opt().unwrap());
    assert_eq!(next.get("ped.mentors").unwrap().status, Status::Computed);
}

#[test]
fn values_by_hand_are_read_as_people_type_them_and_nonsense_is_passed_over() {
    for (indicator, typed, value) in [
        ("norm.roadmap", "нет", IndicatorValue::Flag(false)),
        ("sat.mentors", "87,5 %", IndicatorValue::Number(87.5)),
        (
            "ext.companies",
            "не применимо",
            IndicatorValue::NotApplicable,
        ),
        ("ped.mentors", "восемь", IndicatorValue::Number(8.0)),
        ("norm.roadmap", "17", IndicatorValue::Flag(true)),
        ("ped.mentors", "-3", IndicatorValue::Number(8.0)),
    ] {
        let mut facts = demo();
        facts.manual_values.push(by_hand(indicator, typed));
        let found = evaluated(&facts, DAY).get(indicator).unwrap().value;
        assert_eq!(found, value, "{indicator} {typed}");
    }
}

#[test]
fn an_empty_school_has_no_data_and_not_zeros() {
    let evaluation = evaluated(&Facts::default(), DAY);
    for row in &evaluation.results {
        assert_eq!(row.value, IndicatorValue::Missing, "{}", row.code);
        assert!(
            matches!(row.status, Status::NotComputable { .. }),
            "{}",
            row.code
        );
    }
}

#[test]
fn without_birth_dates_counts_by_age_are_not_computable_and_others_are() {
    let mut facts = demo();
    for person in &mut facts.people {
        person.born_on = None;
    }
    let evaluation = evaluated(&facts, DAY);
    for code in [
        "cov.mentees_10_19",
        "cov.mentees_gifted",
        "young.in_school_year",
    ] {
        let Status::NotComputable { missing } = &evaluation.get(code).unwrap().status else {
            panic!("{code} is computable");
        };
        assert!(missing.contains("дата рождения"), "{code}: {missing}");
    }
    let mentors = evaluation.get("org.mentors_in_base_by_order").unwrap();
    assert_eq!(mentors.value, IndicatorValue::Number(67.0));
}

#[test]
fn one_missing_birth_date_is_said_in_a_note() {
    let mut facts = demo();
    let evaluation = evaluated(&facts, DAY);
    let row = evaluation.get("cov.mentees_10_19").unwrap();
    assert_eq!(row.notes, Vec::<String>::new());
    let mentee = row.counted.first().unwrap().id;
    for person in &mut facts.people {
        if person.id.uuid() == mentee {
            person.born_on = None;
        }
    }
    let after = evaluated(&facts, DAY);
    let row = after.get("cov.mentees_10_19").unwrap();
    assert_eq!(row.value, IndicatorValue::Number(110.0));
    assert!(
        row.notes.concat().contains("не учтены: 1"),
        "{:?}",
        row.notes
    );
}

#[test]
fn the_order_a_yes_rests_on_is_its_proof_without_a_link() {
    let mut facts = demo();
    facts.evidence_links.clear();
    let evaluation = evaluated(&facts, DAY);
    for row in &evaluation.results {
        if row.value == IndicatorValue::Flag(true) && row.code != "cov.pupil_mentor_base" {
            let proof = row.evidence.first();
            let proof = proof.unwrap_or_else(|| panic!("{} has no proof", row.code));
            assert!(
                proof.title.contains(" № ") && proof.url.is_some(),
                "{proof:?}"
            );
        }
    }
}

#[test]
fn forms_a_programme_leaves_out_are_named() {
    let mut facts = demo();
    for act in &mut facts.acts {
        act.forms.retain(|form| form != "teacher_teacher");
    }
    let evaluation = evaluated(&facts, DAY);
    let row = evaluation.get("org.programme_approved").unwrap();
    assert_eq!(row.value, IndicatorValue::Flag(true));
    assert!(
        row.notes.concat().contains("учитель – учитель"),
        "{:?}",
        row.notes
    );
    assert!(
        !row.notes.concat().contains("ученик – ученик"),
        "{:?}",
        row.notes
    );
}

#[test]
fn a_revoked_order_ends_its_pairs_the_day_after() {
    let mut facts = demo();
    for act in &mut facts.acts {
        if act.kind == "order_pairs" {
            act.in_force_to = Some(DAY);
        }
    }
    let on = |day| evaluated(&facts, day).get("ped.mentors").unwrap().value;
    assert_eq!(on(DAY), IndicatorValue::Number(8.0));
    assert_eq!(on(DAY.succ_opt().unwrap()), IndicatorValue::Number(0.0));
}

#[test]
fn the_hash_follows_facts_and_catalogue_and_not_the_order_of_records_or_ids() {
    let facts = demo();
    let hash = evaluated(&facts, DAY).input_hash;
    let mut shuffled = facts.clone();
    shuffled.people.reverse();
    shuffled.mentorship_members.reverse();
    assert_eq!(evaluated(&shuffled, DAY), evaluated(&facts, DAY));
    let mut changed = facts.clone();
    changed.meetings.pop();
    assert_ne!(evaluated(&changed, DAY).input_hash, hash);
    let second = Catalogue::load(shipped(), "example-region").unwrap();
    assert_ne!(evaluate(&second, &facts, DAY).input_hash, hash);
}

#[test]
fn the_class_of_a_row_is_that_of_the_most_protected_field_it_reads() {
    let evaluation = evaluated(&demo(), DAY);
    for (code, class) in [
        ("norm.roadmap", FieldClass::C0),
        ("ped.mentors", FieldClass::C1),
        ("cov.mentees_10_19", FieldClass::C2),
        ("young.in_school_year", FieldClass::C2),
        ("cov.mentees_at_risk", FieldClass::C4),
        ("cov.mentees_gifted", FieldClass::C4),
    ] {
        assert_eq!(evaluation.get(code).unwrap().class, class, "{code}");
    }
}

#[test]
fn a_survey_closed_after_the_day_is_not_used() {
    let facts = demo();
    let before = "2023-10-05".parse().unwrap();
    let evaluation = evaluated(&facts, before);
    let row = evaluation.get("sat.mentors").unwrap();
    assert_eq!(row.value, IndicatorValue::Missing);
    let Status::NotComputable { missing } = &row.status else {
        panic!("{:?}", row.status);
    };
    assert!(missing.contains("нет закрытого опроса"), "{missing}");
}
