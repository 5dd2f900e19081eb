//! Names of indicators, recognised through typos and other wordings.
//!
//! Not here: values. The one decision to know: a name is recognised only when it shares its weighty
//! words with one indicator, has the words that tell it from the next one, and has no word that turns
//! its meaning; anything short of that is asked about.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::letters;
use super::words::{self, Asks};
use super::{Lexicon, LexiconEntry};

/// Least share of common weight of a name that is recognised, per mille.
const LEAST: usize = 800;
/// Least share that is worth asking about, per mille.
const WORTH_ASKING: usize = 620;
/// Least likeness by letters, where words are glued.
const LEAST_LETTERS: usize = 880;
/// Least likeness of a word to one of the entry that it may be a slip of, per mille.
const LEAST_OF_SLIP: usize = 700;
/// Longest name compared, in letters.
const LONGEST: usize = 400;
/// Most stems of a name looked at.
const MOST_STEMS: usize = 80;

/// Names made comparable once.
pub(super) struct Names<'a> {
    entries: Vec<Entry<'a>>,
    exact: BTreeMap<String, Vec<usize>>,
    /// Stems of all names and phrases, for slips of the finger.
    vocabulary: BTreeSet<String>,
    weights: BTreeMap<String, usize>,
}

struct Entry<'a> {
    own: &'a LexiconEntry,
    letters: Vec<char>,
    words: Vec<String>,
    asks: Option<Asks>,
    open: bool,
}

