//! Coverage of classes, and the list of one class.
//!
//! Not here: what counts as a consent (`domain`). The one decision to know: coverage names nobody and is for more
//! readers than the list; reading the list is written to the audit log.

use std::convert::Infallible;

use chrono::NaiveDate;
use opora_domain::consents::{Ask, Basis, Missing, Purpose, Register, Stopped};
use opora_domain::permissions::Action;

use super::{Pupil, class_purposes, newest, pupils};
use crate::{App, Ctx, Failure, audit};

/// How many pupils stand where, for one purpose; the parts add up to all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// There is a basis.
    pub have: usize,
    /// A paper is out.
    pub issued: usize,
    /// A paper is signed and waits for a look or for its first day.
    pub signed: usize,
    /// Withdrawn.
    pub withdrawn: usize,
    /// Representatives disagree.
    pub disputed: usize,
    /// The term is over, or the child grew out of the signatures.
    pub lapsed: usize,
    /// Nothing, or something that does not count.
    pub missing: usize,
}

impl Tally {
    fn add(&mut self, basis: Basis) {
        let part = match basis {
            Basis::Active { .. } => &mut self.have,
            Basis::Missing(Missing::NotSigned) => &mut self.issued,
            Basis::Missing(Missing::NotVerified | Missing::NotYetActive) => &mut self.signed,
            Basis::Stopped(Stopped::Withdrawn { .. }) => &mut self.withdrawn,
            Basis::Stopped(Stopped::Disputed { .. }) => &mut self.disputed,
            Basis::Stopped(Stopped::AgePending { .. } | Stopped::Expired { .. }) => {
                &mut self.lapsed
            }
            Basis::Missing(_) => &mut self.missing,
        };
        *part += 1;
    }

    fn join(&mut self, other: Self) {
        self.have += other.have;
        self.issued += other.issued;
        self.signed += other.signed;
        self.withdrawn += other.withdrawn;
        self.disputed += other.disputed;
        self.lapsed += other.lapsed;
        self.missing += other.missing;
    }

    /// Everybody.
    pub const fn total(&self) -> usize {
        self.have
            + self.issued
            + self.signed
            + self.withdrawn
            + self.disputed
            + self.lapsed
            + self.missing
    }
}

/// A class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassCoverage {
    /// Its name.
    pub class_name: String,
    /// Pupils on the day.
    pub pupils: usize,
    /// One a purpose, in the order of [`Coverage::purposes`].
    pub tallies: Vec<Tally>,
}

/// Coverage of all classes on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The day.
    pub day: NaiveDate,
    /// Purposes, in the order of columns.
    pub purposes: Vec<Purpose>,
    /// Classes, in their order.
    pub classes: Vec<ClassCoverage>,
    /// All classes together.
    pub total: Vec<Tally>,
    /// Pupils in all.
    pub pupils: usize,
}

/// Where a pupil stands for one purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurposeCell {
    /// The purpose.
    pub purpose: Purpose,
    /// The answer of the one question.
    pub basis: Basis,
    /// Code of the newest paper.
    pub consent: Option<String>,
}

/// A line of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PupilConsents {
    /// Code of the pupil.
    pub code: String,
    /// Full name.
    pub full_name: String,
    /// One a purpose.
    pub cells: Vec<PurposeCell>,
}

/// The list of a class on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassConsents {
    /// Its name.
    pub class_name: String,
    /// Purposes, in the order of columns.
    pub purposes: Vec<Purpose>,
    /// Pupils, in the order of names.
    pub pupils: Vec<PupilConsents>,
    /// The same numbers as on the page of coverage.
    pub tallies: Vec<Tally>,
    /// Papers that are out and not signed, of the purposes.
    pub open_papers: usize,
}

impl App {
    /// How many have which consent, class by class; names nobody.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn consent_coverage(
        &self,
        ctx: &Ctx,
        day: NaiveDate,
    ) -> Result<Coverage, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeConsentCoverage)?;
        let facts = self.facts(&scope).await?;
        let regional = self.regional_of(&facts);
        let register = Register::new(&facts, &regional.consents.rules);
        let purposes = class_purposes(ctx, &regional.consents);
        let all = pupils(&facts, day);
        let mut classes: Vec<ClassCoverage> = Vec::new();
        for of_class in all.chunk_by(|one, other| one.class_name == other.class_name) {
            classes.push(ClassCoverage {
                class_name: of_class.first().map_or("", |one| one.class_name).to_owned(),
                pupils: of_class.len(),
                tallies: tallies(&register, of_class, &purposes, day),
            });
        }
        let mut total = vec![Tally::default(); purposes.len()];
        for class in &classes {
            for (sum, tally) in total.iter_mut().zip(&class.tallies) {
                sum.join(*tally);
            }
        }
        Ok(Coverage {
            day,
            purposes,
            classes,
            total,
            pupils: all.len(),
        })
    }

    /// Who of a class has which consent; the reading is audited.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when the school has no such class on the day.
    pub async fn class_consents(
        &self,
        ctx: &Ctx,
        day: NaiveDate,
        class_name: &str,
    ) -> Result<ClassConsents, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeConsents)?;
        let facts = self.facts(&scope).await?;
        let regional = self.regional_of(&facts);
        let register = Register::new(&facts, &regional.consents.rules);
        let purposes = class_purposes(ctx, &regional.consents);
        let of_class: Vec<Pupil<'_>> = pupils(&facts, day)
            .into_iter()
            .filter(|one| one.class_name == class_name)
            .collect();
        if of_class.is_empty() {
            return Err(Failure::NotFound);
        }
        let tallies = tallies(&register, &of_class, &purposes, day);
        let entry = audit::entry("consent.list", "class", None, class_name);
        self.inner
            .store
            .audit_read(&scope, self.now(), entry)
            .await?;
        let lines: Vec<PupilConsents> = of_class
            .iter()
            .map(|one| PupilConsents {
                code: one.person.code.clone(),
                full_name: one.person.full_name(),
                cells: cells(&register, *one, &purposes, day),
            })
            .collect();
        Ok(ClassConsents {
            class_name: class_name.to_owned(),
            purposes,
            open_papers: tallies.iter().map(|one| one.issued).sum(),
            pupils: lines,
            tallies,
        })
    }
}

fn tallies(
    register: &Register<'_>,
    pupils: &[Pupil<'_>],
    purposes: &[Purpose],
    day: NaiveDate,
) -> Vec<Tally> {
    let tally = |purpose: &Purpose| {
        let mut tally = Tally::default();
        for one in pupils {
            tally.add(register.basis(&Ask::whole(one.person.id, *purpose), day));
        }
        tally
    };
    purposes.iter().map(tally).collect()
}

fn cells(
    register: &Register<'_>,
    pupil: Pupil<'_>,
    purposes: &[Purpose],
    day: NaiveDate,
) -> Vec<PurposeCell> {
    let person = pupil.person.id;
    purposes
        .iter()
        .map(|purpose| PurposeCell {
            purpose: *purpose,
            basis: register.basis(&Ask::whole(person, *purpose), day),
            consent: newest(register, person, *purpose, day).map(|one| one.code.clone()),
        })
        .collect()
}
