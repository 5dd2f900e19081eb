//! The verifier: trusts nothing of the solver.
//!
//! Not here: anything the solver computes with; this file reads the checked problem and recomputes
//! every figure. The one decision to know: a proof is checked by inequalities over the edges in one
//! pass, so checking is far cheaper than solving and needs no solver.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "sizes of foreign tables are compared with the problem before a number of the problem indexes them"
)]

use std::collections::BTreeSet;

use crate::problem::{MenteeId, MentorId, Pair, Problem, end, ix, weight};
use crate::solution::{Cut, Prices, Solution, Tally};
use crate::solve::Mode;

/// What is wrong with a solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Defect {
    /// Pairs are not in ascending order, or one is there twice.
    Unsorted(Pair),
    /// The pair is not an edge.
    NotEligible(Pair),
    /// The mentee has more mentors than wanted.
    TooManyMentors(MenteeId),
    /// The mentor has more mentees than places.
    TooManyMentees(MentorId),
    /// A pin is not there.
    PinMissing(Pair),
    /// The figures differ from what the pairs say: the true figures.
    Tally(Tally),
    /// The cut has the wrong size or proves less: pairs possible according to it.
    Cut(usize),
    /// Prices are missing in the mode «польза», or have the wrong size.
    PricesMissing,
    /// The values of units do not outrank one another.
    Tiers,
    /// The mentee's worth does not fit its number of mentors.
    Worth(MenteeId),
    /// A price below 0, or above 0 with a free place.
    Price(MentorId),
    /// A pair with a negative margin, or another edge with a positive one.
    Margin(Pair),
}

/// The answer of [`verify`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Everything found, first things first; at most [`Verdict::LIMIT`].
    pub defects: Vec<Defect>,
    /// The number of pairs is proven greatest.
    pub pairs_proven: bool,
    /// Coverage and score are proven greatest in their order.
    pub score_proven: bool,
}

impl Verdict {
    /// More defects than this are not listed.
    pub const LIMIT: usize = 100;

    /// Nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.defects.is_empty()
    }

    fn add(&mut self, defect: Defect) {
        if self.defects.len() < Self::LIMIT {
            self.defects.push(defect);
        }
    }
}

/// What the pairs say, counted anew.
struct Loads {
    mentee: Vec<usize>,
    mentor: Vec<usize>,
    pinned_mentee: Vec<usize>,
    pinned_mentor: Vec<usize>,
    /// Wishes and places, never more than there are edges.
    wishes: Vec<usize>,
    places: Vec<usize>,
    /// Class a newcomer must beat: 0 nobody may come, `u32::MAX` anybody may.
    mentee_bar: Vec<u32>,
    mentor_bar: Vec<u32>,
    pins: BTreeSet<Pair>,
}

/// Checks a solution against its problem. Time: edges + pairs × log. Never panics on foreign data.
pub fn verify(problem: &Problem, solution: &Solution) -> Verdict {
    let mut verdict = Verdict::default();
    let Some(mut loads) = feasible(problem, solution, &mut verdict) else {
        return verdict;
    };
    let mut tally = tally(problem, solution, &mut loads);
    let (mentees, mentors) = (problem.mentee_count(), problem.mentor_count());
    let cut = &solution.certificate.cut;
    let cut = (cut.mentees.len() == mentees && cut.mentors.len() == mentors).then_some(cut);
    let prices = solution.certificate.prices.as_ref();
    let sized = prices.filter(|p| p.mentee.len() == mentees && p.mentor.len() == mentors);
    let pass = pass(problem, solution, &loads, cut, sized, &mut verdict);
    tally.blocking = pass.blocking;
    if tally != solution.tally {
        verdict.add(Defect::Tally(tally));
    }
    let possible = cut.map(|cut| pass.crossing + capacity(cut, &loads));
    verdict.pairs_proven = possible == Some(solution.pairs.len());
    if !verdict.pairs_proven {
        verdict.add(Defect::Cut(possible.unwrap_or_default()));
    }
    if let Some(prices) = sized {
        let before = verdict.defects.len();
        check_sides(problem, prices, &loads, &mut verdict);
        if !tiers_outrank(problem, solution, prices, &loads) {
            verdict.add(Defect::Tiers);
        }
        verdict.score_proven = pass.margins_hold && verdict.defects.len() == before;
    } else if prices.is_some() || solution.mode == Mode::Benefit {
        verdict.add(Defect::PricesMissing);
    }
    verdict
}

