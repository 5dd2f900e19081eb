//! Facts of one roadmap on one day: its pairs, its proofs.
//!
//! Not here: rules. The one decision to know: pairs that have completed count with those at work,
//! so an activity once done stays done at the end of the year.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use opora_domain::evidence::Evidence;
use opora_domain::organisations::SchoolYear;
use opora_domain::pairs::{Meeting, Mentorship, MentorshipStatus, Plan};
use opora_domain::roadmap::{Activity, Roadmap};
use opora_domain::{Facts, Id};

/// Facts a rule may look at.
pub(super) struct YearFacts<'a> {
    /// Everything.
    pub facts: &'a Facts,
    /// The roadmap.
    pub roadmap: &'a Roadmap,
    /// The day.
    pub day: NaiveDate,
    /// Pairs and groups of the roadmap's year that count on the day or have completed by it.
    pub mentorships: Vec<&'a Mentorship>,
    meetings: BTreeMap<Id<Mentorship>, Vec<&'a Meeting>>,
    plans: BTreeMap<Id<Mentorship>, Vec<&'a Plan>>,
}

impl<'a> YearFacts<'a> {
    pub fn new(facts: &'a Facts, roadmap: &'a Roadmap, day: NaiveDate) -> Self {
        let mentorships = facts
            .mentorships
            .iter()
            .filter(|pair| {
                let act = pair
                    .act
                    .and_then(|id| facts.acts.iter().find(|act| act.id == id));
                let completed = pair.status == MentorshipStatus::Completed
                    && pair.starts_on <= day
                    && pair.ends_on.is_some_and(|last| last >= roadmap.valid_from);
                let of_year = pair
                    .school_year
                    .is_none_or(|year| year == roadmap.school_year);
                of_year && act.is_some() && (completed || pair.active_on(day, act))
            })
            .collect();
        Self {
            facts,
            roadmap,
            day,
            mentorships,
            meetings: by_pair(&facts.meetings, |meeting| meeting.mentorship),
            plans: by_pair(&facts.plans, |plan| plan.mentorship),
        }
    }

    /// Meetings of a pair.
    pub fn meetings_of(&self, pair: Id<Mentorship>) -> &[&'a Meeting] {
        self.meetings.get(&pair).map_or(&[], Vec::as_slice)
    }

    /// Plans of a pair.
    pub fn plans_of(&self, pair: Id<Mentorship>) -> &[&'a Plan] {
        self.plans.get(&pair).map_or(&[], Vec::as_slice)
    }

    /// Whether a record belongs to the roadmap's year: by its year, else by its day.
    pub fn of_year(&self, year: Option<Id<SchoolYear>>, on: NaiveDate) -> bool {
        match year {
            Some(year) => year == self.roadmap.school_year,
            None => on >= self.roadmap.valid_from && on <= self.roadmap.valid_to,
        }
    }

    /// Proofs linked to an activity that existed by the day.
    pub fn proofs(&self, activity: Id<Activity>) -> Vec<&'a Evidence> {
        self.facts
            .evidence_links
            .iter()
            .filter(|link| link.activity == Some(activity))
            .filter_map(|link| {
                self.facts
                    .evidence
                    .iter()
                    .find(|proof| proof.id == link.evidence)
            })
            .filter(|proof| proof.captured_on.is_none_or(|day| day <= self.day))
            .collect()
    }
}

/// Records of each pair, so that schools of thousands stay linear.
fn by_pair<R>(
    records: &[R],
    pair: impl Fn(&R) -> Id<Mentorship>,
) -> BTreeMap<Id<Mentorship>, Vec<&R>> {
    let mut found: BTreeMap<Id<Mentorship>, Vec<&R>> = BTreeMap::new();
    for record in records {
        found.entry(pair(record)).or_default().push(record);
    }
    found
}
