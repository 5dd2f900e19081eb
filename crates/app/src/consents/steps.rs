//! What happens to one consent: signature by code, verification, objection, withdrawal; and its card.
//!
//! Not here: issuing (`issue`). The one decision to know: every step asks the machine of `domain` before it is
//! recorded, and a withdrawal pauses the pair of the child in the same transaction.

use std::convert::Infallible;

use chrono::NaiveDate;
use opora_domain::consents::{
    self, Ask, Basis, Channel, Consent, Phase, Purpose, Refusal, Register, Signers, State, advance,
    read_paper_code, state_on,
};
use opora_domain::pairs::{Mentorship, MentorshipStatus};
use opora_domain::people::ParticipantRole;
use opora_domain::permissions::Action;
use opora_domain::{Facts, Id};
use opora_store::Write;

use super::{ConsentError, ConsentTexts, deals_with};
use crate::{App, Ctx, Failure, audit};

/// A signature to be recorded.
#[derive(Clone, Debug)]
pub struct SignPaper {
    /// What was typed or scanned.
    pub code: String,
    /// Day of the signature.
    pub on: NaiveDate,
    /// Day on which whoever types has compared the paper with the data; `None` leaves it for later.
    pub verified_on: Option<NaiveDate>,
}

/// A recorded signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Code of the consent.
    pub code: String,
    /// Full name.
    pub full_name: String,
    /// Purpose.
    pub purpose: Purpose,
    /// Where it stands now.
    pub phase: Phase,
}

/// A step of one consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The signatures are there.
    Sign {
        /// Who signed.
        by: Signers,
    },
    /// The paper agrees with the data: it counts from this day.
    Verify,
    /// Another representative objects.
    Dispute,
    /// The objection is settled.
    Settle,
    /// Withdrawn.
    Withdraw {
        /// How.
        via: Channel,
        /// Who told.
        by: String,
    },
}

/// A step to be taken.
#[derive(Clone, Debug)]
pub struct TakeStep {
    /// Code of the consent.
    pub code: String,
    /// Edition of the record the person saw.
    pub version: i64,
    /// Day of the step; not ahead of today.
    pub on: NaiveDate,
    /// The step.
    pub step: Step,
}

/// A dated event of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Stable code: `issued`, `signed`, `verified`, `active`, `disputed`, `settled`, `withdrawn`, `superseded`,
    /// `destroyed`.
    pub code: &'static str,
    /// Day.
    pub on: NaiveDate,
    /// Who or how, when known.
    pub detail: Option<String>,
}

/// One consent with its life so far.
#[derive(Clone, Debug)]
pub struct ConsentCard {
    /// The record.
    pub consent: Consent,
    /// Code of the person.
    pub person: String,
    /// Full name.
    pub full_name: String,
    /// Class on the day, when a pupil.
    pub class_name: Option<String>,
    /// Representative named on the paper.
    pub representative: Option<String>,
    /// Where it stands; `None` when its days contradict each other.
    pub state: Option<State>,
    /// Whether there is a basis for the purpose and target, from this paper or another.
    pub basis: Basis,
    /// Who has to sign on the day.
    pub must_sign: Option<Signers>,
    /// Edition of the text.
    pub edition: String,
    /// What happened, oldest first.
    pub events: Vec<Event>,
}

