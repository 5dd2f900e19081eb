//! Texts and rules of consents, as a catalogue gives them.
//!
//! Not here: papers made of them (`paper`). The one decision to know: a text is known by its hash, which stands in the
//! records; a text whose wording was changed without a new edition is refused, so a paper can always be read
//! back as it was signed.

use chrono::NaiveDate;
use opora_domain::consents::{Purpose, Rules, Signers};
use opora_domain::{FieldType, Value};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Texts and rules of one region.
#[derive(Clone, Debug, Default)]
pub struct ConsentTexts {
    /// What the region decides.
    pub rules: Rules,
    /// Purposes collected from whole classes, in the order of columns.
    pub class_purposes: Vec<Purpose>,
    /// Words of papers.
    pub(crate) words: Words,
    /// Words of the sheet for those who are missing.
    pub(crate) reminder: Reminder,
    texts: Vec<ConsentTextBody>,
    laws: Vec<Law>,
}

/// The text of a consent.
#[derive(Clone, Debug)]
pub struct ConsentTextBody {
    /// Purpose.
    pub purpose: Purpose,
    /// Edition.
    pub edition: String,
    /// First day of issuing.
    pub valid_from: NaiveDate,
    /// SHA-256 of the text, hexadecimal.
    pub sha256: String,
    pub(crate) body: Body,
    /// Whether the consent ends with the school year.
    pub(crate) ends_with_year: bool,
}

/// Why texts of consents are not taken.
#[derive(Debug)]
pub enum ConsentTextsError {
    /// The file is not what it should be.
    Toml(String),
    /// A word that names nothing.
    Unknown {
        /// What was written.
        word: String,
    },
}

impl std::fmt::Display for ConsentTextsError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Toml(what) => {
                write!(
                    formatter,
                    "Тексты согласий не читаются: {what}. Исправьте файл consents.toml каталога."
                )
            }
            Self::Unknown { word } => write!(
                formatter,
                "В текстах согласий есть слово «{word}», которого программа не знает. Исправьте файл consents.toml каталога."
            ),
        }
    }
}

impl std::error::Error for ConsentTextsError {}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "edition")]
    _edition: String,
    #[serde(rename = "source")]
    _source: String,
    from_fourteen: String,
    grace_days: u16,
    class_purposes: Vec<String>,
    law: Vec<Law>,
    paper: Words,
    reminder: Reminder,
    text: Vec<Body>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Law {
    code: String,
    title: String,
    edition: String,
}

/// Words of a paper.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub file: String,
    pub operator: String,
    pub subject: String,
    pub birth: String,
    pub representative: String,
    pub ground: String,
    pub address: String,
    pub identity: String,
    pub by_hand: String,
    pub purpose: String,
    pub target: String,
    pub item: String,
    pub data: String,
    pub actions: String,
    pub term: String,
    pub withdrawal: String,
    pub law: String,
    pub signature_representative: String,
    pub signature_child: String,
    pub signature_subject: String,
    pub date: String,
    pub code: String,
    pub code_hint: String,
    pub edition: String,
    pub qr: String,
}

/// Words of the sheet for those who are missing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reminder {
    pub title: String,
    pub text: String,
    pub columns: Vec<String>,
}

/// A text as the file has it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    purpose: String,
    edition: String,
    valid_from: String,
    pub title: String,
    law: String,
    pub clause: String,
    pub for_what: String,
    pub data: Vec<String>,
    pub actions: Vec<String>,
    pub action_note: String,
    term: String,
    pub term_text: String,
    pub withdrawal: String,
}

impl Body {
    /// The text of which the hash is taken.
    fn canonical(&self) -> String {
        [
            self.purpose.as_str(),
            &self.edition,
            &self.title,
            &self.law,
            &self.clause,
            &self.for_what,
            &self.data.join("; "),
            &self.actions.join("; "),
            &self.action_note,
            &self.term_text,
            &self.withdrawal,
        ]
        .join("\n")
    }
}

