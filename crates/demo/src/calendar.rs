//! Days of the demo school, counted from the year in which the current school year begins.
//!
//! Not here: public holidays. The one decision to know: nothing happens at the school on a Sunday.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// The calendar of one demo school.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    year: i32,
}

impl Calendar {
    /// Calendar whose current school year begins in `year`.
    pub fn new(year: i32) -> Self {
        Self { year }
    }

    /// The day `offset` years from the year of the calendar; the end of the month for a day the
    /// month does not have.
    pub fn day(self, offset: i32, month: u32, day: u32) -> NaiveDate {
        (0..4)
            .find_map(|back| {
                NaiveDate::from_ymd_opt(self.year.saturating_add(offset), month, day - back)
            })
            .unwrap_or(NaiveDate::MIN)
    }

    /// Year number, `offset` years from the year of the calendar.
    pub fn year(self, offset: i32) -> i32 {
        self.year.saturating_add(offset)
    }

    /// «2023/2024» for 0, «2022/2023» for −1.
    pub fn title(self, offset: i32) -> String {
        format!("{}/{}", self.year(offset), self.year(offset + 1))
    }
}

/// `days` later.
pub fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The day itself, or Monday for a Sunday.
pub fn workday(day: NaiveDate) -> NaiveDate {
    if day.weekday() == Weekday::Sun {
        later(day, 1)
    } else {
        day
    }
}
