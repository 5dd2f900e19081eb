//! A synthetic school whose records give the figures of the pilot справка.
//!
//! Not here: storage, evaluation. The one decision to know: everything follows from the options, so
//! the same options give the same records with the same ids, on any machine.

mod acts;
mod calendar;
pub mod codes;
pub mod consents;
mod evidence;
pub mod expected;
mod history;
mod maker;
mod measures;
mod mentoring;
mod names;
mod partners;
mod pupils;
mod roadmap;
mod roadmap_text;
mod sizes;
mod special;
mod staff;
mod surveys;
mod training;

#[cfg(test)]
mod tests;

use opora_domain::Facts;

use maker::Maker;
use sizes::Sizes;

/// Number of pupils of the default school, for which the figures are exact.
pub const DEFAULT_PUPILS: usize = 900;
/// Least number of pupils of a school that still has every kind of record.
pub const MIN_PUPILS: usize = 100;
/// Greatest number of pupils.
pub const MAX_PUPILS: usize = 5_000;
/// Year in which the current school year of the default school begins.
pub const DEFAULT_YEAR: i32 = 2023;

/// What school to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DemoOptions {
    /// Number of pupils, brought into 100…5,000.
    pub pupils: usize,
    /// Seed of names, dates and ids.
    pub seed: u64,
    /// Year in which the current school year begins; the справка is of 13 October of it.
    pub year: i32,
}

impl Default for DemoOptions {
    fn default() -> Self {
        Self {
            pupils: DEFAULT_PUPILS,
            seed: 1,
            year: DEFAULT_YEAR,
        }
    }
}

/// All records of the school.
///
/// With the default number of pupils they give, as of 13 October of the year, exactly the figures
/// of [`expected::ROWS`]; other sizes keep the proportions.
pub fn school(options: &DemoOptions) -> Facts {
    let pupils = options.pupils.clamp(MIN_PUPILS, MAX_PUPILS);
    let sizes = Sizes::of(pupils);
    let mut maker = Maker::new(options.seed, options.year);

    let years = pupils::school_years(&mut maker);
    let staff = staff::hire(&mut maker, &sizes);
    staff::profile(&mut maker, &staff);
    let contingent = pupils::enrol(&mut maker, &sizes);
    let acts = acts::issue(&mut maker, &years);
    let partners = partners::make(&mut maker);
    let current = mentoring::current(&mut maker, &sizes, &years, &acts, (&contingent, &staff));
    history::last_year(
        &mut maker,
        &sizes,
        &years,
        &acts,
        (&contingent, &staff, &partners),
    );
    special::categories(&mut maker, &sizes, &contingent, &current);
    training::make(&mut maker, &acts, &staff, &current);
    let surveys = surveys::hold(&mut maker, &sizes, &years);
    let activities = roadmap::make(&mut maker, &years, &acts, &staff);
    evidence::make(&mut maker, &acts, &activities, &surveys);
    measures::make(&mut maker, &staff);
    consents::collect(&mut maker);
    maker.into_facts()
}
