//! Rows typed by hand: refused for the same reasons as rows of a workbook.
//!
//! Not here: the workbook itself. The one decision to know: each case goes both ways, so that the two
//! cannot part.

use opora_domain::people::Person;
use opora_domain::{Facts, Id, RecordKind};
use opora_intake::{RowChecks, Source, Vocabulary, import};
use uuid::Uuid;

use crate::support::ids;

/// One person is known.
fn school() -> Facts {
    Facts {
        people: vec![Person {
            id: Id::new(Uuid::from_u128(1)),
            code: "Л0001".into(),
            version: 1,
            family_name: "Ёжиков".into(),
            given_name: "Семён".into(),
            patronymic: None,
            born_on: "2010-05-04".parse().ok(),
        }],
        ..Facts::default()
    }
}

/// Codes of the reasons a form gives for these texts.
fn typed(kind: RecordKind, texts: &[&str]) -> Vec<&'static str> {
    let (facts, vocabulary) = (school(), Vocabulary::default());
    let texts: Vec<Option<String>> = texts.iter().map(|text| Some((*text).to_owned())).collect();
    match RowChecks::new(&facts, &vocabulary).check(kind, &texts, None) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(|problem| problem.code).collect(),
    }
}

/// Codes of the reasons a sheet of one row gives for the same texts.
fn loaded(kind: RecordKind, texts: &[&str]) -> Vec<&'static str> {
    let titles: Vec<&str> = kind.schema().fields.iter().map(|one| one.title).collect();
    let csv = format!("{}\n{}\n", titles.join(";"), texts.join(";"));
    let name = format!("{}.csv", kind.schema().sheet);
    let source = Source::new(csv.as_bytes(), &name);
    let read = import(
        &source,
        &school(),
        &Vocabulary::default(),
        &mut ids(1 << 64),
    )
    .unwrap();
    read.rejected.iter().map(|row| row.code).collect()
}

#[test]
fn a_form_refuses_what_a_workbook_refuses_and_takes_what_it_takes() {
    let person = RecordKind::Person;
    let enrolment = RecordKind::Enrolment;
    let cases: &[(RecordKind, &[&str], &[&str])] = &[
        (person, &["Вымыслова", "Вера", "", "01.02.2011"], &[]),
        (person, &["Вымыслова", "Вера", "", "2011-02-01"], &[]),
        (person, &["", "Вера", "", ""], &["required"]),
        (
            person,
            &["Вымыслова", "Вера", "", "31.02.2011"],
            &["bad-date"],
        ),
        (
            person,
            &["Вымыслова", "Вера", "", "01.02.1811"],
            &["date-out-of-range"],
        ),
        (
            enrolment,
            &["Л-нет", "8Б", "01.09.2023", ""],
            &["unknown-reference"],
        ),
    ];
    for (kind, texts, expected) in cases {
        assert_eq!(typed(*kind, texts), *expected, "typed {texts:?}");
        assert_eq!(loaded(*kind, texts), *expected, "loaded {texts:?}");
    }
}

#[test]
fn an_end_before_a_start_is_refused_both_ways() {
    let facts = school();
    let code = facts.people[0].code.as_str();
    let texts = [code, "8Б", "01.09.2023", "31.08.2023"];
    assert_eq!(typed(RecordKind::Enrolment, &texts), ["wrong-order"]);
    assert_eq!(loaded(RecordKind::Enrolment, &texts), ["wrong-order"]);
}

#[test]
fn somebody_who_is_there_already_is_not_added_again() {
    let facts = school();
    let one = &facts.people[0];
    let patronymic = one.patronymic.clone().unwrap_or_default();
    let born = one.born_on.map(|day| day.to_string()).unwrap_or_default();
    let lower = one.family_name.to_lowercase().replace('ё', "е");
    let texts = [&lower, &one.given_name, &patronymic, &born].map(|text| Some(text.clone()));
    let vocabulary = Vocabulary::default();
    let checks = RowChecks::new(&facts, &vocabulary);
    let refused = checks.check(RecordKind::Person, &texts, None).unwrap_err();
    assert!(refused[0].code.ends_with("-person"), "{refused:?}");
    assert_eq!(refused[0].other.as_ref(), Some(&one.code));
    // The record itself may keep its own name.
    let own = checks.check(RecordKind::Person, &texts, Some(one.id.uuid()));
    assert!(own.is_ok(), "{own:?}");
}

#[test]
fn a_field_left_out_keeps_what_is_stored() {
    let facts = school();
    let one = &facts.people[0];
    let vocabulary = Vocabulary::default();
    let checks = RowChecks::new(&facts, &vocabulary);
    let texts = [None, Some("Пётр".to_owned()), None, None];
    let taken = checks
        .check(RecordKind::Person, &texts, Some(one.id.uuid()))
        .unwrap();
    let stored = opora_domain::Record::values(one);
    assert_eq!(taken.values[0], stored[0]);
    assert_eq!(taken.values[3], stored[3]);
    let refused = checks.check(RecordKind::Person, &texts, None).unwrap_err();
    assert_eq!(refused[0].code, "required");
}