/// What a printed name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match<'a> {
    /// This indicator, and how like the name is, per mille.
    Known(&'a LexiconEntry, usize),
    /// Nearly this one, or one of several.
    Unsure(&'a LexiconEntry, usize),
    /// None of them.
    Unknown,
}

/// A printed name made comparable.
struct Printed {
    words: Vec<String>,
    letters: String,
}

impl<'a> Names<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        let mut names = Self {
            entries: Vec::new(),
            exact: BTreeMap::new(),
            vocabulary: words::of_phrases().map(ToOwned::to_owned).collect(),
            weights: BTreeMap::new(),
        };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (at, entry) in lexicon.indicators.iter().enumerate() {
            let title = without_placeholders(&entry.title);
            let stems = words::stems(&title);
            names.vocabulary.extend(stems.iter().cloned());
            let group = words::stems(&without_placeholders(&entry.group));
            names.vocabulary.extend(group);
            let meaning = words::meaning(&stems);
            for word in &meaning {
                let count = counts.entry(word.clone()).or_default();
                *count = count.saturating_add(1);
            }
            let own = letters(&title);
            names.exact.entry(own.clone()).or_default().push(at);
            names.entries.push(Entry {
                own: entry,
                letters: own.chars().collect(),
                asks: words::asks(&meaning),
                words: meaning,
                open: entry.title.contains('{'),
            });
        }
        names.vocabulary.retain(|word| word.chars().count() > 3);
        names.weights = counts
            .into_iter()
            .map(|(word, count)| (word, weight(count)))
            .collect();
        names
    }

    /// What the value of an indicator must be, by its name.
    pub(super) fn asks(&self, number: u32) -> Option<Asks> {
        let entry = self.entries.iter().find(|own| own.own.number == number)?;
        entry.asks
    }

    /// The indicator with this printed name.
    pub(super) fn find(&self, title: &str) -> Match<'a> {
        let letters = letters(words::without_number(title.trim()));
        if letters.chars().count() < 4 {
            return Match::Unknown;
        }
        if let Some([at]) = self.exact.get(&letters).map(Vec::as_slice)
            && let Some(own) = self.entries.get(*at)
        {
            return Match::Known(own.own, 1000);
        }
        let printed = self.printed(title, letters);
        let mut scored: Vec<(usize, &Entry<'a>)> = self
            .entries
            .iter()
            .map(|own| (self.common(&printed, own), own))
            .collect();
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.own.number.cmp(&b.1.own.number)));
        let [(best, own), others @ ..] = scored.as_slice() else {
            return Match::Unknown;
        };
        let asks = words::asks(&printed.words);
        let contrary = asks.is_some() && own.asks.is_some() && asks != own.asks;
        if contrary {
            return Match::Unknown;
        }
        let turned = Self::turned(&printed, own);
        let fits = !turned && !has_strangers(&printed, own);
        if *best >= LEAST && fits && self.told_apart(&printed, own, others) {
            return Match::Known(own.own, *best);
        }
        if let Some(found) = self.by_letters(&printed) {
            return found;
        }
        if *best >= WORTH_ASKING {
            Match::Unsure(own.own, *best)
        } else {
            Match::Unknown
        }
    }

    fn printed(&self, title: &str, letters: String) -> Printed {
        let stems: Vec<String> = words::stems(title)
            .into_iter()
            .take(MOST_STEMS)
            .map(|stem| self.corrected(stem))
            .collect();
        Printed {
            words: words::meaning(&stems),
            letters,
        }
    }

    /// The known word one or two slips away, when there is only one.
    fn corrected(&self, stem: String) -> String {
        let length = stem.chars().count();
        if length < 5 || self.vocabulary.contains(&stem) || stem.starts_with(char::is_numeric) {
            return stem;
        }
        let most = if length >= 7 { 2 } else { 1 };
        let own: Vec<char> = stem.chars().collect();
        let mut best: Option<(usize, &String)> = None;
        let mut tie = false;
        for word in &self.vocabulary {
            let other: Vec<char> = word.chars().collect();
            if other.len().abs_diff(length) > most {
                continue;
            }
            let distance = distance(&own, &other);
            match best {
                _ if distance > most => {}
                Some((least, _)) if distance > least => {}
                Some((least, _)) if distance == least => tie = true,
                _ => {
                    best = Some((distance, word));
                    tie = false;
                }
            }
        }
        match best {
            Some((_, word)) if !tie => word.clone(),
            _ => stem,
        }
    }

    /// Weight of the words in common, twice, over the weight of both, per mille.
    fn common(&self, printed: &Printed, own: &Entry<'_>) -> usize {
        let of = |word: &String| self.weights.get(word).copied();
        let both: usize = own
            .words
            .iter()
            .filter(|word| printed.words.contains(word))
            .filter_map(of)
            .sum();
        let all: usize = own.words.iter().filter_map(of).sum();
        // Where the catalogue leaves a place open, strange words fill it.
        let stranger = if own.open { 0 } else { 14 };
        let theirs: usize = printed
            .words
            .iter()
            .map(|word| of(word).unwrap_or(stranger))
            .sum();
        both.saturating_mul(2000) / all.saturating_add(theirs).max(1)
    }

    /// Whether a word that turns the meaning stands on one side only.
    fn turned(printed: &Printed, own: &Entry<'_>) -> bool {
        let lacks = |words: &[String], of: &[String]| {
            of.iter()
                .any(|word| words::turns(word) && !words.contains(word))
        };
        lacks(&own.words, &printed.words) || lacks(&printed.words, &own.words)
    }

    /// Whether the words that tell the best entry from each near one are there, and theirs are not.
    fn told_apart(
        &self,
        printed: &Printed,
        own: &Entry<'_>,
        others: &[(usize, &Entry<'_>)],
    ) -> bool {
        others
            .iter()
            .take_while(|(score, _)| *score >= WORTH_ASKING.saturating_sub(120))
            .all(|(_, other)| {
                let (own_words, theirs) = (apart(own, other), apart(other, own));
                let found = self.share(&own_words, printed);
                let strange = self.share(&theirs, printed);
                match (own_words.is_empty(), theirs.is_empty()) {
                    (true, _) => strange < 300,
                    (false, true) => found >= 600,
                    (false, false) => found >= 600 && strange < 400,
                }
            })
    }

    /// Share of these words, by weight, that the printed name has, per mille.
    fn share(&self, words: &[&String], printed: &Printed) -> usize {
        let of = |word: &&&String| self.weights.get(**word).copied().unwrap_or(0);
        let all: usize = words.iter().map(|word| of(&word)).sum();
        let found: usize = words
            .iter()
            .filter(|word| printed.words.contains(**word) || glued(&printed.letters, word))
            .map(|word| of(&word))
            .sum();
        found.saturating_mul(1000) / all.max(1)
    }

    /// The indicator by letters alone, where spaces were lost.
    fn by_letters(&self, printed: &Printed) -> Option<Match<'a>> {
        let own: Vec<char> = printed.letters.chars().take(LONGEST).collect();
        let mut scored: Vec<(usize, &Entry<'a>)> = self
            .entries
            .iter()
            .filter(|entry| entry.letters.len().abs_diff(own.len()) <= own.len() / 6)
            .filter(|entry| pairs_in_common(&own, &entry.letters) >= 750)
            .map(|entry| (likeness(&own, &entry.letters), entry))
            .collect();
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.own.number.cmp(&b.1.own.number)));
        let [(best, entry), others @ ..] = scored.as_slice() else {
            return None;
        };
        let lead = others
            .first()
            .map_or(1000, |(next, _)| best.saturating_sub(*next));
        // Told apart from every other of the catalogue, not only from those like it by letters.
        let all: Vec<(usize, &Entry<'a>)> =
            others.iter().map(|(_, other)| (1000, *other)).collect();
        let fits = !Self::turned(printed, entry) && !has_strangers(printed, entry);
        let sure =
            fits && *best >= LEAST_LETTERS && lead >= 30 && self.told_apart(printed, entry, &all);
        sure.then_some(Match::Known(entry.own, *best))
    }
}

