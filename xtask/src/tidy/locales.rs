//! Both languages say everything.
//!
//! Not here: whether a page uses the texts (the pseudo-locale test of `web`). The one decision to
//! know: a message counts with its attributes, and the same file must hold it in both languages.

use std::collections::BTreeSet;

use super::SourceFile;

const RUSSIAN: &str = "/locales/ru/";
const ENGLISH: &str = "/locales/en/";

/// Messages that one language has and the other has not, and messages defined twice.
pub fn check(files: &[SourceFile]) -> Vec<String> {
    let mut findings = Vec::new();
    for (here, there) in [(RUSSIAN, ENGLISH), (ENGLISH, RUSSIAN)] {
        for file in files.iter().filter(|file| file.path.contains(here)) {
            let twin_path = file.path.replace(here, there);
            let twin = files.iter().find(|other| other.path == twin_path);
            let others = twin.map(|twin| messages(&twin.text)).unwrap_or_default();
            let own = messages(&file.text);
            for key in own.difference(&others) {
                findings.push(format!("{twin_path}: «{key}» of {} is missing", file.path));
            }
            findings.extend(twice(file));
        }
    }
    findings
}

/// Names of messages, terms and attributes (`message.attribute`).
fn messages(text: &str) -> BTreeSet<String> {
    let mut message = "";
    let mut found = BTreeSet::new();
    for line in text.lines() {
        let Some((name, _)) = line.split_once('=') else {
            continue;
        };
        let name = name.trim_end();
        if let Some(attribute) = name.trim_start().strip_prefix('.') {
            found.insert(format!("{message}.{attribute}"));
        } else if is_name(name) {
            message = name;
            found.insert(name.to_owned());
        }
    }
    found
}

fn twice(file: &SourceFile) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let names = file.text.lines().filter_map(|line| line.split_once('='));
    names
        .map(|(name, _)| name.trim_end())
        .filter(|name| is_name(name) && !seen.insert(*name))
        .map(|name| format!("{}: «{name}» is defined twice", file.path))
        .collect()
}

/// Fluent: a letter (or `-` for a term) in the first column, then letters, digits, `-` and `_`.
fn is_name(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '-')
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    const RU: &str = "crates/web/locales/ru/pairs.ftl";
    const EN: &str = "crates/web/locales/en/pairs.ftl";

    #[test]
    fn a_message_in_one_language_only_is_found_in_both_directions() {
        let findings = check(&[file(RU, "a = А\nb = Б\n"), file(EN, "a = A\nc = C\n")]);
        assert_eq!(findings.len(), 2, "{findings:?}");
        assert!(findings.concat().contains("«b»") && findings.concat().contains("«c»"));
    }

    #[test]
    fn attributes_count_and_lines_of_long_texts_do_not() {
        let russian = "a = А\n  .title = Т\nb =\n    текст = не имя\n";
        let findings = check(&[file(RU, russian), file(EN, "a = A\nb = B\n")]);
        assert_eq!(findings.len(), 1, "{findings:?}");
        assert!(findings.concat().contains("«a.title»"));
    }

    #[test]
    fn a_message_defined_twice_is_found() {
        let findings = check(&[file(RU, "a = А\na = Я\n"), file(EN, "a = A\n")]);
        assert_eq!(findings.len(), 1, "{findings:?}");
    }

    #[test]
    fn a_file_without_its_twin_is_found() {
        assert_eq!(check(&[file(RU, "a = А\n")]).len(), 1);
    }
}