impl App {
    /// One consent on a day; the reading is audited.
    ///
    /// # Errors
    /// [`Failure::NotFound`] for an unknown code, or a purpose the caller does not deal with.
    pub async fn consent(
        &self,
        ctx: &Ctx,
        day: NaiveDate,
        code: &str,
    ) -> Result<ConsentCard, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeConsents)?;
        let facts = self.facts(&scope).await?;
        let found = find(ctx, &facts, |one| one.code == code);
        let card = found
            .and_then(|one| card(&facts, &self.regional_of(&facts).consents, one, day))
            .ok_or(Failure::NotFound)?;
        let entry = audit::entry("consent.read", "consent", Some(code), "");
        self.inner
            .store
            .audit_read(&scope, self.now(), entry)
            .await?;
        Ok(card)
    }

    /// Code of the consent whose paper has this short code.
    ///
    /// # Errors
    /// [`Failure::NotFound`].
    pub async fn consent_of_paper(
        &self,
        ctx: &Ctx,
        paper: &str,
    ) -> Result<String, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeConsents)?;
        let facts = self.facts(&scope).await?;
        let wanted = read_paper_code(paper).ok_or(Failure::NotFound)?;
        find(ctx, &facts, |one| one.paper_code.as_ref() == Some(&wanted))
            .map(|one| one.code.clone())
            .ok_or(Failure::NotFound)
    }

    /// Records the signature of a paper by its short code, once.
    ///
    /// # Errors
    /// [`ConsentError`].
    pub async fn sign_paper(
        &self,
        ctx: &Ctx,
        command: &SignPaper,
    ) -> Result<Signed, Failure<ConsentError>> {
        let scope = ctx.permit(Action::CollectConsents)?;
        let wanted =
            read_paper_code(&command.code).ok_or(Failure::Rule(ConsentError::CodeMalformed))?;
        let write = self.inner.store.write(&scope, self.now()).await?;
        let facts = self.facts(&scope).await?;
        let paper = find(ctx, &facts, |one| one.paper_code.as_ref() == Some(&wanted))
            .ok_or(Failure::Rule(ConsentError::CodeUnknown))?;
        if paper.signed_on.is_some() {
            return Err(Failure::Rule(ConsentError::SignedAlready));
        }
        let sign = Step::Sign { by: paper.signers };
        let mut steps = vec![(command.on, sign)];
        steps.extend(command.verified_on.map(|on| (on, Step::Verify)));
        let shown_on = command.verified_on.unwrap_or(command.on);
        let changed = self.change(write, &facts, paper.clone(), &steps).await?;
        let person = facts.people.iter().find(|one| one.id == changed.person);
        let register_rules = self.regional_of(&facts).consents.rules;
        let register = Register::new(&facts, &register_rules);
        Ok(Signed {
            phase: register
                .state(&changed, shown_on)
                .map_or(Phase::Signed, |state| state.phase),
            full_name: person
                .map(opora_domain::people::Person::full_name)
                .unwrap_or_default(),
            purpose: changed.purpose,
            code: changed.code,
        })
    }

    /// Takes a step of one consent.
    ///
    /// # Errors
    /// [`ConsentError`]; [`Failure::Conflict`] when somebody changed it meanwhile; [`Failure::NotFound`].
    pub async fn take_consent_step(
        &self,
        ctx: &Ctx,
        command: &TakeStep,
    ) -> Result<(), Failure<ConsentError>> {
        let action = match command.step {
            Step::Withdraw { .. } => Action::WithdrawConsents,
            _ => Action::CollectConsents,
        };
        let scope = ctx.permit(action)?;
        let write = self.inner.store.write(&scope, self.now()).await?;
        let facts = self.facts(&scope).await?;
        let found = find(ctx, &facts, |one| one.code == command.code);
        let consent = found.cloned().ok_or(Failure::NotFound)?;
        if consent.version != command.version {
            return Err(Failure::Conflict);
        }
        let steps = [(command.on, command.step.clone())];
        self.change(write, &facts, consent, &steps).await?;
        Ok(())
    }

    /// Records steps of a consent with all that follows from them, in one transaction.
    async fn change(
        &self,
        mut write: Write,
        facts: &Facts,
        consent: Consent,
        steps: &[(NaiveDate, Step)],
    ) -> Result<Consent, Failure<ConsentError>> {
        let today = self.today_of(facts);
        let texts = &self.regional_of(facts).consents;
        let mut changed = consent;
        for (on, step) in steps {
            if *on > today {
                return Err(Failure::Rule(ConsentError::DayAhead));
            }
            changed = stepped(facts, texts, &changed, step, *on).map_err(Failure::Rule)?;
        }
        write.update(&changed).await?;
        for (on, step) in steps {
            let detail = match step {
                Step::Withdraw { via, .. } => via.code(),
                _ => changed.purpose.code(),
            };
            let entry = audit::entry(action(step), "consent", Some(&changed.code), detail);
            write.audit(entry).await?;
            match step {
                Step::Verify => {
                    for old in superseded(facts, texts, &changed, *on) {
                        write.update(&old).await?;
                        let code = Some(old.code.as_str());
                        let entry = audit::entry("consent.supersede", "consent", code, "");
                        write.audit(entry).await?;
                    }
                }
                Step::Withdraw { .. } | Step::Dispute
                    if changed.purpose == Purpose::Participation =>
                {
                    for pair in paused(facts, changed.person, *on) {
                        write.update(&pair).await?;
                        let code = Some(pair.code.as_str());
                        let entry =
                            audit::entry("mentorship.pause", "mentorship", code, &changed.code);
                        write.audit(entry).await?;
                    }
                }
                _ => {}
            }
        }
        write.commit().await?;
        Ok(changed)
    }
}

