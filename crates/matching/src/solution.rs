//! What a solver hands back: pairs, figures and the proof.
//!
//! Not here: checking the proof (`verify`). The one decision to know: the figures are a convenience;
//! everything can be recomputed from problem and pairs, and the verifier does.

use crate::problem::{MenteeId, MentorId, Pair, Problem};
use crate::solve::{Mode, Options};

/// A matching with its figures and proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// How it was asked for.
    pub mode: Mode,
    /// With which options.
    pub options: Options,
    /// Sorted by mentee, then mentor.
    pub pairs: Vec<Pair>,
    /// The figures of `pairs`.
    pub tally: Tally,
    /// The proof.
    pub certificate: Certificate,
}

/// Figures of a matching.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Mentees with at least one mentor.
    pub covered: usize,
    /// Protected mentees among them.
    pub protected_covered: usize,
    /// Pairs.
    pub pairs: usize,
    /// Sum of scores, without continuity prices.
    pub score: i64,
    /// Previous pairs that stay.
    pub kept: usize,
    /// Pairs that would both rather have each other.
    pub blocking: usize,
}

/// Why the matching is as good as it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Proves the number of pairs.
    pub cut: Cut,
    /// Proves coverage and score together; only in the mode [`Mode::Benefit`].
    pub prices: Option<Prices>,
}

/// A bottleneck in the sense of König: no matching has more pairs than what passes it.
///
/// Pairs ≤ wishes of the mentees outside, plus places of the mentors inside, plus edges from
/// mentees inside to mentors outside. Pins count as made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// By mentee number: inside.
    pub mentees: Vec<bool>,
    /// By mentor number: inside.
    pub mentors: Vec<bool>,
}

/// Dual prices. Complementary slackness with the pairs proves the optimum in one pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prices {
    /// Value of a second or further mentor of one mentee, in points.
    pub extra: i64,
    /// Value of the first mentor of a mentee.
    pub first: i64,
    /// Value of the first mentor of a protected mentee.
    pub protected: i64,
    /// By mentee: worth `y`.
    pub mentee: Vec<i64>,
    /// By mentor: price `p ≥ 0`.
    pub mentor: Vec<i64>,
}

impl Solution {
    /// Mentors of a mentee.
    pub fn mentors_of(&self, mentee: MenteeId) -> impl Iterator<Item = MentorId> + '_ {
        let from = self.pairs.partition_point(|pair| pair.mentee < mentee);
        self.pairs
            .iter()
            .skip(from)
            .take_while(move |pair| pair.mentee == mentee)
            .map(|pair| pair.mentor)
    }

    /// Mentees of a mentor. Time: number of pairs.
    pub fn mentees_of(&self, mentor: MentorId) -> impl Iterator<Item = MenteeId> + '_ {
        self.pairs
            .iter()
            .filter(move |pair| pair.mentor == mentor)
            .map(|pair| pair.mentee)
    }

    /// Whether the pair is made.
    pub fn contains(&self, pair: Pair) -> bool {
        self.pairs.binary_search(&pair).is_ok()
    }
}

impl Tally {
    /// Figures of sorted, feasible pairs.
    pub(crate) fn of(problem: &Problem, pairs: &[Pair]) -> Self {
        let mut tally = Self {
            pairs: pairs.len(),
            blocking: crate::blocking::count(problem, pairs),
            ..Self::default()
        };
        let mut last = None;
        for pair in pairs {
            if let Some(e) = problem.find(*pair) {
                tally.score += problem.score(e);
                tally.kept += usize::from(problem.is_previous(e));
            }
            if last.replace(pair.mentee) != Some(pair.mentee) {
                tally.covered += 1;
                let protected = problem.mentee(pair.mentee).is_some_and(|m| m.protected);
                tally.protected_covered += usize::from(protected);
            }
        }
        tally
    }
}
