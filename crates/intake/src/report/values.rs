//! Values, units and sources of indicators as printed.
//!
//! Not here: which indicator. The one decision to know: a link is kept as printed, also a malformed
//! one, because judging it is the business of a check.

use opora_domain::reports::{ReportedProof, ReportedSurvey, ReportedValue};

use super::grid::flat;
use super::terms::dates;

/// Longest text after a number that is a unit, in letters.
const LONGEST_UNIT: usize = 12;

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
}

/// Reads «67», «67 чел.», «87 %», «58 из 67», «87 % (58 из 67)», «Да», «нет данных», nothing.
pub(super) fn value(text: &str) -> Printed {
    let text = flat(text);
    let words = crate::normal::text(&text);
    let plain = words.trim_end_matches(['.', ';', ',']);
    match plain {
        "" | "-" => return Printed::bare(ReportedValue::Missing),
        "да" | "есть" | "имеется" => return Printed::bare(ReportedValue::Flag(true)),
        "нет" | "отсутствует" => return Printed::bare(ReportedValue::Flag(false)),
        "нет данных" | "н/д" => return Printed::bare(ReportedValue::NotComputable),
        "не применимо" | "неприменимо" => {
            return Printed::bare(ReportedValue::NotApplicable);
        }
        _ => {}
    }
    if plain.starts_with("скрыто") || plain.starts_with("менее") || plain.starts_with('<')
    {
        return Printed::bare(ReportedValue::Hidden);
    }
    let Some((number, rest)) = leading_number(&text) else {
        return Printed::bare(ReportedValue::Unclear);
    };
    let (rest, denominator) = denominator(rest);
    let unit = rest
        .trim()
        .trim_end_matches(['(', ',', ';'])
        .trim()
        .to_owned();
    let short = unit.chars().count() <= LONGEST_UNIT && !unit.chars().any(|c| c.is_ascii_digit());
    if !short {
        return Printed::bare(ReportedValue::Unclear);
    }
    Printed {
        value: ReportedValue::Number(number),
        unit: (!unit.is_empty()).then_some(unit),
        denominator,
    }
}

/// A number with spaces between thousands and a decimal comma, and what follows it.
fn leading_number(text: &str) -> Option<(f64, &str)> {
    let mut digits = String::new();
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        match c {
            '0'..='9' => digits.push(c),
            ',' | '.' if next_is_digit && !digits.is_empty() && !digits.contains('.') => {
                digits.push('.');
            }
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' if next_is_digit && !digits.is_empty() => {}
            _ => break,
        }
        end = at.saturating_add(c.len_utf8());
    }
    let number = digits
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())?;
    Some((number, text.get(end..)?))
}

/// « чел. из 119» as « чел.» and 119.
fn denominator(rest: &str) -> (&str, Option<i64>) {
    let number = |text: &str| -> Option<i64> {
        let digits: String = text
            .chars()
            .skip_while(|c| c.is_whitespace())
            .take_while(char::is_ascii_digit)
            .collect();
        digits.parse().ok()
    };
    if let Some((unit, part)) = rest.split_once('(')
        && let Some((_, whole)) = part.split_once(" из ")
    {
        return (unit, number(whole));
    }
    for mark in [" из ", "из ", "/"] {
        if let Some((unit, whole)) = rest.split_once(mark)
            && let Some(whole) = number(whole)
        {
            return (unit, Some(whole));
        }
    }
    (rest, None)
}

/// Links of a cell as printed, and the text around them.
pub(super) fn links(text: &str) -> (Vec<String>, String) {
    let mut links = Vec::new();
    let mut around = Vec::new();
    for word in text.split_whitespace() {
        if !is_link(word) {
            around.push(word);
            continue;
        }
        let mut rest = word;
        while let Some(start) = link_start(rest) {
            let (before, link) = rest.split_at_checked(start).unwrap_or(("", rest));
            if !before.is_empty() {
                around.push(before);
            }
            let after = link
                .get(4..)
                .and_then(link_start)
                .map(|next| next.saturating_add(4));
            let (link, next) = match after {
                // A second address inside a query belongs to the first one.
                Some(next) if !link.get(..next).is_some_and(|l| l.ends_with(['=', '/'])) => {
                    link.split_at_checked(next).unwrap_or((link, ""))
                }
                _ => (link, ""),
            };
            links.push(link.trim_end_matches([',', ';', ')', '»', '"']).to_owned());
            rest = next;
        }
    }
    let around = around.join(" ");
    (links, around.trim_matches([' ', ',', ';']).to_owned())
}

fn is_link(word: &str) -> bool {
    link_start(word).is_some()
}

fn link_start(text: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    ["https:", "http:", "www."]
        .iter()
        .filter_map(|start| lower.find(start))
        .min()
}

/// Text around the links as a proof; its kind is for a person to say.
pub(super) fn proof(around: &str) -> Option<ReportedProof> {
    let named = around.chars().filter(|c| c.is_alphabetic()).count() > 2;
    named.then(|| ReportedProof {
        kind: String::new(),
        title: around.to_owned(),
        url: None,
        clause: None,
        public: false,
    })
}

/// A survey named in the source of a satisfaction figure.
pub(super) fn survey(around: &str, denominator: Option<i64>) -> Option<ReportedSurvey> {
    let words = crate::normal::text(around);
    if !["анкет", "опрос"].iter().any(|start| words.contains(start)) {
        return None;
    }
    let dates = dates(around);
    let (answered, invited) = answered(&words);
    Some(ReportedSurvey {
        instrument: quoted(around).unwrap_or(around).to_owned(),
        opened_on: dates.first().copied(),
        closed_on: dates.last().copied(),
        answered: answered.or(denominator),
        invited,
    })
}

/// «ответили 58 из 67» as 58 and 67.
fn answered(words: &str) -> (Option<i64>, Option<i64>) {
    let Some((before, after)) = words.split_once(" из ") else {
        return (None, None);
    };
    let number = |word: Option<&str>| {
        let digits = word?.trim_matches(|c: char| !c.is_ascii_digit());
        digits.parse().ok()
    };
    (
        number(before.split(' ').next_back()),
        number(after.split(' ').next()),
    )
}

/// Text within the first pair of quotation marks.
fn quoted(text: &str) -> Option<&str> {
    let (_, after) = text.split_once('«')?;
    after.split_once('»').map(|(inside, _)| inside)
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
    fn links_are_kept_as_printed_and_glued_ones_are_parted() {
        let doubled = "https://school.example/docs/a_308.html.ru/docs/a_308.html";
        assert_eq!(links(doubled).0, [doubled]);
        let (found, around) = links("Приказ № 5: https://school.example/a,\nhttp://b.example");
        assert_eq!(found, ["https://school.example/a", "http://b.example"]);
        assert_eq!(around, "Приказ № 5:");
        let glued = "https://school.example/a.htmlhttps://school.example/b.html";
        assert_eq!(links(glued).0.len(), 2);
    }

    #[test]
    fn a_survey_is_read_from_its_source() {
        let text =
            "Анкета «Удовлетворённость наставника», 04.09.2023–10.10.2023, ответили 58 из 67";
        let read = survey(text, None).unwrap();
        assert_eq!(read.instrument, "Удовлетворённость наставника");
        assert_eq!((read.answered, read.invited), (Some(58), Some(67)));
        assert_eq!(read.closed_on, Some("2023-10-10".parse().unwrap()));
    }
}
