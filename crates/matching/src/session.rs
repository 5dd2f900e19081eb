//! The warm start: a solved problem that takes changes and stays optimal.
//!
//! Not here: the mode «согласие», which is always computed anew; new edges or people, for which the
//! problem is edited and solved again. The one decision to know: a change repairs only the rows it
//! touches, and the result has the same objective as a cold solve of the edited problem.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "every number is checked against the problem before it is used"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::builder::ProblemError;
use crate::flow::{Flow, Plain, Tiers, most};
use crate::problem::{MenteeId, MentorId, NONE, Pair, Problem, ix};
use crate::solution::Solution;
use crate::solve::{Observer, Options, SolveError, conclude, exact};

/// One change to a solved problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The mentee takes no part any more; its pins go with it.
    WithdrawMentee(MenteeId),
    /// The mentor takes no part any more; its pins go with it.
    WithdrawMentor(MentorId),
    /// The mentor has this many places for this problem, at most as many as declared.
    Places(MentorId, u16),
    /// The pair may not be made: a veto, or a curator's click.
    Forbid(Pair),
    /// The pair may be made again.
    Allow(Pair),
    /// The pair must be made.
    Pin(Pair),
    /// The pair need not be made any more.
    Unpin(Pair),
}

/// Why a change is not possible. Nothing of it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChangeError {
    /// No such mentee.
    UnknownMentee(MenteeId),
    /// No such mentor.
    UnknownMentor(MentorId),
    /// The pair is no edge, or one of the two has withdrawn.
    NotEligible(Pair),
    /// The pair is pinned: unpin it first.
    Pinned(Pair),
    /// The pair is not pinned.
    NotPinned(Pair),
    /// The pair is forbidden: allow it first.
    Forbidden(Pair),
    /// Every mentor the mentee wants is pinned.
    MenteeFull(MenteeId),
    /// Every place of the mentor is pinned, or fewer places are asked for than pins hold.
    MentorFull(MentorId),
    /// More places than the problem declared: edit the problem.
    MorePlacesThanDeclared(MentorId),
}

impl ChangeError {
    /// A stable code for logs and tests.
    pub const fn code(self) -> &'static str {
        match self {
            Self::UnknownMentee(_) => "unknown-mentee",
            Self::UnknownMentor(_) => "unknown-mentor",
            Self::NotEligible(_) => "not-eligible",
            Self::Pinned(_) => "pinned",
            Self::NotPinned(_) => "not-pinned",
            Self::Forbidden(_) => "forbidden",
            Self::MenteeFull(_) => "mentee-full",
            Self::MentorFull(_) => "mentor-full",
            Self::MorePlacesThanDeclared(_) => "more-places-than-declared",
        }
    }
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {self:?}", self.code())
    }
}

impl std::error::Error for ChangeError {}

/// What changes did: after minus before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Mentees with a mentor.
    pub covered: i64,
    /// Protected mentees with a mentor.
    pub protected_covered: i64,
    /// Pairs.
    pub pairs: i64,
    /// Points, without continuity prices.
    pub score: i64,
    /// Previous pairs.
    pub kept: i64,
    /// Pairs made, sorted.
    pub made: Vec<Pair>,
    /// Pairs dissolved, sorted.
    pub dissolved: Vec<Pair>,
}

/// A problem solved in the mode «польза», ready for changes.
#[derive(Clone, Debug)]
pub struct Session<'p> {
    flow: Flow<'p, Plain>,
    options: Options,
    pins: BTreeSet<Pair>,
    forbidden: BTreeSet<Pair>,
    gone_mentees: BTreeSet<u32>,
    /// Places other than declared.
    places: BTreeMap<u32, u16>,
}

/// Rows and columns to repair.
#[derive(Default)]
struct Touched {
    mentees: Vec<u32>,
    mentors: Vec<u32>,
}

impl<'p> Session<'p> {
    /// Solves cold.
    ///
    /// # Errors
    /// As [`crate::solve()`].
    pub fn new(
        problem: &'p Problem,
        options: &Options,
        observer: &mut dyn Observer,
    ) -> Result<Self, SolveError> {
        Ok(Self::around(exact(problem, *options, observer)?, *options))
    }

