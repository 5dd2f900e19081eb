//! Every small problem, and many random ones, against the solver that tries everything.

use opora_matching::{Mentee, Mentor, Pair, Problem};

use crate::support::{Dice, Shape, compare, edge, random};

#[test]
fn every_problem_up_to_three_by_three_with_two_scores_and_all_capacities() {
    for mentees in 1..=3_u32 {
        for mentors in 1..=3_u32 {
            let cells = mentees * mentors;
            // Per cell: no edge, score 1, score 2. Capacities 0 to 2 rotate through all.
            for code in 0..3_u32.pow(cells) {
                for capacity in [code % 27, code / 27 % 27] {
                    compare(&problem(mentees, mentors, code, capacity), false);
                }
            }
        }
    }
}

fn problem(mentees: u32, mentors: u32, mut code: u32, mut capacity: u32) -> Problem {
    let mut builder = Problem::builder();
    for _ in 0..mentees {
        builder.mentee(Mentee::default());
    }
    for _ in 0..mentors {
        builder.mentor(Mentor {
            capacity: u16::try_from(capacity % 3).unwrap(),
            ..Mentor::default()
        });
        capacity /= 3;
    }
    for l in 0..mentees {
        for r in 0..mentors {
            let score = u16::try_from(code % 3).unwrap();
            code /= 3;
            if score > 0 {
                builder.edge(edge(Pair::new(l, r), score, 1, 1));
            }
        }
    }
    builder.build().unwrap()
}

const SMALL: Shape = Shape {
    mentees: 4,
    mentors: 4,
    density_percent: 60,
    scores: 6,
    demand: 1,
    capacity: 2,
    pins: false,
    protected: false,
    continuity: false,
};

#[test]
fn random_four_by_four_with_everything_a_problem_can_have() {
    let mut dice = Dice(1);
    for round in 0..3000_u32 {
        let shape = Shape {
            demand: 1 + u64::from(round % 3),
            pins: round % 2 == 0,
            protected: round % 5 < 2,
            continuity: round % 7 < 2,
            ..SMALL
        };
        compare(&random(&mut dice, shape), round % 5 < 2);
    }
}

#[test]
fn random_eight_by_eight_with_few_edges() {
    let mut dice = Dice(2);
    for round in 0..150_u32 {
        let shape = Shape {
            mentees: 8,
            mentors: 8,
            density_percent: 25,
            scores: 1001,
            demand: 1 + u64::from(round % 2),
            pins: round % 3 == 0,
            protected: round % 2 == 0,
            ..SMALL
        };
        compare(&random(&mut dice, shape), round % 2 == 0);
    }
}
