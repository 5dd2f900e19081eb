//! The exact kernel: an assignment with prices on both sides, kept optimal unit by unit.
//!
//! Not here: the searches (`search`), how good starting prices are found (`auction`). The one
//! decision to know: the kernel accepts any prices and any partial assignment, makes them
//! consistent, and finishes exactly. It is therefore the cold solver of a school, the finisher of a
//! region and the warm start after a change, all in one.
//!
//! A mentee has a worth `y`, a mentor a price `p ≥ 0`. For an edge of weight `w` the margin is
//! `w + y − p`. Optimal means: no pair has a negative margin, no other edge a positive one; a price
//! above 0 belongs to a full mentor; and `y` lies between the value of the mentee's next unit and
//! of its last. These are the dual variables of the minimum-cost flow (Ahuja, Magnanti, Orlin,
//! *Network Flows*, 1993, ch. 9 and 12).
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "numbers come from the validated rows; places and demands fit the types they came from"
)]

mod queue;
mod search;

use std::collections::BTreeSet;

use self::queue::Queue;
use crate::problem::{MAX_SCORE, NONE, Pair, Problem, end, ix, weight};
use crate::solve::{Observer, SolveError, Stage};

/// Worth of a mentee that takes no part: no edge of it can have a positive margin.
const OUT: i64 = i64::MIN / 8;

/// What a unit of a mentee is worth on top of its edge, so that one objective outranks the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tiers {
    /// A second, third … mentor.
    pub(crate) extra: i64,
    /// The first mentor.
    pub(crate) first: i64,
    /// The first mentor of a protected mentee.
    pub(crate) protected: i64,
}

impl Tiers {
    /// Each tier outweighs everything below it together; `None` when that needs more than 61 bits.
    pub(crate) fn new(problem: &Problem, protected_first: bool, most: i64) -> Option<Self> {
        let wanted: usize = (0..problem.mentees.len()).map(|l| problem.wanted(l)).sum();
        let places: usize = (0..problem.mentors.len()).map(|r| problem.places(r)).sum();
        let units = i64::try_from(wanted.min(places)).ok()?.checked_add(2)?;
        let several = (0..problem.mentees.len()).any(|l| problem.wanted(l) > 1);
        let extra = most.checked_add(1)?.checked_mul(units)?.checked_mul(4)?;
        let first = if several {
            extra.checked_mul(units)?
        } else {
            extra
        };
        let protected = if protected_first && problem.mentees.iter().any(|m| m.protected) {
            first.checked_mul(units)?
        } else {
            first
        };
        (protected < i64::MAX / 64).then_some(Self {
            extra,
            first,
            protected,
        })
    }

    /// Value of the unit number `unit`, from 1.
    #[inline]
    pub(crate) fn value(self, protected: bool, unit: u16) -> i64 {
        match (unit, protected) {
            (0 | 1, true) => self.protected,
            (0 | 1, false) => self.first,
            _ => self.extra,
        }
    }
}

/// Weights the kernel works with.
pub(crate) trait Weigh {
    /// At least the weight of every edge whose word has this weight or less.
    fn bound(&self, word_weight: i32) -> i64;
    /// Weight of the edge at this place of the rows; `OUT` takes it out.
    fn exact(&self, edge: usize, word_weight: i32) -> i64;
}

/// Score and continuity price as they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain;

impl Weigh for Plain {
    #[inline]
    fn bound(&self, word_weight: i32) -> i64 {
        i64::from(word_weight)
    }

    #[inline]
    fn exact(&self, _edge: usize, word_weight: i32) -> i64 {
        i64::from(word_weight)
    }
}

/// An edge that may not be used.
pub(crate) const BARRED: i64 = OUT;

