//! Names of indicators, recognised through typos.
//!
//! Not here: values. The one decision to know: spaces and marks do not count, since they are what
//! hand-made forms lose first; a name that is nearly as close to another one is not recognised.

use std::collections::BTreeMap;

use super::grid::letters;
use super::{Lexicon, LexiconEntry};

/// Least likeness of a name that is recognised, per mille.
const LEAST: usize = 800;
/// Least lead over the next name, per mille.
const LEAD: usize = 25;
/// Longest name compared, in letters.
const LONGEST: usize = 400;

/// Names made comparable once.
pub(super) struct Names<'a> {
    entries: Vec<(&'a LexiconEntry, Vec<char>, Vec<char>)>,
    exact: BTreeMap<String, Vec<usize>>,
}

/// What a printed name is.
pub(super) enum Match<'a> {
    /// This indicator.
    Known(&'a LexiconEntry),
    /// Nearly this one, or one of several.
    Unsure(&'a LexiconEntry),
    /// None of them.
    Unknown,
}

impl<'a> Names<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        let mut exact: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut entries = Vec::new();
        for (at, entry) in lexicon.indicators.iter().enumerate() {
            let title = letters(&without_placeholders(&entry.title));
            let group = letters(&without_placeholders(&entry.group));
            exact.entry(title.clone()).or_default().push(at);
            entries.push((entry, title.chars().collect(), group.chars().collect()));
        }
        Self { entries, exact }
    }

    /// The indicator with this printed name, in this printed group.
    pub(super) fn find(&self, title: &str, group: &str) -> Match<'a> {
        let title = letters(title);
        if let Some([at]) = self.exact.get(&title).map(Vec::as_slice)
            && let Some((entry, ..)) = self.entries.get(*at)
        {
            return Match::Known(entry);
        }
        let title: Vec<char> = title.chars().take(LONGEST).collect();
        let group: Vec<char> = letters(group).chars().take(LONGEST).collect();
        let mut scored: Vec<(usize, &'a LexiconEntry)> = self
            .entries
            .iter()
            .filter(|(_, own, _)| pairs_in_common(&title, own) >= LEAST / 2)
            .map(|(entry, own, own_group)| {
                let close = likeness(&title, own).saturating_mul(9);
                let place = likeness(&group, own_group);
                (close.saturating_add(place) / 10, *entry)
            })
            .collect();
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.number.cmp(&b.1.number)));
        match scored.as_slice() {
            [(best, entry), (second, _), ..]
                if *best >= LEAST && best.saturating_sub(*second) < LEAD =>
            {
                Match::Unsure(entry)
            }
            [(best, entry), ..] if *best >= LEAST => Match::Known(entry),
            [(best, entry), ..] if *best >= LEAST.saturating_sub(150) => Match::Unsure(entry),
            _ => Match::Unknown,
        }
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

/// One minus the edit distance over the longer length, per mille (Levenshtein, 1965).
fn likeness(a: &[char], b: &[char]) -> usize {
    let longer = a.len().max(b.len());
    if longer == 0 {
        return 1000;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i.saturating_add(1);
        let mut next = Vec::with_capacity(row.len());
        next.push(left);
        for (y, above) in b.iter().zip(row.iter().skip(1)) {
            let change = diagonal.saturating_add(usize::from(x != y));
            left = change
                .min(above.saturating_add(1))
                .min(left.saturating_add(1));
            diagonal = *above;
            next.push(left);
        }
        row = next;
    }
    let distance = row.last().copied().unwrap_or(longer);
    longer.saturating_sub(distance).saturating_mul(1000) / longer
}
