//! The two searches of the kernel: a mentee looks for a place, a free place looks for a mentee.
//!
//! Not here: consistency of prices (`mod`). The one decision to know: both are Dijkstra over
//! margins that are never negative, stop as soon as the best end is settled, and change only the
//! prices of what they touched; nothing recurses.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "numbers come from the validated rows and from places of this flow"
)]

use super::{Flow, Weigh};
use crate::problem::{NONE, end, ix, weight};

/// How a mentee's search ends.
#[derive(Clone, Copy)]
enum Forward {
    /// Nobody gains: the unit stays without a mentor.
    Decline,
    /// At a mentor with a free place.
    Free(usize),
    /// At a mentee that gives up a unit of less value.
    GiveUp(usize),
}

/// How a free place's search ends.
#[derive(Clone, Copy)]
enum Reverse {
    /// This mentor keeps (or gets) the hole and its price falls to 0.
    Hole(usize),
    /// This mentee takes one more unit.
    Take(usize),
}

impl<W: Weigh> Flow<'_, W> {
    fn begin(&mut self) {
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamp == 0 {
            // Once in 2³² searches.
            for node in &mut self.mentees {
                node.stamp = 0;
            }
            for node in &mut self.mentors {
                node.stamp = 0;
            }
            self.stamp = 1;
        }
        self.queue.clear();
        self.seen_mentees.clear();
        self.seen_mentors.clear();
    }

    /// Places one unit of `l0`, or raises its worth to what the unit is worth alone.
    pub(super) fn forward(&mut self, l0: usize) {
        self.begin();
        let mut best = self.next_value(l0) - self.mentees[l0].worth;
        let mut goal = Forward::Decline;
        let stamp = self.stamp;
        let node = &mut self.mentees[l0];
        node.stamp = stamp;
        node.distance = 0;
        node.via = NONE;
        self.seen_mentees.push(l0 as u32);
        self.scan(l0, 0, &mut best, &mut goal);
        while let Some((distance, r)) = self.queue.pop() {
            if distance >= best {
                break;
            }
            let r = ix(r);
            if self.mentors[r].distance != distance {
                continue;
            }
            self.seen_mentors.push(r as u32);
            for place in self.places_of(r) {
                self.evict(place, distance, &mut best, &mut goal);
            }
        }
        self.raise(best);
        self.follow(l0, goal);
    }

    /// Labels the mentee in a place of a settled mentor and looks where it could go.
    #[inline]
    fn evict(&mut self, place: usize, distance: i64, best: &mut i64, goal: &mut Forward) {
        let held = self.places[place];
        if held.mentee == NONE {
            return;
        }
        let l = ix(held.mentee);
        let price = self.mentors[ix(held.mentor)].price;
        let stamp = self.stamp;
        let node = &mut self.mentees[l];
        let reached = distance + held.weight + node.worth - price;
        if node.stamp == stamp {
            if node.distance <= reached {
                return;
            }
        } else {
            node.stamp = stamp;
            self.seen_mentees.push(l as u32);
        }
        node.distance = reached;
        node.via = place as u32;
        let (units, worth) = (node.load + node.pinned, node.worth);
        let give_up = reached + self.value(l, units) - worth;
        if give_up < *best {
            *best = give_up;
            *goal = Forward::GiveUp(l);
        }
        self.scan(l, reached, best, goal);
    }

    /// Relaxes the row of a mentee; stops where no edge can be better than the best end.
    #[inline]
    fn scan(&mut self, l: usize, distance: i64, best: &mut i64, goal: &mut Forward) {
        let node = self.mentees[l];
        let guard = node.special;
        let base = distance - node.worth;
        for e in self.problem.row(l) {
            let word = self.problem.arcs[e];
            if base - self.weigh.bound(weight(word)) >= *best {
                break;
            }
            let r = end(word);
            let mentor = &mut self.mentors[r];
            let reached = base - self.weigh.exact(e, weight(word)) + mentor.price;
            if reached >= *best || (mentor.stamp == self.stamp && mentor.distance <= reached) {
                continue;
            }
            if guard && self.barred(l, r) {
                continue;
            }
            let mentor = &mut self.mentors[r];
            mentor.stamp = self.stamp;
            mentor.distance = reached;
            mentor.from = l as u32;
            if mentor.used < mentor.places {
                *best = reached;
                *goal = Forward::Free(r);
            } else {
                self.queue.push(reached, r as u32);
            }
        }
    }

    /// Everything settled nearer than the end rises by the difference.
    fn raise(&mut self, best: i64) {
        for &r in &self.seen_mentors {
            let node = &mut self.mentors[ix(r)];
            node.price += (best - node.distance).max(0);
        }
        for &l in &self.seen_mentees {
            let node = &mut self.mentees[ix(l)];
            node.worth += (best - node.distance).max(0);
        }
    }

    /// Shifts everybody along the path.
    fn follow(&mut self, l0: usize, goal: Forward) {
        let mut place = match goal {
            Forward::Decline => return,
            Forward::Free(r) => {
                let Some(place) = self.free_place(r) else {
                    return;
                };
                self.mentors[r].used += 1;
                place
            }
            Forward::GiveUp(l) => {
                let place = ix(self.mentees[l].via);
                self.detach(place);
                self.mentors[ix(self.places[place].mentor)].used += 1;
                place
            }
        };
        loop {
            let l = ix(self.mentors[ix(self.places[place].mentor)].from);
            self.fill(place, l);
            if l == l0 {
                let node = &mut self.mentees[l];
                self.units[ix(node.first_unit) + usize::from(node.load)] = place as u32;
                node.load += 1;
                return;
            }
            let old = ix(self.mentees[l].via);
            self.replace_unit(l, old, place);
            place = old;
        }
    }

    /// Fills the free place of `r0`, moves the hole elsewhere, or lowers its price to 0.
    pub(super) fn reverse(&mut self, r0: usize) {
        self.begin();
        let stamp = self.stamp;
        let mut best = self.mentors[r0].price;
        let mut goal = Reverse::Hole(r0);
        let node = &mut self.mentors[r0];
        node.stamp = stamp;
        node.distance = 0;
        node.from = NONE;
        self.queue.push(0, r0 as u32);
        while let Some((distance, r)) = self.queue.pop() {
            if distance >= best {
                break;
            }
            let r = ix(r);
            if self.mentors[r].distance != distance {
                continue;
            }
            self.seen_mentors.push(r as u32);
            self.scan_column(r, distance, &mut best, &mut goal);
        }
        for &r in &self.seen_mentors {
            let node = &mut self.mentors[ix(r)];
            node.price -= (best - node.distance).max(0);
        }
        for &l in &self.seen_mentees {
            let node = &mut self.mentees[ix(l)];
            node.worth -= (best - node.distance).max(0);
        }
        self.fill_hole(r0, goal);
    }

    /// Relaxes the column of a mentor: who would come, and what hole would be left behind.
    fn scan_column(&mut self, r: usize, distance: i64, best: &mut i64, goal: &mut Reverse) {
        let base = distance + self.mentors[r].price;
        for y in self.problem.column(r) {
            let word = self.problem.back[y];
            if base - self.weigh.bound(weight(word)) - self.tiers.protected >= *best {
                break;
            }
            let l = end(word);
            let exact = self
                .weigh
                .exact(ix(self.problem.back_edge[y]), weight(word));
            let node = &self.mentees[l];
            let reached = base - exact - node.worth;
            if reached >= *best
                || (node.stamp == self.stamp && node.distance <= reached)
                || self.barred(l, r)
            {
                continue;
            }
            self.come(l, r, reached, best, goal);
        }
    }

    /// Labels a mentee that would come to `r`.
    #[inline]
    fn come(&mut self, l: usize, r: usize, reached: i64, best: &mut i64, goal: &mut Reverse) {
        let stamp = self.stamp;
        let node = &mut self.mentees[l];
        if node.stamp != stamp {
            node.stamp = stamp;
            self.seen_mentees.push(l as u32);
        }
        node.distance = reached;
        node.via = r as u32;
        let node = *node;
        if node.load < node.wants {
            // Below the value of its next unit the mentee waits for a place and comes at once.
            let take = reached + (node.worth - self.next_value(l)).max(0);
            if take < *best {
                *best = take;
                *goal = Reverse::Take(l);
            }
        }
        for unit in 0..usize::from(node.load) {
            let place = self.units[ix(node.first_unit) + unit];
            let held = self.places[ix(place)];
            let next = ix(held.mentor);
            let mentor = &mut self.mentors[next];
            let left = reached + held.weight + node.worth - mentor.price;
            if left >= *best || (mentor.stamp == stamp && mentor.distance <= left) {
                continue;
            }
            mentor.stamp = stamp;
            mentor.distance = left;
            mentor.from = place;
            let hole = left + mentor.price;
            if hole < *best {
                *best = hole;
                *goal = Reverse::Hole(next);
            }
            self.queue.push(left, next as u32);
        }
    }

    /// Moves everybody one step towards the free place.
    fn fill_hole(&mut self, r0: usize, goal: Reverse) {
        let last = match goal {
            Reverse::Hole(r) if r == r0 => return,
            Reverse::Hole(r) => r,
            Reverse::Take(l) => ix(self.mentees[l].via),
        };
        let mut leaving = Vec::new();
        let mut r = last;
        while r != r0 {
            let place = ix(self.mentors[r].from);
            leaving.push(place);
            r = ix(self.mentees[ix(self.places[place].mentee)].via);
        }
        let Some(mut free) = self.free_place(r0) else {
            return;
        };
        self.mentors[r0].used += 1;
        for &place in leaving.iter().rev() {
            let l = ix(self.places[place].mentee);
            self.fill(free, l);
            self.replace_unit(l, place, free);
            self.note_empty(place);
            self.places[place].mentee = NONE;
            free = place;
        }
        match goal {
            Reverse::Hole(r) => self.mentors[r].used -= 1,
            Reverse::Take(l) => {
                self.fill(free, l);
                let node = &mut self.mentees[l];
                self.units[ix(node.first_unit) + usize::from(node.load)] = free as u32;
                node.load += 1;
            }
        }
    }
}
