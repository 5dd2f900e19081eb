//! Words of a name of an indicator, made comparable.
//!
//! Not here: which indicator it is (`lexicon`). The one decision to know: words are cut to stems and
//! phrases of the same meaning to one word by the short tables here; the tables hold the language of
//! forms, never names of a catalogue.

use crate::normal;

/// Endings cut off, the longest first.
const ENDINGS: &[&str] = &[
    "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ов", "ев", "ей", "ах", "ях", "ых",
    "их", "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ию", "ия", "ии", "ом", "ем", "ам",
    "ям", "ую", "юю", "а", "я", "о", "е", "и", "ы", "у", "ю", "ь", "й",
];

/// Words that say nothing about which indicator it is.
const EMPTY: &[&str] = &[
    "в",
    "во",
    "и",
    "на",
    "по",
    "с",
    "со",
    "о",
    "об",
    "от",
    "до",
    "из",
    "за",
    "для",
    "к",
    "у",
    "ли",
    "а",
    "или",
    "над",
    "при",
    "т",
    "д",
    "тд",
    "др",
    "оо",
    "оу",
    "школ",
    "школе",
    "школы",
    "г",
    "город",
    "район",
    "год",
];

/// Phrases, by the beginnings of their stems, and the one word they are read as; none drops them.
const PHRASES: &[(&[&str], Option<&str>)] = &[
    (&["образовательн", "организац"], None),
    (&["образовательн", "учрежден"], None),
    (&["курс", "повышен", "квалификац"], Some("кпк")),
    (&["методическ", "объединен"], Some("шмо")),
    (&["ограничен", "возможност", "здоров"], Some("овз")),
    (&["принимающ", "участ"], Some("участвующ")),
    (&["принявш", "участ"], Some("участвующ")),
    (&["прошедш", "обучен"], Some("обучивш")),
    (&["педагогическ", "работник"], Some("педагог")),
    (&["педагогическ", "кадр"], Some("педагог")),
    (&["молод", "специалист"], Some("начинающ")),
    (&["молод", "педагог"], Some("начинающ")),
    (&["молод", "учител"], Some("начинающ")),
    (&["кол", "во"], Some("количеств")),
    (&["утвержд", "ли"], Some("налич")),
    (&["качеств"], Some("роли")),
    (&["вовлечен"], Some("включен")),
    (&["включен"], Some("включен")),
    (&["утвержден"], Some("утвержден")),
    (&["учащ"], Some("обучающ")),
    (&["ученик"], Some("обучающ")),
    (&["школьник"], Some("обучающ")),
    (&["обучающ"], Some("обучающ")),
    (&["учител"], Some("педагог")),
    (&["компани"], Some("предприят")),
    (&["предприят"], Some("предприят")),
    (&["стажировочн"], Some("стажерск")),
    (&["стажиров"], Some("стажерск")),
    (&["степен"], Some("уров")),
    (&["уров"], Some("уров")),
    (&["инвалид"], Some("инвалид")),
    (&["имеет"], Some("налич")),
    (&["налич"], Some("налич")),
    (&["договор"], Some("соглашен")),
    (&["три"], Some("3")),
    (&["трех"], Some("3")),
];

/// Words that turn a name into that of something else: one of them on one side only is a stranger.
const TURNS: &[&str] = &[
    "не",
    "без",
    "кром",
    "план",
    "планов",
    "прошл",
    "предыдущ",
    "прошедш",
    "следующ",
    "мальчик",
    "девочек",
    "девочк",
    "юнош",
    "завершен",
    "завершивш",
    "впервы",
    "ожидаем",
];

/// Words that may be added to a name without making it another.
const HARMLESS: &[&str] = &[
    "согласн",
    "сред",
    "всег",
    "общ",
    "итог",
    "чел",
    "человек",
    "ед",
    "единиц",
    "шт",
    "указ",
    "указать",
    "данн",
    "действующ",
    "учебн",
    "году",
    "года",
    "налич",
    "том",
    "числ",
    "количеств",
    "муниципальн",
    "образовательн",
    "организац",
    "учрежден",
    "лиц",
    "человека",
    "процент",
    "%",
    "текущ",
];

/// Whether a word says nothing new: a filler, one or two letters, a year.
pub(super) fn harmless(word: &str) -> bool {
    let year =
        word.len() == 4 && word.starts_with("20") && word.chars().all(|c| c.is_ascii_digit());
    let short = word.chars().count() <= 2 && !word.starts_with(|c: char| c.is_ascii_digit());
    year || short && !turns(word) || HARMLESS.contains(&word)
}

/// What a name asks for, by the word it begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    /// «Количество …».
    Count,
    /// «Наличие …».
    Presence,
    /// «Уровень …».
    Level,
    /// «Доля …», «Процент …», «Охват …».
    Share,
}

/// What the first words ask for; `None` where they do not say.
pub(super) fn asks(words: &[String]) -> Option<Asks> {
    let of = |word: &String| match word.as_str() {
        "количеств" => Some(Asks::Count),
        "налич" => Some(Asks::Presence),
        "уров" => Some(Asks::Level),
        "доля" | "доли" | "долю" | "процент" | "охват" | "удельн" | "%" => {
            Some(Asks::Share)
        }
        _ => None,
    };
    words.iter().take(2).find_map(of)
}

