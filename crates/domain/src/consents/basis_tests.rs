//! Tests of the one question: who may be dealt with for what on which day.
//!
//! Not here: the machine of one consent (`state`). The one decision to know: each case starts from a consent that
//! is good and breaks one thing.

use uuid::Uuid;

use super::*;
use crate::consents::{Channel, ConsentText, GuardianshipKind, advance};
use crate::people::Enrolment;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const CHILD: u128 = 1;

fn child(born_on: &str) -> Person {
    Person {
        id: Id::new(Uuid::from_u128(CHILD)),
        code: "Л1".into(),
        version: 1,
        family_name: "Ветрова".into(),
        given_name: "Ася".into(),
        patronymic: None,
        born_on: Some(day(born_on)),
    }
}

fn mother() -> Guardianship {
    Guardianship {
        id: Id::new(Uuid::from_u128(2)),
        code: "ПР1".into(),
        version: 1,
        child: Id::new(Uuid::from_u128(CHILD)),
        name: "Ветрова Инна Олеговна".into(),
        kind: GuardianshipKind::Parent,
        document: None,
        address: None,
        may_sign: true,
        limits: None,
        valid_from: day("2014-05-01"),
        valid_to: None,
    }
}

fn paper(number: u128, signed: &str) -> Consent {
    Consent {
        id: Id::new(Uuid::from_u128(number)),
        code: format!("СГ{number}"),
        version: 1,
        person: Id::new(Uuid::from_u128(CHILD)),
        purpose: Purpose::Participation,
        text: Id::<ConsentText>::new(Uuid::from_u128(3)),
        target: None,
        item: None,
        signers: Signers::Representative,
        representative: Some(mother().id),
        paper_code: None,
        issued_on: day("2026-09-01"),
        signed_on: Some(day(signed)),
        signed_by: Some(Signers::Representative),
        verified_on: Some(day(signed)),
        active_from: Some(day(signed)),
        active_to: Some(day("2027-08-31")),
        disputed_on: None,
        settled_on: None,
        withdrawn_on: None,
        withdrawn_via: None,
        withdrawn_by: None,
        superseded_on: None,
        destroyed_on: None,
        scan: None,
    }
}

/// A ten-year-old whose mother signed on 5 September.
fn good() -> Facts {
    Facts {
        people: vec![child("2016-05-01")],
        guardianships: vec![mother()],
        consents: vec![paper(10, "2026-09-05")],
        ..Facts::default()
    }
}

fn with(change: impl FnOnce(&mut Consent)) -> Facts {
    let mut facts = good();
    change(&mut facts.consents[0]);
    facts
}

fn asked(facts: &Facts, on: &str) -> Basis {
    let ask = Ask::whole(Id::new(Uuid::from_u128(CHILD)), Purpose::Participation);
    basis(facts, &Rules::default(), &ask, day(on))
}

fn code(facts: &Facts, on: &str) -> &'static str {
    asked(facts, on).code()
}

#[test]
fn a_verified_consent_counts_from_its_first_day_to_its_last() {
    let facts = good();
    for (on, says) in [
        ("2026-08-31", "nothing_issued"),
        ("2026-09-01", "not_signed"),
        ("2026-09-05", "active"),
        ("2027-08-31", "active"),
        ("2027-09-01", "expired"),
    ] {
        assert_eq!(code(&facts, on), says, "{on}");
    }
}

#[test]
fn every_step_that_is_missing_is_named() {
    let on = "2026-10-01";
    let nobody = Facts::default();
    assert_eq!(code(&nobody, on), "person_unknown");
    let signed = with(|one| (one.verified_on, one.active_from) = (None, None));
    assert_eq!(code(&signed, on), "not_verified");
    let later = with(|one| one.active_from = Some(day("2026-11-01")));
    assert_eq!(code(&later, on), "not_yet_active");
    let odd = with(|one| one.verified_on = None);
    assert_eq!(
        code(&odd, on),
        "inconsistent",
        "active without verification"
    );
    let wrong = with(|one| one.signed_by = Some(Signers::Subject));
    assert_eq!(code(&wrong, on), "inconsistent", "the child alone at ten");
    let mut ageless = good();
    ageless.people[0].born_on = None;
    assert_eq!(code(&ageless, on), "inconsistent", "nobody knows who signs");
}

