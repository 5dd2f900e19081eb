//! Parts of the language the shipped catalogues hardly lean on, against plain loops.
//!
//! Not here: indicators (`agreement`). The one decision to know: each expression stands beside the
//! loop that means the same, so a new part of the language gets its line here.

#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};
use opora_domain::Facts;
use opora_domain::dates::full_years;
use opora_domain::people::{Enrolment, Person};
use opora_monitoring::catalogue::{Catalogue, shipped};
use opora_monitoring::evaluate::evaluate;
use proptest::prelude::*;

use crate::generator::{DAYS, schools};

/// What people an expression means.
type Meaning = fn(&Facts, &Person, NaiveDate) -> bool;

fn of<'f>(facts: &'f Facts, person: &'f Person) -> impl Iterator<Item = &'f Enrolment> {
    let all = facts.enrolments.iter();
    all.filter(move |enrolment| enrolment.person == person.id)
}

fn this_year(day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap();
    first.iter_days().take_while(move |tried| *tried <= day)
}

fn learns(enrolment: &Enrolment, day: NaiveDate) -> bool {
    enrolment.valid_from <= day && enrolment.valid_to.is_none_or(|to| day <= to)
}

const EXPRESSIONS: [(&str, Meaning); 10] = [
    (
        "exists day d in [year_start(D) .. D] where years(p.born_on, d) = 15",
        |_, person, day| {
            let born = person.born_on;
            born.is_some_and(|born| this_year(day).any(|tried| full_years(born, tried) == 15))
        },
    ),
    (
        "exists day d in [year_start(D) .. D] where pupil(p, d) and years(p.born_on, d) in {15, 20}",
        |facts, person, day| {
            this_year(day).any(|tried| {
                let age = person.born_on.map(|born| full_years(born, tried));
                matches!(age, Some(15 | 20)) && of(facts, person).any(|one| learns(one, tried))
            })
        },
    ),
    (
        "exists day d in [year_start(D) .. D] where not pupil(p, d)",
        |facts, person, day| {
            this_year(day).any(|tried| !of(facts, person).any(|one| learns(one, tried)))
        },
    ),
    (
        "exists day d in [year_start(D) .. D] where days_before(d, 30) = p.born_on",
        |_, person, day| this_year(day).any(|tried| Some(tried - Days::new(30)) == person.born_on),
    ),
    (
        "exists e in enrolment where e.person = p and e.valid_from > p.born_on",
        |facts, person, _| {
            of(facts, person).any(|one| person.born_on.is_some_and(|born| one.valid_from > born))
        },
    ),
    ("after_birth(p)", |facts, person, _| {
        of(facts, person).any(|one| person.born_on.is_some_and(|born| one.valid_from > born))
    }),
    (
        "every e in enrolment where e.person = p satisfies e.valid_to is known",
        |facts, person, _| of(facts, person).all(|one| one.valid_to.is_some()),
    ),
    (
        "(count e in enrolment where e.person = p) - 1 >= 1",
        |facts, person, _| of(facts, person).count() >= 2,
    ),
    (
        "(count e in enrolment where e.person = p by e.valid_from) = 1 or not p.born_on < D",
        |facts, person, day| {
            let starts: BTreeSet<_> = of(facts, person).map(|one| one.valid_from).collect();
            starts.len() == 1 || person.born_on.is_none_or(|born| born >= day)
        },
    ),
    (
        "later(p.born_on, D) = D and (if p.born_on is known then years(p.born_on, D) else 7) > 6",
        |_, person, day| {
            let age = person.born_on.map_or(7, |born| full_years(born, day));
            person.born_on.is_none_or(|born| born <= day) && age > 6
        },
    ),
];

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut text =
        "code = \"mine\"\nedition = \"1\"\ntitle = \"Мой\"\nextends = \"udmurtia-570\"\n\
        [[define]]\ncode = \"after_birth\"\nof = \"p: person\"\nabout = \"После рождения\"\n\
        is = \"exists e in enrolment where e.person = p and e.valid_from > p.born_on\"\n"
            .to_owned();
    for (number, (expression, _)) in EXPRESSIONS.iter().enumerate() {
        let entry = format!("\n[[figure]]\ncode = \"f{number}\"\ntitle = \"f\"\nunit = \"чел.\"\n");
        writeln!(text, "{entry}count = \"p in person where {expression}\"").unwrap();
    }
    let mut files = shipped().to_vec();
    files.push(("mine.toml", &text));
    Catalogue::load(&files, "mine").unwrap()
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn expressions_mean_what_the_loops_beside_them_mean(facts in schools()) {
        for day in DAYS {
            let day: NaiveDate = day.parse().unwrap();
            let evaluation = evaluate(&CATALOGUE, &facts, day);
            for (number, (expression, meaning)) in EXPRESSIONS.iter().enumerate() {
                let figure = evaluation.figure(&format!("f{number}")).unwrap();
                let found: Vec<&str> = figure.counted.iter().map(|one| one.code.as_str()).collect();
                let people = facts.people.iter().filter(|person| meaning(&facts, person, day));
                let expected: Vec<&str> = people.map(|person| person.code.as_str()).collect();
                prop_assert_eq!(found, expected, "{} on {}", expression, day);
            }
        }
    }
}
