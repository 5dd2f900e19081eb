//! Puts records into `Facts` with ids and codes drawn from the seed.
//!
//! Not here: what the records say. The one decision to know: randomness is splitmix64 (Steele, Lea
//! and Flood 2014), written here because a library may change its stream between versions.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use opora_domain::facts::EachRecord;
use opora_domain::people::Person;
use opora_domain::{Facts, Id, Record};

use crate::calendar::Calendar;
use crate::names::FullName;

/// 1 June 2021, 00:00 UTC, in milliseconds: the instant ids of the demo school count from.
const EPOCH_MILLIS: u64 = 1_622_505_600_000;

/// A stream of numbers that depends on nothing but its seed.
#[derive(Clone, Debug)]
pub struct Stream(u64);

impl Stream {
    /// A stream that shares nothing with the one of the maker.
    pub fn apart(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 for 0.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % limit).unwrap_or(0)
    }

    /// True in `percent` cases of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of the things; `None` of nothing.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        things.get(self.below(things.len()))
    }

    /// A day from `first` to `last`, both included.
    pub fn day(&mut self, first: NaiveDate, last: NaiveDate) -> NaiveDate {
        let span = usize::try_from((last - first).num_days()).unwrap_or(0);
        let days = u64::try_from(self.below(span + 1)).unwrap_or(0);
        crate::calendar::later(first, days)
    }

    /// Fisher and Yates.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            let other = self.below(last + 1);
            things.swap(last, other);
        }
    }
}

/// Makes records.
#[derive(Debug)]
pub struct Maker {
    /// Calendar of the school.
    pub calendar: Calendar,
    /// Randomness.
    pub stream: Stream,
    /// Records so far.
    pub facts: Facts,
    /// Seed everything follows from.
    pub seed: u64,
    ids: Stream,
    drawn: u64,
    people: BTreeSet<(String, NaiveDate)>,
}

/// Identity of a record about to be made.
#[derive(Debug)]
pub struct Mark<R> {
    /// Id.
    pub id: Id<R>,
    /// Code.
    pub code: String,
}

impl Maker {
    /// A maker of an empty school.
    pub fn new(seed: u64, year: i32) -> Self {
        Self {
            calendar: Calendar::new(year),
            stream: Stream(seed),
            facts: Facts::default(),
            seed,
            ids: Stream(seed ^ 0x6F70_6F72_612D_6964),
            drawn: 0,
            people: BTreeSet::new(),
        }
    }

    /// Id and code of the next record after the `made` ones of this kind.
    pub fn mark<R: Record>(&mut self, made: usize) -> Mark<R> {
        let mut tail = [0_u8; 10];
        let (high, low) = (self.ids.next().to_be_bytes(), self.ids.next().to_be_bytes());
        for (byte, drawn) in tail.iter_mut().zip(high.into_iter().chain(low)) {
            *byte = drawn;
        }
        self.drawn += 1;
        let uuid = uuid::Builder::from_unix_timestamp_millis(EPOCH_MILLIS + self.drawn, &tail);
        Mark {
            id: Id::new(uuid.into_uuid()),
            code: format!("{}{:04}", R::SCHEMA.prefix, made + 1),
        }
    }

    /// A person of this name born within the days; the day moves on when somebody of the same name
    /// was born on it.
    pub fn person(&mut self, name: FullName, born: (NaiveDate, NaiveDate)) -> Id<Person> {
        let spoken = name.spoken();
        let mut born_on = self.stream.day(born.0, born.1);
        while !self.people.insert((spoken.clone(), born_on)) {
            born_on = self.stream.day(born.0, born.1);
        }
        let mark = self.mark::<Person>(self.facts.people.len());
        self.facts.people.push(Person {
            id: mark.id,
            code: mark.code,
            version: 1,
            family_name: name.family,
            given_name: name.given,
            patronymic: name.patronymic,
            born_on: Some(born_on),
        });
        mark.id
    }

    /// The person with this id.
    pub fn find(&self, id: Id<Person>) -> Option<&Person> {
        self.facts.people.iter().find(|person| person.id == id)
    }

    /// Everything made, each list in the order of codes.
    pub fn into_facts(mut self) -> Facts {
        let Ok(()) = self.facts.each(&mut InOrder);
        self.facts
    }
}

struct InOrder;

impl EachRecord for InOrder {
    type Error = std::convert::Infallible;

    fn visit<R: Record>(&mut self, records: &mut Vec<R>) -> Result<(), Self::Error> {
        records.sort_by(|left, right| left.code().cmp(right.code()));
        Ok(())
    }
}

/// Adds a record to a list: fills in id, code and version, and gives the id back.
#[macro_export]
#[doc(hidden)]
macro_rules! add {
    ($maker:expr, $list:ident, $record:ident { $($field:ident $(: $value:expr)?),+ $(,)? }) => {{
        let made = $maker.facts.$list.len();
        let mark = $maker.mark::<$record>(made);
        $maker.facts.$list.push($record {
            id: mark.id,
            code: mark.code,
            version: 1,
            $($field $(: $value)?),+
        });
        mark.id
    }};
}
