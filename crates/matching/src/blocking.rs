//! Blocking pairs: a mentee and a mentor who would both rather have each other.
//!
//! Not here: avoiding them (`agreement`). The one decision to know: a pinned pair cannot be left, so
//! it is nobody's worst partner; somebody whose every partner is pinned and who has no room left
//! blocks nothing. Free room prefers any eligible partner to none.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "pairs are checked against the problem before their numbers are used"
)]

use crate::problem::{Pair, Problem, end, ix};

/// Accepts every rank.
pub(crate) const ANY: u32 = u32::MAX;

/// For each side the class a newcomer must be better than; `ANY` with room, 0 when nobody may come.
pub(crate) struct Thresholds {
    pub(crate) mentee: Vec<u32>,
    pub(crate) mentor: Vec<u32>,
}

impl Thresholds {
    pub(crate) fn of(problem: &Problem, pairs: &[Pair]) -> Self {
        let mut room: Vec<usize> = (0..problem.mentees.len())
            .map(|l| problem.wanted(l))
            .collect();
        let mut places: Vec<usize> = (0..problem.mentors.len())
            .map(|r| problem.places(r))
            .collect();
        let mut mentee = vec![0; room.len()];
        let mut mentor = vec![0; places.len()];
        for pair in pairs {
            let Some(e) = problem.find(*pair) else {
                continue;
            };
            let (l, r) = (ix(pair.mentee.0), ix(pair.mentor.0));
            room[l] = room[l].saturating_sub(1);
            places[r] = places[r].saturating_sub(1);
            if problem.pins.is_empty() || !is_pin(problem, e) {
                mentee[l] = mentee[l].max(u32::from(problem.mentee_rank[e]));
                mentor[r] = mentor[r].max(u32::from(problem.mentor_rank[e]));
            }
        }
        let open = |threshold: &mut [u32], room: &[usize]| {
            for (class, &left) in threshold.iter_mut().zip(room) {
                if left > 0 {
                    *class = ANY;
                }
            }
        };
        open(&mut mentee, &room);
        open(&mut mentor, &places);
        Self { mentee, mentor }
    }
}

fn is_pin(problem: &Problem, e: usize) -> bool {
    u32::try_from(e).is_ok_and(|e| problem.pins.binary_search(&e).is_ok())
}

/// Calls `found` for each blocking pair, by mentee. Time: edges.
fn each(problem: &Problem, pairs: &[Pair], mut found: impl FnMut(Pair)) {
    let thresholds = Thresholds::of(problem, pairs);
    let mut rest = pairs;
    for l in 0..problem.mentees.len() {
        let count = rest
            .iter()
            .take_while(|pair| ix(pair.mentee.0) == l)
            .count();
        let (mine, others) = rest.split_at(count);
        rest = others;
        let class = thresholds.mentee[l];
        if class == 0 {
            continue;
        }
        for e in problem.row(l) {
            if u32::from(problem.mentee_rank[e]) >= class {
                continue;
            }
            let r = end(problem.arcs[e]);
            if u32::from(problem.mentor_rank[e]) < thresholds.mentor[r]
                && mine.iter().all(|pair| ix(pair.mentor.0) != r)
            {
                found(Pair::new(l as u32, r as u32));
            }
        }
    }
}

/// How many pairs block the matching. `pairs` are sorted.
pub fn count(problem: &Problem, pairs: &[Pair]) -> usize {
    let mut count = 0;
    each(problem, pairs, |_| count += 1);
    count
}

/// The pairs that block the matching, by mentee. `pairs` are sorted.
pub fn list(problem: &Problem, pairs: &[Pair]) -> Vec<Pair> {
    let mut blocking = Vec::new();
    each(problem, pairs, |pair| blocking.push(pair));
    blocking.sort_unstable();
    blocking
}
