//! Special categories of pupils: of mentees, of others, and such as have run out.
//!
//! Not here: who reads them (`permissions`). The one decision to know: categories overlap, and a
//! child with both ОВЗ and a disability has two records but is one child.

use chrono::NaiveDate;
use opora_domain::Id;
use opora_domain::people::{Category, CategoryKind, Person};

use crate::add;
use crate::maker::Maker;
use crate::mentoring::Current;
use crate::pupils::Contingent;
use crate::sizes::Sizes;

const REGISTRY: &str = "региональный реестр одарённых детей";

/// Adds the categories.
pub fn categories(maker: &mut Maker, sizes: &Sizes, contingent: &Contingent, current: &Current) {
    let people = &current.mentees;
    let of = |first: usize, count: usize| people.iter().copied().skip(first).take(count);
    let (risk, ovz, gifted) = (sizes.risk, sizes.ovz, sizes.gifted);
    // The last child of the risk group is also the first one with ОВЗ, and that one is disabled too.
    for (index, person) in of(0, risk).enumerate() {
        risk_group(maker, person, index);
    }
    for (index, person) in of(risk - 1, ovz).enumerate() {
        if index == 0 || index % 3 != 2 {
            with_ovz(maker, person);
        }
        if index == 0 || index % 3 == 2 {
            disabled(maker, person);
        }
    }
    for person in of(risk + ovz, gifted) {
        in_registry(maker, person);
    }
    for person in of(risk + ovz + gifted, 2) {
        let until = maker.calendar.day(0, 5, 31);
        risk_group(maker, person, 0);
        end_last(maker, until);
    }
    outside_mentoring(maker, sizes, contingent, current);
}

fn outside_mentoring(maker: &mut Maker, sizes: &Sizes, contingent: &Contingent, current: &Current) {
    let mut others: Vec<_> = contingent
        .of_grades(1, 9)
        .into_iter()
        .filter(|person| !current.mentees.contains(person))
        .collect();
    maker.stream.shuffle(&mut others);
    let mut others = others.into_iter();
    for index in 0..sizes.risk * 2 {
        if let Some(person) = others.next() {
            risk_group(maker, person, index);
        }
    }
    for person in others.by_ref().take(sizes.ovz * 3) {
        with_ovz(maker, person);
    }
    for person in others.take(sizes.gifted * 2) {
        in_registry(maker, person);
    }
    if let Some(mentor) = current.mentors.first() {
        in_registry(maker, *mentor);
    }
}

fn end_last(maker: &mut Maker, until: NaiveDate) {
    if let Some(category) = maker.facts.categories.last_mut() {
        category.valid_to = Some(until);
    }
}

struct Basis<'a> {
    kind: CategoryKind,
    detail: Option<&'a str>,
    paper: String,
    from: NaiveDate,
    to: Option<NaiveDate>,
}

fn put(maker: &mut Maker, person: Id<Person>, basis: Basis<'_>) {
    add!(
        maker,
        categories,
        Category {
            person,
            kind: basis.kind,
            detail: basis.detail.map(ToOwned::to_owned),
            basis: Some(basis.paper),
            valid_from: basis.from,
            valid_to: basis.to,
        }
    );
}

fn risk_group(maker: &mut Maker, person: Id<Person>, index: usize) {
    let (detail, paper) = match index % 3 {
        0 => ("ВШУ", "решение совета профилактики"),
        1 => ("ПДН", "постановление ПДН"),
        _ => ("СОП", "постановление КДН и ЗП"),
    };
    let from = maker
        .stream
        .day(maker.calendar.day(-1, 9, 12), maker.calendar.day(0, 4, 28));
    let number = maker.stream.below(80) + 1;
    put(
        maker,
        person,
        Basis {
            kind: CategoryKind::RiskGroup,
            detail: Some(detail),
            paper: format!("{paper} от {} № {number}", from.format("%d.%m.%Y")),
            from,
            to: None,
        },
    );
}

fn with_ovz(maker: &mut Maker, person: Id<Person>) {
    let from = maker
        .stream
        .day(maker.calendar.day(-2, 3, 1), maker.calendar.day(0, 5, 31));
    let number = maker.stream.below(900) + 100;
    put(
        maker,
        person,
        Basis {
            kind: CategoryKind::Ovz,
            detail: None,
            paper: format!("заключение ПМПК от {} № {number}", from.format("%d.%m.%Y")),
            from,
            to: Some(maker.calendar.day(2, 8, 31)),
        },
    );
}

fn disabled(maker: &mut Maker, person: Id<Person>) {
    let from = maker
        .stream
        .day(maker.calendar.day(-2, 3, 1), maker.calendar.day(0, 5, 31));
    let number = maker.stream.below(9_000) + 1_000;
    put(
        maker,
        person,
        Basis {
            kind: CategoryKind::Disability,
            detail: None,
            paper: format!("справка МСЭ от {} № {number}", from.format("%d.%m.%Y")),
            from,
            to: Some(maker.calendar.day(1, 12, 31)),
        },
    );
}

fn in_registry(maker: &mut Maker, person: Id<Person>) {
    let from = maker.calendar.day(0, 6, 15);
    put(
        maker,
        person,
        Basis {
            kind: CategoryKind::Gifted,
            detail: Some(REGISTRY),
            paper: format!(
                "приказ о включении в реестр, {} год",
                maker.calendar.year(0)
            ),
            from,
            to: Some(maker.calendar.day(2, 6, 14)),
        },
    );
}
