//! Which figures to hide so that none of the small ones can be computed back.
//!
//! Not here: what the figures mean. The one decision to know: the reader is taken to know every
//! relation between figures, so hiding goes on until no small figure is pinned down by them.

use std::collections::{BTreeMap, BTreeSet};

/// A count and the limit below which it is hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Code.
    pub code: String,
    /// True value.
    pub value: i64,
    /// Smallest value that may be shown; zero hides nothing.
    pub limit: i64,
    /// Whether zero is hidden too, so that «скрыто» does not say «somebody».
    pub special: bool,
    /// Whether it is printed at all; one that is not can still be computed from those that are.
    pub printed: bool,
}

/// Sums that are equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Equation {
    /// Codes summed on the left.
    pub left: Vec<String>,
    /// Codes summed on the right.
    pub right: Vec<String>,
}

/// Sums of which one is not greater.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Codes summed on the smaller side.
    pub smaller: Vec<String>,
    /// Codes summed on the greater side.
    pub greater: Vec<String>,
}

/// Fewest values a hidden small figure must be able to have for a reader who knows the relations.
const LEAST_CHOICE: i64 = 3;

/// Greatest count a reader thinks of; schools are smaller.
const GREATEST: i64 = 1_000_000;

/// Codes of the figures to hide: the small ones, and those by which they could be computed.
pub fn suppress(figures: &[Figure], equations: &[Equation], bounds: &[Bound]) -> BTreeSet<String> {
    let values: BTreeMap<&str, &Figure> = figures
        .iter()
        .map(|figure| (figure.code.as_str(), figure))
        .collect();
    let rows: Vec<Row<'_>> = equations
        .iter()
        .filter_map(|equation| Row::equal(equation, &values))
        .chain(
            bounds
                .iter()
                .filter_map(|bound| Row::bounded(bound, &values)),
        )
        .collect();
    let primary: BTreeSet<&str> = figures
        .iter()
        .filter(|figure| is_small(figure, &rows, &values))
        .map(|figure| figure.code.as_str())
        .collect();
    let mut hidden = primary.clone();
    while let Some(told) = told(&primary, &hidden, &rows, &values) {
        let Some(next) = complement(told, &hidden, &rows, &values) else {
            break;
        };
        hidden.insert(next);
    }
    hidden.into_iter().map(str::to_owned).collect()
}

/// One relation with the figures that are known: `sum(terms) = 0`, or `≤ 0`.
struct Row<'a> {
    terms: Vec<(&'a str, i64)>,
    equal: bool,
}

impl<'a> Row<'a> {
    fn equal(equation: &'a Equation, values: &BTreeMap<&str, &Figure>) -> Option<Self> {
        Self::new(&equation.left, &equation.right, true, values)
    }

    fn bounded(bound: &'a Bound, values: &BTreeMap<&str, &Figure>) -> Option<Self> {
        Self::new(&bound.smaller, &bound.greater, false, values)
    }

    /// `None` when the relation does not hold of these figures: it tells a reader nothing true.
    fn new(
        left: &'a [String],
        right: &'a [String],
        equal: bool,
        values: &BTreeMap<&str, &Figure>,
    ) -> Option<Self> {
        let mut terms = Vec::new();
        let mut sum = 0;
        for (codes, sign) in [(left, 1), (right, -1)] {
            for code in codes {
                let known = code.split('|').find(|code| values.contains_key(code));
                if let Some(code) = known {
                    terms.push((code, sign));
                    sum += sign * values.get(code)?.value;
                }
            }
        }
        let holds = if equal { sum == 0 } else { sum <= 0 };
        (holds && terms.len() > 1).then_some(Self { terms, equal })
    }
}

/// Below its limit; a special zero that follows from a shown zero protects nobody.
fn is_small(figure: &Figure, rows: &[Row<'_>], values: &BTreeMap<&str, &Figure>) -> bool {
    if figure.value >= figure.limit {
        return false;
    }
    if figure.value > 0 {
        return true;
    }
    let follows = rows.iter().filter(|row| !row.equal).any(|row| {
        let smaller = row
            .terms
            .iter()
            .any(|(code, sign)| *sign > 0 && *code == figure.code);
        let mut greater = row.terms.iter().filter(|(_, sign)| *sign < 0);
        smaller && greater.all(|(code, _)| values.get(code).is_some_and(|figure| figure.value == 0))
    });
    figure.special && !follows
}

/// A small figure a reader can pin down, if there is one.
fn told<'a>(
    primary: &BTreeSet<&'a str>,
    hidden: &BTreeSet<&str>,
    rows: &[Row<'_>],
    values: &BTreeMap<&str, &Figure>,
) -> Option<&'a str> {
    let ranges = ranges(hidden, rows, values);
    primary.iter().copied().find(|code| {
        let (low, high) = ranges.get(code).copied().unwrap_or((0, GREATEST));
        high - low + 1 < LEAST_CHOICE || by_elimination(code, hidden, rows)
    })
}