/// Greatest weight of an edge under [`Plain`].
pub(crate) fn most(problem: &Problem) -> i64 {
    i64::from(MAX_SCORE) + i64::from(problem.continuity_price)
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct MenteeNode {
    pub(crate) worth: i64,
    distance: i64,
    stamp: u32,
    /// Forward: the place it would leave. Reverse: the mentor it would go to.
    via: u32,
    first_unit: u32,
    /// Mentor of the last place filled; the mentor while one unit is all there is.
    mentor: u32,
    /// Unpinned units it may have, and has.
    pub(crate) wants: u16,
    pub(crate) load: u16,
    pub(crate) pinned: u16,
    protected: bool,
    /// Some of its edges are excluded, or it may have several mentors: look before adding one.
    special: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct MentorNode {
    pub(crate) price: i64,
    distance: i64,
    stamp: u32,
    /// Forward: the mentee that would come. Reverse: the place that would fall free.
    from: u32,
    first_place: u32,
    pub(crate) places: u16,
    pub(crate) used: u16,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) mentee: u32,
    pub(crate) mentor: u32,
    weight: i64,
}

/// The assignment and its prices.
#[derive(Clone, Debug)]
pub(crate) struct Flow<'p, W> {
    pub(crate) problem: &'p Problem,
    weigh: W,
    pub(crate) tiers: Tiers,
    pub(crate) mentees: Vec<MenteeNode>,
    pub(crate) mentors: Vec<MentorNode>,
    pub(crate) places: Vec<Place>,
    /// Place of each unit of each mentee, or `NONE`.
    units: Vec<u32>,
    /// Pinned and forbidden pairs: edges the kernel does not touch.
    pub(crate) excluded: BTreeSet<Pair>,
    queue: Queue,
    stamp: u32,
    seen_mentees: Vec<u32>,
    seen_mentors: Vec<u32>,
    /// Pairs made (`true`) and dissolved since the journal was opened.
    pub(crate) journal: Option<Vec<(Pair, bool)>>,
}

impl<'p, W: Weigh> Flow<'p, W> {
    /// Nobody assigned, all prices 0, pins set aside.
    pub(crate) fn new(problem: &'p Problem, weigh: W, tiers: Tiers) -> Self {
        let mut units = 0_u32;
        let mentees = (0..problem.mentees.len())
            .map(|l| {
                let wants = problem.wanted(l) as u16;
                let first_unit = units;
                units += u32::from(wants);
                MenteeNode {
                    worth: OUT,
                    distance: 0,
                    stamp: 0,
                    via: NONE,
                    first_unit,
                    mentor: NONE,
                    wants,
                    load: 0,
                    pinned: 0,
                    protected: problem.mentees[l].protected,
                    special: wants > 1,
                }
            })
            .collect();
        let mut places = Vec::new();
        let mentors = (0..problem.mentors.len())
            .map(|r| {
                let count = problem.places(r);
                let first_place = places.len() as u32;
                let place = Place {
                    mentee: NONE,
                    mentor: r as u32,
                    weight: 0,
                };
                places.resize(places.len() + count, place);
                MentorNode {
                    price: 0,
                    distance: 0,
                    stamp: 0,
                    from: NONE,
                    first_place,
                    places: count as u16,
                    used: 0,
                }
            })
            .collect();
        let mut flow = Self {
            problem,
            weigh,
            tiers,
            mentees,
            mentors,
            places,
            units: vec![NONE; ix(units)],
            excluded: BTreeSet::new(),
            queue: Queue::default(),
            stamp: 0,
            seen_mentees: Vec::new(),
            seen_mentors: Vec::new(),
            journal: None,
        };
        for pair in problem.pins() {
            flow.set_aside(pair);
        }
        flow
    }

    /// Takes a pair out of the kernel's hands together with a unit and a place.
    pub(crate) fn set_aside(&mut self, pair: Pair) {
        let mentee = &mut self.mentees[ix(pair.mentee.0)];
        mentee.pinned += 1;
        mentee.wants -= 1;
        mentee.special = true;
        self.mentors[ix(pair.mentor.0)].places -= 1;
        self.excluded.insert(pair);
        self.note(pair, true);
    }

    fn note(&mut self, pair: Pair, made: bool) {
        if let Some(journal) = &mut self.journal {
            journal.push((pair, made));
        }
    }

    /// The place no longer holds its mentee.
    fn note_empty(&mut self, place: usize) {
        let Place { mentee, mentor, .. } = self.places[place];
        if self.journal.is_some() && mentee != NONE {
            self.note(Pair::new(mentee, mentor), false);
        }
    }

    /// Gives a pair set aside back, unassigned.
    pub(crate) fn give_back(&mut self, pair: Pair) {
        let mentee = &mut self.mentees[ix(pair.mentee.0)];
        mentee.pinned -= 1;
        mentee.wants += 1;
        self.mentors[ix(pair.mentor.0)].places += 1;
        self.excluded.remove(&pair);
        self.note(pair, false);
    }

    /// The edge may not be used, or may again.
    pub(crate) fn exclude(&mut self, pair: Pair, excluded: bool) {
        if excluded {
            self.mentees[ix(pair.mentee.0)].special = true;
            self.excluded.insert(pair);
        } else {
            self.excluded.remove(&pair);
        }
    }