const fn action(step: &Step) -> &'static str {
    match step {
        Step::Sign { .. } => "consent.sign",
        Step::Verify => "consent.verify",
        Step::Dispute => "consent.dispute",
        Step::Settle => "consent.settle",
        Step::Withdraw { .. } => "consent.withdraw",
    }
}

/// A consent the caller deals with; another one is unknown.
fn find<'a>(ctx: &Ctx, facts: &'a Facts, is: impl Fn(&Consent) -> bool) -> Option<&'a Consent> {
    let found = facts.consents.iter().find(|one| is(one));
    found.filter(|one| deals_with(ctx, one.purpose))
}

/// The record after a step, if the machine takes it.
fn stepped(
    facts: &Facts,
    texts: &ConsentTexts,
    consent: &Consent,
    step: &Step,
    on: NaiveDate,
) -> Result<Consent, ConsentError> {
    let register = Register::new(facts, &texts.rules);
    let refused = ConsentError::Refused;
    let age = register.age(consent.person, on);
    let state = state_on(consent, age, &texts.rules, on).map_err(refused)?;
    let tried = |event| advance(state, event, on).map_err(refused);
    let mut changed = consent.clone();
    match step {
        Step::Sign { by } => {
            let needed = register
                .must_sign(consent.person, consent.purpose, on)
                .ok_or(ConsentError::Refused(Refusal::AgeUnknown))?;
            tried(consents::Event::Sign { by: *by, needed })?;
            changed.signed_on = Some(on);
            changed.signed_by = Some(*by);
        }
        Step::Verify => {
            let until = ends_on(facts, texts, consent, on);
            let verified = tried(consents::Event::Verify)?;
            let activate = consents::Event::Activate { until };
            advance(verified, activate, on).map_err(refused)?;
            changed.verified_on = Some(on);
            changed.active_from = Some(on);
            changed.active_to = until;
        }
        Step::Dispute => {
            tried(consents::Event::Dispute)?;
            changed.disputed_on = Some(on);
            changed.settled_on = None;
        }
        Step::Settle => {
            tried(consents::Event::Settle)?;
            changed.settled_on = Some(on);
        }
        Step::Withdraw { via, by } => {
            let by = by.trim();
            if by.is_empty() {
                return Err(ConsentError::TellerMissing);
            }
            tried(consents::Event::Withdraw)?;
            changed.withdrawn_on = Some(on);
            changed.withdrawn_via = Some(*via);
            changed.withdrawn_by = Some(by.to_owned());
        }
    }
    Ok(changed)
}

/// Last day of a consent that begins today.
fn ends_on(
    facts: &Facts,
    texts: &ConsentTexts,
    consent: &Consent,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let record = facts
        .consent_texts
        .iter()
        .find(|one| one.id == consent.text)?;
    let with_year = texts
        .by_hash(&record.text_sha256)
        .is_none_or(|text| text.ends_with_year);
    let year = facts
        .school_years
        .iter()
        .find(|year| year.starts_on <= today && today <= year.ends_on);
    year.filter(|_| with_year).map(|year| year.ends_on)
}

