//! The life of a consent as a pure function: from a state, an event and its day to the next state.
//!
//! Not here: several consents of one person (`basis`). The one decision to know: the function is total and has
//! no way back from an end; a consent that ended is followed by another paper, never revived.

use chrono::NaiveDate;

use super::{Age, COMING_OF_AGE, Consent, Rules, SIGNS_TOO, Signers, covers, must_sign};
use crate::choices;
use crate::dates::{anniversary, next_day};

choices! {
    /// Where a consent stands.
    pub enum Phase {
        /// There is no paper.
        None = "none", "нет";
        /// Given out, not signed.
        Issued = "issued", "выдано";
        /// Signed, nobody has looked at it.
        Signed = "signed", "подписано";
        /// Compared with the data, its first day has not come.
        Verified = "verified", "проверено";
        /// In force.
        Active = "active", "действует";
        /// The signatures are no longer those the age asks for.
        AgePending = "age_pending", "нужна подпись по возрасту";
        /// Another representative objects; nothing may be done until it is settled.
        Disputed = "disputed", "возражение представителя";
        /// Its term is over.
        Expired = "expired", "срок истёк";
        /// Another paper took its place.
        Superseded = "superseded", "заменено";
        /// Withdrawn.
        Withdrawn = "withdrawn", "отозвано";
        /// Paper and scan are destroyed.
        Destroyed = "destroyed", "уничтожено";
    }
}

/// What happens to a consent; events of one day come in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// The paper is given out.
    Issue,
    /// The last signature is put.
    Sign {
        /// Who signed.
        by: Signers,
        /// Who has to on that day.
        needed: Signers,
    },
    /// Somebody compared the paper with the data.
    Verify,
    /// Its first day.
    Activate {
        /// Its last day; `None` when until withdrawn.
        until: Option<NaiveDate>,
    },
    /// The 14th or 18th birthday, when the signatures are no longer enough.
    ComeOfAge,
    /// Another representative objects.
    Dispute,
    /// The objection is settled in favour of the consent.
    Settle,
    /// Another paper takes its place.
    Supersede,
    /// It is withdrawn.
    Withdraw,
    /// Paper and scan are destroyed.
    Destroy,
}

/// State of a consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Where it stands.
    pub phase: Phase,
    /// Since when; `None` when there is no paper.
    pub since: Option<NaiveDate>,
    /// Last day of the term, once it has begun.
    pub until: Option<NaiveDate>,
    /// Where it goes on after a dispute.
    resume: Phase,
}

/// Why an event cannot happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Not from here.
    NotFrom(Phase),
    /// The event lies before the last one.
    Backwards {
        /// Day of the last event.
        last: NaiveDate,
    },
    /// Somebody else has to sign.
    WrongSigners {
        /// Who has to.
        needed: Signers,
    },
    /// The term would be over before it begins.
    TermOver,
    /// The birth date is not known, so nobody can say who has to sign.
    AgeUnknown,
}

impl Refusal {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotFrom(_) => "consent.not_from",
            Self::Backwards { .. } => "consent.backwards",
            Self::WrongSigners { .. } => "consent.wrong_signers",
            Self::TermOver => "consent.term_over",
            Self::AgeUnknown => "consent.age_unknown",
        }
    }
}

impl State {
    /// Before there is a paper.
    pub const NONE: Self = Self {
        phase: Phase::None,
        since: None,
        until: None,
        resume: Phase::None,
    };

    /// The state on a later day, when nothing happens: a term runs out by itself.
    #[must_use]
    pub fn on(self, day: NaiveDate) -> Self {
        let runs = matches!(
            self.phase,
            Phase::Active | Phase::AgePending | Phase::Disputed
        );
        match self.until {
            Some(until) if runs && until < day => Self {
                phase: Phase::Expired,
                since: Some(next_day(until)),
                ..self
            },
            _ => self,
        }
    }

    const fn to(self, phase: Phase) -> Self {
        Self { phase, ..self }
    }
}

