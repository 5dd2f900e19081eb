//! Search as people type: ё for е, another case, a slip of the finger, Latin letters.
//!
//! Not here: what is searched (`app`). The one decision to know: query and text are both brought to
//! one plain Latin spelling, so «Ёлкина», «елкина» and «Yolkina» meet, and a slip of one letter in
//! four, two in eight, is forgiven only where nothing fits exactly.

use strsim::osa_distance;

/// Length of a word from which one slip is forgiven.
const ONE_SLIP: usize = 4;
/// Length of a word from which two slips are forgiven.
const TWO_SLIPS: usize = 8;

/// How well a text fits a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Every word of the query stands in the text.
    Exact,
    /// Every word does, when slips are forgiven.
    Close,
}

/// A query, ready to be asked of many texts.
#[derive(Clone, Debug)]
pub struct Query {
    words: Vec<String>,
}

/// A text, ready to be searched.
#[derive(Clone, Debug)]
pub struct Haystack {
    words: Vec<String>,
}

impl Query {
    /// A query as typed.
    pub fn new(typed: &str) -> Self {
        Self {
            words: words(typed),
        }
    }

    /// Whether nothing is asked, so that everything fits.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well the text fits; `None` when it does not.
    pub fn fits(&self, text: &Haystack) -> Option<Fit> {
        let mut fit = Fit::Exact;
        for word in &self.words {
            fit = fit.max(word_fits(word, &text.words)?);
        }
        Some(fit)
    }
}

impl Haystack {
    /// A text as stored.
    pub fn new(text: &str) -> Self {
        Self { words: words(text) }
    }
}

/// Those that fit exactly; where there is none, those that fit with a slip forgiven.
pub fn select<T>(query: &Query, rows: Vec<T>, text: impl Fn(&T) -> Haystack) -> Vec<T> {
    if query.is_empty() {
        return rows;
    }
    let judged: Vec<(Fit, T)> = rows
        .into_iter()
        .filter_map(|row| Some((query.fits(&text(&row))?, row)))
        .collect();
    let best = judged.iter().map(|(fit, _)| *fit).min();
    judged
        .into_iter()
        .filter(|(fit, _)| Some(*fit) == best)
        .map(|(_, row)| row)
        .collect()
}

fn word_fits(word: &str, text: &[String]) -> Option<Fit> {
    if text.iter().any(|one| one.contains(word)) {
        return Some(Fit::Exact);
    }
    let length = word.chars().count();
    let slips = match length {
        0..ONE_SLIP => return None,
        ONE_SLIP..TWO_SLIPS => 1,
        _ => 2,
    };
    // Digits are codes and classes: a slip there means another thing.
    if word.chars().any(|letter| letter.is_ascii_digit()) {
        return None;
    }
    let close = text.iter().any(|one| {
        let begins: String = one.chars().take(length).collect();
        osa_distance(word, one) <= slips || osa_distance(word, &begins) <= slips
    });
    close.then_some(Fit::Close)
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(plain)
        .filter(|word| !word.is_empty())
        .collect()
}

/// Latin spellings people use for the same Cyrillic letters, longest first; the
/// spelling of [`latin`] passes through them too.
const SPELLINGS: &[(&str, &str)] = &[
    ("shch", "s"),
    ("sch", "s"),
    ("sh", "s"),
    ("zh", "z"),
    ("ch", "c"),
    ("ts", "c"),
    ("tz", "c"),
    ("kh", "h"),
    ("ks", "x"),
    ("ya", "a"),
    ("ia", "a"),
    ("ja", "a"),
    ("yu", "u"),
    ("iu", "u"),
    ("ju", "u"),
    ("yo", "e"),
    ("io", "e"),
    ("jo", "e"),
    ("ye", "e"),
    ("ie", "e"),
    ("je", "e"),
    ("iy", "i"),
    ("yi", "i"),
    ("ij", "i"),
    ("ii", "i"),
    ("yy", "i"),
    ("y", "i"),
    ("j", "i"),
    ("w", "v"),
];

/// A word in one plain Latin spelling.
fn plain(word: &str) -> String {
    let mut written = String::new();
    for letter in word.chars() {
        latin(letter, &mut written);
    }
    let mut rest = written.as_str();
    let mut text = String::new();
    while let Some(letter) = rest.chars().next() {
        let known = SPELLINGS
            .iter()
            .find_map(|(spelling, read)| Some((rest.strip_prefix(spelling)?, *read)));
        let (after, read) = match known {
            Some((after, read)) => (after, read.to_owned()),
            None => (
                rest.get(letter.len_utf8()..).unwrap_or_default(),
                letter.to_string(),
            ),
        };
        // Doubled letters are one: «Анна» and «Ана» are told apart by nobody who searches.
        if !text.ends_with(&read) || letter.is_ascii_digit() {
            text.push_str(&read);
        }
        rest = after;
    }
    text
}