fn known<T: FieldType>(word: &str) -> Result<T, ConsentTextsError> {
    T::from_value(Value::Text(word.to_owned())).ok_or_else(|| ConsentTextsError::Unknown {
        word: word.to_owned(),
    })
}

impl ConsentTexts {
    /// Reads a `consents.toml`.
    ///
    /// # Errors
    /// [`ConsentTextsError`] with the place or the word.
    pub fn from_toml(text: &str) -> Result<Self, ConsentTextsError> {
        let file: File =
            toml::from_str(text).map_err(|error| ConsentTextsError::Toml(error.to_string()))?;
        let from_fourteen: Signers = known(&file.from_fourteen)?;
        let mut texts = Vec::with_capacity(file.text.len());
        for body in file.text {
            if !file.law.iter().any(|law| law.code == body.law) {
                return Err(ConsentTextsError::Unknown { word: body.law });
            }
            let valid_from = body.valid_from.parse();
            texts.push(ConsentTextBody {
                purpose: known(&body.purpose)?,
                edition: body.edition.clone(),
                valid_from: valid_from.map_err(|_| ConsentTextsError::Unknown {
                    word: body.valid_from.clone(),
                })?,
                sha256: hex::encode(Sha256::digest(body.canonical())),
                ends_with_year: match body.term.as_str() {
                    "school_year" => true,
                    "until_withdrawn" => false,
                    other => {
                        return Err(ConsentTextsError::Unknown {
                            word: other.to_owned(),
                        });
                    }
                },
                body,
            });
        }
        let class_purposes: Result<Vec<Purpose>, _> =
            file.class_purposes.iter().map(|word| known(word)).collect();
        Ok(Self {
            rules: Rules {
                from_fourteen,
                grace_days: file.grace_days,
            },
            class_purposes: class_purposes?,
            words: file.paper,
            reminder: file.reminder,
            texts,
            laws: file.law,
        })
    }

    /// The text issued for a purpose on a day: the newest one by then.
    pub fn current(&self, purpose: Purpose, day: NaiveDate) -> Option<&ConsentTextBody> {
        self.texts
            .iter()
            .filter(|text| text.purpose == purpose && text.valid_from <= day)
            .max_by_key(|text| text.valid_from)
    }

    /// The text with this hash.
    pub fn by_hash(&self, sha256: &str) -> Option<&ConsentTextBody> {
        self.texts.iter().find(|text| text.sha256 == sha256)
    }

    /// The act a text rests on, with its edition and clause.
    pub(crate) fn law_of(&self, text: &ConsentTextBody) -> String {
        let law = self.laws.iter().find(|law| law.code == text.body.law);
        law.map_or_else(String::new, |law| {
            format!("{} ({}), {}", law.title, law.edition, text.body.clause)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../../../catalogues/udmurtia-570/consents.toml");

    #[test]
    fn every_purpose_has_a_text_and_the_demonstration_was_signed_under_these() {
        let texts = ConsentTexts::from_toml(SHIPPED).unwrap();
        let day = "2026-09-01".parse().unwrap();
        for purpose in Purpose::ALL {
            assert!(texts.current(*purpose, day).is_some(), "{purpose:?}");
        }
        for (purpose, sha256) in opora_demo::consents::TEXTS {
            assert_eq!(texts.by_hash(sha256).map(|one| one.purpose), Some(purpose));
        }
    }

    #[test]
    fn a_changed_word_is_another_text_and_an_unknown_word_is_refused() {
        let texts = ConsentTexts::from_toml(SHIPPED).unwrap();
        let changed = SHIPPED.replace("интересы, запрос", "запрос");
        let changed = ConsentTexts::from_toml(&changed).unwrap();
        let day = "2026-09-01".parse().unwrap();
        let hash = |of: &ConsentTexts| {
            of.current(Purpose::Participation, day)
                .unwrap()
                .sha256
                .clone()
        };
        assert_ne!(hash(&texts), hash(&changed));
        let wrong = SHIPPED.replace("from_fourteen = \"both\"", "from_fourteen = \"nobody\"");
        assert!(ConsentTexts::from_toml(&wrong).is_err());
    }
}
