//! A matching under change, with its blocking pairs at hand.
//!
//! Not here: what to change (`propose`, `improve`, `polish`). The one decision to know: everything is
//! an edge number; pins are taken out of lists and capacities at the start, so no step can touch
//! them, and thresholds say in one comparison whether an edge blocks.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "edge numbers come from the validated rows"
)]

use super::Dice;
use crate::blocking::ANY;
use crate::problem::{Pair, Problem, end, ix};

pub(crate) struct Work<'p> {
    pub(crate) problem: &'p Problem,
    /// Mentee of each edge.
    pub(crate) row_of: Vec<u32>,
    /// Edges of each mentee by class, then weight; pins left out.
    list: Vec<u32>,
    list_starts: Vec<u32>,
    /// Edges of each mentor by class.
    fans: Vec<u32>,
    fan_starts: Vec<u32>,
    pub(crate) wants: Vec<u32>,
    pub(crate) places: Vec<u32>,
    /// Pins of each mentee: it is covered already.
    pub(crate) pinned: Vec<u32>,
    pub(crate) held: Vec<bool>,
    /// Edges held.
    pub(crate) mine: Vec<Vec<u32>>,
    pub(crate) theirs: Vec<Vec<u32>>,
    /// Class a newcomer must beat.
    pub(crate) mentee_bar: Vec<u32>,
    pub(crate) mentor_bar: Vec<u32>,
    pub(super) search: super::improve::Search,
}

impl<'p> Work<'p> {
    pub(crate) fn new(problem: &'p Problem, wants: &[bool], places: Vec<u32>) -> Self {
        let mut row_of = vec![0; problem.edge_count()];
        let mut list = Vec::with_capacity(problem.edge_count());
        let mut list_starts = vec![0];
        let is_pin = |e: usize| problem.pins.binary_search(&(e as u32)).is_ok();
        for l in 0..problem.mentees.len() {
            for e in problem.row(l) {
                row_of[e] = l as u32;
            }
            let from = list.len();
            list.extend(problem.row(l).filter(|&e| !is_pin(e)).map(|e| e as u32));
            // Stable: inside a class the greater weight stays first.
            list[from..].sort_by_key(|&e| problem.mentee_rank[ix(e)]);
            list_starts.push(list.len() as u32);
        }
        let mut fans = Vec::with_capacity(list.len());
        let mut fan_starts = vec![0];
        for r in 0..problem.mentors.len() {
            let from = fans.len();
            let column = problem.column(r).map(|y| problem.back_edge[y]);
            fans.extend(column.filter(|&e| !is_pin(ix(e))));
            fans[from..].sort_by_key(|&e| problem.mentor_rank[ix(e)]);
            fan_starts.push(fans.len() as u32);
        }
        let wants: Vec<u32> = wants.iter().map(|&is| u32::from(is)).collect();
        let mut pinned = vec![0; wants.len()];
        for pair in problem.pins() {
            pinned[ix(pair.mentee.0)] += 1;
        }
        let mut work = Self {
            problem,
            row_of,
            list,
            list_starts,
            fans,
            fan_starts,
            held: vec![false; problem.edge_count()],
            mine: vec![Vec::new(); wants.len()],
            theirs: vec![Vec::new(); places.len()],
            mentee_bar: vec![0; wants.len()],
            mentor_bar: vec![0; places.len()],
            search: super::improve::Search::new(wants.len()),
            wants,
            places,
            pinned,
        };
        work.refresh_all();
        work
    }

    fn refresh_all(&mut self) {
        for l in 0..self.wants.len() {
            self.refresh_mentee(l);
        }
        for r in 0..self.places.len() {
            self.refresh_mentor(r);
        }
    }

    /// Second and further mentors may now be found.
    pub(crate) fn want_everything(&mut self, chosen: &[bool]) {
        for (l, wants) in self.wants.iter_mut().enumerate() {
            *wants = if chosen[l] {
                (self.problem.wanted(l) as u32).saturating_sub(self.pinned[l])
            } else {
                0
            };
        }
        self.refresh_all();
    }