/// Whether the printed name has a word that is neither in the entry nor a slip of one in it: such a
/// word may make it the name of something else.
fn has_strangers(printed: &Printed, own: &Entry<'_>) -> bool {
    // Where the catalogue leaves a place open, strange words fill it.
    if own.open {
        return false;
    }
    let missing: Vec<&String> = own
        .words
        .iter()
        .filter(|word| !printed.words.contains(word))
        .collect();
    let all: String = own.letters.iter().collect();
    let excused = |word: &String| {
        let chars: Vec<char> = word.chars().collect();
        let slip = missing.iter().any(|other| {
            let other_chars: Vec<char> = other.chars().collect();
            chars.len() >= 4 && likeness(&chars, &other_chars) >= LEAST_OF_SLIP
        });
        slip || words::harmless(word) || (chars.len() >= 6 && all.contains(word.as_str()))
    };
    printed
        .words
        .iter()
        .filter(|word| !own.words.contains(word))
        .any(|word| !excused(word))
}

/// Words of one entry that the other has not.
fn apart<'e>(own: &'e Entry<'_>, other: &Entry<'_>) -> Vec<&'e String> {
    own.words
        .iter()
        .filter(|word| !other.words.contains(word))
        .collect()
}

/// Whether a long word stands somewhere among letters without spaces.
fn glued(letters: &str, word: &str) -> bool {
    word.chars().count() >= 4 && letters.contains(word)
}

/// Weight of a word by the number of names that have it.
const fn weight(count: usize) -> usize {
    match count {
        1 => 30,
        2 => 25,
        3 | 4 => 20,
        5..=8 => 14,
        9..=14 => 9,
        _ => 5,
    }
}

/// «{municipality}» left out.
fn without_placeholders(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .filter(|c| {
            match c {
                '{' => depth = depth.saturating_add(1),
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && *c != '}'
        })
        .collect()
}

/// Share of pairs of neighbouring letters that both texts have, per mille: a quick first look.
fn pairs_in_common(a: &[char], b: &[char]) -> usize {
    let pairs = |text: &[char]| {
        let mut counts: BTreeMap<(char, char), usize> = BTreeMap::new();
        for pair in text.windows(2) {
            if let [x, y] = pair {
                let count = counts.entry((*x, *y)).or_default();
                *count = count.saturating_add(1);
            }
        }
        counts
    };
    let (left, right) = (pairs(a), pairs(b));
    let common: usize = left
        .iter()
        .map(|(pair, count)| *count.min(right.get(pair).unwrap_or(&0)))
        .sum();
    let total = a.len().saturating_add(b.len()).saturating_sub(2).max(1);
    common.saturating_mul(2000) / total
}

/// One minus the edit distance over the longer length, per mille.
fn likeness(a: &[char], b: &[char]) -> usize {
    let longer = a.len().max(b.len());
    if longer == 0 {
        return 1000;
    }
    longer.saturating_sub(distance(a, b)).saturating_mul(1000) / longer
}

/// Edit distance with neighbours swapped as one edit (Damerau, 1964; optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut last: Option<char> = None;
    for (i, x) in a.iter().enumerate() {
        let mut left = i.saturating_add(1);
        let mut next = Vec::with_capacity(row.len());
        next.push(left);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX);
            let change = at(&row, j).saturating_add(usize::from(x != y));
            let above = at(&row, j.saturating_add(1)).saturating_add(1);
            let mut fewest = change.min(above).min(left.saturating_add(1));
            let earlier = j.checked_sub(1);
            let swapped = last == Some(*y) && earlier.and_then(|at| b.get(at)) == Some(x);
            if swapped && let Some(earlier) = earlier {
                fewest = fewest.min(at(&before, earlier).saturating_add(1));
            }
            left = fewest;
            next.push(left);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(*x);
    }
    row.last().copied().unwrap_or(a.len())
}