/// Whether a word turns the meaning.
pub(super) fn turns(word: &str) -> bool {
    TURNS.contains(&word)
}

/// Words of every phrase, for the correction of slips.
pub(super) fn of_phrases() -> impl Iterator<Item = &'static str> {
    PHRASES
        .iter()
        .flat_map(|(words, _)| words.iter().copied())
        .filter(|word| word.chars().count() > 4)
}

/// Stems of a printed name in order, before phrases.
pub(super) fn stems(raw: &str) -> Vec<String> {
    let text = normal::text(&whole_words(raw));
    let text = without_number(&text);
    let mut stems = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '%') {
        for piece in pieces(word) {
            stems.push(stem(&piece));
        }
    }
    stems
}

/// Stems with phrases read as one word and empty words left out; each word once.
pub(super) fn meaning(stems: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut rest = stems;
    while let Some(first) = rest.first() {
        let found = PHRASES.iter().find(|(phrase, _)| {
            rest.len() >= phrase.len()
                && phrase
                    .iter()
                    .zip(rest)
                    .all(|(start, stem)| stem.starts_with(start))
        });
        let (word, length) = match found {
            Some((phrase, word)) => (word.map(ToOwned::to_owned), phrase.len()),
            None if EMPTY.contains(&first.as_str()) => (None, 1),
            None if out.is_empty() && first == "числ" => (Some("количеств".to_owned()), 1),
            None => (Some(first.clone()), 1),
        };
        if let Some(word) = word.filter(|word| !out.contains(word)) {
            out.push(word);
        }
        rest = rest.get(length..).unwrap_or(&[]);
    }
    out
}

/// Words broken at the end of a line put together: «настав-\nников», «настав- ников».
fn whole_words(raw: &str) -> String {
    let chars: Vec<char> = raw.chars().filter(|c| *c != '\u{ad}').collect();
    let mut out = String::with_capacity(raw.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let after: Vec<char> = chars
            .iter()
            .skip(at.saturating_add(1))
            .take(4)
            .copied()
            .collect();
        let spaces = after.iter().take_while(|c| c.is_whitespace()).count();
        let breaks = *c == '-'
            && before.is_some_and(|c| c.is_alphabetic())
            && spaces > 0
            && after.get(spaces).is_some_and(|c| c.is_lowercase());
        if breaks {
            at = at.saturating_add(spaces);
        } else {
            out.push(*c);
        }
        at = at.saturating_add(1);
    }
    out
}

/// A name without «1.2.» or «3)» before it.
pub(super) fn without_number(text: &str) -> &str {
    let rest =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')' | ' ' | '-'));
    if rest.chars().next().is_some_and(char::is_alphabetic) || rest.starts_with(['«', '"']) {
        rest
    } else {
        text
    }
}

/// A word parted where digits meet letters; one digit among letters is a letter misread.
fn pieces(word: &str) -> Vec<String> {
    let mut runs: Vec<(bool, String)> = Vec::new();
    for c in word.chars() {
        let digit = c.is_ascii_digit();
        match runs.last_mut() {
            Some((kind, run)) if *kind == digit => run.push(c),
            _ => runs.push((digit, c.to_string())),
        }
    }
    let mixed = runs.len() > 1;
    let mut out: Vec<String> = Vec::new();
    let mut joined = false;
    for (digit, run) in runs {
        let letter = match run.as_str() {
            "0" => Some("о"),
            "3" => Some("з"),
            "6" => Some("б"),
            "4" => Some("ч"),
            _ => None,
        };
        match (letter.filter(|_| digit && mixed), out.last_mut()) {
            (Some(letter), Some(last)) if !last.ends_with(|c: char| c.is_ascii_digit()) => {
                last.push_str(letter);
                joined = true;
            }
            (Some(letter), None) => {
                out.push(letter.to_owned());
                joined = true;
            }
            (None, Some(last)) if joined && !digit => {
                last.push_str(&run);
                joined = false;
            }
            _ => {
                out.push(run);
                joined = false;
            }
        }
    }
    out
}

/// A word without its ending.
fn stem(word: &str) -> String {
    let length = word.chars().count();
    if length < 5 {
        return word.to_owned();
    }
    if let Some(active) = word.strip_suffix("ся").filter(|_| length > 7) {
        return stem(active);
    }
    for ending in ENDINGS {
        if let Some(stem) = word.strip_suffix(ending)
            && length.saturating_sub(ending.chars().count()) >= 4
        {
            return stem.to_owned();
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<String> {
        meaning(&stems(text))
    }

    #[test]
    fn other_words_for_the_same_make_the_same_meaning() {
        let name = "Количество обучающихся, включенных в программы наставничества";
        assert_eq!(
            of(name),
            of("1.2. Число учащихся, вовлечённых в программы наставничества")
        );
        assert_eq!(
            of(name),
            of("Кол-во учеников, вклю-\nченных в программы настав- ничества")
        );
    }

    #[test]
    fn mentors_mentees_and_mentoring_are_three_words() {
        let [a, b, c] = ["наставников", "наставляемых", "наставничества"].map(of);
        assert!(a != b && b != c && a != c);
    }

    #[test]
    fn a_digit_among_letters_is_a_letter_misread_and_ages_stay_numbers() {
        assert_eq!(of("педаг0гов"), of("педагогов"));
        assert_eq!(of("от 10до 19 лет"), ["10", "19", "лет"]);
    }
}
