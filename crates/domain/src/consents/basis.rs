//! Whether somebody's data may be used for a purpose on a day: the one question every use asks.
//!
//! Not here: what the use is. The one decision to know: everything unclear counts as no: a missing signature, an
//! unknown age, an unsettled objection, days that contradict each other.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::{
    Age, COMING_OF_AGE, Consent, Guardianship, Phase, Purpose, Rules, Signers, State, covers,
    must_sign, state_on,
};
use crate::dates::full_years;
use crate::people::{Person, fold_name, holds_on};
use crate::{Facts, Id};

/// What a consent is asked about beyond its purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// The purpose has one consent for everything.
    Whole,
    /// One place or recipient, and one item.
    Of {
        /// Place of publication or name of the recipient.
        place: &'a str,
        /// What is published or handed over.
        item: &'a str,
    },
}

/// A use of somebody's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask<'a> {
    /// Whose data.
    pub person: Id<Person>,
    /// What for.
    pub purpose: Purpose,
    /// Where to and what, for purposes that have it.
    pub target: Target<'a>,
}

impl Ask<'_> {
    /// A use under a purpose that has one consent for everything.
    pub const fn whole(person: Id<Person>, purpose: Purpose) -> Self {
        Self {
            person,
            purpose,
            target: Target::Whole,
        }
    }
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Yes.
    Active {
        /// The consent it rests on.
        consent: Id<Consent>,
        /// Last day, when there is one.
        until: Option<NaiveDate>,
    },
    /// Not yet.
    Missing(Missing),
    /// Not any more.
    Stopped(Stopped),
}

/// Why there is no basis yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// Nobody of this id.
    PersonUnknown,
    /// The purpose needs a place and an item, and none was named.
    TargetMissing,
    /// No paper was given out.
    NothingIssued,
    /// The paper is out.
    NotSigned,
    /// Nobody has looked at the signed paper.
    NotVerified,
    /// Its first day has not come.
    NotYetActive,
    /// Who signed is not known to represent the child.
    RepresentativeUnknown,
    /// The recorded days contradict each other, or the wrong people signed.
    Inconsistent,
}

/// Why there is no basis any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Withdrawn.
    Withdrawn {
        /// Day of the withdrawal.
        on: NaiveDate,
    },
    /// Representatives disagree.
    Disputed {
        /// Day of the objection.
        on: NaiveDate,
    },
    /// The child grew out of the signatures.
    AgePending {
        /// The birthday.
        on: NaiveDate,
    },
    /// The term is over.
    Expired {
        /// First day without it.
        on: NaiveDate,
    },
}

impl Missing {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::PersonUnknown => "person_unknown",
            Self::TargetMissing => "target_missing",
            Self::NothingIssued => "nothing_issued",
            Self::NotSigned => "not_signed",
            Self::NotVerified => "not_verified",
            Self::NotYetActive => "not_yet_active",
            Self::RepresentativeUnknown => "representative_unknown",
            Self::Inconsistent => "inconsistent",
        }
    }
}

impl Stopped {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Withdrawn { .. } => "withdrawn",
            Self::Disputed { .. } => "disputed",
            Self::AgePending { .. } => "age_pending",
            Self::Expired { .. } => "expired",
        }
    }

    /// Since when.
    pub const fn on(self) -> NaiveDate {
        match self {
            Self::Withdrawn { on }
            | Self::Disputed { on }
            | Self::AgePending { on }
            | Self::Expired { on } => on,
        }
    }
}

impl Basis {
    /// Whether the use is allowed.
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Active { .. })
    }

    /// Stable code: `active`, or that of the reason.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Active { .. } => "active",
            Self::Missing(why) => why.code(),
            Self::Stopped(why) => why.code(),
        }
    }
}

/// Whether the use is allowed on the day. For many questions at once make a [`Register`].
pub fn basis(facts: &Facts, rules: &Rules, ask: &Ask<'_>, day: NaiveDate) -> Basis {
    Register::new(facts, rules).basis(ask, day)
}