/// What each hidden figure can be, by passing bounds along the relations until nothing changes.
fn ranges<'a>(
    hidden: &BTreeSet<&'a str>,
    rows: &[Row<'_>],
    values: &BTreeMap<&str, &Figure>,
) -> BTreeMap<&'a str, (i64, i64)> {
    let mut ranges: BTreeMap<&str, (i64, i64)> =
        hidden.iter().map(|code| (*code, (0, GREATEST))).collect();
    // Each pass only narrows; as many passes as figures carry a bound along the longest chain.
    for _ in 0..=hidden.len() {
        for row in rows {
            for (code, sign) in &row.terms {
                narrow(code, *sign, row, &mut ranges, values);
            }
        }
    }
    ranges
}

/// Narrows one hidden figure by one relation: `sign·x = -rest` or `sign·x ≤ -rest`.
fn narrow(
    code: &str,
    sign: i64,
    row: &Row<'_>,
    ranges: &mut BTreeMap<&str, (i64, i64)>,
    values: &BTreeMap<&str, &Figure>,
) {
    let Some((low, high)) = ranges.get(code).copied() else {
        return;
    };
    let (mut rest_low, mut rest_high) = (0, 0);
    for (other, sign) in row.terms.iter().filter(|(other, _)| *other != code) {
        let shown = values.get(other).map_or(0, |figure| figure.value);
        let (first, last) = ranges.get(other).copied().unwrap_or((shown, shown));
        rest_low += (sign * first).min(sign * last);
        rest_high += (sign * first).max(sign * last);
    }
    let narrowed = match (sign > 0, row.equal) {
        (true, true) => (low.max(-rest_high), high.min(-rest_low)),
        (true, false) => (low, high.min(-rest_low)),
        (false, true) => (low.max(rest_low), high.min(rest_high)),
        (false, false) => (low.max(rest_low), high),
    };
    if let Some(range) = ranges.get_mut(code) {
        *range = narrowed;
    }
}

/// Whether the equations alone give the figure: its unit vector lies in the span of their rows
/// over the hidden figures.
fn by_elimination(code: &str, hidden: &BTreeSet<&str>, rows: &[Row<'_>]) -> bool {
    let columns: Vec<&str> = hidden
        .iter()
        .copied()
        .filter(|other| *other != code)
        .collect();
    let mut matrix: Vec<(Vec<i64>, i64)> = rows
        .iter()
        .filter(|row| row.equal)
        .map(|row| {
            let of = |wanted: &str| {
                row.terms
                    .iter()
                    .filter(|(code, _)| *code == wanted)
                    .map(|(_, sign)| sign)
                    .sum()
            };
            (columns.iter().map(|column| of(column)).collect(), of(code))
        })
        .collect();
    // Eliminate every other figure; an equation left with this one alone gives it away.
    for column in 0..columns.len() {
        let at = |row: &(Vec<i64>, i64)| row.0.get(column).copied().unwrap_or(0);
        let Some(pivot_at) = matrix.iter().position(|row| at(row) != 0) else {
            continue;
        };
        let pivot = matrix.swap_remove(pivot_at);
        let lead = at(&pivot);
        for row in &mut matrix {
            let factor = at(row);
            for (cell, by) in row.0.iter_mut().zip(&pivot.0) {
                *cell = *cell * lead - by * factor;
            }
            row.1 = row.1 * lead - pivot.1 * factor;
        }
    }
    matrix
        .iter()
        .any(|(others, own)| *own != 0 && others.iter().all(|cell| *cell == 0))
}

/// The shown figure to hide next: nearest by equations to the one that is told, printed, not zero,
/// smallest; what only bounds reach, and zeros, come last.
fn complement<'a>(
    told: &str,
    hidden: &BTreeSet<&str>,
    rows: &[Row<'a>],
    values: &BTreeMap<&str, &Figure>,
) -> Option<&'a str> {
    [(true, true), (false, true), (true, false), (false, false)]
        .into_iter()
        .find_map(|(equations_only, useful_only)| {
            let rows: Vec<&Row<'a>> = rows
                .iter()
                .filter(|row| row.equal || !equations_only)
                .collect();
            nearest(told, &rows, |code| {
                let figure = *values.get(code)?;
                let useful = figure.printed && figure.value > 0;
                (!hidden.contains(code) && (useful || !useful_only)).then_some(figure.value)
            })
        })
}

/// The nearest figure that has a rank, of the lowest rank among equally near ones.
fn nearest<'a>(
    from: &str,
    rows: &[&Row<'a>],
    rank: impl Fn(&str) -> Option<i64>,
) -> Option<&'a str> {
    let mut reached: BTreeSet<&str> = BTreeSet::from([from]);
    loop {
        let touching: Vec<&'a str> = rows
            .iter()
            .filter(|row| row.terms.iter().any(|(code, _)| reached.contains(code)))
            .flat_map(|row| &row.terms)
            .map(|(code, _)| *code)
            .collect();
        let ranked = touching
            .iter()
            .filter_map(|code| Some((rank(code)?, *code)));
        if let Some((_, code)) = ranked.min() {
            return Some(code);
        }
        let before = reached.len();
        reached.extend(touching);
        if reached.len() == before {
            return None;
        }
    }
}
