//! The problem in the shape the solver reads: rows of eligible edges, checked once.
//!
//! Not here: checking (`builder`), solving. The one decision to know: an edge is one 32-bit word,
//! 21 bits of the other side's number and 11 bits of weight, rows in descending order of the word;
//! a scan that may stop early stops early, and four million edges are 16 MB.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    reason = "row bounds and numbers were validated by the builder; numbers have at most 21 bits"
)]

use crate::builder::ProblemBuilder;

/// Bits of a word that hold the number of the other side.
pub(crate) const ID_BITS: u32 = 21;
/// Mask of the number.
pub(crate) const ID_MASK: u32 = (1 << ID_BITS) - 1;
/// "Nobody", "nothing".
pub(crate) const NONE: u32 = u32::MAX;

/// Greatest number of mentees, and of mentors.
pub const MAX_SIDE: usize = 1 << ID_BITS;
/// Greatest score of an edge, in points.
pub const MAX_SCORE: u16 = 1000;
/// Greatest continuity price, in points.
pub const MAX_CONTINUITY_PRICE: u16 = 1000;
/// Rank of a person who was not named in the questionnaire: after everybody who was.
pub const UNRANKED: u16 = u16::MAX;

/// Number of a mentee: the order of [`ProblemBuilder::mentee`], from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MenteeId(pub u32);

/// Number of a mentor: the order of [`ProblemBuilder::mentor`], from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MentorId(pub u32);

/// A mentee and a mentor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// Who is mentored.
    pub mentee: MenteeId,
    /// Who mentors.
    pub mentor: MentorId,
}

impl Pair {
    /// A pair by numbers.
    pub const fn new(mentee: u32, mentor: u32) -> Self {
        Self {
            mentee: MenteeId(mentee),
            mentor: MentorId(mentor),
        }
    }
}

/// One side's part of a problem: how many partners, and whether first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mentee {
    /// How many mentors are wanted, 1 or more; 0 takes the mentee out.
    pub demand: u16,
    /// Counted before all others when the school asks for it.
    pub protected: bool,
    /// The same key on both sides says it is one person, who cannot mentor himself.
    pub person: Option<u64>,
}

impl Default for Mentee {
    fn default() -> Self {
        Self {
            demand: 1,
            protected: false,
            person: None,
        }
    }
}

/// A mentor with places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mentor {
    /// Mentees at most, with those already carried; the greatest size of a group.
    pub capacity: u16,
    /// Places already taken outside this problem.
    pub carried: u16,
    /// See [`Mentee::person`].
    pub person: Option<u64>,
}

impl Default for Mentor {
    fn default() -> Self {
        Self {
            capacity: 1,
            carried: 0,
            person: None,
        }
    }
}

/// An eligible pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Who would be mentored.
    pub mentee: MenteeId,
    /// Who would mentor.
    pub mentor: MentorId,
    /// Points, 0 to [`MAX_SCORE`]; what they are made of stays with the caller.
    pub score: u16,
    /// Tie class of the mentor in the mentee's list: 1 is best, [`UNRANKED`] is "did not say".
    pub mentee_rank: u16,
    /// Tie class of the mentee in the mentor's list.
    pub mentor_rank: u16,
}

/// A checked problem. Made by [`Problem::builder`]; never changes.
#[derive(Clone, Debug)]
pub struct Problem {
    pub(crate) mentees: Vec<Mentee>,
    pub(crate) mentors: Vec<Mentor>,
    /// Row of mentee `l` is `rows[l]..rows[l + 1]` of the four edge arrays.
    pub(crate) rows: Vec<u32>,
    /// Words: weight above, mentor below.
    pub(crate) arcs: Vec<u32>,
    pub(crate) mentee_rank: Vec<u16>,
    pub(crate) mentor_rank: Vec<u16>,
    /// Column of mentor `r` is `columns[r]..columns[r + 1]` of the two arrays below.
    pub(crate) columns: Vec<u32>,
    /// Words: weight above, mentee below.
    pub(crate) back: Vec<u32>,
    /// Place of the same edge in the rows.
    pub(crate) back_edge: Vec<u32>,
    /// Edges, ascending.
    pub(crate) pins: Vec<u32>,
    /// Edges, ascending.
    pub(crate) previous: Vec<u32>,
    pub(crate) continuity_price: u16,
}

/// Number of the other side in a word.
#[inline]
pub(crate) const fn end(word: u32) -> usize {
    (word & ID_MASK) as usize
}

/// Weight in a word: score, and the continuity price where the pair existed before.
#[inline]
pub(crate) const fn weight(word: u32) -> i32 {
    (word >> ID_BITS) as i32
}

/// Index of a number.
#[inline]
pub(crate) const fn ix(number: u32) -> usize {
    number as usize
}

impl Problem {
    /// An empty builder.
    pub fn builder() -> ProblemBuilder {
        ProblemBuilder::default()
    }

    /// A builder that holds this problem, for asking "and if this rule were different".
    pub fn to_builder(&self) -> ProblemBuilder {
        let mut builder = ProblemBuilder::default();
        for mentee in &self.mentees {
            builder.mentee(*mentee);
        }
        for mentor in &self.mentors {
            builder.mentor(*mentor);
        }
        for edge in self.edges() {
            builder.edge(edge);
        }
        for pair in self.pins() {
            builder.pin(pair);
        }
        for pair in self.previous() {
            builder.previous(pair);
        }
        builder.continuity_price(self.continuity_price);
        builder
    }

