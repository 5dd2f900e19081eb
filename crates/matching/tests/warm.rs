//! Warm equals cold: after any changes the session is as good as solving the edited problem.

use opora_matching::{
    Change, MenteeId, MentorId, Options, Pair, Problem, Quiet, Session, explain, verify,
};

use crate::support::{Dice, Shape, benefit, goal, random};

const SHAPE: Shape = Shape {
    mentees: 7,
    mentors: 5,
    density_percent: 55,
    scores: 50,
    demand: 1,
    capacity: 3,
    pins: true,
    protected: true,
    continuity: true,
};

fn change(dice: &mut Dice, problem: &Problem) -> Change {
    let edges: Vec<Pair> = problem
        .edges()
        .map(|edge| Pair {
            mentee: edge.mentee,
            mentor: edge.mentor,
        })
        .collect();
    let pair = edges
        .get(usize::from(dice.below(edges.len().max(1) as u64)))
        .copied()
        .unwrap_or(Pair::new(0, 0));
    match dice.below(12) {
        0 => Change::WithdrawMentee(MenteeId(u32::from(dice.below(7)))),
        1 => Change::WithdrawMentor(MentorId(u32::from(dice.below(5)))),
        2 | 3 => Change::Places(MentorId(u32::from(dice.below(5))), dice.below(4)),
        4 | 5 => Change::Forbid(pair),
        6 | 7 => Change::Allow(pair),
        8..=10 => Change::Pin(pair),
        _ => Change::Unpin(pair),
    }
}

#[test]
fn after_any_changes_warm_equals_cold_and_is_proven() {
    let mut dice = Dice(4);
    for round in 0..400_u32 {
        let shape = Shape {
            demand: 1 + u64::from(round % 3 / 2),
            ..SHAPE
        };
        let protected = round % 2 == 0;
        let problem = random(&mut dice, shape);
        let options = Options {
            protected_first: protected,
            ..Options::default()
        };
        let mut session = Session::new(&problem, &options, &mut Quiet).unwrap();
        let mut before = session.pairs();
        for _ in 0..12 {
            let Ok(effect) = session.apply(&[change(&mut dice, &problem)]) else {
                continue;
            };
            let (edited, warm) = session.conclude().unwrap();
            let verdict = verify(&edited, &warm);
            assert!(verdict.is_sound() && verdict.score_proven, "{verdict:?}");
            let cold = benefit(&edited, protected);
            assert_eq!(
                goal(&edited, protected, &warm.pairs),
                goal(&edited, protected, &cold.pairs)
            );
            // The effect is the difference.
            let made: Vec<Pair> = warm
                .pairs
                .iter()
                .filter(|p| !before.contains(p))
                .copied()
                .collect();
            let dissolved: Vec<Pair> = before
                .iter()
                .filter(|p| !warm.pairs.contains(p))
                .copied()
                .collect();
            assert_eq!(
                (made, dissolved),
                (effect.made.clone(), effect.dissolved.clone())
            );
            let score = |pairs: &[Pair]| -> i64 {
                pairs
                    .iter()
                    .map(|p| i64::from(problem.edge(*p).unwrap().score))
                    .sum()
            };
            assert_eq!(effect.score, score(&warm.pairs) - score(&before));
            before = warm.pairs;
        }
    }
}

#[test]
fn a_session_resumed_from_any_solution_is_optimal() {
    let mut dice = Dice(5);
    for _ in 0..200 {
        let problem = random(&mut dice, SHAPE);
        let cold = benefit(&problem, false);
        let mut spoiled = cold.clone();
        spoiled.pairs.retain(|_| dice.below(3) > 0);
        if let Some(prices) = &mut spoiled.certificate.prices {
            for price in &mut prices.mentor {
                *price += i64::from(dice.below(50)) - 20;
            }
        }
        let session = Session::resume(&problem, &spoiled, &mut Quiet).unwrap();
        let (same, warm) = session.conclude().unwrap();
        assert!(verify(&same, &warm).score_proven);
        assert_eq!(
            goal(&problem, false, &warm.pairs),
            goal(&problem, false, &cold.pairs)
        );
    }
}

#[test]
fn the_price_of_another_mentor_is_the_exact_loss_and_changes_nothing() {
    let mut dice = Dice(6);
    let shape = Shape {
        pins: false,
        continuity: false,
        protected: false,
        ..SHAPE
    };
    for _ in 0..60 {
        let problem = random(&mut dice, shape);
        let session = Session::new(&problem, &Options::default(), &mut Quiet).unwrap();
        let now = benefit(&problem, false);
        for edge in problem.edges() {
            let pair = Pair {
                mentee: edge.mentee,
                mentor: edge.mentor,
            };
            let Ok(effect) = explain::why_not(&session, pair) else {
                continue;
            };
            let mut builder = problem.to_builder();
            builder.pin(pair);
            let pinned = benefit(&builder.build().unwrap(), false);
            assert_eq!(effect.score, pinned.tally.score - now.tally.score);
            let count = |covered: usize| i64::try_from(covered).unwrap();
            assert_eq!(
                effect.covered,
                count(pinned.tally.covered) - count(now.tally.covered)
            );
            assert_eq!(session.pairs(), now.pairs);
        }
    }
}
