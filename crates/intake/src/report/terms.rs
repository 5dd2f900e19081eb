//! Dates and terms as Russian documents print them.
//!
//! Not here: cells of a workbook. The one decision to know: the deadline of a printed term is its
//! last day; a term without a year has none.

use chrono::{Datelike, NaiveDate};

/// Beginnings of the names of months, in every case («мая» is handled with «май»).
const MONTHS: [&str; 12] = [
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
];

/// All dates of a text in order: «13.10.2023», «13 октября 2023 г.».
pub(super) fn dates(text: &str) -> Vec<NaiveDate> {
    let words = words(text);
    let mut dates = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if let Some(date) = dotted(word) {
            dates.push(date);
        }
        let next = |step: usize| at.checked_add(step).and_then(|at| words.get(at));
        if let (Ok(day), Some(month), Some(year)) = (
            word.parse::<u32>(),
            next(1).and_then(|word| month(word)),
            next(2).and_then(|word| year(word)),
        ) {
            dates.extend(NaiveDate::from_ymd_opt(year, month, day));
        }
    }
    dates
}

/// The last day of a printed term.
pub(super) fn deadline(text: &str) -> Option<NaiveDate> {
    if let Some(date) = dates(text).last() {
        return Some(*date);
    }
    let words = words(text);
    let school_year = words.iter().any(|word| word.starts_with("учебн"));
    let last_year = words.iter().rev().find_map(|word| year(word))?;
    if let Some(month) = words.iter().rev().find_map(|word| month(word)) {
        return last_day(last_year, month);
    }
    if let Some(at) = words.iter().position(|word| word.starts_with("квартал")) {
        let quarter = at
            .checked_sub(1)
            .and_then(|at| words.get(at))
            .and_then(|w| quarter(w))?;
        return last_day(last_year, quarter.checked_mul(3)?);
    }
    if school_year {
        let count = words.iter().filter(|word| year(word).is_some()).count();
        let end = if count > 1 {
            last_year
        } else {
            last_year.checked_add(1)?
        };
        return last_day(end, 8);
    }
    last_day(last_year, 12)
}

/// Words and numbers in lower case, without the marks around them.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| {
            c.is_whitespace() || matches!(c, '-' | '–' | '—' | '/' | ',' | ';' | '(' | ')')
        })
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

fn dotted(word: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = word.split('.').collect();
    let [day, month, rest] = <[&str; 3]>::try_from(parts).ok()?;
    let year = rest.trim_end_matches('г');
    NaiveDate::from_ymd_opt(self::year(year)?, month.parse().ok()?, day.parse().ok()?)
}

fn month(word: &str) -> Option<u32> {
    let short = matches!(word, "май" | "мая" | "мае");
    let found = MONTHS.iter().position(|start| match *start {
        "ма" => short,
        start => word.starts_with(start),
    })?;
    u32::try_from(found).ok()?.checked_add(1)
}

/// A year of four digits from 1990 to 2099.
fn year(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let year = (digits.len() == 4)
        .then(|| digits.parse::<i32>().ok())
        .flatten()?;
    (1990..2100).contains(&year).then_some(year)
}

fn quarter(word: &str) -> Option<u32> {
    match word {
        "i" | "1" | "1-й" | "первый" => Some(1),
        "ii" | "2" | "2-й" | "второй" => Some(2),
        "iii" | "3" | "3-й" | "третий" => Some(3),
        "iv" | "4" | "4-й" | "четвертый" | "четвёртый" => Some(4),
        _ => None,
    }
}

fn last_day(year: i32, month: u32) -> Option<NaiveDate> {
    let (next_year, next_month) = if month >= 12 {
        (year.checked_add(1)?, 1)
    } else {
        (year, month.checked_add(1)?)
    };
    let day = NaiveDate::from_ymd_opt(next_year, next_month, 1)?.pred_opt()?;
    (day.month() == month.min(12)).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deadline_is_the_last_day_of_what_is_printed() {
        for (text, day) in [
            ("Май 2023", "2023-05-31"),
            ("Май  2023", "2023-05-31"),
            ("Сентябрь – октябрь 2023 г.", "2023-10-31"),
            ("февраль 2024", "2024-02-29"),
            ("до 15.10.2023", "2023-10-15"),
            ("13 октября 2023 г.", "2023-10-13"),
            ("01.09.2023–30.09.2023", "2023-09-30"),
            ("в течение 2023-2024 учебного года", "2024-08-31"),
            ("II квартал 2024", "2024-06-30"),
            ("2023 год", "2023-12-31"),
        ] {
            assert_eq!(deadline(text), Some(day.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn a_term_without_a_year_has_no_deadline() {
        for text in ["", "сентябрь", "в течение года", "постоянно", "31.02.2023"]
        {
            assert_eq!(deadline(text), None, "{text}");
        }
    }
}
