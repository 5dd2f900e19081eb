//! The border: everything that can be wrong with a problem is found here, with its place.
//!
//! Not here: sums of scores or any solving. The one decision to know: nothing is repaired or
//! dropped; the first contradiction in a fixed order is the answer, and after `build` the solver
//! trusts every number.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "every number is compared with the length of its table before it is used, and counts are bounded by u32"
)]

use std::collections::BTreeSet;
use std::fmt;

use crate::problem::{
    Edge, ID_BITS, MAX_CONTINUITY_PRICE, MAX_SCORE, MAX_SIDE, Mentee, MenteeId, Mentor, MentorId,
    Pair, Problem, end, ix, memory_bound,
};

/// What is wrong with a problem, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemError {
    /// More people on a side than [`MAX_SIDE`], or more edges than 2³²: split the problem.
    TooLarge,
    /// The pair names a mentee that was not declared.
    UnknownMentee(Pair),
    /// The pair names a mentor that was not declared.
    UnknownMentor(Pair),
    /// The edge is given twice: give each eligible pair once.
    DuplicateEdge(Pair),
    /// The score is above [`MAX_SCORE`].
    ScoreOutOfRange(Pair, u16),
    /// A rank is 0: the best class is 1.
    RankZero(Pair),
    /// Mentee and mentor are the same person.
    SamePerson(Pair),
    /// A mentor carries more than the capacity.
    CarriesTooMany(MentorId),
    /// The continuity price is above [`MAX_CONTINUITY_PRICE`].
    ContinuityPriceOutOfRange(u16),
    /// A pin or a previous pair that is not eligible: remove it, or the rule that forbids the pair.
    NotEligible(Pair),
    /// The pair is pinned, or named as previous, twice.
    NamedTwice(Pair),
    /// More pins than the mentee wants mentors.
    PinsExceedDemand(MenteeId),
    /// More pins than the mentor has free places.
    PinsExceedCapacity(MentorId),
}

impl ProblemError {
    /// A stable code for logs and tests.
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::UnknownMentee(_) => "unknown-mentee",
            Self::UnknownMentor(_) => "unknown-mentor",
            Self::DuplicateEdge(_) => "duplicate-edge",
            Self::ScoreOutOfRange(..) => "score-out-of-range",
            Self::RankZero(_) => "rank-zero",
            Self::SamePerson(_) => "same-person",
            Self::CarriesTooMany(_) => "carries-too-many",
            Self::ContinuityPriceOutOfRange(_) => "continuity-price-out-of-range",
            Self::NotEligible(_) => "not-eligible",
            Self::NamedTwice(_) => "named-twice",
            Self::PinsExceedDemand(_) => "pins-exceed-demand",
            Self::PinsExceedCapacity(_) => "pins-exceed-capacity",
        }
    }
}

impl fmt::Display for ProblemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code();
        match self {
            Self::TooLarge => write!(f, "{code}: at most {MAX_SIDE} people on a side"),
            Self::ScoreOutOfRange(pair, score) => write!(
                f,
                "{code}: {score} > {MAX_SCORE} for mentee {} and mentor {}",
                pair.mentee.0, pair.mentor.0
            ),
            Self::UnknownMentee(pair)
            | Self::UnknownMentor(pair)
            | Self::DuplicateEdge(pair)
            | Self::RankZero(pair)
            | Self::SamePerson(pair)
            | Self::NotEligible(pair)
            | Self::NamedTwice(pair) => write!(
                f,
                "{code}: mentee {}, mentor {}",
                pair.mentee.0, pair.mentor.0
            ),
            Self::CarriesTooMany(mentor) | Self::PinsExceedCapacity(mentor) => {
                write!(f, "{code}: mentor {}", mentor.0)
            }
            Self::PinsExceedDemand(mentee) => write!(f, "{code}: mentee {}", mentee.0),
            Self::ContinuityPriceOutOfRange(price) => {
                write!(f, "{code}: {price} > {MAX_CONTINUITY_PRICE}")
            }
        }
    }
}

impl std::error::Error for ProblemError {}

/// Collects a problem; [`ProblemBuilder::build`] checks it.
#[derive(Clone, Debug, Default)]
pub struct ProblemBuilder {
    mentees: Vec<Mentee>,
    mentors: Vec<Mentor>,
    edges: Vec<Edge>,
    pins: Vec<Pair>,
    previous: Vec<Pair>,
    continuity_price: u16,
}

impl ProblemBuilder {
    /// Adds a mentee and returns its number.
    pub fn mentee(&mut self, mentee: Mentee) -> MenteeId {
        self.mentees.push(mentee);
        MenteeId(u32::try_from(self.mentees.len() - 1).unwrap_or(u32::MAX))
    }

