//! Languages of the pages: which one, and its sentences.
//!
//! Not here: the sentences (`locales/`), forms of numbers and dates (`format`). The one decision to
//! know: Russian is written first and is complete; a test holds English to the same set of keys.

use std::borrow::Cow;
use std::collections::HashMap;

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

static RU: LanguageIdentifier = langid!("ru");
static EN: LanguageIdentifier = langid!("en");

/// Language of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Русский.
    #[default]
    Ru,
    /// English.
    En,
}

impl Lang {
    /// Every language.
    pub const ALL: &'static [Self] = &[Self::Ru, Self::En];

    /// Tag of BCP 47.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language of a tag.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .iter()
            .copied()
            .find(|lang| lang.tag().eq_ignore_ascii_case(primary.trim()))
    }

    /// The first language of an `Accept-Language` header we speak; its order is taken as preference,
    /// as browsers write it.
    pub fn accepted(header: &str) -> Option<Self> {
        header
            .split(',')
            .filter_map(|part| part.split(';').next())
            .find_map(Self::from_tag)
    }

    fn id(self) -> &'static LanguageIdentifier {
        match self {
            Self::Ru => &RU,
            Self::En => &EN,
        }
    }

    /// The sentence of a key.
    pub fn text(self, key: &str) -> String {
        LOCALES
            .try_lookup(self.id(), key)
            .unwrap_or_else(|| missing(key))
    }

    /// The sentence of a key, with a count that chooses the form of its words.
    pub fn count(self, key: &str, n: i64) -> String {
        let arguments = HashMap::from([
            (Cow::Borrowed("n"), FluentValue::from(n)),
            (
                Cow::Borrowed("shown"),
                FluentValue::from(crate::format::whole(self, n)),
            ),
        ]);
        LOCALES
            .try_lookup_with_args(self.id(), key, &arguments)
            .unwrap_or_else(|| missing(key))
    }

    /// The sentence of a key with words put into it.
    pub fn with(self, key: &str, words: &[(&'static str, String)]) -> String {
        let arguments: HashMap<Cow<'static, str>, FluentValue<'_>> = words
            .iter()
            .map(|(name, word)| (Cow::Borrowed(*name), FluentValue::from(word.clone())))
            .collect();
        LOCALES
            .try_lookup_with_args(self.id(), key, &arguments)
            .unwrap_or_else(|| missing(key))
    }

    /// Whether the key has a sentence.
    pub fn knows(self, key: &str) -> bool {
        LOCALES
            .lookup_single_language::<&str>(self.id(), key, None)
            .is_ok()
    }
}

/// What stands where a sentence is missing; a test looks for it on every page.
fn missing(key: &str) -> String {
    tracing::error!(key, "a sentence is missing");
    format!("⟦{key}⟧")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_is_asked_in_its_order() {
        assert_eq!(Lang::accepted("de-DE,en-GB;q=0.8,ru;q=0.7"), Some(Lang::En));
        assert_eq!(Lang::accepted("ru-RU,ru;q=0.9,en;q=0.8"), Some(Lang::Ru));
        assert_eq!(Lang::accepted("de"), None);
    }

    #[test]
    fn a_count_chooses_the_form_of_words() {
        let said: Vec<String> = [1, 2, 5, 21]
            .iter()
            .map(|n| Lang::Ru.count("common-records", *n))
            .collect();
        assert_eq!(said, ["1 запись", "2 записи", "5 записей", "21 запись"]);
        assert_eq!(Lang::En.count("common-records", 1), "1 record");
    }
}
