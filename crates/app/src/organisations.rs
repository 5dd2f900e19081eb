//! The organisation: its name on a day, its time zone, its school years.
//!
//! Not here: its members (`members`). The one decision to know: "today" is a day of the
//! organisation's own time zone.

use std::convert::Infallible;

use chrono::NaiveDate;
use opora_domain::Facts;
use opora_domain::organisations::{Profile, SchoolYear};
use opora_domain::permissions::{Action, OrgScope};

use crate::{App, Ctx, Failure};

/// What every page says about the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Short official name in force on the day.
    pub short_name: String,
    /// Today in its time zone.
    pub today: NaiveDate,
    /// School year of the day, when one is recorded.
    pub school_year: Option<SchoolYear>,
}

/// Particulars and school years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrganisationCard {
    /// Particulars; `None` until they are imported or filled in.
    pub profile: Option<Profile>,
    /// School years, newest first.
    pub school_years: Vec<SchoolYear>,
    /// Number of records by sheet, in the order of the workbook.
    pub records: Vec<(&'static str, usize)>,
}

pub(crate) fn profile(facts: &Facts) -> Option<&Profile> {
    facts.profile.first()
}

/// Short name on a day: from the history of names, else from the particulars.
pub(crate) fn short_name(facts: &Facts, day: NaiveDate) -> String {
    facts
        .organisation_names
        .iter()
        .find(|name| opora_domain::people::holds_on(name.valid_from, name.valid_to, day))
        .map(|name| name.short_name.clone())
        .or_else(|| profile(facts).map(|profile| profile.short_name.clone()))
        .unwrap_or_default()
}

pub(crate) fn school_year(facts: &Facts, day: NaiveDate) -> Option<&SchoolYear> {
    facts
        .school_years
        .iter()
        .find(|year| year.starts_on <= day && day <= year.ends_on)
}

impl App {
    /// Today in the organisation's time zone.
    pub(crate) fn today_of(&self, facts: &Facts) -> NaiveDate {
        self.today_in(profile(facts).map_or("", |profile| profile.time_zone.as_str()))
    }

    /// What every page says; needs no permission beyond membership.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn about(&self, ctx: &Ctx) -> Result<About, Failure<Infallible>> {
        // Every member belongs to the organisation and may know its name and the day.
        let scope = OrgScope::system_without_actor(ctx.organisation(), "name and day of the page");
        let facts = self.facts(&scope).await?;
        let today = self.today_of(&facts);
        Ok(About {
            short_name: short_name(&facts, today),
            today,
            school_year: school_year(&facts, today).cloned(),
        })
    }

    /// Time zone of the organisation, in which its pages tell instants.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn time_zone(&self, ctx: &Ctx) -> Result<String, Failure<Infallible>> {
        let scope = OrgScope::system_without_actor(ctx.organisation(), "time zone of the page");
        let facts = self.facts(&scope).await?;
        Ok(profile(&facts).map_or_else(String::new, |profile| profile.time_zone.clone()))
    }

    /// Particulars, school years and how much is recorded.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn organisation(&self, ctx: &Ctx) -> Result<OrganisationCard, Failure<Infallible>> {
        let scope = ctx.permit(Action::SeeToday)?;
        let facts = self.facts(&scope).await?;
        let mut school_years = facts.school_years.clone();
        school_years.sort_by_key(|year| std::cmp::Reverse(year.starts_on));
        let mut counter = Counter(Vec::new());
        facts.look(&mut counter);
        Ok(OrganisationCard {
            profile: profile(&facts).cloned(),
            school_years,
            records: counter.0,
        })
    }
}

struct Counter(Vec<(&'static str, usize)>);

impl opora_domain::facts::LookRecord for Counter {
    fn look<R: opora_domain::Record>(&mut self, records: &[R]) {
        self.0.push((R::SCHEMA.sheet, records.len()));
    }
}
