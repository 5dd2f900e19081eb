//! Instances and the slow, obvious solver the engine is compared with.
//!
//! Not here: any algorithm of the engine. The one decision to know: the oracle enumerates every set of
//! edges, so it is right by inspection and only for a dozen edges.

use opora_matching::{
    Edge, Mentee, MenteeId, Mentor, MentorId, Mode, Options, Pair, Problem, Quiet, Solution,
    blocking, solve, verify,
};

/// Splitmix64: a seed, a stream.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u16 {
        u16::try_from(self.next() % bound).unwrap()
    }
}

/// Everything a random small problem can have.
#[derive(Clone, Copy)]
pub struct Shape {
    pub mentees: u16,
    pub mentors: u16,
    pub density_percent: u64,
    pub scores: u64,
    pub demand: u64,
    pub capacity: u64,
    pub pins: bool,
    pub protected: bool,
    pub continuity: bool,
}

pub fn random(dice: &mut Dice, shape: Shape) -> Problem {
    let mut builder = Problem::builder();
    let mut pairs = Vec::new();
    let mut room = (Vec::new(), Vec::new());
    for _ in 0..shape.mentees {
        let demand = 1 + dice.below(shape.demand);
        room.0.push(demand);
        builder.mentee(Mentee {
            demand,
            protected: shape.protected && dice.below(3) == 0,
            person: None,
        });
    }
    for _ in 0..shape.mentors {
        let capacity = dice.below(shape.capacity + 1);
        room.1.push(capacity);
        builder.mentor(Mentor {
            capacity: capacity + 1,
            carried: 1,
            person: None,
        });
    }
    for l in 0..shape.mentees {
        for r in 0..shape.mentors {
            if u64::from(dice.below(100)) < shape.density_percent {
                let pair = Pair::new(u32::from(l), u32::from(r));
                builder.edge(edge(
                    pair,
                    dice.below(shape.scores),
                    1 + dice.below(3),
                    1 + dice.below(3),
                ));
                pairs.push(pair);
            }
        }
    }
    for pair in &pairs {
        let (l, r) = (pair.mentee.0 as usize, pair.mentor.0 as usize);
        if shape.pins && room.0[l] > 0 && room.1[r] > 0 && dice.below(8) == 0 {
            room.0[l] -= 1;
            room.1[r] -= 1;
            builder.pin(*pair);
        }
        if shape.continuity && dice.below(4) == 0 {
            builder.previous(*pair);
        }
    }
    if shape.continuity {
        builder.continuity_price(dice.below(40));
    }
    builder.build().unwrap()
}

pub fn edge(pair: Pair, score: u16, mentee_rank: u16, mentor_rank: u16) -> Edge {
    Edge {
        mentee: pair.mentee,
        mentor: pair.mentor,
        score,
        mentee_rank,
        mentor_rank,
    }
}

/// What the engine maximises, in this order.
pub type Goal = (usize, usize, usize, i64);

pub fn goal(problem: &Problem, protected_first: bool, pairs: &[Pair]) -> Goal {
    let previous: Vec<Pair> = problem.previous().collect();
    let mut covered = vec![false; problem.mentee_count()];
    let mut score = 0;
    for pair in pairs {
        covered[pair.mentee.0 as usize] = true;
        score += i64::from(problem.edge(*pair).unwrap().score);
        if previous.contains(pair) {
            score += i64::from(problem.continuity_price());
        }
    }
    let protected = (0..).zip(&covered).filter(|(l, is)| {
        **is && protected_first && problem.mentee(MenteeId(*l)).unwrap().protected
    });
    let count = covered.iter().filter(|is| **is).count();
    (protected.count(), count, pairs.len(), score)
}

/// Calls `each` with every feasible set of pairs that holds the pins.
pub fn every(problem: &Problem, each: &mut impl FnMut(&[Pair])) {
    let edges: Vec<Pair> = problem
        .edges()
        .map(|edge| Pair {
            mentee: edge.mentee,
            mentor: edge.mentor,
        })
        .collect();
    let pins: Vec<Pair> = problem.pins().collect();
    let demand: Vec<u16> = (0..problem.mentee_count())
        .map(|l| problem.mentee(MenteeId(l as u32)).unwrap().demand)
        .collect();
    let room: Vec<u16> = (0..problem.mentor_count())
        .map(|r| {
            let mentor = problem.mentor(MentorId(r as u32)).unwrap();
            mentor.capacity - mentor.carried
        })
        .collect();
    let mut state = (demand, room, Vec::new());
    branch(&edges, &pins, &mut state, each);
}

fn branch(
    edges: &[Pair],
    pins: &[Pair],
    state: &mut (Vec<u16>, Vec<u16>, Vec<Pair>),
    each: &mut impl FnMut(&[Pair]),
) {
    let Some((pair, rest)) = edges.split_first() else {
        each(&state.2);
        return;
    };
    let (l, r) = (pair.mentee.0 as usize, pair.mentor.0 as usize);
    if state.0[l] > 0 && state.1[r] > 0 {
        state.0[l] -= 1;
        state.1[r] -= 1;
        state.2.push(*pair);
        branch(rest, pins, state, each);
        state.2.pop();
        state.0[l] += 1;
        state.1[r] += 1;
    }
    if !pins.contains(pair) {
        branch(rest, pins, state, each);
    }
}

pub fn best(problem: &Problem, protected_first: bool) -> Goal {
    let mut best = None;
    every(problem, &mut |pairs| {
        best = best.max(Some(goal(problem, protected_first, pairs)));
    });
    best.unwrap()
}

/// Fewest blocking pairs among the matchings with the most mentees covered and the most pairs.
pub fn fewest_blocking(problem: &Problem) -> (Goal, usize) {
    let mut best: Option<((usize, usize, usize), std::cmp::Reverse<usize>)> = None;
    every(problem, &mut |pairs| {
        let goal = goal(problem, false, pairs);
        let mut sorted = pairs.to_vec();
        sorted.sort_unstable();
        let key = (
            (goal.0, goal.1, goal.2),
            std::cmp::Reverse(blocking::count(problem, &sorted)),
        );
        best = best.max(Some(key));
    });
    let ((protected, covered, pairs), blocking) = best.unwrap();
    ((protected, covered, pairs, 0), blocking.0)
}

pub fn benefit(problem: &Problem, protected_first: bool) -> Solution {
    let options = Options {
        protected_first,
        ..Options::default()
    };
    solve(problem, Mode::Benefit, &options, &mut Quiet).unwrap()
}

/// Solves, checks the proof, and compares with every other matching.
pub fn compare(problem: &Problem, protected_first: bool) {
    let solution = benefit(problem, protected_first);
    let verdict = verify(problem, &solution);
    assert!(
        verdict.is_sound() && verdict.pairs_proven && verdict.score_proven,
        "{verdict:?}\n{solution:?}\n{problem:?}"
    );
    assert_eq!(
        goal(problem, protected_first, &solution.pairs),
        best(problem, protected_first),
        "{solution:?}\n{problem:?}"
    );
}
