//! Rules about single files: length, opening, words that may not stay.
//!
//! Not here: names of people (`names`), what a crate may use (`layers`, `purity`). The one
//! decision to know: the forbidden words are put together from halves, so that this file obeys
//! its own rule.

use super::SourceFile;

/// Longest file.
const MAX_LINES: usize = 600;

/// Endings of files people read and edit as source.
const SOURCES: [&str; 8] = ["rs", "mjs", "js", "css", "html", "py", "typ", "sh"];

/// What may not stay in a source file, and why.
const WORDS: [(&str, &str); 10] = [
    (concat!("TO", "DO"), "finish it or open an issue"),
    (concat!("FIX", "ME"), "finish it or open an issue"),
    (concat!("unimple", "mented!"), "finish it or leave it out"),
    (concat!("to", "do!("), "finish it or leave it out"),
    (
        concat!("#[ig", "nore"),
        "a test that does not run tests nothing",
    ),
    (
        concat!("[al", "low("),
        "use #[expect(lint, reason = \"…\")]",
    ),
    (concat!("/wo", "rk/"), "the path exists on one machine only"),
    (concat!("/ro", "ot/"), "the path exists on one machine only"),
    (concat!("/ho", "me/"), "the path exists on one machine only"),
    (
        concat!("resol", "ved\": \"http"),
        "lock files carry hashes, no addresses",
    ),
];

/// What is wrong with each file.
pub fn check(files: &[SourceFile]) -> Vec<String> {
    files.iter().flat_map(check_one).collect()
}

fn check_one(file: &SourceFile) -> Vec<String> {
    let mut findings = Vec::new();
    let path = &file.path;
    let is_source = SOURCES.iter().any(|ending| file.is(ending));
    let lines = file.text.lines().count();
    if is_source && lines > MAX_LINES {
        findings.push(format!(
            "{path}: {lines} lines, at most {MAX_LINES}: cut it in two"
        ));
    }
    if file.is("rs") && !file.text.starts_with("//!") {
        findings.push(format!(
            "{path}:1: does not open with //! saying what it is"
        ));
    }
    if is_source || ["toml", "json", "md"].iter().any(|ending| file.is(ending)) {
        findings.extend(words(file));
    }
    findings
}

fn words(file: &SourceFile) -> Vec<String> {
    let mut findings = Vec::new();
    for (number, line) in file.text.lines().enumerate() {
        for (word, advice) in WORDS {
            if line.contains(word) {
                findings.push(format!("{}:{}: «{word}»: {advice}", file.path, number + 1));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::*;

    #[test]
    fn a_file_of_601_lines_is_too_long_and_one_of_600_is_not() {
        let long = format!("//! X.\n{}", "\n".repeat(600));
        let findings = check(&[file("a.rs", &long)]);
        assert_eq!(findings.len(), 1, "{findings:?}");
        let fits = format!("//! X.\n{}", "\n".repeat(599));
        assert!(check(&[file("a.rs", &fits)]).is_empty());
        assert!(check(&[file("a.lock", &long)]).is_empty());
    }

    #[test]
    fn a_rust_file_says_what_it_is_in_its_first_line() {
        let findings = check(&[file("a.rs", "use std::fs;\n//! Late.\n")]);
        assert!(findings.concat().contains("a.rs:1"), "{findings:?}");
        assert!(check(&[file("a.rs", "//! Things.\n")]).is_empty());
    }

    #[test]
    fn each_forbidden_word_is_found_with_its_line() {
        for (word, _) in WORDS {
            let text = format!("//! X.\n\n// {word}\n");
            let findings = check(&[file("a.rs", &text)]);
            assert_eq!(findings.len(), 1, "{word}");
            assert!(findings.concat().contains("a.rs:3"), "{findings:?}");
        }
    }

    #[test]
    fn a_lock_file_with_addresses_is_refused() {
        let text = format!("{{\"{}s://host/x.tgz\"}}", WORDS[9].0);
        assert_eq!(check(&[file("web/package-lock.json", &text)]).len(), 1);
    }
}