#[test]
fn another_purpose_is_never_covered() {
    for purpose in Purpose::ALL {
        let ask = Ask::whole(Id::new(Uuid::from_u128(CHILD)), *purpose);
        let found = basis(&good(), &Rules::default(), &ask, day("2026-10-01"));
        assert_eq!(found.is_active(), *purpose == Purpose::Participation);
    }
}

#[test]
fn a_publication_is_allowed_at_the_place_and_of_the_item_named_only() {
    let facts = with(|one| {
        one.purpose = Purpose::Publication;
        one.target = Some("сайт школы".into());
        one.item = Some("Имя и класс".into());
    });
    let ask = |place: &'static str, item: &'static str| Ask {
        person: Id::new(Uuid::from_u128(CHILD)),
        purpose: Purpose::Publication,
        target: Target::Of { place, item },
    };
    let on = day("2026-10-01");
    let allowed = |ask: &Ask<'_>| basis(&facts, &Rules::default(), ask, on).is_active();
    assert!(allowed(&ask("Сайт школы", "имя и класс")));
    assert!(!allowed(&ask("сообщество школы", "имя и класс")));
    assert!(!allowed(&ask("сайт школы", "фотография")));
    let whole = Ask::whole(Id::new(Uuid::from_u128(CHILD)), Purpose::Publication);
    assert!(
        !allowed(&whole),
        "without a place there is no answer but no"
    );
}

#[test]
fn a_withdrawal_stops_from_its_day_and_the_paper_of_the_other_parent_with_it() {
    let mut facts = with(|one| {
        one.withdrawn_on = Some(day("2026-10-10"));
        one.withdrawn_via = Some(Channel::Phone);
    });
    facts.consents.push(paper(11, "2026-09-06"));
    assert_eq!(code(&facts, "2026-10-09"), "active");
    assert_eq!(code(&facts, "2026-10-10"), "withdrawn");
    facts.consents.push(Consent {
        issued_on: day("2026-10-10"),
        ..paper(12, "2026-10-10")
    });
    assert_eq!(
        code(&facts, "2026-10-11"),
        "withdrawn",
        "signed the same day"
    );
    facts.consents.push(Consent {
        issued_on: day("2026-10-10"),
        ..paper(13, "2026-10-12")
    });
    assert_eq!(code(&facts, "2026-10-11"), "withdrawn");
    assert_eq!(code(&facts, "2026-10-12"), "active", "a new consent");
}

#[test]
fn a_conflict_of_parents_stops_the_use_until_it_is_settled() {
    let mut facts = good();
    facts.consents.push(paper(11, "2026-09-06"));
    facts.consents[0].disputed_on = Some(day("2026-10-01"));
    assert_eq!(code(&facts, "2026-09-30"), "active");
    assert_eq!(code(&facts, "2026-10-01"), "disputed");
    facts.consents[0].settled_on = Some(day("2026-10-20"));
    assert_eq!(code(&facts, "2026-10-19"), "disputed");
    assert_eq!(code(&facts, "2026-10-20"), "active");
}

#[test]
fn at_14_the_representative_alone_counts_for_the_days_of_grace_and_no_longer() {
    let mut facts = good();
    facts.people[0].born_on = Some(day("2012-11-25"));
    assert_eq!(code(&facts, "2026-11-24"), "active");
    assert_eq!(code(&facts, "2026-11-25"), "active", "first day of grace");
    assert_eq!(code(&facts, "2026-12-24"), "active", "thirtieth");
    assert_eq!(code(&facts, "2026-12-25"), "age_pending");
    let none = Rules {
        grace_days: 0,
        ..Rules::default()
    };
    let ask = Ask::whole(Id::new(Uuid::from_u128(CHILD)), Purpose::Participation);
    let on = |text| basis(&facts, &none, &ask, day(text)).code();
    assert_eq!(
        (on("2026-11-24"), on("2026-11-25")),
        ("active", "age_pending")
    );
    facts.consents[0].signed_by = Some(Signers::Both);
    assert_eq!(code(&facts, "2026-12-25"), "active", "the child signed too");
}

