//! Ages and years on a given day.
//!
//! Not here: time zones (a day is given as a date already). The one decision to know: somebody
//! born on 29 February comes of age on 1 March in common years, as ст. 191–193 ГК РФ count terms.

use chrono::{Datelike, Days, Months, NaiveDate};

/// Full years from `born_on` to `on`; 0 when `on` is earlier.
pub fn full_years(born_on: NaiveDate, on: NaiveDate) -> i64 {
    let years = i64::from(on.year()) - i64::from(born_on.year());
    let passed = (on.month(), on.day()) >= (born_on.month(), born_on.day());
    (years - i64::from(!passed)).max(0)
}

/// The day on which `years` full years from `start` are reached; `None` beyond the calendar.
pub fn anniversary(start: NaiveDate, years: i64) -> Option<NaiveDate> {
    let year = i32::try_from(i64::from(start.year()).checked_add(years)?).ok()?;
    match NaiveDate::from_ymd_opt(year, start.month(), start.day()) {
        Some(date) => Some(date),
        None => NaiveDate::from_ymd_opt(year, 3, 1),
    }
}

/// The same day `years` earlier; 28 February for 29 February.
pub fn years_before(day: NaiveDate, years: u32) -> Option<NaiveDate> {
    day.checked_sub_months(Months::new(years.checked_mul(12)?))
}

/// The day after; the last day of the calendar for itself.
pub fn next_day(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_is_full_on_the_birthday() {
        assert_eq!(full_years(day("2013-10-13"), day("2023-10-12")), 9);
        assert_eq!(full_years(day("2013-10-13"), day("2023-10-13")), 10);
    }

    #[test]
    fn born_on_29_february_turns_on_1_march_of_a_common_year() {
        let born = day("2008-02-29");
        assert_eq!(full_years(born, day("2023-02-28")), 14);
        assert_eq!(full_years(born, day("2023-03-01")), 15);
        assert_eq!(anniversary(born, 15), Some(day("2023-03-01")));
        assert_eq!(anniversary(born, 16), Some(day("2024-02-29")));
    }
}
