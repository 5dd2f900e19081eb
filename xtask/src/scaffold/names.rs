//! Forms of a feature's name.
//!
//! Not here: Russian names, which a person has to choose. The one decision to know: a name is an
//! English plural noun in snake case, and the singular is guessed from its ending.

use anyhow::{Result, bail};

/// Forms of the name, and the number of the migration.
#[derive(Debug)]
pub struct Names {
    plural: String,
    singular: String,
    number: u32,
}

impl Names {
    /// Forms of a plural noun.
    ///
    /// # Errors
    /// When it is not a plural noun in small Latin letters.
    pub fn new(plural: &str, number: u32) -> Result<Self> {
        let is_snake = plural
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter == '_');
        let starts = plural.starts_with(|first: char| first.is_ascii_lowercase());
        let Some(singular) = singular(plural).filter(|_| is_snake && starts) else {
            bail!("«{plural}» is not an English plural noun such as `excursions` or `team_games`");
        };
        Ok(Self {
            plural: plural.to_owned(),
            singular,
            number,
        })
    }

    /// Puts the forms into a text.
    pub fn fill(&self, text: &str) -> String {
        let prefix: String = self.singular.chars().take(3).collect();
        text.replace("{plural}", &self.plural)
            .replace("{singular}", &self.singular)
            .replace("{Plural}", &camel(&self.plural))
            .replace("{Singular}", &camel(&self.singular))
            .replace("{PREFIX}", &prefix.to_uppercase())
            .replace("{key}", &self.plural.replace('_', "-"))
            .replace("m{number}", &format!("m{:04}", self.number))
            .replace("{number}", &self.number.to_string())
    }
}

fn singular(plural: &str) -> Option<String> {
    if let Some(stem) = plural.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    for ending in ["ches", "shes", "sses", "xes"] {
        if plural.ends_with(ending) {
            return plural.strip_suffix("es").map(str::to_owned);
        }
    }
    plural
        .strip_suffix('s')
        .filter(|stem| stem.len() > 1)
        .map(str::to_owned)
}

fn camel(snake: &str) -> String {
    snake
        .split('_')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| {
                first.to_uppercase().collect::<String>() + letters.as_str()
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_singular_follows_from_the_ending() {
        let cases = [
            ("excursions", "excursion"),
            ("diaries", "diary"),
            ("classes", "class"),
            ("team_games", "team_game"),
        ];
        for (plural, one) in cases {
            assert_eq!(singular(plural).as_deref(), Some(one));
        }
    }

    #[test]
    fn every_form_is_filled_in() {
        let names = Names::new("team_games", 7).expect("a name");
        let text =
            names.fill("{plural} {singular} {Plural} {Singular} {PREFIX} {key} m{number} {number}");
        assert_eq!(
            text,
            "team_games team_game TeamGames TeamGame TEA team-games m0007 7"
        );
    }

    #[test]
    fn what_is_not_a_plural_noun_is_refused() {
        for name in ["", "s", "Meetings", "встречи", "equipment", "_xs", "a-bs"] {
            assert!(Names::new(name, 1).is_err(), "{name}");
        }
    }
}
