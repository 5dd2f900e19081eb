//! A second, deliberately naive evaluator: straight loops over typed facts.
//!
//! Not here: the language of catalogues, indexes, sweeps over change days. The one decision to know:
//! it was written from the definitions in words and shares nothing with the engine but the domain.

#![expect(
    clippy::unwrap_used,
    reason = "the generator makes no dangling references"
)]

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use opora_domain::acts::Act;
use opora_domain::dates::full_years;
use opora_domain::pairs::{Mentorship, MentorshipMember, MentorshipStatus, Plan};
use opora_domain::partners::{Partner, Project, ProjectStatus};
use opora_domain::people::{
    BaseEntry, CategoryKind, Employment, ParticipantCategory, ParticipantRole, Person,
};
use opora_domain::training::{CommunityKind, CommunityRole};
use opora_domain::{Facts, Id};

use ParticipantRole::Mentor;

mod answers;

/// What a region decides.
#[derive(Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one decision of a region"
)]
pub struct Region {
    pub children: (i64, i64),
    /// Whether the age counts on the first day of the cycle.
    pub age_on_cycle_start: bool,
    /// Whether young is by age or by status, not by age and experience.
    pub young_by_age_or_status: bool,
    pub young_age_max: i64,
    pub mentors_in_base: bool,
    pub external: &'static [ParticipantCategory],
    pub function_is_paid: bool,
    pub mean_score: bool,
    pub every_plan: bool,
    pub cycle: ((u32, u32), (u32, u32)),
}

/// The first catalogue.
pub const FIRST: Region = Region {
    children: (10, 19),
    age_on_cycle_start: false,
    young_by_age_or_status: false,
    young_age_max: 35,
    mentors_in_base: false,
    external: &[ParticipantCategory::CompanyEmployee],
    function_is_paid: false,
    mean_score: false,
    every_plan: false,
    cycle: ((9, 1), (8, 31)),
};

/// The second catalogue.
pub const SECOND: Region = Region {
    children: (11, 17),
    age_on_cycle_start: true,
    young_by_age_or_status: true,
    young_age_max: 30,
    mentors_in_base: true,
    external: &[
        ParticipantCategory::CompanyEmployee,
        ParticipantCategory::Student,
        ParticipantCategory::Parent,
    ],
    function_is_paid: true,
    mean_score: true,
    every_plan: true,
    cycle: ((8, 15), (6, 30)),
};

/// What the naive evaluator says of one indicator.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Not computable.
    Missing,
    /// Да or Нет.
    Flag(bool),
    /// Codes of the records counted.
    Count(BTreeSet<String>),
    /// Numerator and denominator.
    Share(i64, i64),
}

/// The school on a day.
pub struct Oracle<'f> {
    pub facts: &'f Facts,
    pub day: NaiveDate,
    pub region: Region,
}

