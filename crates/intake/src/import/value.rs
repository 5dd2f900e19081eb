//! A cell as the value of a field.
//!
//! Not here: references, which need the records. The one decision to know: a value is taken or
//! refused with a reason; it is never repaired silently.

use chrono::{Datelike, NaiveDate};
use opora_domain::{Choice, Field, FieldKind, RecordKind, Value};

use crate::cell::{Cell, dotted, from_serial};
use crate::normal;
use crate::vocabulary::{List, Vocabulary};

/// Years a date may have.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2100;
/// Least serial number taken as a date in a cell without a date format (18.05.1927): years such as
/// 2010, typed as numbers, lie below it.
const LEAST_BARE_SERIAL: f64 = 10_000.0;

/// Why a cell is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub code: &'static str,
    pub message: String,
}

impl Problem {
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

/// The value of a field that is not a reference.
pub(super) fn parse(
    kind: RecordKind,
    field: &Field,
    cell: &Cell,
    vocabulary: &Vocabulary,
) -> Result<Value, Problem> {
    refuse_formula(cell)?;
    if *cell == Cell::Empty {
        return Ok(Value::Null);
    }
    let list = List::of(kind, field.name);
    match field.kind {
        FieldKind::Text => text(cell, list, vocabulary),
        FieldKind::TextList => text_list(cell, list, vocabulary),
        FieldKind::Int => int(cell),
        FieldKind::Bool => flag(cell),
        FieldKind::Date => date(cell),
        FieldKind::Choice(choices) => choice(cell, choices),
        FieldKind::Ref(_) => Ok(Value::Null),
    }
}

/// Formulas and errors have no value.
pub(super) fn refuse_formula(cell: &Cell) -> Result<(), Problem> {
    match cell {
        Cell::Formula => Err(Problem::new(
            "formula",
            "В ячейке формула. Скопируйте столбец и вставьте его как значения.",
        )),
        Cell::Error(error) => Err(Problem::new(
            "cell-error",
            format!("В ячейке ошибка {error}. Впишите значение."),
        )),
        _ => Ok(()),
    }
}

fn text(cell: &Cell, list: Option<List>, vocabulary: &Vocabulary) -> Result<Value, Problem> {
    let text = plain(cell)?;
    match list {
        Some(list) => term(list, &text, vocabulary).map(Value::Text),
        None => Ok(Value::Text(text)),
    }
}

/// Text without controls other than line ends.
fn plain(cell: &Cell) -> Result<String, Problem> {
    let text = cell.shown().replace("\r\n", "\n").replace('\r', "\n");
    if text
        .chars()
        .any(|c| c.is_control() && c != '\n' && c != '\t')
    {
        return Err(Problem::new(
            "bad-text",
            "В тексте есть непечатаемые знаки. Наберите его заново.",
        ));
    }
    Ok(text)
}

fn term(list: List, text: &str, vocabulary: &Vocabulary) -> Result<String, Problem> {
    vocabulary.code(list, text).ok_or_else(|| {
        Problem::new(
            "unknown-term",
            format!(
                "Значения «{text}» нет в каталоге («{}»). Возьмите название или код с листа \
                 «Списки».",
                list.title()
            ),
        )
    })
}

fn text_list(cell: &Cell, list: Option<List>, vocabulary: &Vocabulary) -> Result<Value, Problem> {
    let text = plain(cell)?;
    let mut texts = Vec::new();
    for part in text
        .split([';', '\n'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
    {
        texts.push(match list {
            Some(list) => term(list, part, vocabulary)?,
            None => part.to_owned(),
        });
    }
    Ok(if texts.is_empty() {
        Value::Null
    } else {
        Value::TextList(texts)
    })
}

fn int(cell: &Cell) -> Result<Value, Problem> {
    let text: String = cell.shown().split_whitespace().collect();
    match text.parse::<i64>() {
        Ok(number) if !matches!(cell, Cell::Date(_) | Cell::Bool(_)) => Ok(Value::Int(number)),
        _ => Err(Problem::new(
            "bad-number",
            format!(
                "«{}» — не целое число. Впишите число цифрами.",
                cell.shown()
            ),
        )),
    }
}

fn flag(cell: &Cell) -> Result<Value, Problem> {
    if let Cell::Bool(flag) = cell {
        return Ok(Value::Bool(*flag));
    }
    match normal::text(&cell.shown()).as_str() {
        "да" | "+" | "1" | "истина" | "true" => Ok(Value::Bool(true)),
        "нет" | "-" | "0" | "ложь" | "false" => Ok(Value::Bool(false)),
        _ => Err(Problem::new(
            "bad-flag",
            format!(
                "«{}» — не «Да» и не «Нет». Впишите одно из двух.",
                cell.shown()
            ),
        )),
    }
}

fn date(cell: &Cell) -> Result<Value, Problem> {
    let found = match cell {
        Cell::Date(date) => Some(*date),
        Cell::Number(serial) if *serial >= LEAST_BARE_SERIAL => from_serial(*serial, false),
        Cell::Text(text) => written_date(text),
        _ => None,
    };
    match found {
        None => Err(Problem::new(
            "bad-date",
            format!(
                "«{}» — не дата или такой даты нет. Впишите её так: 01.09.2023.",
                cell.shown()
            ),
        )),
        Some(date) if !YEARS.contains(&date.year()) => Err(Problem::new(
            "date-out-of-range",
            format!(
                "Дата {} вне пределов: год должен быть с 1900 по 2100. Проверьте год.",
                dotted(date)
            ),
        )),
        Some(date) => Ok(Value::Date(date)),
    }
}

/// «01.09.2023», «1.9.2023», «2023-09-01», with or without «г.» or a time after it.
pub(super) fn written_date(text: &str) -> Option<NaiveDate> {
    let text = text.trim().trim_end_matches("г.").trim_end();
    let day = text.split([' ', 'T']).next()?;
    let parts = |separator: char| -> Option<[u32; 3]> {
        let numbers: Vec<&str> = day.split(separator).collect();
        let [a, b, c] = <[&str; 3]>::try_from(numbers).ok()?;
        let digits = |part: &str| {
            let written = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            written.then(|| part.parse::<u32>().ok()).flatten()
        };
        Some([digits(a)?, digits(b)?, digits(c)?])
    };
    let (year, month, day, width) = if let Some([day, month, year]) = parts('.') {
        (year, month, day, text.split([' ', '.']).nth(2)?.len())
    } else if let Some([year, month, day]) = parts('-') {
        (year, month, day, text.find('-')?)
    } else {
        return None;
    };
    if width != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn choice(cell: &Cell, choices: &[Choice]) -> Result<Value, Problem> {
    let wanted = normal::text(&cell.shown());
    let found = choices
        .iter()
        .find(|choice| normal::text(choice.title) == wanted || normal::text(choice.code) == wanted);
    found
        .map(|choice| Value::Text(choice.code.to_owned()))
        .ok_or_else(|| {
            let titles: Vec<&str> = choices.iter().map(|choice| choice.title).collect();
            Problem::new(
                "unknown-choice",
                format!(
                    "«{}» не подходит. Впишите одно из: {}.",
                    cell.shown(),
                    titles.join("; ")
                ),
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(cell: &Cell) -> &'static str {
        date(cell).unwrap_err().code
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let expected = NaiveDate::from_ymd_opt(2023, 9, 1);
        for text in [
            "01.09.2023",
            "1.9.2023",
            "2023-09-01",
            "01.09.2023 г.",
            "2023-09-01T00:00:00",
        ] {
            assert_eq!(written_date(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_that_cannot_be_are_refused() {
        assert_eq!(refused(&Cell::Text("31.02.2023".to_owned())), "bad-date");
        assert_eq!(refused(&Cell::Text("01.09.23".to_owned())), "bad-date");
        assert_eq!(refused(&Cell::Text("сентябрь".to_owned())), "bad-date");
        assert_eq!(refused(&Cell::Number(2010.0)), "bad-date");
        assert_eq!(
            refused(&Cell::Text("01.09.0025".to_owned())),
            "date-out-of-range"
        );
        let far = NaiveDate::from_ymd_opt(2203, 9, 1).unwrap();
        assert_eq!(refused(&Cell::Date(far)), "date-out-of-range");
    }
}