    pub(crate) fn list(&self, l: usize) -> std::ops::Range<usize> {
        ix(self.list_starts[l])..ix(self.list_starts[l + 1])
    }

    /// Edge at a place of a list.
    #[inline]
    pub(crate) fn listed(&self, at: usize) -> usize {
        ix(self.list[at])
    }

    #[inline]
    pub(crate) fn mentor(&self, e: usize) -> usize {
        end(self.problem.arcs[e])
    }

    /// Class of the edge in the mentee's list.
    #[inline]
    pub(crate) fn class(&self, e: usize) -> u32 {
        u32::from(self.problem.mentee_rank[e])
    }

    /// Class of the edge in the mentor's list.
    #[inline]
    pub(crate) fn standing(&self, e: usize) -> u32 {
        u32::from(self.problem.mentor_rank[e])
    }

    #[inline]
    pub(crate) fn has_place(&self, r: usize) -> bool {
        (self.theirs[r].len() as u32) < self.places[r]
    }

    #[inline]
    pub(crate) fn needs(&self, l: usize) -> bool {
        (self.mine[l].len() as u32) < self.wants[l]
    }

    pub(crate) fn refresh_mentee(&mut self, l: usize) {
        self.mentee_bar[l] = if self.needs(l) || self.uncounted(l) {
            ANY
        } else {
            let worst = self.mine[l].iter().map(|&e| self.class(ix(e))).max();
            worst.unwrap_or(0)
        };
    }

    /// A mentee kept out of the search still blocks like anybody without a mentor.
    fn uncounted(&self, l: usize) -> bool {
        let wanted = self.problem.wanted(l);
        self.wants[l] == 0 && self.mine[l].is_empty() && ix(self.pinned[l]) < wanted
    }

    pub(crate) fn refresh_mentor(&mut self, r: usize) {
        self.mentor_bar[r] = if self.has_place(r) {
            ANY
        } else {
            let worst = self.theirs[r].iter().map(|&e| self.standing(ix(e))).max();
            worst.unwrap_or(0)
        };
    }

    /// Holds an edge. The caller refreshes both bars.
    pub(crate) fn put(&mut self, e: usize) {
        let (l, r) = (ix(self.row_of[e]), self.mentor(e));
        self.held[e] = true;
        self.mine[l].push(e as u32);
        self.theirs[r].push(e as u32);
    }

    /// Lets an edge go. The caller refreshes both bars.
    pub(crate) fn take(&mut self, e: usize) {
        let (l, r) = (ix(self.row_of[e]), self.mentor(e));
        self.held[e] = false;
        self.mine[l].retain(|&held| ix(held) != e);
        self.theirs[r].retain(|&held| ix(held) != e);
    }

    /// Refreshes the bars at both ends of an edge.
    pub(crate) fn refresh(&mut self, e: usize) {
        self.refresh_mentee(ix(self.row_of[e]));
        self.refresh_mentor(self.mentor(e));
    }

    /// Blocking pairs of a mentee.
    pub(crate) fn blocking_of_mentee(&self, l: usize) -> usize {
        let bar = self.mentee_bar[l];
        let mut count = 0;
        for at in self.list(l) {
            let e = self.listed(at);
            if self.class(e) >= bar {
                break;
            }
            let wanted_back = self.standing(e) < self.mentor_bar[self.mentor(e)];
            count += usize::from(wanted_back && !self.held[e]);
        }
        count
    }

    /// Blocking pairs of a mentor with mentees not in `but`.
    pub(crate) fn blocking_of_mentor(&self, r: usize, but: &[u32]) -> usize {
        let bar = self.mentor_bar[r];
        let mut count = 0;
        for e in self.fans_of(r) {
            if self.standing(e) >= bar {
                break;
            }
            let l = self.row_of[e];
            let wanted = self.class(e) < self.mentee_bar[ix(l)];
            count += usize::from(wanted && !self.held[e] && !but.contains(&l));
        }
        count
    }