/// Earlier papers whose place the new one takes.
fn superseded(
    facts: &Facts,
    texts: &ConsentTexts,
    new: &Consent,
    today: NaiveDate,
) -> Vec<Consent> {
    let register = Register::new(facts, &texts.rules);
    register
        .papers(new.person, new.purpose, today)
        .into_iter()
        .filter(|one| one.id != new.id && one.target == new.target && one.item == new.item)
        .filter(|one| one.issued_on <= new.issued_on)
        .filter(|one| {
            let state = register.state(one, today);
            state.is_some_and(|state| {
                !matches!(state.phase, Phase::Disputed)
                    && advance(state, consents::Event::Supersede, today).is_ok()
            })
        })
        .map(|one| Consent {
            superseded_on: Some(today),
            ..one.clone()
        })
        .collect()
}

/// Open pairs of a mentee, paused.
fn paused(
    facts: &Facts,
    person: Id<opora_domain::people::Person>,
    today: NaiveDate,
) -> Vec<Mentorship> {
    let open = [MentorshipStatus::Approved, MentorshipStatus::Running];
    facts
        .mentorships
        .iter()
        .filter(|pair| open.contains(&pair.status) && pair.ends_on.is_none_or(|on| on >= today))
        .filter(|pair| {
            facts.mentorship_members.iter().any(|member| {
                member.mentorship == pair.id
                    && member.person == person
                    && member.role == ParticipantRole::Mentee
                    && member.holds_on(today)
            })
        })
        // A group goes on without the child; a pair does not.
        .filter(|pair| pair.kind == opora_domain::pairs::MentorshipKind::Pair)
        .map(|pair| Mentorship {
            status: MentorshipStatus::Paused,
            ..pair.clone()
        })
        .collect()
}

fn card(
    facts: &Facts,
    texts: &ConsentTexts,
    consent: &Consent,
    day: NaiveDate,
) -> Option<ConsentCard> {
    let register = Register::new(facts, &texts.rules);
    let person = facts.people.iter().find(|one| one.id == consent.person)?;
    let class_name = facts
        .enrolments
        .iter()
        .filter(|one| one.person == person.id)
        .find(|one| opora_domain::people::holds_on(one.valid_from, one.valid_to, day))
        .map(|one| one.class_name.clone());
    let representative = facts
        .guardianships
        .iter()
        .find(|one| Some(one.id) == consent.representative)
        .map(|one| format!("{} ({})", one.name, one.kind.title()));
    let text = facts
        .consent_texts
        .iter()
        .find(|one| one.id == consent.text)?;
    let target = match (&consent.target, &consent.item) {
        (None, None) => consents::Target::Whole,
        (place, item) => consents::Target::Of {
            place: place.as_deref().unwrap_or_default(),
            item: item.as_deref().unwrap_or_default(),
        },
    };
    let ask = Ask {
        person: person.id,
        purpose: consent.purpose,
        target,
    };
    Some(ConsentCard {
        consent: consent.clone(),
        person: person.code.clone(),
        full_name: person.full_name(),
        class_name,
        representative,
        state: register.state(consent, day),
        basis: register.basis(&ask, day),
        must_sign: register.must_sign(person.id, consent.purpose, day),
        edition: text.edition.clone(),
        events: events(consent),
    })
}

fn events(consent: &Consent) -> Vec<Event> {
    let withdrawn = consent.withdrawn_by.as_ref().map(|by| {
        let via = consent.withdrawn_via.map_or("", Channel::title);
        format!("{by}, {via}")
    });
    let mut events: Vec<Event> = [
        ("issued", Some(consent.issued_on), None),
        (
            "signed",
            consent.signed_on,
            consent.signed_by.map(|by| by.title().to_owned()),
        ),
        ("verified", consent.verified_on, None),
        ("active", consent.active_from, None),
        ("disputed", consent.disputed_on, None),
        ("settled", consent.settled_on, None),
        ("superseded", consent.superseded_on, None),
        ("withdrawn", consent.withdrawn_on, withdrawn),
        ("destroyed", consent.destroyed_on, None),
    ]
    .into_iter()
    .filter_map(|(code, on, detail)| {
        Some(Event {
            code,
            on: on?,
            detail,
        })
    })
    .collect();
    events.sort_by_key(|event| event.on);
    events
}
