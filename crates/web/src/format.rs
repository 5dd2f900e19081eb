//! How numbers, dates and instants are written.
//!
//! Not here: sentences around them (`i18n`). The one decision to know: thousands are parted by a
//! narrow no-break space and decimals follow a comma in Russian; dates are words, never 10/13/23.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::i18n::Lang;

/// Narrow no-break space.
const THIN: char = '\u{202f}';
/// No-break space.
const FIXED: char = '\u{a0}';

const MONTHS_RU: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A whole number: `12 345`.
pub fn whole(lang: Lang, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    if number < 0 {
        text.push('−');
    }
    let length = digits.len();
    for (position, digit) in digits.chars().enumerate() {
        let left = length - position;
        if position > 0 && left.is_multiple_of(3) && length > 4 {
            text.push(if lang == Lang::Ru { THIN } else { ',' });
        }
        text.push(digit);
    }
    text
}

/// A number with at most this many decimals, without trailing zeros: `87,5`.
pub fn number(lang: Lang, number: f64, decimals: usize) -> String {
    let rounded = format!("{:.decimals$}", number.abs());
    let (units, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let mut text = whole(lang, units.parse().unwrap_or(0));
    let fraction = fraction.trim_end_matches('0');
    if !fraction.is_empty() {
        text.push(if lang == Lang::Ru { ',' } else { '.' });
        text.push_str(fraction);
    }
    if number < 0.0 && text.chars().any(|letter| ('1'..='9').contains(&letter)) {
        text.insert(0, '−');
    }
    text
}

/// A number with its unit: `87 %`, `8 чел.`.
pub fn with_unit(value: &str, unit: &str) -> String {
    if unit.is_empty() {
        value.to_owned()
    } else {
        format!("{value}{FIXED}{unit}")
    }
}

/// A date in words: `13 октября 2023 г.`.
pub fn date(lang: Lang, day: NaiveDate) -> String {
    let months = match lang {
        Lang::Ru => MONTHS_RU,
        Lang::En => MONTHS_EN,
    };
    let month = usize::try_from(day.month0())
        .ok()
        .and_then(|index| months.get(index).copied())
        .unwrap_or_default();
    match lang {
        Lang::Ru => format!("{} {month} {} г.", day.day(), day.year()),
        Lang::En => format!("{} {month} {}", day.day(), day.year()),
    }
}

/// A date in figures, for columns of tables: `13.10.2023`.
pub fn date_short(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// An instant in a time zone: `13 октября 2023 г., 14:05`.
pub fn instant(lang: Lang, at: DateTime<Utc>, time_zone: &str) -> String {
    let zone = time_zone
        .parse::<chrono_tz::Tz>()
        .unwrap_or(chrono_tz::Europe::Moscow);
    let local = at.with_timezone(&zone);
    format!(
        "{}, {}",
        date(lang, local.date_naive()),
        local.format("%H:%M")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_and_decimals_follow_a_comma() {
        assert_eq!(whole(Lang::Ru, 1234), "1234");
        assert_eq!(whole(Lang::Ru, 12_345), "12\u{202f}345");
        assert_eq!(whole(Lang::Ru, -1_234_567), "−1\u{202f}234\u{202f}567");
        assert_eq!(number(Lang::Ru, 87.50, 2), "87,5");
        assert_eq!(number(Lang::En, 12_345.0, 1), "12,345");
        assert_eq!(number(Lang::Ru, -0.04, 1), "0");
    }

    #[test]
    fn dates_are_said_in_words() {
        let day = NaiveDate::from_ymd_opt(2023, 10, 13).unwrap();
        assert_eq!(date(Lang::Ru, day), "13 октября 2023 г.");
        assert_eq!(date(Lang::En, day), "13 October 2023");
        assert_eq!(date_short(day), "13.10.2023");
    }

    #[test]
    fn instants_are_told_in_the_time_of_the_school() {
        let at = "2023-10-13T21:30:00Z".parse().unwrap();
        assert_eq!(
            instant(Lang::Ru, at, "Europe/Samara"),
            "14 октября 2023 г., 01:30"
        );
    }
}
