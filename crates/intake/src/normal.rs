//! Text as it is compared: case, spaces, ё, and Latin letters that look like Cyrillic ones.
//!
//! Not here: what is stored; a spelling is never changed silently. The one decision to know: a Latin
//! letter is read as its Cyrillic twin only inside a word that has Cyrillic letters besides.

/// Latin letters and the Cyrillic ones they look like, lower case.
const TWINS: &[(char, char)] = &[
    ('a', 'а'),
    ('b', 'в'),
    ('c', 'с'),
    ('e', 'е'),
    ('h', 'н'),
    ('i', 'і'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
];

/// Text for comparison: lower case, single spaces, «е» for «ё», twins made Cyrillic.
pub(crate) fn text(raw: &str) -> String {
    let lower = raw.to_lowercase();
    let mut words = Vec::new();
    for word in lower.split(|c: char| c.is_whitespace() || c == '\u{feff}') {
        if !word.is_empty() {
            words.push(word_of(word));
        }
    }
    words.join(" ")
}

fn word_of(word: &str) -> String {
    let mixed = is_mixed(word);
    word.chars()
        .map(|c| match c {
            'ё' => 'е',
            '–' | '—' | '‑' => '-',
            c if mixed => twin(c).unwrap_or(c),
            c => c,
        })
        .collect()
}

fn twin(c: char) -> Option<char> {
    TWINS.iter().find(|pair| pair.0 == c).map(|pair| pair.1)
}

/// Whether one word has both Cyrillic letters and Latin letters.
fn is_mixed(word: &str) -> bool {
    word.chars().any(is_cyrillic) && word.chars().any(|c| c.is_ascii_alphabetic())
}

/// Whether any word of the text mixes the two alphabets.
pub(crate) fn has_mixed_word(raw: &str) -> bool {
    raw.split_whitespace().any(is_mixed)
}

pub(crate) fn is_cyrillic(c: char) -> bool {
    ('\u{400}'..='\u{4ff}').contains(&c)
}

/// A code for comparison: lower case, every twin made Cyrillic, no spaces.
pub(crate) fn code(raw: &str) -> String {
    raw.to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| twin(c).unwrap_or(c))
        .collect()
}

/// Heading for comparison: as [`text`], without marks of required columns and closing colons.
pub(crate) fn heading(raw: &str) -> String {
    text(raw.trim().trim_end_matches(['*', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latin_letter_inside_a_cyrillic_word_reads_as_its_twin() {
        assert_eq!(text("Ивaнoв"), text("Иванов"));
        assert!(has_mixed_word("Ивaнов"));
        assert_eq!(text("Anna"), "anna");
        assert!(!has_mixed_word("ООО Alpha"));
    }

    #[test]
    fn case_spaces_dashes_and_yo_do_not_matter() {
        assert_eq!(text("  Семёнов\u{a0} Пётр — "), text("СЕМЕНОВ Петр -"));
        assert_eq!(heading("Фамилия *"), heading("фамилия"));
    }
}