fn feasible(problem: &Problem, solution: &Solution, verdict: &mut Verdict) -> Option<Loads> {
    let (mentees, mentors) = (problem.mentee_count(), problem.mentor_count());
    let wish = |l: usize| usize::from(problem.mentees[l].demand).min(problem.row(l).len());
    let places = |r: usize| {
        let mentor = &problem.mentors[r];
        usize::from(mentor.capacity.saturating_sub(mentor.carried)).min(problem.column(r).len())
    };
    let mut loads = Loads {
        mentee: vec![0; mentees],
        mentor: vec![0; mentors],
        pinned_mentee: vec![0; mentees],
        pinned_mentor: vec![0; mentors],
        wishes: (0..mentees).map(wish).collect(),
        places: (0..mentors).map(places).collect(),
        mentee_bar: vec![0; mentees],
        mentor_bar: vec![0; mentors],
        pins: problem.pins().collect(),
    };
    let mut last: Option<Pair> = None;
    for &pair in &solution.pairs {
        if last.replace(pair).is_some_and(|before| before >= pair) {
            verdict.add(Defect::Unsorted(pair));
        }
        if problem.find(pair).is_none() {
            verdict.add(Defect::NotEligible(pair));
            continue;
        }
        loads.mentee[ix(pair.mentee.0)] += 1;
        loads.mentor[ix(pair.mentor.0)] += 1;
    }
    for &pair in &loads.pins {
        loads.pinned_mentee[ix(pair.mentee.0)] += 1;
        loads.pinned_mentor[ix(pair.mentor.0)] += 1;
        if !solution.contains(pair) {
            verdict.add(Defect::PinMissing(pair));
        }
    }
    for l in 0..mentees {
        if loads.mentee[l] > loads.wishes[l] {
            verdict.add(Defect::TooManyMentors(MenteeId(l as u32)));
        }
    }
    for r in 0..mentors {
        if loads.mentor[r] > loads.places[r] {
            verdict.add(Defect::TooManyMentees(MentorId(r as u32)));
        }
    }
    verdict.defects.is_empty().then_some(loads)
}

/// Everything but blocking pairs; fills in the bars.
fn tally(problem: &Problem, solution: &Solution, loads: &mut Loads) -> Tally {
    let mut tally = Tally {
        pairs: solution.pairs.len(),
        ..Tally::default()
    };
    let previous: BTreeSet<Pair> = problem.previous().collect();
    for &pair in &solution.pairs {
        let Some(e) = problem.find(pair) else {
            continue;
        };
        let bonus = if previous.contains(&pair) {
            tally.kept += 1;
            i64::from(problem.continuity_price())
        } else {
            0
        };
        tally.score += i64::from(weight(problem.arcs[e])) - bonus;
        if !loads.pins.contains(&pair) {
            let bar = &mut loads.mentee_bar[ix(pair.mentee.0)];
            *bar = (*bar).max(u32::from(problem.mentee_rank[e]));
            let bar = &mut loads.mentor_bar[ix(pair.mentor.0)];
            *bar = (*bar).max(u32::from(problem.mentor_rank[e]));
        }
    }
    for (l, mentee) in problem.mentees.iter().enumerate() {
        if loads.mentee[l] > 0 {
            tally.covered += 1;
            tally.protected_covered += usize::from(mentee.protected);
        }
        if loads.mentee[l] < loads.wishes[l] {
            loads.mentee_bar[l] = u32::MAX;
        }
    }
    for r in 0..problem.mentors.len() {
        if loads.mentor[r] < loads.places[r] {
            loads.mentor_bar[r] = u32::MAX;
        }
    }
    tally
}

/// What one walk over all edges finds.
struct Pass {
    blocking: usize,
    /// Pins, and edges from mentees inside the cut to mentors outside.
    crossing: usize,
    margins_hold: bool,
}

