//! The bottleneck that proves how many pairs are possible.
//!
//! Not here: checking it (`verify`). The one decision to know: inside is what can be reached from a
//! mentee with an open wish, along edges not used and back along edges used. No free place lies
//! inside, or the matching could grow (König 1931; Ford, Fulkerson 1956).
#![expect(
    clippy::indexing_slicing,
    reason = "pairs are the solver's own, numbers come from the validated rows"
)]

use crate::problem::{Pair, Problem, end, ix};
use crate::solution::Cut;

/// The reach of open wishes for sorted, feasible pairs.
pub(crate) fn cut(problem: &Problem, pairs: &[Pair]) -> Cut {
    let mut cut = Cut {
        mentees: vec![false; problem.mentees.len()],
        mentors: vec![false; problem.mentors.len()],
    };
    let mut load = vec![0_usize; problem.mentees.len()];
    for pair in pairs {
        load[ix(pair.mentee.0)] += 1;
    }
    let mut queue: Vec<usize> = Vec::new();
    for (l, &load) in load.iter().enumerate() {
        if load < problem.wanted(l) {
            cut.mentees[l] = true;
            queue.push(l);
        }
    }
    if queue.is_empty() {
        return cut;
    }
    let mut pins: Vec<Pair> = problem.pins().collect();
    pins.sort_unstable();
    // Mentees of each mentor that may move.
    let mut by_mentor: Vec<Pair> = pairs
        .iter()
        .filter(|pair| pins.binary_search(pair).is_err())
        .copied()
        .collect();
    by_mentor.sort_unstable_by_key(|pair| (pair.mentor, pair.mentee));
    while let Some(l) = queue.pop() {
        let first = pairs.partition_point(|pair| ix(pair.mentee.0) < l);
        let mine = &pairs[first..first + load[l]];
        for e in problem.row(l) {
            let r = end(problem.arcs[e]);
            if cut.mentors[r] || mine.iter().any(|pair| ix(pair.mentor.0) == r) {
                continue;
            }
            cut.mentors[r] = true;
            let from = by_mentor.partition_point(|pair| ix(pair.mentor.0) < r);
            for pair in by_mentor[from..]
                .iter()
                .take_while(|pair| ix(pair.mentor.0) == r)
            {
                let other = ix(pair.mentee.0);
                if !std::mem::replace(&mut cut.mentees[other], true) {
                    queue.push(other);
                }
            }
        }
    }
    cut
}
