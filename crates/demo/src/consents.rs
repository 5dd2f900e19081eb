//! Representatives and consents: most children have their papers, some are on the way, a few have said no.
//!
//! Not here: texts of the papers (the catalogue; a test of `app` compares the hashes). The one decision to know: made
//! last and from a stream of its own, so that nothing made before depends on it; those who take part in mentoring
//! have what they need, refusals and gaps are among the others.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use opora_domain::Id;
use opora_domain::consents::{
    Age, Channel, Consent, ConsentText, Guardianship, GuardianshipKind, Purpose, Rules, Signers,
    must_sign, paper_code,
};
use opora_domain::people::Person;

use crate::add;
use crate::calendar::{later, workday};
use crate::maker::{Maker, Stream};
use crate::names;

/// Sets the stream of consents apart from that of everything else.
const APART: u64 = 0x636F_6E73_656E_7473;
/// Place and item of the publications.
const SITE: &str = "сайт школы";
const ITEM: &str = "имя и класс";

/// Purposes of the demo school with the hashes of the first editions of their texts.
pub const TEXTS: [(Purpose, &str); 5] = [
    (
        Purpose::Participation,
        "132857a3685f6c034909a4057a44020f1d3a125ac7128fb30ab64a53addb6a51",
    ),
    (
        Purpose::SpecialCategories,
        "cdb206ad6aaf6530c91f22a5029e5a6a868cdb52589ae581ce104d92a617b724",
    ),
    (
        Purpose::Psychology,
        "5a9ab770662b57fd160bd8b89193798b96779a2124ac790d8dec940a76a310a1",
    ),
    (
        Purpose::Publication,
        "e1975462519b98993e473ec098eaf5d4a458d33d0319dc1053d8b72a114d6a68",
    ),
    (
        Purpose::Images,
        "93c05ae742614e73d8e89e0c515050c6ace6747e0e374001cde67d7c6c1ea8cb",
    ),
];

/// What becomes of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Active,
    Issued,
    Signed,
    Withdrawn,
    Disputed,
}

struct Paper {
    person: Id<Person>,
    purpose: Purpose,
    text: Id<ConsentText>,
    representative: Id<Guardianship>,
    fate: Fate,
    takes_part: bool,
}

/// Adds representatives of all pupils, texts and papers.
pub fn collect(maker: &mut Maker) {
    let mut stream = Stream::apart(maker.seed ^ APART);
    let day = maker.calendar.day(0, 10, 13);
    let texts: Vec<(Purpose, Id<ConsentText>)> = TEXTS
        .into_iter()
        .map(|(purpose, hash)| (purpose, text(maker, purpose, hash)))
        .collect();
    let pupils: Vec<Id<Person>> = maker
        .facts
        .enrolments
        .iter()
        .filter(|one| one.valid_from <= day && one.valid_to.is_none_or(|last| last >= day))
        .map(|one| one.person)
        .collect();
    let taking_part: BTreeSet<Id<Person>> = maker
        .facts
        .base_entries
        .iter()
        .map(|one| one.person)
        .chain(maker.facts.mentorship_members.iter().map(|one| one.person))
        .collect();
    for (number, person) in pupils.into_iter().enumerate() {
        let representative = represent(maker, &mut stream, person);
        let takes_part = taking_part.contains(&person);
        for (purpose, text) in &texts {
            let Some(fate) = fate(&mut stream, *purpose, takes_part, number) else {
                continue;
            };
            let paper = Paper {
                person,
                purpose: *purpose,
                text: *text,
                representative,
                fate,
                takes_part,
            };
            give(maker, &mut stream, &paper);
        }
    }
}

fn text(maker: &mut Maker, purpose: Purpose, hash: &str) -> Id<ConsentText> {
    add!(
        maker,
        consent_texts,
        ConsentText {
            purpose,
            edition: "1".to_owned(),
            text_sha256: hash.to_owned(),
            valid_from: maker.calendar.day(0, 1, 1),
            valid_to: None,
        }
    )
}

/// Of a hundred children 85 have the consent to take part; everybody who takes part is among them.
fn fate(stream: &mut Stream, purpose: Purpose, takes_part: bool, number: usize) -> Option<Fate> {
    let drawn = stream.below(100);
    match purpose {
        Purpose::Participation if takes_part => Some(Fate::Active),
        Purpose::Participation => match (number % 150, drawn) {
            (70, _) => Some(Fate::Withdrawn),
            (110, _) => Some(Fate::Disputed),
            (_, 0..82) => Some(Fate::Active),
            (_, 82..88) => Some(Fate::Issued),
            (_, 88..91) => Some(Fate::Signed),
            _ => None,
        },
        _ if !takes_part => None,
        Purpose::SpecialCategories => match drawn {
            0..86 => Some(Fate::Active),
            86..92 => Some(Fate::Issued),
            _ => None,
        },
        Purpose::Psychology => match drawn {
            0..70 => Some(Fate::Active),
            70..80 => Some(Fate::Issued),
            _ => None,
        },
        Purpose::Images => match drawn {
            0..78 => Some(Fate::Active),
            78..83 => Some(Fate::Withdrawn),
            83..90 => Some(Fate::Issued),
            _ => None,
        },
        Purpose::Publication if drawn < 20 => Some(Fate::Active),
        _ => None,
    }
}

