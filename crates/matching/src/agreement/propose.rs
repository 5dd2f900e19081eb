//! Proposals with ties: Király's 3/2-approximation of the largest stable matching.
//!
//! Not here: coverage beyond stability. The one decision to know: a tie is resolved in favour of
//! coverage first (a free mentor of the same class, a mentee who still has one), a second round with
//! promotion for who was refused everywhere, and only then by score.
//! Király, *Linear time local approximation algorithm for maximum stable marriage*, 2013.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "edge numbers come from the validated rows"
)]

use super::work::Work;
use crate::problem::ix;
use crate::solve::{Observer, SolveError, Stage};

struct Proposals<'w, 'p> {
    work: &'w mut Work<'p>,
    refused: Vec<bool>,
    /// First place of the list not refused for good.
    next: Vec<usize>,
    promoted: Vec<bool>,
    done: Vec<bool>,
}

/// Fills an empty matching of single wishes.
pub(super) fn propose(work: &mut Work<'_>, observer: &mut dyn Observer) -> Result<(), SolveError> {
    let mentees = work.wants.len();
    let mut proposals = Proposals {
        refused: vec![false; work.held.len()],
        next: (0..mentees).map(|l| work.list(l).start).collect(),
        promoted: vec![false; mentees],
        done: vec![false; mentees],
        work,
    };
    for start in 0..mentees {
        if start % 1024 == 0 {
            SolveError::check(observer, Stage::Proposals, start as u64, mentees as u64)?;
        }
        if proposals.work.wants[start] == 0 {
            continue;
        }
        let mut mentee = Some(start);
        while let Some(l) = mentee {
            mentee = proposals.step(l);
        }
    }
    for l in 0..mentees {
        work.refresh_mentee(l);
    }
    for r in 0..work.places.len() {
        work.refresh_mentor(r);
    }
    Ok(())
}

impl Proposals<'_, '_> {
    /// One proposal; returns who proposes next in this chain.
    fn step(&mut self, l: usize) -> Option<usize> {
        if self.done[l] {
            return None;
        }
        let Some((free, full)) = self.choose(l) else {
            return self.promote(l);
        };
        if let Some(e) = free {
            self.work.put(e);
            return None;
        }
        let e = full?;
        let r = self.work.mentor(e);
        if self.work.places[r] == 0 {
            self.refused[e] = true;
            return Some(l);
        }
        // Somebody here can go to a free mentor of the same class: nothing is lost by changing.
        let held = self.work.theirs[r].clone();
        if let Some(&other) = held.iter().find(|&&other| self.can_go_elsewhere(ix(other))) {
            self.work.take(ix(other));
            self.work.put(e);
            return Some(ix(self.work.row_of[ix(other)]));
        }
        let worst = held.iter().copied().max_by_key(|&other| {
            let (standing, unpromoted) = self.rank(ix(other));
            (
                standing,
                unpromoted,
                std::cmp::Reverse(self.work.problem.arcs[ix(other)]),
            )
        })?;
        if self.rank(e) < self.rank(ix(worst)) {
            self.work.take(ix(worst));
            self.refused[ix(worst)] = true;
            self.work.put(e);
            Some(ix(self.work.row_of[ix(worst)]))
        } else {
            self.refused[e] = true;
            Some(l)
        }
    }

    /// The mentor's view: class, and promoted before others of the class.
    fn rank(&self, e: usize) -> (u32, bool) {
        let l = ix(self.work.row_of[e]);
        (self.work.standing(e), !self.promoted[l])
    }

    /// Best edges of the first class not refused: to a free mentor, to a full one.
    fn choose(&mut self, l: usize) -> Option<(Option<usize>, Option<usize>)> {
        let list = self.work.list(l);
        while self.next[l] < list.end && self.refused[self.work.listed(self.next[l])] {
            self.next[l] += 1;
        }
        let first = self.next[l];
        if first == list.end {
            return None;
        }
        let class = self.work.class(self.work.listed(first));
        let (mut free, mut full) = (None, None);
        for at in first..list.end {
            let e = self.work.listed(at);
            if self.work.class(e) != class || free.is_some() {
                break;
            }
            if self.refused[e] {
                continue;
            }
            if self.work.has_place(self.work.mentor(e)) {
                free = Some(e);
            } else {
                full = full.or(Some(e));
            }
        }
        Some((free, full))
    }

    /// Whether the mentee of a held edge has a free mentor in the same class.
    fn can_go_elsewhere(&self, held: usize) -> bool {
        let l = ix(self.work.row_of[held]);
        let class = self.work.class(held);
        let rest = self.next[l]..self.work.list(l).end;
        rest.map(|at| self.work.listed(at))
            .take_while(|&e| self.work.class(e) <= class)
            .any(|e| {
                self.work.class(e) == class
                    && e != held
                    && !self.refused[e]
                    && self.work.has_place(self.work.mentor(e))
            })
    }

    /// Refused everywhere: once more with promotion, then out.
    fn promote(&mut self, l: usize) -> Option<usize> {
        let list = self.work.list(l);
        if self.promoted[l] || list.is_empty() {
            self.done[l] = true;
            return None;
        }
        self.promoted[l] = true;
        self.next[l] = list.start;
        for at in list {
            let e = self.work.listed(at);
            self.refused[e] = false;
        }
        Some(l)
    }
}
