//! Language of what the command line says.
//!
//! Not here: the sentences (`locales/`). The one decision to know: Russian unless `--lang en` is
//! given or the language of the system is English; both sets of sentences are complete, by a test.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ffi::OsString;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{Loader, static_loader};
use unic_langid::{LanguageIdentifier, langid};

static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "ru",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Русский.
    Russian,
    /// English.
    English,
}

/// The language of a run: of `--lang`, else of the system's variables, else Russian.
pub fn choose(arguments: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Language {
    let arguments: Vec<Cow<'_, str>> = arguments.iter().map(|one| one.to_string_lossy()).collect();
    let after = arguments.iter().position(|one| one == "--lang");
    let named = after
        .and_then(|at| arguments.get(at + 1))
        .map(AsRef::as_ref)
        .or_else(|| arguments.iter().find_map(|one| one.strip_prefix("--lang=")));
    let found = named.map(str::to_owned).or_else(|| {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(variable)
            .find(|value| !value.is_empty())
    });
    if found.is_some_and(|value| value.starts_with("en")) {
        Language::English
    } else {
        Language::Russian
    }
}

/// Sentences of one language.
#[derive(Clone, Debug)]
pub struct Texts {
    tag: LanguageIdentifier,
}

impl Texts {
    /// Sentences of the language.
    pub fn of(language: Language) -> Self {
        let tag = match language {
            Language::Russian => langid!("ru"),
            Language::English => langid!("en"),
        };
        Self { tag }
    }

    /// The sentence with this name.
    pub fn say(&self, key: &str) -> String {
        LOCALES.lookup(&self.tag, key)
    }

    /// The sentence, with its places filled in.
    pub fn fill(&self, key: &str, places: &[(&'static str, FluentValue<'static>)]) -> String {
        let places: HashMap<Cow<'static, str>, FluentValue<'static>> = places
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), value.clone()))
            .collect();
        LOCALES.lookup_with_args(&self.tag, key, &places)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(text: &str) -> BTreeSet<&str> {
        text.lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
            .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_sentences() {
        let russian = keys(include_str!("../locales/ru/cli.ftl"));
        let english = keys(include_str!("../locales/en/cli.ftl"));
        let one_sided: Vec<_> = russian.symmetric_difference(&english).collect();
        assert!(one_sided.is_empty(), "{one_sided:?}");
        assert!(russian.len() > 50);
    }

    #[test]
    fn the_flag_wins_over_the_system_and_russian_is_the_default() {
        let given = |list: &[&str]| list.iter().map(OsString::from).collect::<Vec<_>>();
        let english_system = |name: &str| (name == "LANG").then(|| "en_US.UTF-8".to_owned());
        let nothing = |_: &str| None;
        assert_eq!(choose(&given(&["opora"]), nothing), Language::Russian);
        assert_eq!(
            choose(&given(&["opora"]), english_system),
            Language::English
        );
        assert_eq!(
            choose(&given(&["opora", "--lang", "ru"]), english_system),
            Language::Russian
        );
        assert_eq!(
            choose(&given(&["opora", "--lang=en"]), nothing),
            Language::English
        );
    }
}