    /// Adds a mentor and returns its number.
    pub fn mentor(&mut self, mentor: Mentor) -> MentorId {
        self.mentors.push(mentor);
        MentorId(u32::try_from(self.mentors.len() - 1).unwrap_or(u32::MAX))
    }

    /// Adds an eligible pair.
    pub fn edge(&mut self, edge: Edge) -> &mut Self {
        self.edges.push(edge);
        self
    }

    /// Takes an eligible pair out: a veto, or a hard rule. Unknown pairs are left as they are.
    pub fn forbid(&mut self, pair: Pair) -> &mut Self {
        self.edges
            .retain(|edge| (edge.mentee, edge.mentor) != (pair.mentee, pair.mentor));
        self.previous.retain(|known| *known != pair);
        self
    }

    /// The pair must be made.
    pub fn pin(&mut self, pair: Pair) -> &mut Self {
        self.pins.push(pair);
        self
    }

    /// Takes a pin back.
    pub fn unpin(&mut self, pair: Pair) -> &mut Self {
        self.pins.retain(|known| *known != pair);
        self
    }

    /// The pair existed before.
    pub fn previous(&mut self, pair: Pair) -> &mut Self {
        self.previous.push(pair);
        self
    }

    /// Points a previous pair is worth on top of its score, 0 to [`MAX_CONTINUITY_PRICE`].
    pub fn continuity_price(&mut self, points: u16) -> &mut Self {
        self.continuity_price = points;
        self
    }

    /// Replaces a declared mentee; `false` when there is none with this number.
    pub fn set_mentee(&mut self, id: MenteeId, mentee: Mentee) -> bool {
        self.mentees.get_mut(ix(id.0)).is_some_and(|known| {
            *known = mentee;
            true
        })
    }

    /// Replaces a declared mentor; `false` when there is none with this number.
    pub fn set_mentor(&mut self, id: MentorId, mentor: Mentor) -> bool {
        self.mentors.get_mut(ix(id.0)).is_some_and(|known| {
            *known = mentor;
            true
        })
    }

    /// Bytes for this problem and its solution at most; see [`Problem::memory_bound`].
    pub fn memory_bound(&self) -> usize {
        let places: usize = self.mentors.iter().map(|m| usize::from(m.capacity)).sum();
        let wanted: usize = self.mentees.iter().map(|m| usize::from(m.demand)).sum();
        let edges = self.edges.len();
        memory_bound(
            self.mentees.len() + self.mentors.len(),
            edges,
            places.min(edges) + wanted.min(edges),
        )
    }

    /// The checked problem. Time: edges × log(row length); the order of calls does not matter.
    ///
    /// # Errors
    /// The first [`ProblemError`] in the order sizes, people, edges, previous pairs, pins.
    pub fn build(self) -> Result<Problem, ProblemError> {
        self.check_people()?;
        for edge in &self.edges {
            self.check_edge(edge)?;
        }
        let Self {
            mentees,
            mentors,
            mut edges,
            pins,
            previous,
            continuity_price,
        } = self;
        let previous = distinct(&previous)?;
        let word = |edge: &Edge| {
            let pair = Pair {
                mentee: edge.mentee,
                mentor: edge.mentor,
            };
            let bonus = if previous.contains(&pair) {
                continuity_price
            } else {
                0
            };
            u32::from(edge.score + bonus) << ID_BITS | edge.mentor.0
        };
        edges.sort_by_cached_key(|edge| (edge.mentee, std::cmp::Reverse(word(edge))));
        let mut rows = vec![0_u32; mentees.len() + 1];
        for edge in &edges {
            rows[ix(edge.mentee.0) + 1] += 1;
        }
        accumulate(&mut rows);
        let arcs: Vec<u32> = edges.iter().map(word).collect();
        let mut problem = Problem {
            mentees,
            mentors,
            rows,
            arcs,
            mentee_rank: edges.iter().map(|edge| edge.mentee_rank).collect(),
            mentor_rank: edges.iter().map(|edge| edge.mentor_rank).collect(),
            columns: Vec::new(),
            back: Vec::new(),
            back_edge: Vec::new(),
            pins: Vec::new(),
            previous: Vec::new(),
            continuity_price,
        };
        drop(edges);
        check_duplicates(&problem)?;
        transpose(&mut problem);
        problem.previous = places(&problem, &previous)?;
        problem.pins = places(&problem, &distinct(&pins)?)?;
        check_pins(&problem)?;
        Ok(problem)
    }

