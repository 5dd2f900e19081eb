//! No real person in the repository.
//!
//! Not here: the names. The one decision to know: the document the product grew from names real
//! people, so their surnames are kept only as 32-bit hashes of their stems: enough to notice one,
//! too little to read one back.

use super::SourceFile;
use crate::hash;

/// Hashes of stems of surnames that may not appear.
const STEMS: [u32; 3] = [0x413a_0f4c, 0x07e4_2c1b, 0x6025_9553];

/// Letters of the stems; the ending depends on case and gender.
const LENGTHS: [usize; 2] = [5, 6];

/// Every line with a forbidden surname; the surname itself is not repeated.
pub fn check(files: &[SourceFile]) -> Vec<String> {
    check_against(files, &STEMS)
}

fn check_against(files: &[SourceFile], stems: &[u32]) -> Vec<String> {
    let mut findings = Vec::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            if words(line).any(|word| is_forbidden(word, stems)) {
                findings.push(format!(
                    "{}:{}: the surname of a real person; use a synthetic one",
                    file.path,
                    number + 1
                ));
            }
        }
    }
    findings
}

/// Runs of Cyrillic letters that start with a capital.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|letter: char| !('А'..='ё').contains(&letter) && letter != 'Ё')
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
}

fn is_forbidden(word: &str, stems: &[u32]) -> bool {
    LENGTHS.iter().any(|length| {
        let stem: String = word.chars().take(*length).collect();
        let ending = word.chars().count().saturating_sub(*length);
        (0..=2).contains(&ending) && stems.contains(&digest(&stem))
    })
}

/// Upper half of the hash of a stem in lower case.
fn digest(stem: &str) -> u32 {
    let hash = hash::fnv(stem.to_lowercase().as_bytes());
    u32::try_from(hash >> 32).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn ordinary_words_and_names_are_not_taken_for_forbidden_ones() {
        let text = "Иванова Мария Петровна пришла. Лыжи Шумные Школа Лялька\n";
        assert!(check(&[file("a.md", text)]).is_empty());
    }

    #[test]
    fn only_words_with_a_capital_are_looked_at() {
        let found: Vec<&str> = words("при Иванове, ООО «Ёлка»").collect();
        assert_eq!(found, ["Иванове", "ООО", "Ёлка"]);
    }

    #[test]
    fn a_surname_is_found_in_every_case_and_not_repeated() {
        let stems = [digest("примерн")];
        let text = "Прим\nпишет Лесникова\nпишет Лесников, о Лесниковой\n";
        assert!(check_against(&[file("a.md", text)], &stems).is_empty());
        let stems = [digest("лесник")];
        assert!(check_against(&[file("a.md", "Лесник")], &stems).len() == 1);
        let stems = [digest("лесни")];
        let findings = check_against(&[file("a.md", "о\nЛесник и\nЛеснику\n")], &stems);
        assert_eq!(findings.len(), 2, "{findings:?}");
        assert!(!findings.concat().contains("Лесник"));
    }
}