/// Adds the Latin spelling of a letter; letters of Tatar, Udmurt and Bashkir lead to the Russian ones
/// near them.
fn latin(letter: char, out: &mut String) {
    let written = match letter {
        'а' | 'ә' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' | 'җ' | 'ӝ' => "zh",
        'з' | 'ҙ' | 'ӟ' => "z",
        'и' | 'й' | 'ы' | 'ӥ' | 'і' => "i",
        'к' | 'ҡ' => "k",
        'л' => "l",
        'м' => "m",
        'н' | 'ң' => "n",
        'о' | 'ө' | 'ӧ' => "o",
        'п' => "p",
        'р' => "r",
        'с' | 'ҫ' => "s",
        'т' => "t",
        'у' | 'ү' => "u",
        'ф' => "f",
        'х' | 'һ' => "kh",
        'ц' => "ts",
        'ч' | 'ӵ' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        'ъ' | 'ь' => "",
        other => {
            if other.is_ascii_alphanumeric() {
                out.push(other);
            }
            return;
        }
    };
    out.push_str(written);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str, text: &str) -> Option<Fit> {
        Query::new(query).fits(&Haystack::new(text))
    }

    #[test]
    fn case_yo_and_order_of_words_do_not_matter() {
        for query in ["ёлкина", "ЕЛКИНА", "алена елкина", "елк"] {
            assert_eq!(found(query, "Ёлкина Алёна"), Some(Fit::Exact), "{query}");
        }
        assert_eq!(found("елкина пётр", "Ёлкина Алёна"), None);
    }

    #[test]
    fn a_name_is_found_by_any_usual_latin_spelling() {
        for query in ["Yolkina", "elkina", "Yolkina Alyona"] {
            assert_eq!(found(query, "Ёлкина Алёна"), Some(Fit::Exact), "{query}");
        }
        for query in ["Shcherbakova", "sherbakova", "Scherbakova"] {
            assert_eq!(found(query, "Щербакова Юлия"), Some(Fit::Exact), "{query}");
        }
        for query in ["Khasanov", "hasanov", "Yuliya", "Iuliia"] {
            assert_eq!(found(query, "Хасанов Юлия"), Some(Fit::Exact), "{query}");
        }
        assert_eq!(found("tsvetkov", "Цветков Андрей"), Some(Fit::Exact));
        assert_eq!(found("Andrey", "Цветков Андрей"), Some(Fit::Exact));
    }

    #[test]
    fn one_slip_is_forgiven_in_a_word_of_four_letters_and_two_in_one_of_eight() {
        assert_eq!(found("петрво", "Петров Иван"), Some(Fit::Close));
        assert_eq!(found("пертов", "Петров Иван"), Some(Fit::Close));
        assert_eq!(found("вознисенскый", "Вознесенский"), Some(Fit::Close));
        assert_eq!(found("кот", "Кит"), None);
        assert_eq!(found("сидоров", "Петров"), None);
    }

    #[test]
    fn classes_and_codes_forgive_no_slip() {
        assert_eq!(found("Л0012", "Л0013"), None);
        assert_eq!(found("8б", "8Б"), Some(Fit::Exact));
        assert_eq!(found("11а", "1А"), None);
    }

    #[test]
    fn what_fits_exactly_hides_what_fits_with_a_slip() {
        let rows = vec!["Петров", "Петрова", "Пестров"];
        let of = |query: &str| select(&Query::new(query), rows.clone(), |row| Haystack::new(row));
        assert_eq!(of("петров"), ["Петров", "Петрова"]);
        assert_eq!(of("питров"), ["Петров", "Петрова"]);
        assert_eq!(of("").len(), 3);
    }

    #[test]
    fn letters_of_other_languages_of_the_region_are_found_by_russian_ones() {
        assert_eq!(found("гульнара", "Гөлнара Әхмәт"), Some(Fit::Close));
        assert_eq!(found("ахмат", "Гөлнара Әхмәт"), Some(Fit::Exact));
        assert_eq!(found("зеч", "ӟеч"), Some(Fit::Exact));
    }
}
