//! The start for large problems: cover, split, one auction in each part, prices into the kernel.
//!
//! Not here: exactness. The one decision to know: nothing found here is trusted; the kernel makes
//! prices consistent and dissolves what does not fit.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "numbers come from the validated rows"
)]

use crate::auction::{Bidders, one_seat, with_seats};
use crate::cover::{cover, remaining};
use crate::flow::{Flow, Plain};
use crate::problem::{Problem, ix, weight};
use crate::solve::{Observer, SolveError, Stage};

/// Below this many mentees the kernel alone is faster.
const SMALL: usize = 400;
/// Above this many the auction bids in finer steps.
const FINE: usize = 100_000;

/// Gives the kernel its starting prices and pairs.
pub(crate) fn start(
    flow: &mut Flow<'_, Plain>,
    observer: &mut dyn Observer,
) -> Result<(), SolveError> {
    let problem = flow.problem;
    let mut full = Vec::new();
    if problem.mentees.len() >= SMALL && problem.edge_count() > 0 {
        full = seed(problem, flow, observer)?;
    }
    let mut lost = Vec::new();
    for l in 0..problem.mentees.len() {
        flow.normalise_mentee(l, &mut lost);
    }
    // Where mentors are saturated their holes take the mentees the auction left, in one search each.
    for (done, chunk) in (0..).zip(full.chunks(1024)) {
        SolveError::check(observer, Stage::Prices, done, 0)?;
        flow.repair(&[], chunk);
    }
    Ok(())
}

/// Returns the mentors that end up full.
fn seed(
    problem: &Problem,
    flow: &mut Flow<'_, Plain>,
    observer: &mut dyn Observer,
) -> Result<Vec<u32>, SolveError> {
    let (wants, places) = remaining(problem);
    let split = cover(problem, &wants, &places, observer)?;
    let greatest = problem.arcs.iter().map(|&word| weight(word)).max();
    // Measured: the finisher of a region pays more for coarse prices than the auction saves.
    let parts = if problem.mentees.len() > FINE {
        500
    } else {
        250
    };
    let increment = (greatest.unwrap_or(0) / parts).max(1);

    // Where mentees are saturated they bid for places.
    let mut first_seat = Vec::with_capacity(places.len() + 1);
    first_seat.push(0);
    for (r, &count) in places.iter().enumerate() {
        let open = if split.scarce_mentors[r] { 0 } else { count };
        first_seat.push(first_seat[r] + open);
    }
    let rows = Bidders {
        words: &problem.arcs,
        starts: &problem.rows,
    };
    let bidding = (0..wants.len()).filter(|&l| wants[l] && !split.scarce_mentees[l]);
    let sale = with_seats(
        rows,
        bidding.map(|l| l as u32),
        &first_seat,
        &split.scarce_mentors,
        increment,
        observer,
    )?;
    drop(first_seat);
    for (r, &price) in sale.price.iter().enumerate() {
        flow.mentors[r].price = i64::from(price);
    }
    for &(l, r) in &sale.pairs {
        flow.attach(ix(l), ix(r));
    }
    drop(sale);

    // Where mentors are saturated their places bid for mentees.
    let shut: Vec<bool> = split.scarce_mentees.iter().map(|&is| !is).collect();
    let units: Vec<u32> = (0..places.len())
        .map(|r| {
            if split.scarce_mentors[r] {
                places[r]
            } else {
                0
            }
        })
        .collect();
    let columns = Bidders {
        words: &problem.back,
        starts: &problem.columns,
    };
    let sale = one_seat(columns, &units, &shut, increment, observer)?;
    for (l, &price) in sale.price.iter().enumerate() {
        if split.scarce_mentees[l] && wants[l] {
            flow.mentees[l].worth = flow.tiers.first - i64::from(price);
        }
    }
    for &(r, l) in &sale.pairs {
        flow.attach(ix(l), ix(r));
    }
    let full: Vec<u32> = (0..places.len() as u32)
        .filter(|&r| split.scarce_mentors[ix(r)])
        .collect();
    for &r in &full {
        flow.normalise_mentor(ix(r));
    }
    Ok(full)
}
