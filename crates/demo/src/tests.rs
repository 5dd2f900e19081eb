//! Naive counts over the demo school: straight loops that share nothing with the evaluator.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use opora_domain::dates::full_years;
use opora_domain::facts::EachRecord;
use opora_domain::pairs::{Mentorship, MentorshipStatus};
use opora_domain::people::{
    CategoryKind, Employment, ParticipantCategory, ParticipantRole, Person,
};
use opora_domain::{Facts, FieldKind, Id, Record, Value};

use crate::expected::{Expected, ROWS};
use crate::{DemoOptions, school};

fn cut_off() -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 10, 13).unwrap()
}

fn running(facts: &Facts) -> Vec<&Mentorship> {
    let day = cut_off();
    let running = |one: &&Mentorship| {
        one.status == MentorshipStatus::Running
            && one.starts_on <= day
            && one.ends_on.unwrap() >= day
            && facts
                .acts
                .iter()
                .any(|act| Some(act.id) == one.act && act.in_force_on(day))
    };
    facts.mentorships.iter().filter(running).collect()
}

fn members(
    facts: &Facts,
    role: ParticipantRole,
    category: ParticipantCategory,
) -> BTreeSet<Id<Person>> {
    let running: BTreeSet<_> = running(facts).iter().map(|one| one.id).collect();
    facts
        .mentorship_members
        .iter()
        .filter(|one| running.contains(&one.mentorship))
        .filter(|one| one.role == role && one.category == category)
        .map(|one| one.person)
        .collect()
}

fn age(facts: &Facts, person: Id<Person>, day: NaiveDate) -> i64 {
    let person = facts.people.iter().find(|one| one.id == person).unwrap();
    full_years(person.born_on.unwrap(), day)
}

fn young(facts: &Facts, job: &Employment, day: NaiveDate) -> bool {
    job.teaching
        && !job.external_part_time
        && job.valid_from <= day
        && job.valid_to.is_none_or(|last| last >= day)
        && age(facts, job.person, day) <= 35
        && full_years(job.experience_from.unwrap(), day) < 3
}

fn young_between(facts: &Facts, first: NaiveDate, last: NaiveDate) -> BTreeSet<Id<Person>> {
    let days: Vec<_> = first.iter_days().take_while(|day| *day <= last).collect();
    facts
        .employments
        .iter()
        .filter(|job| job.experience_from.is_some())
        .filter(|job| days.iter().any(|day| young(facts, job, *day)))
        .map(|job| job.person)
        .collect()
}

fn with_category(facts: &Facts, kinds: &[CategoryKind], who: &BTreeSet<Id<Person>>) -> i64 {
    let day = cut_off();
    let found: BTreeSet<_> = facts
        .categories
        .iter()
        .filter(|one| kinds.contains(&one.kind) && who.contains(&one.person))
        .filter(|one| one.valid_from <= day && one.valid_to.is_none_or(|last| last >= day))
        .map(|one| one.person)
        .collect();
    number(found.len())
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap()
}

/// In tenths of a percent.
fn satisfaction(facts: &Facts, audience: ParticipantRole) -> i64 {
    let survey = facts
        .surveys
        .iter()
        .filter(|one| one.audience == audience && one.closed_on.unwrap() <= cut_off())
        .max_by_key(|one| one.closed_on)
        .unwrap();
    let marks: Vec<_> = facts
        .survey_responses
        .iter()
        .filter(|one| one.survey == survey.id)
        .map(|one| one.score.unwrap())
        .collect();
    let satisfied = marks
        .iter()
        .filter(|mark| **mark >= survey.threshold)
        .count();
    (number(satisfied) * 2_000 + number(marks.len())) / (2 * number(marks.len()))
}