#[test]
fn at_18_the_representative_counts_no_more_without_any_grace_and_29_february_is_1_march() {
    let mut facts = good();
    facts.people[0].born_on = Some(day("2009-02-28"));
    facts.consents[0].signed_by = Some(Signers::Both);
    assert_eq!(
        code(&facts, "2027-02-28"),
        "active",
        "the person's own signature"
    );
    let rules = Rules {
        from_fourteen: Signers::Representative,
        ..Rules::default()
    };
    facts.consents[0].signed_by = Some(Signers::Representative);
    let ask = Ask::whole(Id::new(Uuid::from_u128(CHILD)), Purpose::Participation);
    for (born, last, first) in [
        ("2009-02-28", "2027-02-27", "2027-02-28"),
        ("2008-02-29", "2026-02-28", "2026-03-01"),
    ] {
        facts.people[0].born_on = Some(day(born));
        let paper = &mut facts.consents[0];
        paper.issued_on = day("2025-09-01");
        for field in [
            &mut paper.signed_on,
            &mut paper.verified_on,
            &mut paper.active_from,
        ] {
            *field = Some(day("2025-09-05"));
        }
        let on = |text| basis(&facts, &rules, &ask, day(text)).code();
        assert_eq!((on(last), on(first)), ("active", "age_pending"), "{born}");
    }
}

#[test]
fn who_signed_must_represent_this_child_on_that_day() {
    let on = "2026-10-01";
    let unknown = with(|one| one.representative = None);
    assert_eq!(code(&unknown, on), "representative_unknown");
    for change in [
        |one: &mut Guardianship| one.may_sign = false,
        |one: &mut Guardianship| one.valid_to = Some(day("2026-09-04")),
        |one: &mut Guardianship| one.valid_from = day("2026-09-06"),
        |one: &mut Guardianship| one.child = Id::new(Uuid::from_u128(77)),
    ] {
        let mut facts = good();
        change(&mut facts.guardianships[0]);
        assert_eq!(code(&facts, on), "representative_unknown");
    }
    let mut ended = good();
    ended.guardianships[0].valid_to = Some(day("2026-09-05"));
    assert_eq!(code(&ended, on), "active", "what was signed stays signed");
}

#[test]
fn an_employee_of_unknown_age_is_an_adult_and_a_pupil_is_not() {
    let mut facts = good();
    facts.people[0].born_on = None;
    facts.employments.push(crate::people::Employment {
        id: Id::new(Uuid::from_u128(20)),
        code: "Р1".into(),
        version: 1,
        person: facts.people[0].id,
        post: "учитель".into(),
        teaching: true,
        managing: false,
        external_part_time: false,
        experience_from: None,
        mentor_duty_from: None,
        mentor_category_from: None,
        young_status_from: None,
        valid_from: day("2020-09-01"),
        valid_to: None,
    });
    facts.consents[0].signed_by = Some(Signers::Subject);
    assert_eq!(code(&facts, "2026-10-01"), "active");
    facts.enrolments.push(Enrolment {
        id: Id::new(Uuid::from_u128(21)),
        code: "З1".into(),
        version: 1,
        person: facts.people[0].id,
        class_name: "11А".into(),
        valid_from: day("2026-09-01"),
        valid_to: None,
    });
    assert_eq!(code(&facts, "2026-10-01"), "inconsistent");
}

#[test]
fn a_state_asked_twice_and_a_day_before_the_paper_agree_with_the_machine() {
    let facts = good();
    let rules = Rules::default();
    let register = Register::new(&facts, &rules);
    let paper = &facts.consents[0];
    assert_eq!(register.state(paper, day("2026-08-31")), Some(State::NONE));
    let issued = advance(State::NONE, crate::consents::Event::Issue, paper.issued_on).unwrap();
    assert_eq!(register.state(paper, day("2026-09-02")), Some(issued));
}