/// The consents of an organisation, ready for questions.
#[derive(Debug)]
pub struct Register<'a> {
    rules: Rules,
    people: BTreeMap<Id<Person>, &'a Person>,
    employed: BTreeMap<Id<Person>, Vec<(NaiveDate, Option<NaiveDate>)>>,
    consents: BTreeMap<(Id<Person>, Purpose), Vec<&'a Consent>>,
    guardianships: BTreeMap<Id<Guardianship>, &'a Guardianship>,
    pupils: BTreeSet<Id<Person>>,
}

impl<'a> Register<'a> {
    /// Looks the facts through once.
    pub fn new(facts: &'a Facts, rules: &Rules) -> Self {
        let mut employed: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for job in &facts.employments {
            let term = (job.valid_from, job.valid_to);
            employed.entry(job.person).or_default().push(term);
        }
        let mut consents: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for consent in &facts.consents {
            let key = (consent.person, consent.purpose);
            consents.entry(key).or_default().push(consent);
        }
        Self {
            rules: *rules,
            people: facts.people.iter().map(|one| (one.id, one)).collect(),
            employed,
            consents,
            guardianships: facts
                .guardianships
                .iter()
                .map(|one| (one.id, one))
                .collect(),
            pupils: facts.enrolments.iter().map(|one| one.person).collect(),
        }
    }

    /// What is known of somebody's age on the day.
    pub fn age(&self, person: Id<Person>, day: NaiveDate) -> Age {
        let born_on = self.people.get(&person).and_then(|one| one.born_on);
        let works = self
            .employed
            .get(&person)
            .is_some_and(|terms| terms.iter().any(|(from, to)| holds_on(*from, *to, day)));
        match born_on {
            Some(born_on) => Age::Born(born_on),
            None if works && !self.pupils.contains(&person) => Age::Adult,
            None => Age::Unknown,
        }
    }

    /// Who must sign for the person on the day; `None` when the age is not known.
    pub fn must_sign(
        &self,
        person: Id<Person>,
        purpose: Purpose,
        day: NaiveDate,
    ) -> Option<Signers> {
        must_sign(purpose, self.age(person, day), &self.rules, day)
    }

