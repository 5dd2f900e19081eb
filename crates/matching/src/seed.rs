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
use crate::solve::{Observer, SolveError};

/// Below this many mentees the kernel alone is faster.
const SMALL: usize = 400;

/// Gives the kernel its starting prices and pairs.
pub(crate) fn start(
    flow: &mut Flow<'_, Plain>,
    observer: &mut dyn Observer,
) -> Result<(), SolveError> {
    let problem = flow.problem;
    if problem.mentees.len() >= SMALL && problem.edge_count() > 0 {
        seed(problem, flow, observer)?;
    }
    let mut lost = Vec::new();
    for l in 0..problem.mentees.len() {
        flow.normalise_mentee(l, &mut lost);
    }
    Ok(())
}

fn seed(
    problem: &Problem,
    flow: &mut Flow<'_, Plain>,
    observer: &mut dyn Observer,
) -> Result<(), SolveError> {
    let (wants, places) = remaining(problem);
    let split = cover(problem, &wants, &places, observer)?;
    let greatest = problem.arcs.iter().map(|&word| weight(word)).max();
    let increment = (greatest.unwrap_or(0) / 500).max(1);

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
        .map(|r| if split.scarce_mentors[r] { places[r] } else { 0 })
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
    for r in (0..places.len()).filter(|&r| split.scarce_mentors[r]) {
        flow.normalise_mentor(r);
    }
    Ok(())
}