    /// Starts from a solution of the same problem, from whatever mode or source: pairs and prices
    /// that fit are kept, the rest is repaired. Time: edges, once.
    ///
    /// # Errors
    /// As [`crate::solve()`].
    pub fn resume(
        problem: &'p Problem,
        solution: &Solution,
        observer: &mut dyn Observer,
    ) -> Result<Self, SolveError> {
        let options = solution.options;
        let tiers = Tiers::new(problem, options.protected_first, most(problem))
            .ok_or(SolveError::TooLarge)?;
        let mut flow = Flow::new(problem, Plain, tiers);
        let highest = tiers.protected.saturating_mul(2);
        if let Some(prices) = &solution.certificate.prices {
            for (node, &price) in flow.mentors.iter_mut().zip(&prices.mentor) {
                node.price = price.clamp(0, highest);
            }
        }
        for pair in &solution.pairs {
            if problem.find(*pair).is_some() {
                flow.attach(ix(pair.mentee.0), ix(pair.mentor.0));
            }
        }
        let mut lost = Vec::new();
        for l in 0..problem.mentees.len() {
            flow.normalise_mentee(l, &mut lost);
        }
        flow.finish(observer)?;
        Ok(Self::around(flow, options))
    }

    fn around(flow: Flow<'p, Plain>, options: Options) -> Self {
        Self {
            pins: flow.problem.pins().collect(),
            flow,
            options,
            forbidden: BTreeSet::new(),
            gone_mentees: BTreeSet::new(),
            places: BTreeMap::new(),
        }
    }

    /// Makes changes in order and repairs once. Time: touched rows and the searches they need.
    ///
    /// # Errors
    /// The first change that is impossible; the changes before it are done, it and the rest are not.
    pub fn apply(&mut self, changes: &[Change]) -> Result<Effect, ChangeError> {
        self.flow.journal = Some(Vec::new());
        let mut touched = Touched::default();
        let mut outcome = Ok(());
        for change in changes {
            outcome = self.one(*change, &mut touched);
            if outcome.is_err() {
                break;
            }
        }
        touched.mentees.sort_unstable();
        touched.mentees.dedup();
        for &l in &touched.mentees {
            self.flow.normalise_mentee(ix(l), &mut touched.mentors);
        }
        touched.mentors.sort_unstable();
        touched.mentors.dedup();
        self.flow.repair(&touched.mentees, &touched.mentors);
        let journal = self.flow.journal.take().unwrap_or_default();
        outcome.map(|()| self.effect(&journal))
    }

    /// What changes would do, without doing them. Time: people, and that of [`Session::apply`].
    ///
    /// # Errors
    /// As [`Session::apply`].
    pub fn price(&self, changes: &[Change]) -> Result<Effect, ChangeError> {
        self.clone().apply(changes)
    }

    /// Whether the pair is made now.
    pub fn contains(&self, pair: Pair) -> bool {
        self.pins.contains(&pair)
            || (self.flow.problem.find(pair).is_some()
                && self.flow.has(ix(pair.mentee.0), ix(pair.mentor.0)))
    }

    /// Whether the pair is pinned now.
    pub fn is_pinned(&self, pair: Pair) -> bool {
        self.pins.contains(&pair)
    }

