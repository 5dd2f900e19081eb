//! Values and units of indicators as printed.
//!
//! Not here: which indicator, and its sources (`sources`). The one decision to know: a number is a
//! number only when nothing else stands in the cell but a known unit, a denominator or a document in
//! brackets; a range, an estimate, a sum, a letter among digits are for a person to look at.

use opora_domain::reports::ReportedValue;

use super::grid::flat;
use super::words::Asks;

/// Beginnings of units a form may print after a number.
const UNITS: &[&str] = &[
    "чел",
    "%",
    "процент",
    "шт",
    "ед",
    "пед",
    "обуч",
    "учащ",
    "учен",
    "уч",
    "наставн",
    "наставл",
    "пар",
    "групп",
    "программ",
    "проект",
    "организ",
    "предприят",
    "балл",
    "дет",
    "ребен",
    "молод",
    "специалист",
    "работник",
    "сотрудник",
    "мероприят",
    "соглашен",
];

/// Ways to leave a cell empty.
const NOTHING: &[&str] = &["", "-", "--", "---", "х", "x", "*", "/"];

/// A value cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Printed {
    pub value: ReportedValue,
    pub unit: Option<String>,
    pub denominator: Option<i64>,
}

impl Printed {
    const fn bare(value: ReportedValue) -> Self {
        Self {
            value,
            unit: None,
            denominator: None,
        }
    }

    /// The same cell as something nobody should count with.
    pub(super) const fn doubted() -> Self {
        Self::bare(ReportedValue::Unclear)
    }
}

/// Reads «67», «67 чел.», «87 %», «58 из 67», «87 % (58 из 67)», «Да», «нет данных», nothing.
pub(super) fn value(text: &str) -> Printed {
    let text = flat(text);
    let words = crate::normal::text(&text);
    let plain = words.trim_end_matches(['.', ';', ',', ' ']);
    if NOTHING.contains(&plain) || plain.chars().all(|c| matches!(c, '_' | '.' | '-' | '…')) {
        return Printed::bare(ReportedValue::Missing);
    }
    if let Some(value) = said(plain) {
        return Printed::bare(value);
    }
    let Some((number, rest)) = leading_number(&text) else {
        return Printed::doubted();
    };
    let (rest, denominator) = denominator(rest);
    let Some(unit) = unit(rest) else {
        return Printed::doubted();
    };
    Printed {
        value: ReportedValue::Number(number),
        unit: (!unit.is_empty()).then_some(unit),
        denominator,
    }
}

/// A value said in words.
fn said(plain: &str) -> Option<ReportedValue> {
    match plain {
        "да" | "есть" | "имеется" | "имеются" | "+" => {
            return Some(ReportedValue::Flag(true));
        }
        "нет" | "отсутствует" | "отсутствуют" | "не имеется" => {
            return Some(ReportedValue::Flag(false));
        }
        "нет данных" | "н/д" | "данных нет" => {
            return Some(ReportedValue::NotComputable);
        }
        "не применимо" | "неприменимо" => {
            return Some(ReportedValue::NotApplicable);
        }
        _ => {}
    }
    if plain.starts_with("скрыто") || plain.starts_with("менее") || plain.starts_with('<')
    {
        return Some(ReportedValue::Hidden);
    }
    // «Да (приказ № 12)», «да, приказ …», «Нет (планируется)».
    let (word, rest) = plain.split_once([' ', ',', '(', ':', ';'])?;
    let flag = match word {
        "да" | "имеется" | "есть" => true,
        "нет" | "отсутствует" => false,
        _ => return None,
    };
    let rest = rest.trim_start_matches([' ', ',', '(', ':', ';', '-']);
    let doubts = ["нет", "не ", "частичн", "разработ", "проект", "план", "да"];
    let proofs = [
        "приказ",
        "http",
        "размещ",
        "положени",
        "протокол",
        "ссылк",
        "сайт",
        "от ",
        "№",
        "утвержд",
        "программ",
        "www",
        "договор",
        "соглашен",
        "распоряж",
    ];
    let doubtful = flag && doubts.iter().any(|word| rest.contains(word));
    let proved = proofs.iter().any(|word| rest.starts_with(word));
    let reason = !flag && plain.contains('(');
    ((proved && !doubtful) || reason).then_some(ReportedValue::Flag(flag))
}

/// Whether a value fits what the name asks for; one that does not is not counted with.
pub(super) fn fits(printed: &Printed, asks: Option<Asks>) -> bool {
    let of_percent = printed
        .unit
        .as_deref()
        .is_some_and(|unit| unit.starts_with('%') || unit.starts_with("процент"));
    match (&printed.value, asks) {
        (ReportedValue::Number(_), Some(Asks::Presence))
        | (ReportedValue::Flag(_), Some(Asks::Count | Asks::Level | Asks::Share)) => false,
        (ReportedValue::Number(number), Some(Asks::Count)) => {
            // A year in a column of counts is a year.
            number.fract() == 0.0 && !of_percent && !(1990.0..2100.0).contains(number)
        }
        // 0.87 may be 87 % shown by a format of the sheet.
        (ReportedValue::Number(number), Some(Asks::Level | Asks::Share)) => {
            (*number == 0.0 || *number > 1.0) && !(1990.0..2100.0).contains(number)
        }
        _ => true,
    }
}

