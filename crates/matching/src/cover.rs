//! As many mentees as possible, one mentor each: Hopcroft–Karp with capacities.
//!
//! Not here: scores; second mentors; the certificate (`cut`). The one decision to know: besides a
//! matching this returns who can be reached from the mentees left over. It splits the problem
//! (Dulmage, Mendelsohn 1958) into a part where every mentee has a mentor and a part where every
//! mentor is full, and in each part prices can be found by an auction that ends.
#![expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    reason = "numbers come from the validated rows; levels and counts fit u32"
)]

use crate::problem::{NONE, Problem, end, ix};
use crate::solve::{Observer, SolveError, Stage};

/// A largest matching of one unit per mentee, and the alternating reach of the mentees left over.
#[derive(Debug)]
pub(crate) struct Cover {
    /// Mentees with a mentor.
    pub(crate) size: usize,
    /// Reached from a mentee without a mentor.
    pub(crate) scarce_mentees: Vec<bool>,
    pub(crate) scarce_mentors: Vec<bool>,
}

/// A mentor's places: one cache line tells whether one is free and who sits where.
#[derive(Clone, Copy)]
struct Seats {
    first: u32,
    /// Up to here taken.
    free: u32,
    end: u32,
    reached: bool,
}

struct Work<'p> {
    problem: &'p Problem,
    seats: Vec<Seats>,
    occupant: Vec<u32>,
    place: Vec<u32>,
    level: Vec<u32>,
    next_edge: Vec<u32>,
    queue: Vec<u32>,
}

/// Places per mentor without those that pins take, and whether a mentee has a unit to place.
pub(crate) fn remaining(problem: &Problem) -> (Vec<bool>, Vec<u32>) {
    let mut wants: Vec<u32> = (0..problem.mentees.len())
        .map(|l| problem.wanted(l) as u32)
        .collect();
    let mut places: Vec<u32> = (0..problem.mentors.len())
        .map(|r| problem.places(r) as u32)
        .collect();
    for pair in problem.pins() {
        wants[ix(pair.mentee.0)] -= 1;
        places[ix(pair.mentor.0)] -= 1;
    }
    (wants.iter().map(|&units| units > 0).collect(), places)
}

/// Time: edges × √mentees at worst, a few passes in practice.
pub(crate) fn cover(
    problem: &Problem,
    wants: &[bool],
    places: &[u32],
    observer: &mut dyn Observer,
) -> Result<Cover, SolveError> {
    let mut work = Work::new(problem, places);
    work.greedy(wants);
    loop {
        SolveError::check(observer, Stage::Cover, 0, 0)?;
        if !work.layers(wants) {
            break;
        }
        work.augment(wants);
    }
    Ok(Cover {
        size: work.place.iter().filter(|&&place| place != NONE).count(),
        scarce_mentees: work.level.iter().map(|&level| level != NONE).collect(),
        scarce_mentors: work.seats.iter().map(|seats| seats.reached).collect(),
    })
}

impl<'p> Work<'p> {
    fn new(problem: &'p Problem, places: &[u32]) -> Self {
        let mut total = 0;
        let seats = places
            .iter()
            .map(|&count| {
                let first = total;
                total += count;
                Seats {
                    first,
                    free: first,
                    end: total,
                    reached: false,
                }
            })
            .collect();
        let mentees = problem.mentees.len();
        Self {
            problem,
            seats,
            occupant: vec![NONE; ix(total)],
            place: vec![NONE; mentees],
            level: vec![NONE; mentees],
            next_edge: vec![0; mentees],
            queue: Vec::with_capacity(mentees),
        }
    }

    #[inline]
    fn free_place(&self, r: usize) -> Option<usize> {
        let seats = self.seats[r];
        (seats.free < seats.end).then_some(ix(seats.free))
    }

    fn greedy(&mut self, wants: &[bool]) {
        for l in (0..wants.len()).filter(|&l| wants[l]) {
            for e in self.problem.row(l) {
                let r = end(self.problem.arcs[e]);
                if let Some(place) = self.free_place(r) {
                    self.occupant[place] = l as u32;
                    self.place[l] = place as u32;
                    self.seats[r].free += 1;
                    break;
                }
            }
        }
    }

    /// Levels from the mentees without a mentor; `false` when no free place can be reached.
    fn layers(&mut self, wants: &[bool]) -> bool {
        self.queue.clear();
        self.level.fill(NONE);
        for seats in &mut self.seats {
            seats.reached = false;
        }
        for (l, &wanting) in wants.iter().enumerate() {
            if wanting && self.place[l] == NONE {
                self.level[l] = 0;
                self.queue.push(l as u32);
            }
        }
        let mut at = 0;
        let mut shortest = NONE;
        while let Some(&l) = self.queue.get(at) {
            at += 1;
            let level = self.level[ix(l)];
            if level >= shortest {
                break;
            }
            for e in self.problem.row(ix(l)) {
                let r = end(self.problem.arcs[e]);
                let seats = &mut self.seats[r];
                if std::mem::replace(&mut seats.reached, true) {
                    continue;
                }
                if seats.free < seats.end {
                    shortest = level + 1;
                    continue;
                }
                for place in seats.first..seats.end {
                    let other = self.occupant[ix(place)];
                    if self.level[ix(other)] == NONE {
                        self.level[ix(other)] = level + 1;
                        self.queue.push(other);
                    }
                }
            }
        }
        shortest != NONE
    }

    /// Vertex-disjoint shortest paths, depth first with a stack of its own.
    fn augment(&mut self, wants: &[bool]) {
        for l in 0..wants.len() {
            self.next_edge[l] = self.problem.row(l).start as u32;
        }
        let mut stack: Vec<u32> = Vec::new();
        for start in 0..wants.len() {
            if self.level[start] != 0 {
                continue;
            }
            stack.clear();
            stack.push(start as u32);
            while let Some(&top) = stack.last() {
                let l = ix(top);
                if ix(self.next_edge[l]) == self.problem.row(l).end {
                    self.level[l] = NONE;
                    stack.pop();
                    continue;
                }
                let r = end(self.problem.arcs[ix(self.next_edge[l])]);
                if let Some(free) = self.free_place(r) {
                    self.seats[r].free += 1;
                    self.shift(&mut stack, free);
                    break;
                }
                let below = self.level[l] + 1;
                let seats = self.seats[r];
                let mut occupants = self.occupant[ix(seats.first)..ix(seats.end)].iter();
                match occupants.find(|&&other| self.level[ix(other)] == below) {
                    Some(&other) => stack.push(other),
                    None => self.next_edge[l] += 1,
                }
            }
        }
    }

    /// Everybody on the stack takes the place it looked at; each leaves its own to the one before.
    fn shift(&mut self, stack: &mut Vec<u32>, free: usize) {
        let mut place = free as u32;
        while let Some(l) = stack.pop() {
            self.occupant[ix(place)] = l;
            self.level[ix(l)] = NONE;
            place = std::mem::replace(&mut self.place[ix(l)], place);
        }
    }
}