/// The next state, or why there is none. Total: every state and every event have an answer.
///
/// # Errors
/// [`Refusal`]; the state stays what it was.
pub fn advance(state: State, event: Event, day: NaiveDate) -> Result<State, Refusal> {
    use Phase as P;
    let state = state.on(day);
    if let Some(last) = state.since.filter(|last| day < *last) {
        return Err(Refusal::Backwards { last });
    }
    let next = match (state.phase, event) {
        (P::None, Event::Issue) => state.to(P::Issued),
        (P::Issued, Event::Sign { by, needed }) if covers(by, needed) => state.to(P::Signed),
        (P::Issued, Event::Sign { needed, .. }) => return Err(Refusal::WrongSigners { needed }),
        (P::Signed, Event::Verify) => state.to(P::Verified),
        (P::Verified, Event::Activate { until }) => {
            if until.is_some_and(|until| until < day) {
                return Err(Refusal::TermOver);
            }
            State {
                until,
                ..state.to(P::Active)
            }
        }
        (P::Signed | P::Verified | P::Active, Event::ComeOfAge) => state.to(P::AgePending),
        // The objection stays; after it the consent waits for signatures.
        (P::Disputed, Event::ComeOfAge) if state.resume != P::Issued => State {
            resume: P::AgePending,
            ..state
        },
        (P::Issued | P::Signed | P::Verified | P::Active | P::AgePending, Event::Dispute) => {
            State {
                resume: state.phase,
                ..state.to(P::Disputed)
            }
        }
        (P::Disputed, Event::Settle) => state.to(state.resume),
        (
            P::Issued | P::Signed | P::Verified | P::Active | P::AgePending | P::Disputed,
            Event::Supersede,
        ) => state.to(P::Superseded),
        // A withdrawal is heard while there is anything to withdraw, whatever else has happened.
        (P::None | P::Withdrawn | P::Destroyed, Event::Withdraw) => {
            return Err(Refusal::NotFrom(state.phase));
        }
        (_, Event::Withdraw) => state.to(P::Withdrawn),
        (P::Withdrawn | P::Expired | P::Superseded, Event::Destroy) => state.to(P::Destroyed),
        (phase, _) => return Err(Refusal::NotFrom(phase)),
    };
    Ok(State {
        since: Some(day),
        ..next
    })
}

/// State of a recorded consent on a day.
///
/// # Errors
/// [`Refusal`] when the recorded days contradict each other; such a consent is no basis for anything.
pub fn state_on(
    consent: &Consent,
    age: Age,
    rules: &Rules,
    day: NaiveDate,
) -> Result<State, Refusal> {
    let mut events = recorded(consent, age, *rules, day)?;
    events.extend(birthdays(consent, age, *rules));
    events.retain(|(on, _)| *on <= day);
    events.sort_unstable();
    let mut state = State::NONE;
    for (on, event) in events {
        match advance(state, event, on) {
            Ok(next) => state = next,
            // A birthday changes nothing for a consent that has ended.
            Err(_) if event == Event::ComeOfAge => {}
            Err(refusal) => return Err(refusal),
        }
    }
    Ok(state.on(day))
}

type Dated = (NaiveDate, Event);

fn recorded(
    consent: &Consent,
    age: Age,
    rules: Rules,
    day: NaiveDate,
) -> Result<Vec<Dated>, Refusal> {
    let mut events = vec![(consent.issued_on, Event::Issue)];
    if let Some(on) = consent.signed_on.filter(|on| *on <= day) {
        let needed = must_sign(consent.purpose, age, &rules, on).ok_or(Refusal::AgeUnknown)?;
        let by = consent.signed_by.ok_or(Refusal::WrongSigners { needed })?;
        events.push((on, Event::Sign { by, needed }));
    }
    let until = consent.active_to;
    let further = [
        (consent.verified_on, Event::Verify),
        (consent.active_from, Event::Activate { until }),
        (consent.disputed_on, Event::Dispute),
        (consent.settled_on, Event::Settle),
        (consent.superseded_on, Event::Supersede),
        (consent.withdrawn_on, Event::Withdraw),
        (consent.destroyed_on, Event::Destroy),
    ];
    events.extend(
        further
            .into_iter()
            .filter_map(|(on, event)| Some((on?, event))),
    );
    Ok(events)
}