/// The unit after a number, when all that stands there is one; empty for none.
fn unit(rest: &str) -> Option<String> {
    let unit = rest.trim().trim_end_matches([',', ';']).trim();
    let bare = unit
        .trim_start_matches('(')
        .trim_end_matches([')', '('])
        .trim();
    if bare.is_empty() || bare == "." {
        return Some(String::new());
    }
    let words = crate::normal::text(bare);
    let known = UNITS.iter().any(|start| words.starts_with(start));
    let short = words.chars().count() <= 24 && words.split(' ').count() <= 2;
    let clean = !words.contains(|c: char| c.is_ascii_digit() || matches!(c, ':' | '?' | '+'));
    (known && short && clean).then(|| bare.to_owned())
}

/// A number with spaces between thousands and a decimal comma, and what follows it.
fn leading_number(text: &str) -> Option<(f64, &str)> {
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    let whole = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (first, mut rest) = text.split_at_checked(whole)?;
    let mut digits = first.to_owned();
    // Thousands: groups of exactly three digits after one of one to three.
    while (1..=3).contains(&first.len())
        && let Some(after) = rest.strip_prefix(is_space)
        && after.chars().take_while(char::is_ascii_digit).count() == 3
    {
        digits.push_str(after.get(..3)?);
        rest = after.get(3..)?;
    }
    if let Some(after) = rest.strip_prefix([',', '.']) {
        let length = after.chars().take_while(char::is_ascii_digit).count();
        if length > 0 {
            digits.push('.');
            digits.push_str(after.get(..length)?);
            rest = after.get(length..)?;
        }
    }
    let number = digits.parse::<f64>().ok().filter(|n| n.is_finite())?;
    Some((number, rest))
}

/// « чел. из 119» as « чел.» and 119; «(58 из 67)» as well.
fn denominator(rest: &str) -> (&str, Option<i64>) {
    let number = |text: &str| -> Option<i64> {
        let text = text.trim_start();
        let end = text
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len());
        let (digits, after) = text.split_at_checked(end)?;
        let after = after.trim_matches(|c: char| c.is_whitespace() || matches!(c, ')' | '.'));
        let plain = after.is_empty() || unit(after).is_some();
        plain.then(|| digits.parse().ok()).flatten()
    };
    if let Some((unit, part)) = rest.split_once('(')
        && let Some((part, whole)) = part.split_once(" из ")
        && part.trim().chars().all(|c| c.is_ascii_digit())
        && let Some(whole) = number(whole)
    {
        return (unit, Some(whole));
    }
    for mark in [" из ", "из "] {
        if let Some((unit, whole)) = rest.split_once(mark)
            && let Some(whole) = number(whole)
        {
            return (unit, Some(whole));
        }
    }
    (rest, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> (Option<f64>, Option<String>, Option<i64>) {
        let read = value(text);
        (read.value.number(), read.unit, read.denominator)
    }

    #[test]
    fn numbers_are_read_with_their_units_and_denominators() {
        assert_eq!(number("67"), (Some(67.0), None, None));
        assert_eq!(
            number(" 67 чел. "),
            (Some(67.0), Some("чел.".to_owned()), None)
        );
        assert_eq!(number("87,5 %"), (Some(87.5), Some("%".to_owned()), None));
        assert_eq!(number("1 234"), (Some(1234.0), None, None));
        assert_eq!(number("58 из 67"), (Some(58.0), None, Some(67)));
        assert_eq!(
            number("87 % (58 из 67)"),
            (Some(87.0), Some("%".to_owned()), Some(67))
        );
    }

    #[test]
    fn words_zero_nothing_and_nonsense_are_different_values() {
        assert_eq!(value("Да").value, ReportedValue::Flag(true));
        assert_eq!(value("нет").value, ReportedValue::Flag(false));
        assert_eq!(value("0").value, ReportedValue::Number(0.0));
        assert_eq!(value("").value, ReportedValue::Missing);
        assert_eq!(value("–").value, ReportedValue::Missing);
        assert_eq!(value("нет данных").value, ReportedValue::NotComputable);
        assert_eq!(value("около семидесяти").value, ReportedValue::Unclear);
        assert_eq!(value("67 или 68").value, ReportedValue::Unclear);
    }

    #[test]
    fn a_range_an_estimate_a_sum_and_a_misread_digit_are_not_numbers() {
        for text in [
            "60–70",
            "60-70 чел.",
            "около 70",
            "более 5",
            "~8",
            "6З",
            "1О",
            "6 7",
            "67?",
            "8 + 2",
            "67/69",
            "67 (план 70)",
            "12 чел., из них 2",
            "8\n9",
            "частично",
            "Да/Нет",
            "12.09.2023",
            "да, но не утверждена",
        ] {
            assert_eq!(value(text).value, ReportedValue::Unclear, "{text}");
        }
    }

    #[test]
    fn a_document_beside_a_word_does_not_hide_the_word() {
        for text in [
            "Да (приказ № 12 от 01.09.2023)",
            "да, приказ № 5",
            "Есть (размещено)",
            "+",
        ] {
            assert_eq!(value(text).value, ReportedValue::Flag(true), "{text}");
        }
        assert_eq!(value("Нет (планируется)").value, ReportedValue::Flag(false));
        assert_eq!(value("____").value, ReportedValue::Missing);
    }

    #[test]
    fn a_value_of_another_kind_than_asked_for_does_not_fit() {
        let fits = |text: &str, asks| super::fits(&value(text), Some(asks));
        assert!(fits("67 чел.", Asks::Count) && fits("Да", Asks::Presence));
        assert!(fits("87,5 %", Asks::Level) && fits("8,5", Asks::Level));
        for (text, asks) in [
            ("87 %", Asks::Count),
            ("8,5", Asks::Count),
            ("2023", Asks::Count),
            ("Да", Asks::Count),
            ("1", Asks::Presence),
            ("0,87", Asks::Level),
            ("2023", Asks::Level),
        ] {
            assert!(!fits(text, asks), "{text}");
        }
    }
}
