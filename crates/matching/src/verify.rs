//! The verifier: trusts nothing of the solver.
//!
//! Not here: anything the solver uses; this file reads a problem only through its public view and
//! recomputes every figure. The one decision to know: a proof is checked by inequalities over the
//! edges in one pass, so checking is far cheaper than solving and needs no solver.

use std::collections::BTreeSet;

use crate::problem::{Edge, MenteeId, MentorId, Pair, Problem};
use crate::solution::{Cut, Prices, Solution, Tally};

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

/// Numbers of partners, counted from the pairs.
struct Loads {
    mentee: Vec<usize>,
    mentor: Vec<usize>,
    pinned_mentee: Vec<usize>,
    pinned_mentor: Vec<usize>,
    wishes: Vec<usize>,
    places: Vec<usize>,
    pins: BTreeSet<Pair>,
}

/// Checks a solution against its problem. Time: edges + pairs × log. Never panics on foreign data.
pub fn verify(problem: &Problem, solution: &Solution) -> Verdict {
    let mut verdict = Verdict::default();
    let Some(loads) = feasible(problem, solution, &mut verdict) else {
        return verdict;
    };
    let tally = tally(problem, solution, &loads);
    if tally != solution.tally {
        verdict.add(Defect::Tally(tally));
    }
    let possible = passes(problem, &solution.certificate.cut, &loads);
    verdict.pairs_proven = possible == Some(solution.pairs.len());
    if !verdict.pairs_proven {
        verdict.add(Defect::Cut(possible.unwrap_or_default()));
    }
    match (&solution.certificate.prices, solution.mode) {
        (Some(prices), _) => {
            let before = verdict.defects.len();
            check_prices(problem, solution, prices, &loads, &mut verdict);
            verdict.score_proven = verdict.defects.len() == before;
        }
        (None, crate::Mode::Benefit) => verdict.add(Defect::PricesMissing),
        (None, crate::Mode::Agreement) => {}
    }
    verdict
}

fn at<T: Copy + Default>(table: &[T], number: u32) -> T {
    let place = usize::try_from(number).ok();
    place
        .and_then(|place| table.get(place))
        .copied()
        .unwrap_or_default()
}

fn add_one(table: &mut [usize], number: u32) {
    let place = usize::try_from(number).ok();
    if let Some(count) = place.and_then(|place| table.get_mut(place)) {
        *count += 1;
    }
}

/// Wishes of each mentee and places of each mentor, never more than there are edges.
fn limits(problem: &Problem) -> (Vec<usize>, Vec<usize>) {
    let mut wishes = vec![0; problem.mentee_count()];
    let mut places = vec![0; problem.mentor_count()];
    for edge in problem.edges() {
        add_one(&mut wishes, edge.mentee.0);
        add_one(&mut places, edge.mentor.0);
    }
    for (wish, mentee) in wishes.iter_mut().zip(&problem.mentees) {
        *wish = usize::from(mentee.demand).min(*wish);
    }
    for (count, mentor) in places.iter_mut().zip(&problem.mentors) {
        *count = usize::from(mentor.capacity.saturating_sub(mentor.carried)).min(*count);
    }
    (wishes, places)
}

fn feasible(problem: &Problem, solution: &Solution, verdict: &mut Verdict) -> Option<Loads> {
    let (wishes, places) = limits(problem);
    let mut loads = Loads {
        mentee: vec![0; problem.mentee_count()],
        mentor: vec![0; problem.mentor_count()],
        pinned_mentee: vec![0; problem.mentee_count()],
        pinned_mentor: vec![0; problem.mentor_count()],
        wishes,
        places,
        pins: problem.pins().collect(),
    };
    let mut last: Option<Pair> = None;
    for &pair in &solution.pairs {
        if last.replace(pair).is_some_and(|before| before >= pair) {
            verdict.add(Defect::Unsorted(pair));
        }
        if problem.edge(pair).is_none() {
            verdict.add(Defect::NotEligible(pair));
            continue;
        }
        add_one(&mut loads.mentee, pair.mentee.0);
        add_one(&mut loads.mentor, pair.mentor.0);
    }
    for &pair in &loads.pins {
        add_one(&mut loads.pinned_mentee, pair.mentee.0);
        add_one(&mut loads.pinned_mentor, pair.mentor.0);
        if !solution.contains(pair) {
            verdict.add(Defect::PinMissing(pair));
        }
    }
    for (number, (load, wish)) in (0..).zip(loads.mentee.iter().zip(&loads.wishes)) {
        if load > wish {
            verdict.add(Defect::TooManyMentors(MenteeId(number)));
        }
    }
    for (number, (load, places)) in (0..).zip(loads.mentor.iter().zip(&loads.places)) {
        if load > places {
            verdict.add(Defect::TooManyMentees(MentorId(number)));
        }
    }
    verdict.defects.is_empty().then_some(loads)
}