fn naive(facts: &Facts) -> BTreeMap<&'static str, i64> {
    use ParticipantCategory::{Pupil, Teacher};
    use ParticipantRole::{Mentee, Mentor};
    let day = cut_off();
    let new_year = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap();
    let mentees = members(facts, Mentee, Pupil);
    let old_enough = mentees
        .iter()
        .filter(|one| (10..=19).contains(&age(facts, **one, day)));
    let this_year = young_between(facts, new_year, day);
    let hired = facts.employments.iter().filter(|job| {
        job.experience_from.is_some()
            && job.valid_from > NaiveDate::from_ymd_opt(2020, 10, 13).unwrap()
            && job.valid_from <= day
            && young(facts, job, job.valid_from)
    });
    let running: BTreeSet<_> = running(facts).iter().map(|one| one.id).collect();
    BTreeMap::from([
        ("cov.mentees_10_19", number(old_enough.count())),
        (
            "cov.mentees_at_risk",
            with_category(facts, &[CategoryKind::RiskGroup], &mentees),
        ),
        (
            "cov.mentees_ovz_disabled",
            with_category(
                facts,
                &[CategoryKind::Ovz, CategoryKind::Disability],
                &mentees,
            ),
        ),
        (
            "cov.mentees_gifted",
            with_category(facts, &[CategoryKind::Gifted], &mentees),
        ),
        (
            "cov.pupil_mentors",
            number(members(facts, Mentor, Pupil).len()),
        ),
        ("ped.mentors", number(members(facts, Mentor, Teacher).len())),
        ("ped.mentees", number(members(facts, Mentee, Teacher).len())),
        ("young.in_school_year", number(this_year.len())),
        ("young.hired_3y", number(hired.count())),
        (
            "young.mentees_year",
            number(
                this_year
                    .intersection(&members(facts, Mentee, Teacher))
                    .count(),
            ),
        ),
        (
            "dev.personal_programmes",
            number(
                facts
                    .plans
                    .iter()
                    .filter(|plan| {
                        running.contains(&plan.mentorship) && plan.approved_on.unwrap() <= day
                    })
                    .count(),
            ),
        ),
        ("sat.mentors", satisfaction(facts, Mentor)),
        ("sat.mentees", satisfaction(facts, Mentee)),
    ])
}

#[test]
fn the_default_school_gives_the_figures_of_the_pilot() {
    for seed in [1, 2, 77] {
        let facts = school(&DemoOptions {
            seed,
            ..DemoOptions::default()
        });
        let counted = naive(&facts);
        for row in ROWS {
            if let (Expected::Number(expected), Some(found)) = (row.value, counted.get(row.code)) {
                let tenths = row.code.starts_with("sat.");
                let expected = if tenths { expected * 10 } else { expected };
                assert_eq!(expected, *found, "{} with seed {seed}", row.code);
            }
        }
        assert_eq!(running(&facts).len(), 67);
    }
}

#[test]
fn the_default_school_has_900_pupils_on_the_day_and_60_employees() {
    let facts = school(&DemoOptions::default());
    let day = cut_off();
    let here = |first: NaiveDate, last: Option<NaiveDate>| {
        first <= day && last.is_none_or(|last| last >= day)
    };
    let pupils = facts
        .enrolments
        .iter()
        .filter(|one| here(one.valid_from, one.valid_to));
    let staff = facts
        .employments
        .iter()
        .filter(|one| here(one.valid_from, one.valid_to));
    assert_eq!((pupils.count(), staff.count()), (900, 60));
}

#[test]
fn nobody_mentors_and_is_mentored_and_nobody_is_in_two_pairs() {
    let facts = school(&DemoOptions::default());
    let running: BTreeSet<_> = running(&facts).iter().map(|one| one.id).collect();
    let mut seen = BTreeSet::new();
    for member in facts
        .mentorship_members
        .iter()
        .filter(|one| running.contains(&one.mentorship))
    {
        assert!(seen.insert(member.person));
    }
}

#[test]
fn the_same_options_give_the_same_school_and_another_seed_another() {
    let options = DemoOptions::default();
    assert_eq!(school(&options), school(&options));
    let other = school(&DemoOptions { seed: 2, ..options });
    assert_ne!(
        school(&options).people.first().unwrap().id,
        other.people.first().unwrap().id
    );
}

#[test]
fn every_size_keeps_every_kind_of_record_and_its_proportions() {
    for pupils in [100, 450, 2_000, 5_000] {
        let facts = school(&DemoOptions {
            pupils,
            ..DemoOptions::default()
        });
        let counted = naive(&facts);
        let near = |code: &str, of_900: usize| {
            let expected = number(pupils * of_900 / 900);
            assert!(
                (counted[code] - expected).abs() <= 1,
                "{code} {pupils}: {}",
                counted[code]
            );
        };
        near("cov.mentees_10_19", 111);
        near("cov.pupil_mentors", 59);
        assert!((840..=900).contains(&counted["sat.mentors"]), "{counted:?}");
    }
}

struct Rules {
    ids: BTreeSet<uuid::Uuid>,
}

impl EachRecord for Rules {
    type Error = std::convert::Infallible;

