//! One cell of a spreadsheet, as read or as to be written.
//!
//! Not here: what a cell means for a field (`import::value`). The one decision to know: a formula is
//! a cell of its own kind, with no value, so that nothing can take its cached result by mistake.

use chrono::{Datelike, Days, NaiveDate};

/// Content of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Cell {
    /// Nothing, or spaces only.
    #[default]
    Empty,
    /// Text, trimmed.
    Text(String),
    /// Number that is not formatted as a date.
    Number(f64),
    /// Date.
    Date(NaiveDate),
    /// TRUE or FALSE.
    Bool(bool),
    /// Any formula.
    Formula,
    /// An error such as `#REF!`.
    Error(String),
}

impl Cell {
    /// Text without spaces at its ends, or empty.
    pub(crate) fn text(raw: &str) -> Self {
        let trimmed = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if trimmed.is_empty() {
            Self::Empty
        } else {
            Self::Text(trimmed.to_owned())
        }
    }

    /// What a person sees in the cell.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => dotted(*date),
            Self::Bool(flag) => yes_no(*flag).to_owned(),
            Self::Formula => "(формула)".to_owned(),
        }
    }
}

/// Word of the workbook for a flag.
pub(crate) const fn yes_no(flag: bool) -> &'static str {
    if flag { "Да" } else { "Нет" }
}

/// «01.09.2023».
pub(crate) fn dotted(date: NaiveDate) -> String {
    format!("{:02}.{:02}.{:04}", date.day(), date.month(), date.year())
}

/// The day a serial number of Excel means; `None` outside its calendar and for the 29.02.1900 it
/// believes in (ECMA-376, 18.17.4.1).
pub(crate) fn from_serial(serial: f64, since_1904: bool) -> Option<NaiveDate> {
    if !(0.0..3_000_000.0).contains(&serial) {
        return None;
    }
    let days: u64 = format!("{:.0}", serial.floor()).parse().ok()?;
    let (year, month, day, offset) = match (since_1904, days) {
        (true, _) => (1904, 1, 1, days),
        (false, 0 | 60) => return None,
        (false, 1..60) => (1899, 12, 31, days),
        (false, _) => (1899, 12, 30, days),
    };
    NaiveDate::from_ymd_opt(year, month, day)?.checked_add_days(Days::new(offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_count_from_1900_with_the_leap_day_that_never_was() {
        let day = |text: &str| Some(text.parse().unwrap());
        assert_eq!(from_serial(1.0, false), day("1900-01-01"));
        assert_eq!(from_serial(59.0, false), day("1900-02-28"));
        assert_eq!(from_serial(60.0, false), None);
        assert_eq!(from_serial(61.0, false), day("1900-03-01"));
        assert_eq!(from_serial(45_212.0, false), day("2023-10-13"));
        assert_eq!(from_serial(43_750.0, true), day("2023-10-13"));
        assert_eq!(from_serial(-1.0, false), None);
        assert_eq!(from_serial(f64::NAN, false), None);
    }
}