/// Mother or father: of the gender of the child, so that the surnames agree.
fn represent(maker: &mut Maker, stream: &mut Stream, child: Id<Person>) -> Id<Guardianship> {
    let (family, female, born_on) = maker.find(child).map_or_else(Default::default, |one| {
        let patronymic = one.patronymic.as_ref();
        let female = patronymic.is_none_or(|name| name.ends_with("на"));
        (one.family_name.clone(), female, one.born_on)
    });
    let name = names::draw_parent(stream, female);
    let guardian = stream.below(100) < 3;
    let number = stream.below(900) + 100;
    let from = born_on.unwrap_or_else(|| maker.calendar.day(0, 9, 1));
    let (kind, document, valid_from) = if guardian {
        let on = later(from, 1_500);
        let paper = format!("акт органа опеки от {} № {number}", on.format("%d.%m.%Y"));
        (GuardianshipKind::Guardian, paper, on)
    } else {
        let paper = format!("свидетельство о рождении, запись № {number}");
        (GuardianshipKind::Parent, paper, from)
    };
    add!(
        maker,
        guardianships,
        Guardianship {
            child,
            name: format!("{family} {name}"),
            kind,
            document: Some(document),
            address: None,
            may_sign: true,
            limits: None,
            valid_from,
            valid_to: None,
        }
    )
}

fn give(maker: &mut Maker, stream: &mut Stream, paper: &Paper) {
    let issued_on = workday(maker.calendar.day(0, 9, 1));
    let signed_on = stream.day(maker.calendar.day(0, 9, 4), maker.calendar.day(0, 9, 22));
    // By the day of the справка, so that nobody who takes part grew out of the signatures meanwhile.
    let by = if paper.takes_part {
        maker.calendar.day(0, 10, 13)
    } else {
        signed_on
    };
    let signers = signers(maker, paper, by);
    let is_signed = paper.fate != Fate::Issued;
    let is_verified = is_signed && paper.fate != Fate::Signed;
    let verified_on = workday(later(signed_on, 2));
    let published = paper.purpose == Purpose::Publication;
    // Steps of a number that shares no factor with the number of codes: no code twice.
    let made = u32::try_from(maker.facts.consents.len()).unwrap_or(0);
    let number = made.wrapping_mul(671).wrapping_add(4_070_131);
    let ended_on = workday(later(verified_on, 9));
    let withdrawn = paper.fate == Fate::Withdrawn;
    let guardianships = &maker.facts.guardianships;
    let told = guardianships
        .iter()
        .find(|one| one.id == paper.representative)
        .map(|one| one.name.clone());
    let ends_on = maker.calendar.day(1, 8, 31);
    add!(
        maker,
        consents,
        Consent {
            person: paper.person,
            purpose: paper.purpose,
            text: paper.text,
            target: published.then(|| SITE.to_owned()),
            item: published.then(|| ITEM.to_owned()),
            signers,
            representative: (signers != Signers::Subject).then_some(paper.representative),
            paper_code: Some(paper_code(number)),
            issued_on,
            signed_on: is_signed.then_some(signed_on),
            signed_by: is_signed.then_some(signers),
            verified_on: is_verified.then_some(verified_on),
            active_from: is_verified.then_some(verified_on),
            active_to: is_verified.then_some(ends_on),
            disputed_on: (paper.fate == Fate::Disputed).then_some(ended_on),
            settled_on: None,
            withdrawn_on: withdrawn.then_some(ended_on),
            withdrawn_via: withdrawn.then_some(Channel::Phone),
            withdrawn_by: told.filter(|_| withdrawn),
            superseded_on: None,
            destroyed_on: None,
            scan: None,
        }
    );
}

/// Who has to sign on the day.
fn signers(maker: &Maker, paper: &Paper, on: NaiveDate) -> Signers {
    let born_on = maker.find(paper.person).and_then(|one| one.born_on);
    let age = born_on.map_or(Age::Unknown, Age::Born);
    must_sign(paper.purpose, age, &Rules::default(), on).unwrap_or(Signers::Representative)
}