fn tally(problem: &Problem, solution: &Solution, loads: &Loads) -> Tally {
    let mut tally = Tally {
        pairs: solution.pairs.len(),
        ..Tally::default()
    };
    let (wishes, places) = (&loads.wishes, &loads.places);
    let previous: BTreeSet<Pair> = problem.previous().collect();
    // Worst class a newcomer must beat: 0 nobody may come, u32::MAX anybody may.
    let mut worst_mentor = vec![0_u32; problem.mentee_count()];
    let mut worst_mentee = vec![0_u32; problem.mentor_count()];
    for &pair in &solution.pairs {
        let Some(edge) = problem.edge(pair) else {
            continue;
        };
        tally.score += i64::from(edge.score);
        tally.kept += usize::from(previous.contains(&pair));
        if !loads.pins.contains(&pair) {
            raise(&mut worst_mentor, pair.mentee.0, edge.mentee_rank);
            raise(&mut worst_mentee, pair.mentor.0, edge.mentor_rank);
        }
    }
    for (number, mentee) in (0..).zip(&problem.mentees) {
        if at(&loads.mentee, number) > 0 {
            tally.covered += 1;
            tally.protected_covered += usize::from(mentee.protected);
        }
    }
    let eager = |load: usize, limit: usize, worst: u32, rank: u16| {
        load < limit || u32::from(rank) < worst
    };
    for Edge {
        mentee,
        mentor,
        mentee_rank,
        mentor_rank,
        ..
    } in problem.edges()
    {
        let (l, r) = (mentee.0, mentor.0);
        if eager(at(&loads.mentee, l), at(wishes, l), at(&worst_mentor, l), mentee_rank)
            && eager(at(&loads.mentor, r), at(places, r), at(&worst_mentee, r), mentor_rank)
            && !solution.contains(Pair { mentee, mentor })
        {
            tally.blocking += 1;
        }
    }
    tally
}

fn raise(table: &mut [u32], number: u32, rank: u16) {
    let place = usize::try_from(number).ok();
    if let Some(worst) = place.and_then(|place| table.get_mut(place)) {
        *worst = (*worst).max(u32::from(rank));
    }
}

/// Pairs that pass a cut at most; `None` when it has the wrong size.
fn passes(problem: &Problem, cut: &Cut, loads: &Loads) -> Option<usize> {
    if cut.mentees.len() != problem.mentee_count() || cut.mentors.len() != problem.mentor_count() {
        return None;
    }
    let mut total = loads.pins.len();
    for edge in problem.edges() {
        let pair = Pair {
            mentee: edge.mentee,
            mentor: edge.mentor,
        };
        let crosses = at(&cut.mentees, edge.mentee.0) && !at(&cut.mentors, edge.mentor.0);
        total += usize::from(crosses && !loads.pins.contains(&pair));
    }
    for (number, wish) in (0..).zip(&loads.wishes) {
        if !at(&cut.mentees, number) {
            total += wish - at(&loads.pinned_mentee, number);
        }
    }
    for (number, places) in (0..).zip(&loads.places) {
        if at(&cut.mentors, number) {
            total += places - at(&loads.pinned_mentor, number);
        }
    }
    Some(total)
}

/// Complementary slackness, with the tiers checked to outrank one another.
fn check_prices(
    problem: &Problem,
    solution: &Solution,
    prices: &Prices,
    loads: &Loads,
    verdict: &mut Verdict,
) {
    if prices.mentee.len() != problem.mentee_count()
        || prices.mentor.len() != problem.mentor_count()
    {
        verdict.add(Defect::PricesMissing);
        return;
    }
    if !tiers_outrank(problem, solution, prices, loads) {
        verdict.add(Defect::Tiers);
    }
    let bonus = i128::from(problem.continuity_price());
    let previous: BTreeSet<Pair> = problem.previous().collect();
    for edge in problem.edges() {
        let pair = Pair {
            mentee: edge.mentee,
            mentor: edge.mentor,
        };
        let l = edge.mentee.0;
        // A pin is fixed, and a mentee with nothing but pins has nothing to choose.
        if loads.pins.contains(&pair) || at(&loads.pinned_mentee, l) >= at(&loads.wishes, l) {
            continue;
        }
        let mut margin = i128::from(edge.score) + i128::from(at(&prices.mentee, l))
            - i128::from(at(&prices.mentor, edge.mentor.0));
        if previous.contains(&pair) {
            margin += bonus;
        }
        let sound = match margin {
            0 => true,
            1.. => solution.contains(pair),
            _ => !solution.contains(pair),
        };
        if !sound {
            verdict.add(Defect::Margin(pair));
        }
    }
    for (number, mentee) in (0..).zip(&problem.mentees) {
        let (load, pinned) = (at(&loads.mentee, number), at(&loads.pinned_mentee, number));
        let wish = at(&loads.wishes, number);
        let worth = at(&prices.mentee, number);
        let value = |unit: usize| match (unit, mentee.protected) {
            (1, true) => prices.protected,
            (1, false) => prices.first,
            _ => prices.extra,
        };
        let low = load < wish && worth < value(load + 1);
        let high = load > pinned && worth > value(load);
        if low || high {
            verdict.add(Defect::Worth(MenteeId(number)));
        }
    }
    for (number, places) in (0..).zip(&loads.places) {
        let price = at(&prices.mentor, number);
        if price < 0 || (price > 0 && at(&loads.mentor, number) < *places) {
            verdict.add(Defect::Price(MentorId(number)));
        }
    }
}

/// One unit of each value outweighs everything of less value that a matching can hold.
fn tiers_outrank(problem: &Problem, solution: &Solution, prices: &Prices, loads: &Loads) -> bool {
    let units = loads.wishes.iter().sum::<usize>();
    let units = units.min(loads.places.iter().sum());
    let units = i128::try_from(units).unwrap_or(i128::MAX);
    let score = problem.edges().map(|edge| edge.score).max().unwrap_or(0);
    let most = i128::from(score) + i128::from(problem.continuity_price());
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