    /// Mentees that would come to `r` and stand better than `bar`.
    pub(crate) fn admirers(&self, r: usize, bar: u32) -> u32 {
        let mut count = 0;
        for e in self.fans_of(r) {
            if self.standing(e) >= bar {
                break;
            }
            let wanted = self.class(e) < self.mentee_bar[ix(self.row_of[e])];
            count += u32::from(wanted && !self.held[e]);
        }
        count
    }

    fn fans_of(&self, r: usize) -> impl Iterator<Item = usize> + '_ {
        let range = ix(self.fan_starts[r])..ix(self.fan_starts[r + 1]);
        self.fans[range].iter().map(|&e| ix(e))
    }

    /// All blocking pairs. Time: edges.
    pub(crate) fn blocking_total(&self) -> usize {
        (0..self.wants.len())
            .map(|l| self.blocking_of_mentee(l))
            .sum()
    }

    /// Edges held.
    pub(crate) fn size(&self) -> usize {
        self.mine.iter().map(Vec::len).sum()
    }

    /// Weight held: scores and continuity prices.
    pub(crate) fn score(&self) -> i64 {
        let edges = self.mine.iter().flatten();
        edges
            .map(|&e| i64::from(crate::problem::weight(self.problem.arcs[ix(e)])))
            .sum()
    }

    pub(crate) fn held_edges(&self) -> Vec<u32> {
        self.mine.iter().flatten().copied().collect()
    }

    /// Back to a remembered set of edges.
    pub(crate) fn restore(&mut self, edges: &[u32]) {
        for e in self.held_edges() {
            self.take(ix(e));
        }
        for &e in edges {
            self.put(ix(e));
        }
        self.refresh_all();
    }

    /// Moves up to three mentees by lot, the first often along a blocking pair; who is displaced is
    /// left over.
    pub(crate) fn shake(&mut self, dice: &mut Dice) {
        let blocking = self.blocking_edges();
        if !blocking.is_empty() && dice.below(2) == 0 {
            self.force(blocking[dice.below(blocking.len())], dice);
        }
        for _ in 0..=dice.below(3) {
            let l = dice.below(self.wants.len());
            let list = self.list(l);
            if !list.is_empty() {
                self.force(self.listed(list.start + dice.below(list.len())), dice);
            }
        }
    }

    fn blocking_edges(&self) -> Vec<usize> {
        let mut edges = Vec::new();
        for l in 0..self.wants.len() {
            let better = self.list(l).map(|at| self.listed(at));
            let better = better.take_while(|&e| self.class(e) < self.mentee_bar[l]);
            edges.extend(
                better.filter(|&e| {
                    !self.held[e] && self.standing(e) < self.mentor_bar[self.mentor(e)]
                }),
            );
        }
        edges
    }

    /// Makes the pair, whoever has to leave.
    fn force(&mut self, e: usize, dice: &mut Dice) {
        let (l, r) = (ix(self.row_of[e]), self.mentor(e));
        if self.held[e] || self.places[r] == 0 || self.wants[l] == 0 {
            return;
        }
        if !self.needs(l) {
            let own = ix(self.mine[l][dice.below(self.mine[l].len())]);
            self.take(own);
            self.refresh_mentor(self.mentor(own));
        }
        if !self.has_place(r) {
            let displaced = ix(self.theirs[r][dice.below(self.theirs[r].len())]);
            self.take(displaced);
            self.refresh_mentee(ix(self.row_of[displaced]));
        }
        self.put(e);
        self.refresh(e);
    }

    /// All pairs with the pins, sorted.
    pub(crate) fn pairs(&self) -> Vec<Pair> {
        let held = self.mine.iter().flatten();
        let mut pairs: Vec<Pair> = held
            .map(|&e| Pair::new(self.row_of[ix(e)], end(self.problem.arcs[ix(e)]) as u32))
            .chain(self.problem.pins())
            .collect();
        pairs.sort_unstable();
        pairs
    }
}
