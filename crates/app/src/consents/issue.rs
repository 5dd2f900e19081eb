//! Issuing papers to a class.
//!
//! Not here: printing (`paper`). The one decision to know: a child who has a basis, an open paper, or has said no gets
//! none, so issuing twice makes nothing the second time and nobody is asked again who refused.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use opora_domain::consents::{
    Ask, Basis, Consent, ConsentText, PAPER_CODES, Phase, Purpose, Register, Stopped, paper_code,
};
use opora_domain::permissions::Action;
use opora_domain::{Facts, Id, RecordKind};
use opora_intake::next_code;

use super::{ConsentError, ConsentTexts, Pupil, deals_with, pupils};
use crate::{App, Ctx, Failure, audit};

/// Papers to be issued.
#[derive(Clone, Debug)]
pub struct Issue {
    /// Class.
    pub class_name: String,
    /// Purposes, each a paper of its own.
    pub purposes: Vec<Purpose>,
    /// Day of issue.
    pub on: NaiveDate,
}

/// What was issued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Issued {
    /// New papers.
    pub made: usize,
    /// Children who have a consent or an open paper already.
    pub already: usize,
    /// Children whose representatives withdrew or disagree: they are not asked again in bulk.
    pub refused: usize,
    /// Children whose birth date is not known, so nobody can say who signs.
    pub age_unknown: usize,
}

/// Texts and papers to be written.
#[derive(Debug, Default)]
struct Batch {
    texts: Vec<ConsentText>,
    papers: Vec<Consent>,
    issued: Issued,
}

impl App {
    /// Issues papers to a class; sent twice it makes nothing the second time.
    ///
    /// # Errors
    /// [`ConsentError`]; [`Failure::NotFound`] for an unknown class.
    pub async fn issue_consents(
        &self,
        ctx: &Ctx,
        command: &Issue,
    ) -> Result<Issued, Failure<ConsentError>> {
        let scope = ctx.permit(Action::CollectConsents)?;
        if command.purposes.iter().any(|one| !deals_with(ctx, *one)) {
            return Err(Failure::Denied);
        }
        if command.purposes.is_empty() {
            return Err(Failure::Rule(ConsentError::NothingChosen));
        }
        // Begun first, so that two curators at once do not issue the same paper.
        let mut write = self.inner.store.write(&scope, self.now()).await?;
        let facts = self.facts(&scope).await?;
        if command.on > self.today_of(&facts) {
            return Err(Failure::Rule(ConsentError::DayAhead));
        }
        let regional = self.regional_of(&facts);
        let of_class: Vec<Pupil<'_>> = pupils(&facts, command.on)
            .into_iter()
            .filter(|one| one.class_name == command.class_name)
            .collect();
        if of_class.is_empty() {
            return Err(Failure::NotFound);
        }
        let batch = self
            .batch(&facts, &regional.consents, &of_class, command)
            .map_err(Failure::Rule)?;
        if batch.papers.is_empty() {
            return Ok(batch.issued);
        }
        write.insert(&batch.texts).await?;
        write.insert(&batch.papers).await?;
        let detail = format!("{} {}", command.class_name, batch.issued.made);
        let entry = audit::entry("consent.issue", "class", None, &detail);
        write.audit(entry).await?;
        write.commit().await?;
        Ok(batch.issued)
    }