    fn check_people(&self) -> Result<(), ProblemError> {
        let side = self.mentees.len().max(self.mentors.len());
        if side > MAX_SIDE || u32::try_from(self.edges.len()).is_err() {
            return Err(ProblemError::TooLarge);
        }
        if self.continuity_price > MAX_CONTINUITY_PRICE {
            return Err(ProblemError::ContinuityPriceOutOfRange(
                self.continuity_price,
            ));
        }
        match self.mentors.iter().position(|m| m.carried > m.capacity) {
            Some(r) => Err(ProblemError::CarriesTooMany(MentorId(r as u32))),
            None => Ok(()),
        }
    }

    fn check_edge(&self, edge: &Edge) -> Result<(), ProblemError> {
        let pair = Pair {
            mentee: edge.mentee,
            mentor: edge.mentor,
        };
        let Some(mentee) = self.mentees.get(ix(edge.mentee.0)) else {
            return Err(ProblemError::UnknownMentee(pair));
        };
        let Some(mentor) = self.mentors.get(ix(edge.mentor.0)) else {
            return Err(ProblemError::UnknownMentor(pair));
        };
        if edge.score > MAX_SCORE {
            return Err(ProblemError::ScoreOutOfRange(pair, edge.score));
        }
        if edge.mentee_rank == 0 || edge.mentor_rank == 0 {
            return Err(ProblemError::RankZero(pair));
        }
        if mentee.person.is_some() && mentee.person == mentor.person {
            return Err(ProblemError::SamePerson(pair));
        }
        Ok(())
    }
}

fn accumulate(starts: &mut [u32]) {
    for i in 1..starts.len() {
        starts[i] += starts[i - 1];
    }
}

fn distinct(pairs: &[Pair]) -> Result<BTreeSet<Pair>, ProblemError> {
    let mut seen = BTreeSet::new();
    for pair in pairs {
        if !seen.insert(*pair) {
            return Err(ProblemError::NamedTwice(*pair));
        }
    }
    Ok(seen)
}

fn places(problem: &Problem, pairs: &BTreeSet<Pair>) -> Result<Vec<u32>, ProblemError> {
    let mut found = Vec::with_capacity(pairs.len());
    for pair in pairs {
        let e = problem
            .find(*pair)
            .ok_or(ProblemError::NotEligible(*pair))?;
        found.push(e as u32);
    }
    found.sort_unstable();
    Ok(found)
}

/// A row may hold a mentor once. A stamp per mentor instead of sorting by mentor.
fn check_duplicates(problem: &Problem) -> Result<(), ProblemError> {
    let mut seen = vec![u32::MAX; problem.mentors.len()];
    for l in 0..problem.mentees.len() {
        for e in problem.row(l) {
            let mentor = end(problem.arcs[e]);
            if seen[mentor] == l as u32 {
                return Err(ProblemError::DuplicateEdge(Pair::new(
                    l as u32,
                    mentor as u32,
                )));
            }
            seen[mentor] = l as u32;
        }
    }
    Ok(())
}

fn transpose(problem: &mut Problem) {
    let mut columns = vec![0_u32; problem.mentors.len() + 1];
    for &word in &problem.arcs {
        columns[end(word) + 1] += 1;
    }
    accumulate(&mut columns);
    let mut next = columns.clone();
    let mut both = vec![(0_u32, 0_u32); problem.arcs.len()];
    for l in 0..problem.mentees.len() {
        for e in problem.row(l) {
            let word = problem.arcs[e];
            let place = &mut next[end(word)];
            both[ix(*place)] = (word >> ID_BITS << ID_BITS | l as u32, e as u32);
            *place += 1;
        }
    }
    for r in 0..problem.mentors.len() {
        both[ix(columns[r])..ix(columns[r + 1])].sort_unstable_by(|a, b| b.cmp(a));
    }
    problem.columns = columns;
    problem.back = both.iter().map(|(word, _)| *word).collect();
    problem.back_edge = both.iter().map(|(_, edge)| *edge).collect();
}

fn check_pins(problem: &Problem) -> Result<(), ProblemError> {
    let mut demand = vec![0_usize; problem.mentees.len()];
    let mut load = vec![0_usize; problem.mentors.len()];
    for pair in problem.pins() {
        demand[ix(pair.mentee.0)] += 1;
        load[ix(pair.mentor.0)] += 1;
    }
    for (l, &pins) in demand.iter().enumerate() {
        if pins > problem.wanted(l) {
            return Err(ProblemError::PinsExceedDemand(MenteeId(l as u32)));
        }
    }
    for (r, &pins) in load.iter().enumerate() {
        if pins > problem.places(r) {
            return Err(ProblemError::PinsExceedCapacity(MentorId(r as u32)));
        }
    }
    Ok(())
}
