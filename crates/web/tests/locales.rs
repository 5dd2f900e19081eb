//! Sentences: complete in both languages, and none outside the locales.
//!
//! Not here: their wording. The one decision to know: templates and code are read as text, so a
//! sentence put anywhere but into a locale is found without rendering every state of every page.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use opora_web::i18n::Lang;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|one| one == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn keys(lang: &str) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for file in files(&root().join("locales").join(lang), "ftl") {
        let text = fs::read_to_string(&file).unwrap();
        for line in text
            .lines()
            .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        {
            let (key, _) = line
                .split_once(" =")
                .unwrap_or_else(|| panic!("{}: {line}", file.display()));
            assert!(keys.insert(key.to_owned()), "{key} stands twice");
        }
    }
    keys
}

#[test]
fn both_languages_have_the_same_keys() {
    let (ru, en) = (keys("ru"), keys("en"));
    assert_eq!(
        ru.difference(&en).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "missing in English"
    );
    assert_eq!(
        en.difference(&ru).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "missing in Russian"
    );
    assert!(ru.len() > 200);
}

/// Keys named in a text as `t("key")`, `n("key"`, `with("key"`, or as any quoted key.
fn named(text: &str, known: &BTreeSet<String>) -> BTreeSet<String> {
    let starts: BTreeSet<&str> = known
        .iter()
        .filter_map(|key| key.split('-').next())
        .collect();
    text.split('"')
        .skip(1)
        .step_by(2)
        .filter(|word| {
            let mut parts = word.split('-');
            let first = parts.next().unwrap_or_default();
            starts.contains(first)
                && parts.next().is_some()
                && word
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
                && !word.ends_with('-')
        })
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_key_named_in_templates_and_code_has_a_sentence_in_both_languages() {
    let known = keys("ru");
    // Names of fields and anchors look like keys; they are listed so that the rest is checked.
    let others = [
        "look-lang",
        "look-theme",
        "design-text",
        "design-wrong",
        "design-wrong-error",
        "design-select",
        "design-check",
        "error-page",
        "records-kind",
        "records-field",
        "records-choice",
        "records-problem",
    ];
    for file in files(&root().join("templates"), "html") {
        let text = fs::read_to_string(&file).unwrap();
        for call in ["shell.t(\"", "shell.n(\"", "shell.with(\""] {
            for rest in text.split(call).skip(1) {
                let key = rest.split('"').next().unwrap();
                for lang in Lang::ALL {
                    assert!(lang.knows(key) || known.contains(key), "{file:?}: {key}");
                }
                assert!(known.contains(key), "{file:?}: {key}");
            }
        }
    }
    for file in files(&root().join("src"), "rs") {
        let text = fs::read_to_string(&file).unwrap();
        let product = text.split("#[cfg(test)]").next().unwrap();
        for key in named(product, &known) {
            let ok = known.contains(&key) || others.contains(&key.as_str());
            assert!(ok, "{file:?}: {key}");
        }
    }
}

#[test]
fn no_sentence_stands_unused() {
    let mut text = String::new();
    for (folder, ending) in [("templates", "html"), ("src", "rs")] {
        for file in files(&root().join(folder), ending) {
            text.push_str(&fs::read_to_string(&file).unwrap());
        }
    }
    // Keys made from codes: the start stands in the code with a placeholder.
    let made = [
        "role-",
        "people-tab-",
        "today-number-",
        "roadmap-state-",
        "month-",
        "monitoring-row-",
        "records-kind-",
        "records-field-",
        "records-choice-",
        "records-problem-",
    ];
    let unused: Vec<String> = keys("ru")
        .into_iter()
        .filter(|key| !text.contains(&format!("\"{key}\"")))
        .filter(|key| !made.iter().any(|start| key.starts_with(start)))
        .collect();
    assert_eq!(unused, Vec::<String>::new());
}

/// The text of a template outside tags, expressions and statements.
fn visible(template: &str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some(start) = rest.find(['<', '{']) {
        text.push_str(&rest[..start]);
        text.push(' ');
        let tail = &rest[start..];
        let end = if tail.starts_with("{{") {
            tail.find("}}").map(|at| at + 2)
        } else if tail.starts_with("{%") {
            tail.find("%}").map(|at| at + 2)
        } else if tail.starts_with('<') {
            tag_end(tail)
        } else {
            Some(1)
        };
        rest = &tail[end.unwrap_or(tail.len())..];
    }
    text.push_str(rest);
    text
}

/// End of a tag that may hold expressions with quotes and angle brackets.
fn tag_end(tag: &str) -> Option<usize> {
    let mut at = 0;
    while at < tag.len() {
        let tail = &tag[at..];
        if tail.starts_with("{{") {
            at += tail.find("}}")? + 2;
        } else if tail.starts_with("{%") {
            at += tail.find("%}")? + 2;
        } else if tail.starts_with('>') {
            return Some(at + 1);
        } else {
            at += tail.chars().next()?.len_utf8();
        }
    }
    None
}

/// Attributes people read.
const READ: [&str; 4] = ["aria-label=\"", "title=\"", "placeholder=\"", "alt=\""];

#[test]
fn no_template_carries_a_sentence_of_its_own() {
    for file in files(&root().join("templates"), "html") {
        let text = fs::read_to_string(&file).unwrap();
        // Attributes that a macro puts into a tag look like text outside one.
        let text = text.replace(
            " aria-invalid=\"true\" aria-describedby=\"{{ id }}-error\"",
            "",
        );
        let letters: String = visible(&text)
            .chars()
            .filter(|c| c.is_alphabetic())
            .collect();
        assert_eq!(letters, "", "{file:?}");
        for attribute in READ {
            for rest in text.split(attribute).skip(1) {
                let said = rest.starts_with("{{") || rest.starts_with('"');
                assert!(said, "{file:?}: {attribute}{}", &rest[..rest.len().min(40)]);
            }
        }
    }
}

#[test]
fn no_code_of_pages_carries_a_russian_sentence() {
    // Messages of the server itself go to whoever starts it; months belong to the form of a date.
    let allowed = ["server.rs", "format.rs"];
    for file in files(&root().join("src"), "rs") {
        if allowed.iter().any(|name| file.ends_with(name)) {
            continue;
        }
        let text = fs::read_to_string(&file).unwrap();
        let product = text.split("#[cfg(test)]").next().unwrap();
        for line in product
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
        {
            let cyrillic = line
                .chars()
                .any(|c| ('а'..='я').contains(&c) || ('А'..='Я').contains(&c));
            assert!(!cyrillic, "{file:?}: {line}");
        }
    }
}