/// Birthdays after the signature on which it is no longer enough.
fn birthdays(consent: &Consent, age: Age, rules: Rules) -> Vec<Dated> {
    let (Age::Born(born_on), Some(signed_on), Some(by)) =
        (age, consent.signed_on, consent.signed_by)
    else {
        return Vec::new();
    };
    [SIGNS_TOO, COMING_OF_AGE]
        .into_iter()
        .filter_map(|years| anniversary(born_on, years))
        .filter(|birthday| *birthday > signed_on)
        .filter(|birthday| {
            must_sign(consent.purpose, age, &rules, *birthday)
                .is_some_and(|needed| !covers(by, needed))
        })
        .map(|birthday| (birthday, Event::ComeOfAge))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u16) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 1).unwrap() + chrono::Days::new(u64::from(number))
    }

    fn signers() -> impl Strategy<Value = Signers> {
        proptest::sample::select(Signers::ALL)
    }

    fn events() -> impl Strategy<Value = Event> {
        prop_oneof![
            3 => Just(Event::Issue),
            3 => (signers(), signers()).prop_map(|(by, needed)| Event::Sign { by, needed }),
            3 => Just(Event::Verify),
            3 => proptest::option::of(0..400_u16)
                .prop_map(|until| Event::Activate { until: until.map(day) }),
            1 => Just(Event::ComeOfAge),
            1 => Just(Event::Dispute),
            1 => Just(Event::Settle),
            1 => Just(Event::Supersede),
            1 => Just(Event::Withdraw),
            1 => Just(Event::Destroy),
        ]
    }

    /// Whatever happens, in order of days or not; refused events change nothing.
    fn lives() -> impl Strategy<Value = Vec<(Event, NaiveDate)>> {
        proptest::collection::vec((events(), 0..400_u16), 0..40).prop_map(|life| {
            life.into_iter()
                .map(|(event, on)| (event, day(on)))
                .collect()
        })
    }

    fn walk(life: &[(Event, NaiveDate)]) -> Vec<(State, Event, NaiveDate, State)> {
        let mut state = State::NONE;
        let mut steps = Vec::new();
        for (event, on) in life {
            if let Ok(next) = advance(state, *event, *on) {
                steps.push((state, *event, *on, next));
                state = next;
            }
        }
        steps
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn an_end_is_never_left_for_anything_but_a_later_end(life in lives()) {
            let rank = |phase| match phase {
                Phase::Expired | Phase::Superseded => 1,
                Phase::Withdrawn => 2,
                Phase::Destroyed => 3,
                _ => 0,
            };
            let mut reached = 0;
            for (.., next) in walk(&life) {
                prop_assert!(rank(next.phase) >= reached, "{next:?} after an end");
                reached = rank(next.phase);
            }
        }

        #[test]
        fn active_comes_only_from_verified_or_from_a_dispute_it_was_in_before(life in lives()) {
            let mut verified = false;
            let mut signed = false;
            for (before, event, on, next) in walk(&life) {
                signed |= next.phase == Phase::Signed;
                verified |= next.phase == Phase::Verified && signed;
                if next.phase == Phase::Active {
                    prop_assert!(verified);
                    let ways = matches!(
                        (before.on(on).phase, event),
                        (Phase::Verified, Event::Activate { .. }) | (Phase::Disputed, Event::Settle)
                    );
                    prop_assert!(ways, "{before:?} {event:?}");
                }
            }
        }

        #[test]
        fn a_term_runs_out_by_itself_and_nothing_is_active_after_it(life in lives(), later in 0..800_u16) {
            let state = walk(&life).last().map_or(State::NONE, |step| step.3);
            let seen = state.on(day(later));
            if seen.phase == Phase::Active {
                prop_assert!(seen.until.is_none_or(|until| until >= day(later)));
            }
            prop_assert_eq!(seen.on(day(later)), seen);
        }

        #[test]
        fn time_never_goes_back_and_a_refused_event_changes_nothing(life in lives()) {
            let mut last = None;
            for (before, event, on, next) in walk(&life) {
                prop_assert!(last.is_none_or(|last| on >= last));
                prop_assert_eq!(next.since, Some(on));
                last = Some(on);
                prop_assert_eq!(advance(before, event, on), Ok(next), "the same answer twice");
            }
        }

        #[test]
        fn a_withdrawal_is_heard_while_there_is_a_paper(life in lives()) {
            let state = walk(&life).last().map_or(State::NONE, |step| step.3);
            let on = day(1_000);
            let heard = advance(state, Event::Withdraw, on).map(|next| next.phase);
            match state.phase {
                Phase::None | Phase::Withdrawn | Phase::Destroyed => prop_assert!(heard.is_err()),
                _ => prop_assert_eq!(heard, Ok(Phase::Withdrawn)),
            }
        }

        #[test]
        fn a_dispute_allows_nothing_until_it_is_settled(life in lives()) {
            for (before, event, on, next) in walk(&life) {
                if before.on(on).phase == Phase::Disputed && next.phase != Phase::Disputed {
                    let ways = matches!(event, Event::Settle | Event::Withdraw | Event::Supersede);
                    prop_assert!(ways, "{event:?}");
                }
            }
        }
    }

    #[test]
    fn the_table_of_states_and_events_has_no_hole_and_says_this() {
        // One letter an event: issue, sign, verify, activate, come of age, dispute, settle, supersede, withdraw,
        // destroy; a letter stands where the event is taken.
        let all = [
            ('i', Event::Issue),
            (
                's',
                Event::Sign {
                    by: Signers::Both,
                    needed: Signers::Both,
                },
            ),
            ('v', Event::Verify),
            ('a', Event::Activate { until: None }),
            ('c', Event::ComeOfAge),
            ('d', Event::Dispute),
            ('t', Event::Settle),
            ('u', Event::Supersede),
            ('w', Event::Withdraw),
            ('x', Event::Destroy),
        ];
        for (phase, taken) in [
            (Phase::None, "i"),
            (Phase::Issued, "sduw"),
            (Phase::Signed, "vcduw"),
            (Phase::Verified, "acduw"),
            (Phase::Active, "cduw"),
            (Phase::AgePending, "duw"),
            (Phase::Disputed, "ctuw"),
            (Phase::Expired, "wx"),
            (Phase::Superseded, "wx"),
            (Phase::Withdrawn, "x"),
            (Phase::Destroyed, ""),
        ] {
            let state = State {
                phase,
                since: None,
                until: None,
                resume: Phase::Active,
            };
            let found: String = all
                .iter()
                .filter(|(_, event)| advance(state, *event, day(0)).is_ok())
                .map(|(letter, _)| *letter)
                .collect();
            assert_eq!(found, taken, "{phase:?}");
        }
    }
}
