//! The greatest score that makes nobody object.
//!
//! Not here: fewer blocking pairs on purpose; but none can appear. The one decision to know: allowed
//! are edges no worse than the present class of the mentee and, at a full mentor, no worse than its
//! worst; full mentors stay full. Inside that face the exact kernel finds the greatest weight.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "edge numbers come from the validated rows"
)]

use super::work::Work;
use crate::flow::{BARRED, Flow, Tiers, Weigh};
use crate::problem::{ix, weight};
use crate::solve::{Observer, SolveError};

/// Outweighs every score in the face, so full mentors stay full.
struct Face {
    allowed: Vec<Allowed>,
    full: i64,
}

#[derive(Clone, Copy, PartialEq)]
enum Allowed {
    No,
    Yes,
    AtFullMentor,
}

impl Weigh for Face {
    fn bound(&self, word_weight: i32) -> i64 {
        self.full + i64::from(word_weight)
    }

    fn exact(&self, edge: usize, word_weight: i32) -> i64 {
        match self.allowed[edge] {
            Allowed::No => BARRED,
            Allowed::Yes => i64::from(word_weight),
            Allowed::AtFullMentor => self.full + i64::from(word_weight),
        }
    }
}

/// Raises the score inside the face; `true` when it rose.
pub(super) fn polish(work: &mut Work<'_>, observer: &mut dyn Observer) -> Result<bool, SolveError> {
    let problem = work.problem;
    let before = work.score();
    let units = work.size() as i64;
    let greatest = problem
        .arcs
        .iter()
        .map(|&word| i64::from(weight(word)))
        .max();
    let full = (greatest.unwrap_or(0) + 1) * (units + 2);
    let Some(value) = full
        .checked_mul(4)
        .and_then(|most| most.checked_mul(units + 2))
    else {
        return Ok(false);
    };
    let mut allowed = vec![Allowed::No; problem.edge_count()];
    for l in 0..work.wants.len() {
        let classes = work.mine[l].iter().map(|&e| work.class(ix(e)));
        let Some(worst) = classes.max() else { continue };
        for at in work.list(l) {
            let e = work.listed(at);
            if work.class(e) > worst {
                break;
            }
            let r = work.mentor(e);
            if work.has_place(r) {
                allowed[e] = Allowed::Yes;
            } else if work.standing(e) <= work.mentor_bar[r] {
                allowed[e] = Allowed::AtFullMentor;
            }
        }
    }
    let tiers = Tiers {
        extra: value,
        first: value,
        protected: value,
    };
    let mut flow = Flow::new(problem, Face { allowed, full }, tiers);
    for (l, mine) in work.mine.iter().enumerate() {
        flow.mentees[l].wants = mine.len() as u16;
    }
    let mut lost = Vec::new();
    for l in 0..work.wants.len() {
        flow.normalise_mentee(l, &mut lost);
    }
    flow.finish(observer)?;
    let edges: Vec<u32> = flow
        .pairs(std::iter::empty())
        .iter()
        .filter_map(|pair| problem.find(*pair))
        .map(|e| e as u32)
        .collect();
    let after: i64 = edges
        .iter()
        .map(|&e| i64::from(weight(problem.arcs[ix(e)])))
        .sum();
    if edges.len() < work.size() || after <= before {
        return Ok(false);
    }
    let (held, blocking) = (work.held_edges(), work.blocking_total());
    work.restore(&edges);
    if work.blocking_total() > blocking {
        work.restore(&held);
        return Ok(false);
    }
    Ok(true)
}