fn pass(
    problem: &Problem,
    solution: &Solution,
    loads: &Loads,
    cut: Option<&Cut>,
    prices: Option<&Prices>,
    verdict: &mut Verdict,
) -> Pass {
    let mut pass = Pass {
        blocking: 0,
        crossing: loads.pins.len(),
        margins_hold: true,
    };
    let mut rest = solution.pairs.as_slice();
    for l in 0..problem.mentees.len() {
        let (mine, others) = rest.split_at(loads.mentee[l]);
        rest = others;
        let has = |r: usize| mine.iter().any(|pair| ix(pair.mentor.0) == r);
        let pinned = loads.pinned_mentee[l] > 0;
        let inside = cut.is_some_and(|cut| cut.mentees[l]);
        // A mentee with nothing but pins has nothing to choose.
        let open = loads.pinned_mentee[l] < loads.wishes[l];
        let duals = prices.filter(|_| open).map(|p| (p.mentee[l], &p.mentor));
        let bar = loads.mentee_bar[l];
        for e in problem.row(l) {
            let word = problem.arcs[e];
            let r = end(word);
            if u32::from(problem.mentee_rank[e]) < bar
                && u32::from(problem.mentor_rank[e]) < loads.mentor_bar[r]
            {
                pass.blocking += usize::from(!has(r));
            }
            if pinned && loads.pins.contains(&Pair::new(l as u32, r as u32)) {
                continue;
            }
            if let Some(cut) = cut.filter(|_| inside) {
                pass.crossing += usize::from(!cut.mentors[r]);
            }
            let Some((worth, mentors)) = duals else {
                continue;
            };
            let gain = i64::from(weight(word)).saturating_add(worth);
            let sound = match gain.cmp(&mentors[r]) {
                std::cmp::Ordering::Equal => true,
                std::cmp::Ordering::Greater => has(r),
                std::cmp::Ordering::Less => !has(r),
            };
            if !sound {
                pass.margins_hold = false;
                verdict.add(Defect::Margin(Pair::new(l as u32, r as u32)));
            }
        }
    }
    pass
}

/// What passes a cut beside the edges across it.
fn capacity(cut: &Cut, loads: &Loads) -> usize {
    let outside = (0..loads.wishes.len()).filter(|&l| !cut.mentees[l]);
    let inside = (0..loads.places.len()).filter(|&r| cut.mentors[r]);
    outside
        .map(|l| loads.wishes[l] - loads.pinned_mentee[l])
        .chain(inside.map(|r| loads.places[r] - loads.pinned_mentor[r]))
        .sum()
}

/// Worths fit the numbers of mentors, prices belong to full mentors.
fn check_sides(problem: &Problem, prices: &Prices, loads: &Loads, verdict: &mut Verdict) {
    for (l, mentee) in problem.mentees.iter().enumerate() {
        let (load, worth) = (loads.mentee[l], prices.mentee[l]);
        let value = |unit: usize| match (unit, mentee.protected) {
            (1, true) => prices.protected,
            (1, false) => prices.first,
            _ => prices.extra,
        };
        let low = load < loads.wishes[l] && worth < value(load + 1);
        let high = load > loads.pinned_mentee[l] && worth > value(load);
        if low || high {
            verdict.add(Defect::Worth(MenteeId(l as u32)));
        }
    }
    for (r, &price) in prices.mentor.iter().enumerate() {
        if price < 0 || (price > 0 && loads.mentor[r] < loads.places[r]) {
            verdict.add(Defect::Price(MentorId(r as u32)));
        }
    }
}

/// One unit of each value outweighs everything of less value that a matching can hold.
fn tiers_outrank(problem: &Problem, solution: &Solution, prices: &Prices, loads: &Loads) -> bool {
    let units = loads.wishes.iter().sum::<usize>();
    let units = units.min(loads.places.iter().sum());
    let units = i128::try_from(units).unwrap_or(i128::MAX);
    let most = problem.arcs.iter().map(|&word| weight(word)).max();
    let most = i128::from(most.unwrap_or(0));
    let several = loads.wishes.iter().any(|&wish| wish > 1);
    let protected = solution.options.protected_first && problem.mentees.iter().any(|m| m.protected);
    let extra = i128::from(prices.extra);
    let first = i128::from(prices.first);
    let best = i128::from(prices.protected);
    let lower = if several { extra + most } else { most };
    (!several || extra > most.saturating_mul(units))
        && first > lower.saturating_mul(units)
        && if protected {
            best > (first + most).saturating_mul(units)
        } else {
            best == first
        }
}
