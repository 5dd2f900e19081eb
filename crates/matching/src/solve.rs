//! The front door: modes, options, cancellation, errors.
//!
//! Not here: the algorithms. The one decision to know: same problem, mode and options give the same
//! bytes on any machine; the solver reads no clock, draws no randomness and uses one thread.

use std::fmt;

use crate::flow::{BARRED, Flow, Plain, Tiers, most};
use crate::problem::Problem;
use crate::solution::{Certificate, Prices, Solution, Tally};
use crate::{agreement, cut, fairness, seed};

/// What comes first after coverage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// «Польза»: the greatest total score; exact. Then fewer blocking pairs as far as fairness asks.
    Benefit,
    /// «Согласие»: the fewest blocking pairs (heuristic, the problem is NP-hard), then score.
    Agreement,
}

/// Choices of the curator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Protected mentees are covered before the others. Never costs coverage.
    pub protected_first: bool,
    /// Among optimal matchings the worst-off mentee first (mode [`Mode::Benefit`]).
    pub fair: bool,
    /// How long local search goes on after the first descent (mode [`Mode::Agreement`]): 0 is not at
    /// all, 100 some ten milliseconds for a school, proportional in between and beyond.
    pub effort: u16,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            protected_first: false,
            fair: false,
            effort: 100,
        }
    }
}

/// What the solver is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Counting who can be covered.
    Cover,
    /// Finding prices.
    Prices,
    /// Finishing exactly.
    Finish,
    /// Fairness within the optimum.
    Fairness,
    /// Proposals.
    Proposals,
    /// Local search.
    Search,
}

/// Hears about progress and may stop the solver.
pub trait Observer {
    /// `done` of `total` steps of a stage (`total` 0: unknown). `false` stops the solver.
    fn step(&mut self, stage: Stage, done: u64, total: u64) -> bool;
}

/// Listens to nothing, stops nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quiet;

impl Observer for Quiet {
    fn step(&mut self, _stage: Stage, _done: u64, _total: u64) -> bool {
        true
    }
}

impl<F: FnMut(Stage, u64, u64) -> bool> Observer for F {
    fn step(&mut self, stage: Stage, done: u64, total: u64) -> bool {
        self(stage, done, total)
    }
}

/// Why there is no solution. A checked problem always has one otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SolveError {
    /// The observer stopped the solver.
    Cancelled,
    /// Several mentors per mentee together with protected mentees in so large a problem do not fit
    /// one objective of 61 bits; switch one of the two off or split the problem.
    TooLarge,
}

impl SolveError {
    /// A stable code for logs and tests.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::TooLarge => "too-large",
        }
    }

    pub(crate) fn check(
        observer: &mut dyn Observer,
        stage: Stage,
        done: u64,
        total: u64,
    ) -> Result<(), Self> {
        if observer.step(stage, done, total) {
            Ok(())
        } else {
            Err(Self::Cancelled)
        }
    }
}

impl fmt::Display for SolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cancelled => "cancelled: stopped by the observer",
            Self::TooLarge => "too-large: objectives do not fit 61 bits, split the problem",
        })
    }
}

impl std::error::Error for SolveError {}

/// Solves a problem.
///
/// Mode [`Mode::Benefit`] is exact in the order protected mentees (when asked for), mentees covered,
/// further mentors of mentees who want several, score with continuity prices; the certificate proves
/// it. Mode [`Mode::Agreement`] proves only the number of pairs.
///
/// Time: near-linear in edges in practice; at worst units × edges × log. Memory:
/// [`Problem::memory_bound`].
///
/// # Errors
/// [`SolveError`].
pub fn solve(
    problem: &Problem,
    mode: Mode,
    options: &Options,
    observer: &mut dyn Observer,
) -> Result<Solution, SolveError> {
    match mode {
        Mode::Benefit => {
            let mut flow = exact(problem, *options, observer)?;
            if options.fair {
                flow = fairness::improve(flow, observer)?;
            }
            Ok(conclude(&flow, *options))
        }
        Mode::Agreement => {
            let pairs = agreement::solve(problem, *options, observer)?;
            Ok(Solution {
                mode,
                options: *options,
                tally: Tally::of(problem, &pairs),
                certificate: Certificate {
                    cut: cut::cut(problem, &pairs),
                    prices: None,
                },
                pairs,
            })
        }
    }
}

/// The kernel at its optimum.
pub(crate) fn exact<'p>(
    problem: &'p Problem,
    options: Options,
    observer: &mut dyn Observer,
) -> Result<Flow<'p, Plain>, SolveError> {
    let tiers =
        Tiers::new(problem, options.protected_first, most(problem)).ok_or(SolveError::TooLarge)?;
    let mut flow = Flow::new(problem, Plain, tiers);
    seed::start(&mut flow, observer)?;
    flow.finish(observer)?;
    Ok(flow)
}

/// Pairs, figures and proof of a kernel at its optimum.
pub(crate) fn conclude(flow: &Flow<'_, Plain>, options: Options) -> Solution {
    let problem = flow.problem;
    let pairs = flow.pairs(problem.pins());
    Solution {
        mode: Mode::Benefit,
        options,
        tally: Tally::of(problem, &pairs),
        certificate: Certificate {
            cut: cut::cut(problem, &pairs),
            prices: Some(Prices {
                extra: flow.tiers.extra,
                first: flow.tiers.first,
                protected: flow.tiers.protected,
                mentee: flow
                    .mentees
                    .iter()
                    .map(|node| node.worth.max(BARRED))
                    .collect(),
                mentor: flow.mentors.iter().map(|node| node.price).collect(),
            }),
        },
        pairs,
    }
}