    /// How many mentees.
    pub fn mentee_count(&self) -> usize {
        self.mentees.len()
    }

    /// How many mentors.
    pub fn mentor_count(&self) -> usize {
        self.mentors.len()
    }

    /// How many eligible pairs.
    pub fn edge_count(&self) -> usize {
        self.arcs.len()
    }

    /// The mentee, if the number is one of this problem.
    pub fn mentee(&self, id: MenteeId) -> Option<&Mentee> {
        self.mentees.get(ix(id.0))
    }

    /// The mentor, if the number is one of this problem.
    pub fn mentor(&self, id: MentorId) -> Option<&Mentor> {
        self.mentors.get(ix(id.0))
    }

    /// All eligible pairs, by mentee, then by weight from the greatest.
    pub fn edges(&self) -> impl Iterator<Item = Edge> + '_ {
        (0..self.mentees.len()).flat_map(move |l| self.row(l).map(move |e| self.edge_at(l, e)))
    }

    /// The eligible pair, if it is one. Time: length of the mentee's row.
    pub fn edge(&self, pair: Pair) -> Option<Edge> {
        let e = self.find(pair)?;
        Some(self.edge_at(ix(pair.mentee.0), e))
    }

    /// Pairs that must be made.
    pub fn pins(&self) -> impl Iterator<Item = Pair> + '_ {
        self.pins.iter().map(|&e| self.pair_of(e))
    }

    /// Pairs that existed before.
    pub fn previous(&self) -> impl Iterator<Item = Pair> + '_ {
        self.previous.iter().map(|&e| self.pair_of(e))
    }

    /// Points a previous pair is worth on top of its score.
    pub fn continuity_price(&self) -> u16 {
        self.continuity_price
    }

    /// Bytes that building this problem and solving it in the mode «польза» occupy together at most.
    ///
    /// Counted from the arrays: per edge 16 as given and up to 32 while it is sorted (16 stay), per
    /// person up to 180, per place and wish up to 40. The mode «согласие» adds about 30 per edge.
    pub fn memory_bound(&self) -> usize {
        let places: usize = (0..self.mentors.len()).map(|r| self.places(r)).sum();
        let wanted: usize = self.mentees.iter().map(|m| usize::from(m.demand)).sum();
        memory_bound(
            self.mentees.len() + self.mentors.len(),
            self.arcs.len(),
            places.min(self.arcs.len()) + wanted.min(self.arcs.len()),
        )
    }

    /// Free places of mentor `r` before any pair, never more than its edges.
    pub(crate) fn places(&self, r: usize) -> usize {
        let mentor = &self.mentors[r];
        let free = usize::from(mentor.capacity.saturating_sub(mentor.carried));
        free.min(self.column(r).len())
    }

    /// Mentors mentee `l` can have at most.
    pub(crate) fn wanted(&self, l: usize) -> usize {
        usize::from(self.mentees[l].demand).min(self.row(l).len())
    }

    pub(crate) fn row(&self, l: usize) -> std::ops::Range<usize> {
        ix(self.rows[l])..ix(self.rows[l + 1])
    }

    pub(crate) fn column(&self, r: usize) -> std::ops::Range<usize> {
        ix(self.columns[r])..ix(self.columns[r + 1])
    }

    /// Place of the edge in the rows.
    pub(crate) fn find(&self, pair: Pair) -> Option<usize> {
        if ix(pair.mentee.0) >= self.mentees.len() || ix(pair.mentor.0) >= self.mentors.len() {
            return None;
        }
        self.row(ix(pair.mentee.0))
            .find(|&e| end(self.arcs[e]) == ix(pair.mentor.0))
    }

    /// Mentee whose row holds place `e`.
    pub(crate) fn owner(&self, e: usize) -> usize {
        self.rows.partition_point(|&start| ix(start) <= e) - 1
    }

    pub(crate) fn pair_of(&self, e: u32) -> Pair {
        Pair::new(self.owner(ix(e)) as u32, end(self.arcs[ix(e)]) as u32)
    }

    /// Score without the continuity price.
    pub(crate) fn score(&self, e: usize) -> i64 {
        let bonus = if self.is_previous(e) {
            i64::from(self.continuity_price)
        } else {
            0
        };
        i64::from(weight(self.arcs[e])) - bonus
    }

    pub(crate) fn is_previous(&self, e: usize) -> bool {
        !self.previous.is_empty() && self.previous.binary_search(&(e as u32)).is_ok()
    }

    fn edge_at(&self, l: usize, e: usize) -> Edge {
        Edge {
            mentee: MenteeId(l as u32),
            mentor: MentorId(end(self.arcs[e]) as u32),
            score: u16::try_from(self.score(e)).unwrap_or_default(),
            mentee_rank: self.mentee_rank[e],
            mentor_rank: self.mentor_rank[e],
        }
    }
}

/// See [`Problem::memory_bound`].
pub(crate) fn memory_bound(people: usize, edges: usize, units: usize) -> usize {
    edges
        .saturating_mul(48)
        .saturating_add(people.saturating_mul(180))
        .saturating_add(units.saturating_mul(40))
        .saturating_add(1 << 20)
}
