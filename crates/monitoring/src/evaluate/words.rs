//! Dates and numbers in Russian words and figures.
//!
//! Not here: sentences (the catalogue). The one decision to know: shares are rounded half up to one
//! decimal by whole-number arithmetic, so the same facts give the same digits everywhere.

use chrono::{Datelike, NaiveDate};

/// «13 октября 2023 г.»
pub(crate) fn date(date: NaiveDate) -> String {
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
    let month = usize::try_from(date.month0())
        .ok()
        .and_then(|month| MONTHS.get(month))
        .copied()
        .unwrap_or_default();
    format!("{} {month} {} г.", date.day(), date.year())
}

/// «13.10.2023»
pub(crate) fn short_date(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// A whole number as a value.
pub(crate) fn float(number: i64) -> f64 {
    let clamped = number.clamp(i64::from(i32::MIN), i64::from(i32::MAX));
    f64::from(i32::try_from(clamped).unwrap_or(i32::MAX))
}

/// A share in percent, rounded half up to one decimal; `None` without a positive whole.
pub(crate) fn percent(part: i64, whole: i64) -> Option<f64> {
    if whole <= 0 {
        return None;
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let tenths = (part * 2000 + whole).div_euclid(whole * 2);
    Some(float(i64::try_from(tenths).ok()?) / 10.0)
}