fn between(day: NaiveDate, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

impl Oracle<'_> {
    /// First day of the cycle of the day.
    fn cycle_start(&self) -> NaiveDate {
        let mut best: Option<NaiveDate> = None;
        for year in &self.facts.school_years {
            if year.starts_on <= self.day && self.day <= year.ends_on {
                best = Some(best.map_or(year.starts_on, |known| known.max(year.starts_on)));
            }
        }
        best.unwrap_or_else(|| {
            let ((month, day), _) = self.region.cycle;
            let this = NaiveDate::from_ymd_opt(self.day.year(), month, day).unwrap();
            if this <= self.day {
                this
            } else {
                NaiveDate::from_ymd_opt(self.day.year() - 1, month, day).unwrap()
            }
        })
    }

    fn year_covers(&self, id: Id<opora_domain::organisations::SchoolYear>) -> bool {
        self.facts
            .school_years
            .iter()
            .any(|year| year.id == id && year.starts_on <= self.day && self.day <= year.ends_on)
    }

    fn act_in_force(act: &Act, day: NaiveDate) -> bool {
        act.in_force_from <= day && act.in_force_to.is_none_or(|to| day <= to)
    }

    fn act(&self, id: Id<Act>) -> &Act {
        self.facts.acts.iter().find(|act| act.id == id).unwrap()
    }

    fn active(&self, mentorship: &Mentorship, day: NaiveDate) -> bool {
        use MentorshipStatus::{Approved, Completed, Paused, Running, Terminated};
        let counts = match mentorship.status {
            Approved | Running | Paused => true,
            Completed | Terminated => mentorship.ends_on.is_some(),
            MentorshipStatus::Draft => false,
        };
        counts
            && between(day, Some(mentorship.starts_on), mentorship.ends_on)
            && mentorship
                .act
                .is_some_and(|act| Self::act_in_force(self.act(act), day))
    }

    fn mentorship(&self, id: Id<Mentorship>) -> &Mentorship {
        self.facts
            .mentorships
            .iter()
            .find(|mentorship| mentorship.id == id)
            .unwrap()
    }

    fn takes_part(&self, member: &MentorshipMember, day: NaiveDate) -> bool {
        between(day, member.valid_from, member.valid_to)
            && self.active(self.mentorship(member.mentorship), day)
    }

    fn in_role(&self, person: &Person, role: ParticipantRole, day: NaiveDate) -> bool {
        self.facts.mentorship_members.iter().any(|member| {
            member.person == person.id && member.role == role && self.takes_part(member, day)
        })
    }

    fn mentor_as(&self, person: &Person, categories: &[ParticipantCategory]) -> bool {
        self.facts.mentorship_members.iter().any(|member| {
            member.person == person.id
                && member.role == Mentor
                && categories.contains(&member.category)
                && self.takes_part(member, self.day)
        })
    }

    fn age(&self, person: &Person, day: NaiveDate) -> Option<i64> {
        let on = if self.region.age_on_cycle_start {
            self.cycle_start()
        } else {
            day
        };
        person.born_on.map(|born| full_years(born, on))
    }

    fn aged(&self, person: &Person, band: (i64, i64)) -> bool {
        self.age(person, self.day)
            .is_some_and(|age| band.0 <= age && age <= band.1)
    }

    fn pupil(&self, person: &Person) -> bool {
        self.facts.enrolments.iter().any(|enrolment| {
            enrolment.person == person.id
                && between(self.day, Some(enrolment.valid_from), enrolment.valid_to)
        })
    }

    fn pedagogical(employment: &Employment) -> bool {
        (employment.teaching || employment.managing) && !employment.external_part_time
    }

    fn teacher(&self, person: &Person) -> bool {
        self.facts.employments.iter().any(|employment| {
            employment.person == person.id
                && Self::pedagogical(employment)
                && between(self.day, Some(employment.valid_from), employment.valid_to)
        })
    }

    fn young(&self, person: &Person, day: NaiveDate) -> bool {
        let by_age = self
            .age(person, day)
            .is_some_and(|age| age <= self.region.young_age_max);
        self.facts.employments.iter().any(|employment| {
            let young = if self.region.young_by_age_or_status {
                by_age || employment.young_status_from.is_some_and(|from| from <= day)
            } else {
                by_age
                    && employment
                        .experience_from
                        .is_some_and(|from| full_years(from, day) < 3)
            };
            employment.person == person.id
                && Self::pedagogical(employment)
                && between(day, Some(employment.valid_from), employment.valid_to)
                && young
        })
    }

    fn days_of_year(&self) -> impl Iterator<Item = NaiveDate> {
        let first = NaiveDate::from_ymd_opt(self.day.year(), 1, 1).unwrap();
        first.iter_days().take_while(|day| *day <= self.day)
    }

    fn in_base(&self, entry: &BaseEntry) -> bool {
        entry.included_on <= self.day && entry.excluded_on.is_none_or(|out| out > self.day)
    }

    fn category(&self, person: &Person, kinds: &[CategoryKind]) -> bool {
        self.facts.categories.iter().any(|category| {
            category.person == person.id
                && kinds.contains(&category.kind)
                && between(self.day, Some(category.valid_from), category.valid_to)
        })
    }

    fn people(&self, meets: impl Fn(&Person) -> bool) -> Answer {
        Answer::Count(
            self.facts
                .people
                .iter()
                .filter(|person| meets(person))
                .map(|person| person.code.clone())
                .collect(),
        )
    }

    fn acts(&self, kinds: &[&str], meets: impl Fn(&Act) -> bool) -> bool {
        self.facts
            .acts
            .iter()
            .any(|act| kinds.contains(&act.kind.as_str()) && meets(act))
    }

    fn agreed(&self, partner: &Partner) -> bool {
        self.facts.agreements.iter().any(|agreement| {
            agreement.partner == partner.id
                && agreement.mentoring
                && agreement.signed_on <= self.day
                && between(self.day, Some(agreement.valid_from), agreement.valid_to)
        })
    }

    fn sends(&self, partner: &Partner) -> bool {
        self.facts.affiliations.iter().any(|affiliation| {
            affiliation.partner == Some(partner.id)
                && self.region.external.contains(&affiliation.category)
                && between(self.day, Some(affiliation.valid_from), affiliation.valid_to)
                && self.facts.people.iter().any(|person| {
                    person.id == affiliation.person && self.mentor_as(person, self.region.external)
                })
        })
    }

    fn joint(&self, project: &Project) -> bool {
        project.at_school
            && project.status == ProjectStatus::Finished
            && project
                .finished_on
                .is_some_and(|day| self.cycle_start() <= day && day <= self.day)
    }

    fn plan_counts(&self, plan: &Plan) -> bool {
        plan.approved_on.is_some_and(|day| day <= self.day)
            && between(self.day, Some(plan.valid_from), Some(plan.valid_to))
            && self.active(self.mentorship(plan.mentorship), self.day)
    }

    fn in_network(&self, person: &Person, role: CommunityRole) -> bool {
        self.facts.community_members.iter().any(|member| {
            member.person == person.id
                && member.role == role
                && member.valid_from <= self.day
                && member.valid_to.is_none_or(|to| to > self.day)
                && self.facts.communities.iter().any(|community| {
                    community.id == member.community
                        && community.kind == CommunityKind::Network
                        && between(self.day, Some(community.valid_from), community.valid_to)
                })
        })
    }

    fn shmo(&self) -> bool {
        self.facts.communities.iter().any(|community| {
            let members: Vec<_> = self
                .facts
                .community_members
                .iter()
                .filter(|member| {
                    member.community == community.id
                        && between(self.day, Some(member.valid_from), member.valid_to)
                })
                .collect();
            let others: BTreeSet<_> = members
                .iter()
                .filter(|member| member.role != CommunityRole::Head)
                .map(|member| member.person)
                .collect();
            community.kind == CommunityKind::Shmo
                && between(self.day, Some(community.valid_from), community.valid_to)
                && community
                    .act
                    .is_some_and(|act| Self::act_in_force(self.act(act), self.day))
                && members
                    .iter()
                    .any(|member| member.role == CommunityRole::Head)
                && others.len() >= 2
        })
    }

    /// Codes of the first records of each key, records without a key each by itself.
    fn apart<K: Ord>(records: impl Iterator<Item = (String, Option<K>)>) -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        let mut codes = BTreeSet::new();
        for (code, key) in records {
            if key.is_none_or(|key| keys.insert(key)) {
                codes.insert(code);
            }
        }
        codes
    }
}
