//! «Согласие»: full coverage with few blocking pairs, then score.
//!
//! Not here: proofs of the number of blocking pairs; the least number at full coverage is NP-hard
//! even to approximate (Biró, Manlove, Mittal 2010), so this is a heuristic whose gap is measured
//! in tests. The one decision to know: start stable, pay for coverage with the paths that cost the
//! fewest blocking pairs, repair, and let the exact kernel raise the score where nobody objects.

mod improve;
mod polish;
mod propose;
mod work;

use self::work::Work;
use crate::cover::{cover, remaining};
use crate::problem::{Pair, Problem, ix};
use crate::solution::Tally;
use crate::solve::{Observer, Options, SolveError, Stage, exact};

/// Mentees a search looks at before it gives a cheap path up.
const PATIENCE: usize = 2000;
/// Above this many mentees a new start would cost more than a curator waits.
const RESTARTS_UP_TO: usize = 1500;

/// Edges times rounds per unit of effort: the same time for every size.
const LONGER: usize = 4000;

/// Fewer blocking pairs is better, then more score; coverage is equal by construction.
type Key = (usize, usize, i64, std::cmp::Reverse<i64>);

/// Pairs, sorted.
pub(crate) fn solve(
    problem: &Problem,
    options: Options,
    observer: &mut dyn Observer,
) -> Result<Vec<Pair>, SolveError> {
    let everybody = vec![true; problem.mentees.len()];
    let pairs = among(problem, &everybody, options, observer)?;
    if !options.protected_first {
        return Ok(pairs);
    }
    // Coverage of protected mentees is decided exactly; only when it falls short, by restriction.
    let flow = exact(problem, options, observer)?;
    let goal = flow.pairs(problem.pins());
    if Tally::of(problem, &pairs).protected_covered >= Tally::of(problem, &goal).protected_covered {
        return Ok(pairs);
    }
    let mut chosen = vec![false; problem.mentees.len()];
    for pair in &goal {
        if let Some(is) = chosen.get_mut(ix(pair.mentee.0)) {
            *is = true;
        }
    }
    among(problem, &chosen, options, observer)
}

fn among(
    problem: &Problem,
    chosen: &[bool],
    options: Options,
    observer: &mut dyn Observer,
) -> Result<Vec<Pair>, SolveError> {
    let (mut wants, places) = remaining(problem);
    for (want, chosen) in wants.iter_mut().zip(chosen) {
        *want &= chosen;
    }
    // Who has a pinned mentor is covered and waits for a second one like everybody.
    for pair in problem.pins() {
        if let Some(want) = wants.get_mut(ix(pair.mentee.0)) {
            *want = false;
        }
    }
    let most = cover(problem, &wants, &places, observer)?.size;
    let mut work = Work::new(problem, &wants, places);
    propose::propose(&mut work, observer)?;
    descend(&mut work, most, observer)?;
    if problem.mentees.len() <= RESTARTS_UP_TO {
        restart(&mut work, most, options.effort, observer)?;
    }
    let several = (0..wants.len()).any(|l| problem.wanted(l) > 1);
    if several {
        // Second mentors come after everybody has a first one.
        work.want_everything(chosen);
        descend(&mut work, usize::MAX, observer)?;
    }
    Ok(work.pairs())
}

/// Augments, repairs and polishes until nothing changes.
fn descend(
    work: &mut Work<'_>,
    most: usize,
    observer: &mut dyn Observer,
) -> Result<(), SolveError> {
    for round in 0..6 {
        SolveError::check(observer, Stage::Search, round, 6)?;
        let grown = work.augment(most, PATIENCE);
        let repaired = work.blocking_total() > 0 && work.repair(3, PATIENCE);
        let polished = polish::polish(work, observer)?;
        if !grown && !repaired && !polished {
            break;
        }
    }
    Ok(())
}

fn key(work: &Work<'_>) -> Key {
    let size = work.size();
    (
        usize::MAX - size,
        work.blocking_total(),
        0,
        std::cmp::Reverse(work.score()),
    )
}

/// Iterated local search from the best matching so far; the dice are fixed.
fn restart(
    work: &mut Work<'_>,
    most: usize,
    effort: u16,
    observer: &mut dyn Observer,
) -> Result<(), SolveError> {
    if work.wants.is_empty() {
        return Ok(());
    }
    work.rest();
    let mut best = key(work);
    let mut dice = Dice(0x0070_6172_6179);
    // Small instances are searched longer: it costs nothing.
    let effort = usize::from(effort);
    let rounds = effort * LONGER / work.problem.edge_count().max(1);
    let rounds = rounds.clamp(effort.min(10), effort * 20);
    for round in 0..rounds {
        let (done, total) = (u64::try_from(round), u64::try_from(rounds));
        SolveError::check(
            observer,
            Stage::Search,
            done.unwrap_or_default(),
            total.unwrap_or_default(),
        )?;
        // Nobody objects: only the score is left to win, and the first rounds win most of it.
        if best.1 == 0 && round >= effort {
            break;
        }
        let before = work.held_edges();
        work.shake(&mut dice);
        descend(work, most, observer)?;
        let now = key(work);
        if now <= best {
            best = now;
        } else {
            work.restore(&before);
        }
    }
    Ok(())
}

/// Splitmix64 (Steele, Lea, Flood 2014) from a fixed seed: the same walk everywhere.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        let bound = u64::try_from(bound.max(1)).unwrap_or(u64::MAX);
        usize::try_from(z % bound).unwrap_or(0)
    }
}