    /// Value of the mentee's unit number `unit`.
    #[inline]
    fn value(&self, l: usize, unit: u16) -> i64 {
        self.tiers.value(self.mentees[l].protected, unit)
    }

    /// Value of the next unit of the mentee.
    #[inline]
    fn next_value(&self, l: usize) -> i64 {
        let node = &self.mentees[l];
        self.value(l, node.load + node.pinned + 1)
    }

    /// Margin of an edge: see the head of this file.
    pub(crate) fn margin(&self, l: usize, e: usize) -> i64 {
        let word = self.problem.arcs[e];
        self.weigh.exact(e, weight(word)) + self.mentees[l].worth - self.mentors[end(word)].price
    }

    /// The places of a mentor that exist, free or not.
    #[inline]
    pub(crate) fn places_of(&self, r: usize) -> std::ops::Range<usize> {
        let first = ix(self.mentors[r].first_place);
        // Places given up for pins lie within the range and stay empty.
        first..first + self.problem.places(r)
    }

    #[inline]
    fn units_of(&self, l: usize) -> &[u32] {
        let node = &self.mentees[l];
        let first = ix(node.first_unit);
        &self.units[first..first + usize::from(node.load)]
    }

    /// Whether the kernel assigned the pair.
    pub(crate) fn has(&self, l: usize, r: usize) -> bool {
        self.place_of(l, r).is_some()
    }

    pub(crate) fn place_of(&self, l: usize, r: usize) -> Option<usize> {
        let mut units = self.units_of(l).iter().copied().map(ix);
        units.find(|&place| ix(self.places[place].mentor) == r)
    }

    /// Whether the edge is not the kernel's to add: assigned already, or excluded.
    #[inline]
    fn barred(&self, l: usize, r: usize) -> bool {
        let node = &self.mentees[l];
        if node.special {
            self.has(l, r) || self.excluded.contains(&Pair::new(l as u32, r as u32))
        } else {
            ix(node.mentor) == r
        }
    }

    fn edge_weight(&self, l: usize, r: usize) -> i64 {
        let found = self
            .problem
            .find(Pair::new(l as u32, r as u32))
            .map(|e| self.weigh.exact(e, weight(self.problem.arcs[e])));
        found.unwrap_or(OUT)
    }

    fn free_place(&self, r: usize) -> Option<usize> {
        let mut places = self.places_of(r);
        places.find(|&place| self.places[place].mentee == NONE)
    }

    /// Assigns a pair that is an edge, when both sides have room and the edge is not barred.
    pub(crate) fn attach(&mut self, l: usize, r: usize) -> bool {
        let room = self.mentees[l].load < self.mentees[l].wants
            && self.mentors[r].used < self.mentors[r].places;
        if !room || self.barred(l, r) {
            return false;
        }
        let Some(place) = self.free_place(r) else {
            return false;
        };
        self.fill(place, l);
        self.mentors[r].used += 1;
        let node = &mut self.mentees[l];
        self.units[ix(node.first_unit) + usize::from(node.load)] = place as u32;
        node.load += 1;
        true
    }

    fn fill(&mut self, place: usize, l: usize) {
        let mentor = self.places[place].mentor;
        let weight = self.edge_weight(l, ix(mentor));
        self.note_empty(place);
        if self.journal.is_some() {
            self.note(Pair::new(l as u32, mentor), true);
        }
        self.mentees[l].mentor = mentor;
        self.places[place].mentee = l as u32;
        self.places[place].weight = weight;
    }

    /// Empties a place.
    pub(crate) fn detach(&mut self, place: usize) {
        self.note_empty(place);
        let l = ix(self.places[place].mentee);
        self.places[place].mentee = NONE;
        self.mentors[ix(self.places[place].mentor)].used -= 1;
        let node = &mut self.mentees[l];
        let first = ix(node.first_unit);
        let last = first + usize::from(node.load) - 1;
        let units = &mut self.units[first..=last];
        if let Some(unit) = units.iter().position(|&unit| ix(unit) == place) {
            units.swap(unit, last - first);
        }
        self.units[last] = NONE;
        node.mentor = NONE;
        node.load -= 1;
    }

