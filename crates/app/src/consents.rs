//! Consents: coverage, issuing to a class, signatures by code, withdrawal.
//!
//! Not here: the rules (`domain::consents`), texts (`texts`, data of a catalogue). The one decision to know: whatever
//! uses somebody's data asks `Register::basis`; nothing here keeps a state of its own, so a withdrawal works
//! with the commit that records it.

mod coverage;
mod issue;
mod paper;
mod steps;
mod texts;

use chrono::NaiveDate;
use opora_domain::consents::{Consent, Purpose, Refusal, Register};
use opora_domain::people::holds_on;
use opora_domain::permissions::Role;
use opora_domain::{Facts, Id};

use crate::Ctx;

pub use coverage::{ClassConsents, ClassCoverage, Coverage, PupilConsents, PurposeCell, Tally};
pub use issue::{Issue, Issued};
pub use paper::Papers;
pub use steps::{ConsentCard, Event, SignPaper, Signed, Step, TakeStep};
pub use texts::{ConsentTextBody, ConsentTexts, ConsentTextsError};

/// Why something about a consent is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentError {
    /// What was typed cannot be a code: a digit is wrong.
    CodeMalformed,
    /// No paper has this code.
    CodeUnknown,
    /// The signature of this paper is recorded already.
    SignedAlready,
    /// The life of the consent says no.
    Refused(Refusal),
    /// The day lies ahead.
    DayAhead,
    /// Nobody is named who told of the withdrawal.
    TellerMissing,
    /// No purpose was chosen.
    NothingChosen,
    /// The catalogue has no text for the purpose on this day.
    TextMissing(Purpose),
    /// The text of an edition was changed after papers were issued with it.
    TextChanged(Purpose),
    /// There is no paper to print.
    NothingToPrint,
}

impl ConsentError {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::CodeMalformed => "consent.code_malformed",
            Self::CodeUnknown => "consent.code_unknown",
            Self::SignedAlready => "consent.signed_already",
            Self::Refused(refusal) => refusal.code(),
            Self::DayAhead => "consent.day_ahead",
            Self::TellerMissing => "consent.teller_missing",
            Self::NothingChosen => "consent.nothing_chosen",
            Self::TextMissing(_) => "consent.text_missing",
            Self::TextChanged(_) => "consent.text_changed",
            Self::NothingToPrint => "consent.nothing_to_print",
        }
    }
}

/// Whether the caller deals with consents of this purpose: a psychologist with those of psychological work only.
pub fn deals_with(ctx: &Ctx, purpose: Purpose) -> bool {
    ctx.role() != Some(Role::Psychologist) || purpose == Purpose::Psychology
}

/// Purposes of whole classes the caller deals with.
fn class_purposes(ctx: &Ctx, texts: &ConsentTexts) -> Vec<Purpose> {
    let purposes = texts.class_purposes.iter().copied();
    purposes.filter(|one| deals_with(ctx, *one)).collect()
}

/// Pupils of a day as (class, person, code, full name), in the order of classes and names.
fn pupils(facts: &Facts, day: NaiveDate) -> Vec<Pupil<'_>> {
    let people: std::collections::BTreeMap<_, _> =
        facts.people.iter().map(|one| (one.id, one)).collect();
    let mut found: Vec<Pupil<'_>> = facts
        .enrolments
        .iter()
        .filter(|one| holds_on(one.valid_from, one.valid_to, day))
        .filter_map(|one| {
            let person = *people.get(&one.person)?;
            Some(Pupil {
                class_name: &one.class_name,
                person,
            })
        })
        .collect();
    found.sort_by_cached_key(|one| {
        (
            crate::people::place_key(one.class_name),
            opora_domain::people::fold_name(&one.person.full_name()),
            one.person.code.clone(),
        )
    });
    found
}

/// A pupil on a day.
#[derive(Clone, Copy, Debug)]
struct Pupil<'a> {
    class_name: &'a str,
    person: &'a opora_domain::people::Person,
}

/// The paper that matters most for what comes next: the newest one.
fn newest<'a>(
    register: &Register<'a>,
    person: Id<opora_domain::people::Person>,
    purpose: Purpose,
    day: NaiveDate,
) -> Option<&'a Consent> {
    let papers = register.papers(person, purpose, day);
    papers
        .into_iter()
        .max_by(|one, other| (one.issued_on, &one.code).cmp(&(other.issued_on, &other.code)))
}
