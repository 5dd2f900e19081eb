//! A number format under which a number is shown exactly as its printed text.
//!
//! Not here: typing of cells. The one decision to know: when text and number disagree, or no format
//! shows the text, there is none and the cell stays text: a wrong number is worse than none.

/// The format, in the notation of Excel.
pub(super) fn format(text: &str, number: f64) -> Option<String> {
    let text = text.trim();
    let (minus, digits) = match text.strip_prefix('−') {
        Some(rest) => ("−", rest),
        None => text
            .strip_prefix('-')
            .map_or(("", text), |rest| ("-", rest)),
    };
    let figure = |letter: char| letter.is_ascii_digit();
    let end = digits
        .char_indices()
        .find(|(at, letter)| !(figure(*letter) || inside(digits, *at, *letter)))
        .map_or(digits.len(), |(at, _)| at);
    let (digits, suffix) = digits.split_at_checked(end)?;
    let (whole, decimals) = digits.split_once(',').unwrap_or((digits, ""));
    let separator = whole.chars().find(|letter| !figure(*letter));
    let figures: String = whole.chars().filter(|letter| figure(*letter)).collect();
    let shown: f64 = format!("{figures}.{decimals}0").parse().ok()?;
    let shown = if minus.is_empty() { shown } else { -shown };
    let agrees = format!("{number:.*}", decimals.len()) == format!("{shown:.*}", decimals.len());
    // «1,2,3» is a list and «8-9» a range; neither is a number with a unit.
    let unit = suffix.starts_with(|first: char| {
        first.is_whitespace() || first.is_alphabetic() || "%‰°".contains(first)
    });
    if figures.is_empty() || !(suffix.is_empty() || unit) || suffix.contains('"') || !agrees {
        return None;
    }
    let pattern = match separator {
        None if figures.len() > 1 && figures.starts_with('0') => return None,
        None => "0".to_owned(),
        Some(separator) => grouped(whole, separator)?,
    };
    let fraction = if decimals.is_empty() {
        String::new()
    } else {
        format!(".{}", "0".repeat(decimals.len()))
    };
    let tail = if suffix.is_empty() {
        String::new()
    } else {
        format!("\"{suffix}\"")
    };
    let plain = format!("{pattern}{fraction}{tail}");
    Some(match minus {
        "−" => format!("{plain};\"−\"{plain}"),
        _ => plain,
    })
}

/// Whether this comma or space stands between figures.
fn inside(text: &str, at: usize, letter: char) -> bool {
    let separates = matches!(letter, ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
    let next = text
        .get(at + letter.len_utf8()..)
        .and_then(|rest| rest.chars().next());
    let comma_before = text.get(..at).is_some_and(|before| before.contains(','));
    separates && !comma_before && at > 0 && next.is_some_and(|next| next.is_ascii_digit())
}

/// Thousands apart by this separator, when the text groups them so.
fn grouped(whole: &str, separator: char) -> Option<String> {
    let mut groups = whole.split(separator);
    let first = groups.next()?.len();
    let rest: Vec<&str> = groups.collect();
    let even = rest
        .iter()
        .all(|group| group.len() == 3 && group.chars().all(|it| it.is_ascii_digit()));
    if !(1..=3).contains(&first) || !even {
        return None;
    }
    let mut pattern = "#".to_owned();
    for index in 0..rest.len() {
        let last = index + 1 == rest.len();
        pattern.push('"');
        pattern.push(separator);
        pattern.push('"');
        pattern.push_str(if last { "##0" } else { "###" });
    }
    Some(pattern)
}

#[cfg(test)]
mod tests {
    use super::format;

    #[test]
    fn a_number_is_shown_as_its_text() {
        assert_eq!(format("8", 8.0).as_deref(), Some("0"));
        assert_eq!(format("27,5 %", 27.5).as_deref(), Some("0.0\" %\""));
        assert_eq!(format("−3,25", -3.25).as_deref(), Some("0.00;\"−\"0.00"));
        assert_eq!(
            format("12\u{202f}345", 12345.0).as_deref(),
            Some("#\"\u{202f}\"##0")
        );
        assert_eq!(format("66,7", 66.666_67).as_deref(), Some("0.0"));
    }

    #[test]
    fn text_that_is_not_the_number_stays_text() {
        assert_eq!(format("да", 1.0), None);
        assert_eq!(format("8", 9.0), None);
        assert_eq!(format("007", 7.0), None);
        assert_eq!(format("1,2,3", 1.2), None);
        assert_eq!(format("12 34", 1234.0), None);
        assert_eq!(format("5\"", 5.0), None);
        assert_eq!(format("87 из 100", 87.0).as_deref(), Some("0\" из 100\""));
    }
}