    /// The unit of `l` that was in `old` is now in `new`.
    fn replace_unit(&mut self, l: usize, old: usize, new: usize) {
        let node = &self.mentees[l];
        let first = ix(node.first_unit);
        let units = &mut self.units[first..first + usize::from(node.load)];
        if let Some(unit) = units.iter_mut().find(|unit| ix(**unit) == old) {
            *unit = new as u32;
        }
    }

    /// Greatest worth that fits the mentee's edges; pairs it leaves behind are dissolved.
    ///
    /// Returns through `lost` the mentors that lost somebody.
    pub(crate) fn normalise_mentee(&mut self, l: usize, lost: &mut Vec<u32>) {
        let node = self.mentees[l];
        if node.wants == 0 {
            self.mentees[l].worth = OUT;
            return;
        }
        let guard = node.load > 0 || node.special;
        // The greatest worth allowed by the number of units.
        let mut worth = self.value(l, node.pinned + node.load.max(1));
        for e in self.problem.row(l) {
            let word = self.problem.arcs[e];
            if -self.weigh.bound(weight(word)) >= worth {
                break;
            }
            let r = end(word);
            let offer = self.mentors[r].price - self.weigh.exact(e, weight(word));
            if offer < worth && !(guard && self.barred(l, r)) {
                worth = offer;
            }
        }
        self.mentees[l].worth = worth;
        let mut unit = 0;
        while let Some(&place) = self.units_of(l).get(unit) {
            let held = self.places[ix(place)];
            if held.weight + worth < self.mentors[ix(held.mentor)].price {
                self.detach(ix(place));
                lost.push(held.mentor);
            } else {
                unit += 1;
            }
        }
    }

    /// Least price that fits the mentor's edges; pairs it leaves behind are dissolved.
    pub(crate) fn normalise_mentor(&mut self, r: usize) {
        let mut price = 0;
        for y in self.problem.column(r) {
            let word = self.problem.back[y];
            let l = end(word);
            let offer = self
                .weigh
                .exact(ix(self.problem.back_edge[y]), weight(word))
                + self.mentees[l].worth;
            if offer > price && !self.barred(l, r) {
                price = offer;
            }
        }
        self.mentors[r].price = price;
        for place in self.places_of(r) {
            let held = self.places[place];
            if held.mentee != NONE && held.weight + self.mentees[ix(held.mentee)].worth < price {
                self.detach(place);
            }
        }
    }

    /// Whether the mentee still has to be placed, or told that it cannot be.
    #[inline]
    pub(crate) fn pending(&self, l: usize) -> bool {
        let node = &self.mentees[l];
        node.load < node.wants && node.worth < self.next_value(l)
    }

    /// Whether the mentor has a free place that still costs something.
    #[inline]
    pub(crate) fn overpriced(&self, r: usize) -> bool {
        let node = &self.mentors[r];
        node.used < node.places && node.price > 0
    }

    /// Places every pending unit of these mentees, then lowers prices at these mentors.
    pub(crate) fn repair(&mut self, mentees: &[u32], mentors: &[u32]) {
        for &l in mentees {
            while self.pending(ix(l)) {
                self.forward(ix(l));
            }
        }
        for &r in mentors {
            while self.overpriced(ix(r)) {
                self.reverse(ix(r));
            }
        }
    }

    /// Finishes exactly: places every pending unit, then lowers every price of a free place.
    ///
    /// # Errors
    /// [`SolveError::Cancelled`] when the observer says so.
    pub(crate) fn finish(&mut self, observer: &mut dyn Observer) -> Result<(), SolveError> {
        let total = (self.mentees.len() + self.mentors.len()) as u64;
        for l in 0..self.mentees.len() {
            if l % 1024 == 0 {
                SolveError::check(observer, Stage::Finish, l as u64, total)?;
            }
            while self.pending(l) {
                self.forward(l);
            }
        }
        for r in 0..self.mentors.len() {
            if r % 1024 == 0 {
                let done = (self.mentees.len() + r) as u64;
                SolveError::check(observer, Stage::Finish, done, total)?;
            }
            while self.overpriced(r) {
                self.reverse(r);
            }
        }
        Ok(())
    }

    /// Pairs of the kernel and the pairs set aside as pins, sorted.
    pub(crate) fn pairs(&self, pins: impl Iterator<Item = Pair>) -> Vec<Pair> {
        let taken = self.places.iter().filter(|place| place.mentee != NONE);
        let mut pairs: Vec<Pair> = taken
            .map(|place| Pair::new(place.mentee, place.mentor))
            .chain(pins)
            .collect();
        pairs.sort_unstable();
        pairs
    }
}