    fn batch(
        &self,
        facts: &Facts,
        texts: &ConsentTexts,
        of_class: &[Pupil<'_>],
        command: &Issue,
    ) -> Result<Batch, ConsentError> {
        let register = Register::new(facts, &texts.rules);
        let mut batch = Batch::default();
        let mut codes: BTreeSet<String> =
            facts.consents.iter().map(|one| one.code.clone()).collect();
        let mut papers: BTreeSet<String> = facts
            .consents
            .iter()
            .filter_map(|one| one.paper_code.clone())
            .collect();
        for purpose in &command.purposes {
            let text = self.text(facts, texts, &mut batch.texts, *purpose, command.on)?;
            for pupil in of_class {
                match due(&register, *pupil, *purpose, command.on) {
                    Due::Already => batch.issued.already += 1,
                    Due::Refused => batch.issued.refused += 1,
                    Due::Paper => {
                        let found = register.must_sign(pupil.person.id, *purpose, command.on);
                        let Some(signers) = found else {
                            batch.issued.age_unknown += 1;
                            continue;
                        };
                        let code = next_code(RecordKind::Consent, codes.iter().map(String::as_str));
                        codes.insert(code.clone());
                        let mut paper = blank(pupil.person.id, *purpose, text, signers, command.on);
                        paper.id = Id::new(self.draw_id());
                        paper.code = code;
                        paper.paper_code = Some(self.draw_paper_code(&mut papers));
                        let representatives = register.representatives(pupil.person.id, command.on);
                        paper.representative = (signers
                            != opora_domain::consents::Signers::Subject)
                            .then(|| representatives.first().map(|one| one.id))
                            .flatten();
                        batch.papers.push(paper);
                        batch.issued.made += 1;
                    }
                }
            }
        }
        Ok(batch)
    }

    /// The record of the text in force, made when papers of it are issued for the first time.
    fn text(
        &self,
        facts: &Facts,
        texts: &ConsentTexts,
        made: &mut Vec<ConsentText>,
        purpose: Purpose,
        on: NaiveDate,
    ) -> Result<Id<ConsentText>, ConsentError> {
        let body = texts
            .current(purpose, on)
            .ok_or(ConsentError::TextMissing(purpose))?;
        let same = |one: &&ConsentText| one.purpose == purpose && one.edition == body.edition;
        if let Some(known) = facts.consent_texts.iter().find(same) {
            if known.text_sha256 != body.sha256 {
                return Err(ConsentError::TextChanged(purpose));
            }
            return Ok(known.id);
        }
        let taken = facts.consent_texts.iter().chain(made.iter());
        let code = next_code(RecordKind::ConsentText, taken.map(|one| one.code.as_str()));
        let id = Id::new(self.draw_id());
        made.push(ConsentText {
            id,
            code,
            version: 1,
            purpose,
            edition: body.edition.clone(),
            text_sha256: body.sha256.clone(),
            valid_from: body.valid_from,
            valid_to: None,
        });
        Ok(id)
    }

    fn draw_paper_code(&self, taken: &mut BTreeSet<String>) -> String {
        let mut bytes = [0_u8; 4];
        self.inner.random.fill(&mut bytes);
        let mut number = u32::from_le_bytes(bytes) % PAPER_CODES;
        let mut code = paper_code(number);
        while !taken.insert(code.clone()) {
            number = number.wrapping_add(1) % PAPER_CODES;
            code = paper_code(number);
        }
        code
    }
}

enum Due {
    Already,
    Refused,
    Paper,
}

fn due(register: &Register<'_>, pupil: Pupil<'_>, purpose: Purpose, on: NaiveDate) -> Due {
    let person = pupil.person.id;
    let papers = register.papers(person, purpose, on);
    let in_phase = |phases: &[Phase]| {
        let mut states = papers.iter().filter_map(|one| register.state(one, on));
        states.any(|state| phases.contains(&state.phase))
    };
    let open = in_phase(&[Phase::Issued, Phase::Signed, Phase::Verified]);
    // In the days of grace after a birthday the old paper still counts and the next one is due.
    let grown = in_phase(&[Phase::AgePending]) && !in_phase(&[Phase::Active]);
    match register.basis(&Ask::whole(person, purpose), on) {
        Basis::Stopped(Stopped::Withdrawn { .. } | Stopped::Disputed { .. }) => Due::Refused,
        Basis::Active { .. } if !grown => Due::Already,
        _ if open => Due::Already,
        _ => Due::Paper,
    }
}

/// A paper given out on the day, without its own marks.
fn blank(
    person: Id<opora_domain::people::Person>,
    purpose: Purpose,
    text: Id<ConsentText>,
    signers: opora_domain::consents::Signers,
    issued_on: NaiveDate,
) -> Consent {
    Consent {
        id: Id::new(uuid::Uuid::nil()),
        code: String::new(),
        version: 1,
        person,
        purpose,
        text,
        target: None,
        item: None,
        signers,
        representative: None,
        paper_code: None,
        issued_on,
        signed_on: None,
        signed_by: None,
        verified_on: None,
        active_from: None,
        active_to: None,
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
