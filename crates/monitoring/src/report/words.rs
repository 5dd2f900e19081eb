//! Russian words for numbers, dates and lists, as the справка prints them.
//!
//! Not here: sentences of checks and of the analysis. The one decision to know: a number and the
//! noun after it are always made together, so that no text says «1 замечаний».

use chrono::{Datelike, NaiveDate};

/// Months in the genitive, from January.
const MONTHS: [&str; 12] = [
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

/// Months in the nominative, from January, as the roadmap prints terms.
const MONTH_NAMES: [&str; 12] = [
    "Январь",
    "Февраль",
    "Март",
    "Апрель",
    "Май",
    "Июнь",
    "Июль",
    "Август",
    "Сентябрь",
    "Октябрь",
    "Ноябрь",
    "Декабрь",
];

/// A whole number as a real one; numbers of a school fit 32 bits.
pub fn real(number: i64) -> f64 {
    i32::try_from(number).map_or(f64::NAN, f64::from)
}

/// A number with a decimal comma and at most one decimal; groups of three from 10 000 on.
pub fn number(value: f64) -> String {
    let rounded = format!("{value:.1}");
    let (whole, part) = rounded.split_once('.').unwrap_or((rounded.as_str(), "0"));
    let (sign, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", whole),
    };
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len() - index;
        if digits.len() > 4 && index > 0 && left.is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    if part == "0" {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped},{part}")
    }
}

/// A whole number, grouped as [`number`].
pub fn whole(value: i64) -> String {
    number(real(value))
}

/// The form of a noun after a number: «1 строка», «2 строки», «5 строк».
pub fn plural(count: i64, one: &str, few: &str, many: &str) -> String {
    let tail = count.unsigned_abs() % 100;
    let form = match (tail, tail % 10) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    };
    format!("{} {form}", whole(count))
}

/// The length of a list for [`plural`] and the like.
pub fn count<T>(items: &[T]) -> i64 {
    i64::try_from(items.len()).unwrap_or(i64::MAX)
}

/// «13 октября 2023 г.».
pub fn date(day: NaiveDate) -> String {
    let month = month_of(&MONTHS, day);
    format!("{} {month} {} г.", day.day(), day.year())
}

/// «13.10.2023».
pub fn short_date(day: NaiveDate) -> String {
    day.format("%d.%m.%Y").to_string()
}

/// «Сентябрь 2023», as terms of a roadmap are printed.
pub fn month(day: NaiveDate) -> String {
    format!("{} {}", month_of(&MONTH_NAMES, day), day.year())
}

fn month_of(names: &[&'static str; 12], day: NaiveDate) -> &'static str {
    usize::try_from(day.month0())
        .ok()
        .and_then(|index| names.get(index).copied())
        .unwrap_or("")
}

/// «а», «а и б», «а, б и в».
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} и {last}", first.join(", ")),
    }
}

/// The text with a capital letter at its start.
pub fn capital(text: &str) -> String {
    let mut letters = text.trim().chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Lower case, ё as е, single spaces, hyphens as dashes: texts a person reads as equal are equal.
pub fn folded(text: &str) -> String {
    let dashed = text.replace(['–', '—'], "-").replace('\u{ad}', "");
    opora_domain::people::fold_name(&dashed)
}

/// «№ 3», «№ 12–15 и 23»: numbers of rows, runs of three and more joined.
pub fn row_numbers(numbers: &[u32]) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let parts: Vec<String> = runs
        .iter()
        .flat_map(|(first, last)| match last - first {
            0 => vec![first.to_string()],
            1 => vec![first.to_string(), last.to_string()],
            _ => vec![format!("{first}–{last}")],
        })
        .collect();
    format!("№ {}", list(&parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_agree_with_numbers() {
        let words = |n| plural(n, "строка", "строки", "строк");
        assert_eq!(words(1), "1 строка");
        assert_eq!(words(3), "3 строки");
        assert_eq!(words(11), "11 строк");
        assert_eq!(words(21), "21 строка");
        assert_eq!(words(112), "112 строк");
        assert_eq!(words(0), "0 строк");
    }

    #[test]
    fn numbers_have_a_decimal_comma_and_no_empty_decimals() {
        assert_eq!(number(87.0), "87");
        assert_eq!(number(86.55), "86,5");
        assert_eq!(number(0.0), "0");
        assert_eq!(whole(9999), "9999");
        assert_eq!(whole(12_345), "12\u{a0}345");
        assert_eq!(whole(-3), "-3");
    }

    #[test]
    fn dates_are_written_out() {
        let day: NaiveDate = "2023-10-13".parse().unwrap();
        assert_eq!(date(day), "13 октября 2023 г.");
        assert_eq!(month(day), "Октябрь 2023");
    }

    #[test]
    fn runs_of_row_numbers_are_joined() {
        assert_eq!(row_numbers(&[12, 13, 14, 15, 23]), "№ 12–15 и 23");
        assert_eq!(row_numbers(&[18, 19]), "№ 18 и 19");
    }
}
