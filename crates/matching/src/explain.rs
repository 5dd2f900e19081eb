//! Answers for people: why this pair, why not that one, what does a rule cost.
//!
//! Not here: words, and what a score is made of; both belong to the caller. The one decision to
//! know: a price is never estimated; the changed problem is solved exactly, warm where only pairs
//! change, cold where rules change.

use crate::problem::{Edge, Pair, Problem};
use crate::session::{Change, ChangeError, Effect, Session};
use crate::solution::Tally;
use crate::solve::{Observer, Options, SolveError, exact};

/// What there is to say about an eligible pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairFacts {
    /// Score and both ranks.
    pub edge: Edge,
    /// Mentors the mentee ranked better.
    pub better_mentors: usize,
    /// Mentees the mentor ranked better.
    pub better_mentees: usize,
    /// It existed before.
    pub previous: bool,
    /// The problem demands it.
    pub pinned: bool,
}

/// Facts of a pair; `None` when it is not eligible. Time: the mentee's and the mentor's candidates.
pub fn pair(problem: &Problem, pair: Pair) -> Option<PairFacts> {
    let edge = problem.edge(pair)?;
    let l = usize::try_from(pair.mentee.0).ok()?;
    let r = usize::try_from(pair.mentor.0).ok()?;
    let rank = |ranks: &[u16], e: usize| ranks.get(e).copied().unwrap_or_default();
    let better_mentors = problem
        .row(l)
        .filter(|&e| rank(&problem.mentee_rank, e) < edge.mentee_rank);
    let column = problem.back_edge.get(problem.column(r)).unwrap_or_default();
    let better_mentees = column.iter().filter(|&&e| {
        let e = usize::try_from(e).unwrap_or(usize::MAX);
        rank(&problem.mentor_rank, e) < edge.mentor_rank
    });
    Some(PairFacts {
        edge,
        better_mentors: better_mentors.count(),
        better_mentees: better_mentees.count(),
        previous: problem.previous().any(|known| known == pair),
        pinned: problem.pins().any(|known| known == pair),
    })
}

/// «Почему не …?»: what making this pair would do to everybody. Zero score and coverage with pairs
/// changed means an equally good matching exists.
///
/// # Errors
/// When the pair cannot be made at all: the error says which rule is in the way.
pub fn why_not(session: &Session<'_>, pair: Pair) -> Result<Effect, ChangeError> {
    if session.contains(pair) {
        return Ok(Effect::default());
    }
    session.price(&[Change::Pin(pair)])
}

/// What a pin costs: the effect of taking it back, so a positive score is points the pin costs.
///
/// # Errors
/// When the pair is not pinned.
pub fn price_of_pin(session: &Session<'_>, pair: Pair) -> Result<Effect, ChangeError> {
    session.price(&[Change::Unpin(pair)])
}

/// What a pair forbidden in this session costs: the effect of allowing it.
///
/// # Errors
/// When the pair is not eligible otherwise.
pub fn price_of_veto(session: &Session<'_>, pair: Pair) -> Result<Effect, ChangeError> {
    session.price(&[Change::Allow(pair)])
}

/// What a hard rule costs: figures with the rule, and without it.
///
/// `without` is the same problem built without the rule; people keep their numbers.
///
/// # Errors
/// As [`crate::solve()`].
pub fn price_of_rule(
    with: &Problem,
    without: &Problem,
    options: &Options,
    observer: &mut dyn Observer,
) -> Result<(Tally, Tally), SolveError> {
    let with_pairs = exact(with, *options, observer)?.pairs(with.pins());
    let without_pairs = exact(without, *options, observer)?.pairs(without.pins());
    Ok((
        Tally::of(with, &with_pairs),
        Tally::of(without, &without_pairs),
    ))
}