    /// The problem this session started from.
    pub fn problem(&self) -> &'p Problem {
        self.flow.problem
    }

    /// The pairs now, sorted.
    pub fn pairs(&self) -> Vec<Pair> {
        self.flow.pairs(self.pins.iter().copied())
    }

    /// The problem with every change so far, and its proven solution. Time: edges × log.
    ///
    /// # Errors
    /// None in practice: a checked problem stays valid under checked changes.
    pub fn conclude(&self) -> Result<(Problem, Solution), ProblemError> {
        let mut builder = self.flow.problem.to_builder();
        for pair in self.flow.problem.pins() {
            builder.unpin(pair);
        }
        for pair in &self.pins {
            builder.pin(*pair);
        }
        for pair in &self.forbidden {
            builder.forbid(*pair);
        }
        for &l in &self.gone_mentees {
            let mut mentee = self.flow.problem.mentees[ix(l)];
            mentee.demand = 0;
            builder.set_mentee(MenteeId(l), mentee);
        }
        for (&r, &places) in &self.places {
            let mut mentor = self.flow.problem.mentors[ix(r)];
            mentor.capacity = mentor.carried + places;
            builder.set_mentor(MentorId(r), mentor);
        }
        let problem = builder.build()?;
        let mut solution = conclude(&self.flow, self.options);
        solution.pairs = self.pairs();
        solution.tally = crate::solution::Tally::of(&problem, &solution.pairs);
        solution.certificate.cut = crate::cut::cut(&problem, &solution.pairs);
        Ok((problem, solution))
    }

    fn one(&mut self, change: Change, touched: &mut Touched) -> Result<(), ChangeError> {
        match change {
            Change::WithdrawMentee(id) => self.withdraw_mentee(id, touched),
            Change::WithdrawMentor(id) => {
                self.known_mentor(id)?;
                for pair in self.pins_where(|pair| pair.mentor == id) {
                    self.release(pair, touched);
                }
                self.set_places(id, 0, touched);
                Ok(())
            }
            Change::Places(id, places) => {
                self.known_mentor(id)?;
                let mentor = &self.flow.problem.mentors[ix(id.0)];
                if places > mentor.capacity - mentor.carried {
                    return Err(ChangeError::MorePlacesThanDeclared(id));
                }
                let pinned = self.pins.iter().filter(|pair| pair.mentor == id).count();
                if usize::from(places) < pinned {
                    return Err(ChangeError::MentorFull(id));
                }
                self.set_places(id, places, touched);
                Ok(())
            }
            Change::Forbid(pair) => self.forbid(pair, touched),
            Change::Allow(pair) => {
                self.edge(pair)?;
                if self.forbidden.remove(&pair) {
                    self.flow.exclude(pair, false);
                    touched.mentees.push(pair.mentee.0);
                }
                Ok(())
            }
            Change::Pin(pair) => self.pin(pair, touched),
            Change::Unpin(pair) => {
                if !self.pins.contains(&pair) {
                    return Err(ChangeError::NotPinned(pair));
                }
                self.release(pair, touched);
                Ok(())
            }
        }
    }

    fn pins_where(&self, keep: impl Fn(&Pair) -> bool) -> Vec<Pair> {
        self.pins
            .iter()
            .filter(|pair| keep(pair))
            .copied()
            .collect()
    }

    fn known_mentor(&self, id: MentorId) -> Result<(), ChangeError> {
        match self.flow.problem.mentor(id) {
            Some(_) => Ok(()),
            None => Err(ChangeError::UnknownMentor(id)),
        }
    }

    fn edge(&self, pair: Pair) -> Result<(), ChangeError> {
        let gone = self.gone_mentees.contains(&pair.mentee.0);
        if gone || self.flow.problem.find(pair).is_none() {
            return Err(ChangeError::NotEligible(pair));
        }
        Ok(())
    }

    fn withdraw_mentee(&mut self, id: MenteeId, touched: &mut Touched) -> Result<(), ChangeError> {
        if self.flow.problem.mentee(id).is_none() {
            return Err(ChangeError::UnknownMentee(id));
        }
        let l = ix(id.0);
        for pair in self.pins_where(|pair| pair.mentee == id) {
            self.release(pair, touched);
        }
        for r in self.mentors_now(l) {
            self.dissolve(l, r, touched);
        }
        self.flow.mentees[l].wants = 0;
        self.gone_mentees.insert(id.0);
        touched.mentees.push(id.0);
        Ok(())
    }

    fn mentors_now(&self, l: usize) -> Vec<usize> {
        let row = self.flow.problem.row(l);
        let mentors = row.map(|e| crate::problem::end(self.flow.problem.arcs[e]));
        mentors.filter(|&r| self.flow.has(l, r)).collect()
    }

    /// Dissolves a pair of the kernel; both sides are to be repaired.
    fn dissolve(&mut self, l: usize, r: usize, touched: &mut Touched) {
        if let Some(place) = self.flow.place_of(l, r) {
            self.flow.detach(place);
        }
        touched.mentees.push(l as u32);
        touched.mentors.push(r as u32);
    }

    /// Gives places back or takes them; who sits worst leaves first.
    fn set_places(&mut self, id: MentorId, places: u16, touched: &mut Touched) {
        let r = ix(id.0);
        let pinned = self.pins.iter().filter(|pair| pair.mentor == id).count();
        let open = usize::from(places).min(self.flow.problem.places(r)) - pinned;
        while usize::from(self.flow.mentors[r].used) > open {
            self.evict_worst(r, touched);
        }
        self.flow.mentors[r].places = open as u16;
        self.places.insert(id.0, places);
        touched.mentors.push(id.0);
    }

    /// The occupant with the least margin leaves; the price rises so that nobody else minds.
    fn evict_worst(&mut self, r: usize, touched: &mut Touched) {
        let price = self.flow.mentors[r].price;
        let held = self.flow.places_of(r).filter_map(|place| {
            let mentee = self.flow.places[place].mentee;
            (mentee != NONE).then(|| {
                let e = self.flow.problem.find(Pair::new(mentee, r as u32));
                (
                    e.map_or(0, |e| self.flow.margin(ix(mentee), e)),
                    place,
                    mentee,
                )
            })
        });
        let Some((margin, place, mentee)) = held.min() else {
            return;
        };
        self.flow.detach(place);
        self.flow.mentors[r].price = price + margin.max(0);
        touched.mentees.push(mentee);
        touched.mentors.push(r as u32);
    }

    fn forbid(&mut self, pair: Pair, touched: &mut Touched) -> Result<(), ChangeError> {
        self.edge(pair)?;
        if self.pins.contains(&pair) {
            return Err(ChangeError::Pinned(pair));
        }
        let (l, r) = (ix(pair.mentee.0), ix(pair.mentor.0));
        if self.flow.has(l, r) {
            self.dissolve(l, r, touched);
        }
        self.forbidden.insert(pair);
        self.flow.exclude(pair, true);
        Ok(())
    }

    fn pin(&mut self, pair: Pair, touched: &mut Touched) -> Result<(), ChangeError> {
        self.edge(pair)?;
        if self.pins.contains(&pair) {
            return Err(ChangeError::Pinned(pair));
        }
        if self.forbidden.contains(&pair) {
            return Err(ChangeError::Forbidden(pair));
        }
        let (l, r) = (ix(pair.mentee.0), ix(pair.mentor.0));
        if self.flow.mentees[l].wants == 0 {
            return Err(ChangeError::MenteeFull(pair.mentee));
        }
        if self.flow.mentors[r].places == 0 {
            return Err(ChangeError::MentorFull(pair.mentor));
        }
        if let Some(place) = self.flow.place_of(l, r) {
            self.flow.detach(place);
        } else {
            if self.flow.mentees[l].load == self.flow.mentees[l].wants {
                self.leave_worst(l, touched);
            }
            if self.flow.mentors[r].used == self.flow.mentors[r].places {
                self.evict_worst(r, touched);
            }
        }
        self.flow.set_aside(pair);
        self.pins.insert(pair);
        touched.mentees.push(pair.mentee.0);
        touched.mentors.push(pair.mentor.0);
        Ok(())
    }

    /// The mentee leaves the mentor it gains least from.
    fn leave_worst(&mut self, l: usize, touched: &mut Touched) {
        let mentors = self.mentors_now(l);
        let worst = mentors.into_iter().min_by_key(|&r| {
            let e = self.flow.problem.find(Pair::new(l as u32, r as u32));
            (e.map_or(0, |e| self.flow.margin(l, e)), r)
        });
        if let Some(r) = worst {
            self.dissolve(l, r, touched);
        }
    }

    /// Takes a pin back; the kernel decides again.
    fn release(&mut self, pair: Pair, touched: &mut Touched) {
        self.pins.remove(&pair);
        self.flow.give_back(pair);
        touched.mentees.push(pair.mentee.0);
        touched.mentors.push(pair.mentor.0);
    }

    fn effect(&self, journal: &[(Pair, bool)]) -> Effect {
        let mut net: BTreeMap<Pair, i64> = BTreeMap::new();
        for (pair, made) in journal {
            *net.entry(*pair).or_default() += if *made { 1 } else { -1 };
        }
        let mut effect = Effect::default();
        let mut loads: BTreeMap<u32, i64> = BTreeMap::new();
        for (pair, change) in net {
            if change == 0 {
                continue;
            }
            if let Some(e) = self.flow.problem.find(pair) {
                effect.score += change * self.flow.problem.score(e);
                effect.kept += change * i64::from(self.flow.problem.is_previous(e));
            }
            effect.pairs += change;
            *loads.entry(pair.mentee.0).or_default() += change;
            let list = if change > 0 {
                &mut effect.made
            } else {
                &mut effect.dissolved
            };
            list.push(pair);
        }
        for (l, change) in loads {
            let node = &self.flow.mentees[ix(l)];
            let now = i64::from(node.load) + i64::from(node.pinned);
            let covered = i64::from(now > 0) - i64::from(now - change > 0);
            effect.covered += covered;
            if self.flow.problem.mentees[ix(l)].protected {
                effect.protected_covered += covered;
            }
        }
        effect
    }
}