    fn visit<R: Record>(&mut self, records: &mut Vec<R>) -> Result<(), Self::Error> {
        let schema = R::SCHEMA;
        let mut codes = BTreeSet::new();
        let mut keys = BTreeSet::new();
        for record in records.iter() {
            let code = record.code();
            assert!(codes.insert(code.to_owned()), "{code} twice");
            let values = record.values();
            let key: Vec<Value> = schema
                .fields
                .iter()
                .zip(&values)
                .filter(|(field, _)| field.key)
                .map(|(_, value)| value.clone())
                .collect();
            assert!(keys.insert(key.clone()), "{code}: key {key:?} twice");
            for (field, value) in schema.fields.iter().zip(&values) {
                if let (FieldKind::Ref(_), Value::Ref(id)) = (field.kind, value) {
                    assert!(
                        self.ids.contains(id),
                        "{code}.{} points nowhere",
                        field.name
                    );
                }
            }
            for (first, last) in schema.ordered {
                let date = |name: &str| {
                    let at = schema.fields.iter().position(|field| field.name == name);
                    match values[at.unwrap()] {
                        Value::Date(date) => Some(date),
                        _ => None,
                    }
                };
                if let (Some(first), Some(last)) = (date(first), date(last)) {
                    assert!(first <= last, "{code}: {first} after {last}");
                }
            }
        }
        for record in records.iter() {
            assert!(self.ids.insert(record.id().uuid()));
        }
        Ok(())
    }
}

#[test]
fn records_keep_the_rules_of_the_workbook() {
    for pupils in [100, 900, 5_000] {
        let mut facts = school(&DemoOptions {
            pupils,
            ..DemoOptions::default()
        });
        let Ok(()) = facts.each(&mut Rules {
            ids: BTreeSet::new(),
        });
    }
}

#[test]
fn done_activities_have_a_proof_and_due_ones_are_done() {
    let facts = school(&DemoOptions::default());
    let proved: BTreeSet<_> = facts
        .evidence_links
        .iter()
        .filter_map(|link| link.activity)
        .collect();
    for activity in &facts.activities {
        assert!(activity.due_on.is_some() && activity.responsible.is_some());
        assert_eq!(
            activity.done_on.is_some(),
            proved.contains(&activity.id),
            "{}",
            activity.text
        );
        assert!(activity.done_on.is_none_or(|day| day <= cut_off()));
        let by_hand = activity.rule.as_deref() == Some("proof");
        if by_hand && activity.due_on.unwrap() < cut_off() {
            assert!(activity.done_on.is_some(), "{}", activity.text);
        }
    }
    assert_eq!(
        facts.activities.iter().filter(|one| one.stage < 7).count(),
        37
    );
}

#[test]
fn proofs_about_special_groups_are_not_public() {
    let facts = school(&DemoOptions::default());
    for link in &facts.evidence_links {
        let special = link.indicator.as_deref().is_some_and(|code| {
            [
                "cov.mentees_at_risk",
                "cov.mentees_ovz_disabled",
                "cov.mentees_gifted",
            ]
            .contains(&code)
        });
        if special {
            let proof = facts
                .evidence
                .iter()
                .find(|one| one.id == link.evidence)
                .unwrap();
            assert!(!proof.public && proof.url.is_none());
        }
    }
}

#[test]
fn women_have_female_names_in_every_part() {
    for person in school(&DemoOptions::default()).people {
        if let Some(patronymic) = &person.patronymic {
            let female = patronymic.ends_with("на");
            assert_ne!(female, patronymic.ends_with("ич"), "{}", person.full_name());
            let male_family = ["ов", "ев", "ёв", "ин", "ий", "ой"]
                .iter()
                .any(|ending| person.family_name.ends_with(ending));
            assert!(!(female && male_family), "{}", person.full_name());
        }
    }
}

#[test]
fn those_who_take_part_have_consented_and_the_others_have_gaps() {
    use opora_domain::consents::{Ask, Purpose, Register, Rules};

    let facts = school(&DemoOptions::default());
    let rules = Rules::default();
    let register = Register::new(&facts, &rules);
    let day = cut_off();
    let asked = |person| register.basis(&Ask::whole(person, Purpose::Participation), day);
    let pupils: BTreeSet<_> = facts
        .enrolments
        .iter()
        .filter(|one| one.valid_from <= day && one.valid_to.is_none_or(|last| last >= day))
        .map(|one| one.person)
        .collect();
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    for person in &pupils {
        *counted.entry(asked(*person).code()).or_default() += 1;
    }
    assert!((740..800).contains(&counted["active"]), "{counted:?}");
    for why in [
        "withdrawn",
        "disputed",
        "not_signed",
        "not_verified",
        "nothing_issued",
    ] {
        assert!(counted[why] >= 4, "{why}: {counted:?}");
    }
    let mut codes = BTreeSet::new();
    for consent in &facts.consents {
        assert!(codes.insert(consent.paper_code.clone().unwrap()));
        assert!(register.state(consent, day).is_some(), "{}", consent.code);
    }
    let pairs: BTreeSet<_> = running(&facts).iter().map(|one| one.id).collect();
    for member in &facts.mentorship_members {
        if pairs.contains(&member.mentorship) && pupils.contains(&member.person) {
            assert!(asked(member.person).is_active());
        }
    }
}