    /// Those whose signature for the child counts on the day, in the order of codes.
    pub fn representatives(&self, child: Id<Person>, day: NaiveDate) -> Vec<&'a Guardianship> {
        let mut found: Vec<_> = self
            .guardianships
            .values()
            .copied()
            .filter(|one| one.child == child && one.signs_on(day))
            .collect();
        found.sort_by(|one, other| one.code.cmp(&other.code));
        found
    }

    /// Consents of a person to a purpose given out by the day, in the order of codes.
    pub fn papers(&self, person: Id<Person>, purpose: Purpose, day: NaiveDate) -> Vec<&'a Consent> {
        let found = self.consents.get(&(person, purpose));
        let found = found.into_iter().flatten().copied();
        found.filter(|one| one.issued_on <= day).collect()
    }

    /// State of one consent on the day; `None` when its recorded days contradict each other.
    pub fn state(&self, consent: &Consent, day: NaiveDate) -> Option<State> {
        if consent.issued_on > day {
            return Some(State::NONE);
        }
        state_on(consent, self.age(consent.person, day), &self.rules, day).ok()
    }

    /// Whether the use is allowed on the day.
    pub fn basis(&self, ask: &Ask<'_>, day: NaiveDate) -> Basis {
        if !self.people.contains_key(&ask.person) {
            return Basis::Missing(Missing::PersonUnknown);
        }
        if ask.purpose.is_targeted() && ask.target == Target::Whole {
            return Basis::Missing(Missing::TargetMissing);
        }
        let papers: Vec<_> = self
            .papers(ask.person, ask.purpose, day)
            .into_iter()
            .filter(|one| speaks_of(one, ask.target))
            .map(|one| (one, self.state(one, day)))
            .collect();
        self.judge(&papers, day)
    }

    fn judge(&self, papers: &[(&Consent, Option<State>)], day: NaiveDate) -> Basis {
        let in_phase = |phase: Phase| {
            papers
                .iter()
                .filter_map(|(_, state)| *state)
                .filter(|state| state.phase == phase)
                .filter_map(|state| state.since)
                .max()
        };
        // A conflict of representatives stops the use, whatever other papers there are.
        if let Some(on) = in_phase(Phase::Disputed) {
            return Basis::Stopped(Stopped::Disputed { on });
        }
        // From the records and not from the states, so that nothing else recorded can hide a withdrawal. It ends
        // what was signed by then, the paper of the other parent too; only what is signed later is a new consent.
        let withdrawn = papers
            .iter()
            .filter_map(|(consent, _)| consent.withdrawn_on)
            .filter(|on| *on <= day)
            .max();
        let mut missing = Missing::NothingIssued;
        for (consent, state) in papers {
            let later = withdrawn.is_none_or(|on| consent.signed_on.is_some_and(|at| at > on));
            match self.one(consent, *state, day) {
                Ok(until) if later => {
                    return Basis::Active {
                        consent: consent.id,
                        until,
                    };
                }
                Ok(_) | Err(None) => {}
                Err(Some(why)) => missing = missing.max(why),
            }
        }
        if let Some(on) = withdrawn {
            return Basis::Stopped(Stopped::Withdrawn { on });
        }
        if let Some(on) = in_phase(Phase::AgePending) {
            return Basis::Stopped(Stopped::AgePending { on });
        }
        match (missing, in_phase(Phase::Expired)) {
            (Missing::NothingIssued, Some(on)) => Basis::Stopped(Stopped::Expired { on }),
            _ => Basis::Missing(missing),
        }
    }

    /// Last day of a consent that allows the use by itself; what it still lacks; or nothing for one that ended.
    fn one(
        &self,
        consent: &Consent,
        state: Option<State>,
        day: NaiveDate,
    ) -> Result<Option<NaiveDate>, Option<Missing>> {
        let Some(state) = state else {
            return Err(Some(Missing::Inconsistent));
        };
        let until = match state.phase {
            Phase::Issued => return Err(Some(Missing::NotSigned)),
            Phase::Signed => return Err(Some(Missing::NotVerified)),
            Phase::Verified => return Err(Some(Missing::NotYetActive)),
            Phase::Active => state.until,
            Phase::AgePending => Some(self.grace(consent, state, day).ok_or(None)?),
            _ => return Err(None),
        };
        if self.represented(consent) {
            Ok(until)
        } else {
            Err(Some(Missing::RepresentativeUnknown))
        }
    }

    /// Last day on which the consent of a representative still counts after the 14th birthday.
    fn grace(&self, consent: &Consent, state: State, day: NaiveDate) -> Option<NaiveDate> {
        let Age::Born(born_on) = self.age(consent.person, day) else {
            return None;
        };
        let begun = consent.active_from.is_some_and(|from| from <= day);
        if !begun || full_years(born_on, day) >= COMING_OF_AGE {
            return None;
        }
        let days = u64::from(self.rules.grace_days);
        // The birthday is the first of the days.
        let last = state
            .since?
            .checked_add_days(Days::new(days))?
            .pred_opt()
            .filter(|last| *last >= day)?;
        Some(state.until.map_or(last, |until| until.min(last)))
    }

    /// Whether the representative who signed was one of this child and might sign on that day.
    fn represented(&self, consent: &Consent) -> bool {
        let by_representative = consent
            .signed_by
            .is_some_and(|by| covers(by, Signers::Representative));
        let known = || {
            let one = self.guardianships.get(&consent.representative?)?;
            let signed_on = consent.signed_on?;
            (one.child == consent.person && one.signs_on(signed_on)).then_some(())
        };
        !by_representative || known().is_some()
    }
}

fn speaks_of(consent: &Consent, target: Target<'_>) -> bool {
    let same = |one: &Option<String>, other: &str| {
        fold_name(one.as_deref().unwrap_or_default()) == fold_name(other)
    };
    match target {
        Target::Whole => !consent.purpose.is_targeted(),
        Target::Of { place, item } => same(&consent.target, place) && same(&consent.item, item),
    }
}

#[cfg(test)]
#[path = "basis_tests.rs"]
mod tests;
