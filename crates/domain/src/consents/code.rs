//! Short codes of papers: seven digits and one that shows a slip of the finger.
//!
//! Not here: drawing (`app`), scanning. The one decision to know: digits only, so that they can be typed on the
//! number pad in any keyboard layout; the last one is Luhn's (ISO/IEC 7812), which finds every wrong digit and
//! nearly every swap of neighbours.

/// Number of codes there are.
pub const PAPER_CODES: u32 = 10_000_000;

/// The code of a number; numbers beyond [`PAPER_CODES`] start over.
pub fn paper_code(number: u32) -> String {
    let digits = format!("{:07}", number.checked_rem(PAPER_CODES).unwrap_or(0));
    let check = (0..10_u32).find(|check| sums_up(&format!("{digits}{check}")));
    format!("{digits}{}", check.unwrap_or(0))
}

/// A code as somebody typed or scanned it; `None` when it cannot be one.
pub fn read_paper_code(text: &str) -> Option<String> {
    // What a camera or a scanner reads is the address of the page; the code is its end.
    let end = text.trim().rsplit('/').next().unwrap_or_default();
    let code: String = end
        .chars()
        .filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '–' | '—'))
        .collect();
    let digits = code.len() == 8 && code.chars().all(|sign| sign.is_ascii_digit());
    (digits && sums_up(&code)).then_some(code)
}

/// «1234 5678», as it is printed.
pub fn spaced_paper_code(code: &str) -> String {
    match code.split_at_checked(4) {
        Some((head, tail)) if !tail.is_empty() => format!("{head} {tail}"),
        _ => code.to_owned(),
    }
}

fn sums_up(code: &str) -> bool {
    let total: u32 = code
        .chars()
        .rev()
        .filter_map(|sign| sign.to_digit(10))
        .zip([false, true].into_iter().cycle())
        .map(|(digit, doubled)| match (doubled, digit) {
            (false, digit) => digit,
            (true, 0..5) => digit.saturating_mul(2),
            (true, _) => digit.saturating_mul(2).saturating_sub(9),
        })
        .sum();
    total.checked_rem(10) == Some(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_code_reads_back_in_any_dress(number in 0..PAPER_CODES) {
            let code = paper_code(number);
            let spaced = spaced_paper_code(&code);
            let address = format!("https://school.example/consents/code/{code}");
            for typed in [code.clone(), format!(" {spaced} "), address] {
                prop_assert_eq!(read_paper_code(&typed), Some(code.clone()));
            }
        }

        #[test]
        fn a_wrong_digit_is_always_noticed(number in 0..PAPER_CODES, place in 0..8_usize, other in 1..10_u32) {
            let wrong: String = paper_code(number)
                .chars()
                .enumerate()
                .map(|(at, sign)| match sign.to_digit(10) {
                    Some(digit) if at == place => char::from_digit((digit + other) % 10, 10).unwrap(),
                    _ => sign,
                })
                .collect();
            prop_assert_eq!(read_paper_code(&wrong), None);
        }
    }

    #[test]
    fn what_is_no_code_is_none() {
        for text in ["", "1234", "12345678901", "АБВГДЕЖЗ", "1234567a"] {
            assert_eq!(read_paper_code(text), None, "{text}");
        }
    }
}
