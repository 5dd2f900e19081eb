//! Laws every answer obeys, over problems proptest thinks of.

use opora_matching::{Mentor, MentorId, Mode, Options, Pair, Problem, Quiet, solve, verify};
use proptest::prelude::*;

use crate::support::{Dice, Shape, benefit, edge, goal, random};

fn any_problem() -> impl Strategy<Value = Problem> {
    (
        any::<u64>(),
        1..14_u16,
        1..10_u16,
        15..90_u64,
        1..3_u64,
        0..4_u64,
        any::<[bool; 3]>(),
    )
        .prop_map(
            |(seed, mentees, mentors, density_percent, demand, capacity, flags)| {
                let shape = Shape {
                    mentees,
                    mentors,
                    density_percent,
                    scores: 400,
                    demand,
                    capacity,
                    pins: flags[0],
                    protected: flags[1],
                    continuity: flags[2],
                };
                random(&mut Dice(seed), shape)
            },
        )
}

/// The same problem with people numbered backwards and edges in another order.
fn backwards(problem: &Problem) -> Problem {
    let (mentees, mentors) = (problem.mentee_count() as u32, problem.mentor_count() as u32);
    let turn = |pair: Pair| Pair::new(mentees - 1 - pair.mentee.0, mentors - 1 - pair.mentor.0);
    let mut builder = Problem::builder();
    for l in (0..mentees).rev() {
        builder.mentee(*problem.mentee(opora_matching::MenteeId(l)).unwrap());
    }
    for r in (0..mentors).rev() {
        builder.mentor(*problem.mentor(MentorId(r)).unwrap());
    }
    let mut edges: Vec<_> = problem.edges().collect();
    edges.reverse();
    for known in edges {
        let pair = turn(Pair {
            mentee: known.mentee,
            mentor: known.mentor,
        });
        builder.edge(edge(
            pair,
            known.score,
            known.mentee_rank,
            known.mentor_rank,
        ));
    }
    for pair in problem.pins() {
        builder.pin(turn(pair));
    }
    for pair in problem.previous() {
        builder.previous(turn(pair));
    }
    builder.continuity_price(problem.continuity_price());
    builder.build().unwrap()
}

/// The same problem with scores doubled.
fn doubled(problem: &Problem) -> Problem {
    let mut builder = Problem::builder();
    for l in 0..problem.mentee_count() as u32 {
        builder.mentee(*problem.mentee(opora_matching::MenteeId(l)).unwrap());
    }
    for r in 0..problem.mentor_count() as u32 {
        builder.mentor(*problem.mentor(MentorId(r)).unwrap());
    }
    for known in problem.edges() {
        let pair = Pair {
            mentee: known.mentee,
            mentor: known.mentor,
        };
        builder.edge(edge(
            pair,
            known.score * 2,
            known.mentee_rank,
            known.mentor_rank,
        ));
    }
    for pair in problem.pins() {
        builder.pin(pair);
    }
    for pair in problem.previous() {
        builder.previous(pair);
    }
    builder.continuity_price(problem.continuity_price() * 2);
    builder.build().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbering_people_differently_changes_no_objective(problem in any_problem()) {
        let turned = backwards(&problem);
        prop_assert_eq!(
            goal(&problem, true, &benefit(&problem, true).pairs),
            goal(&turned, true, &benefit(&turned, true).pairs)
        );
    }

    #[test]
    fn doubling_every_score_doubles_the_score(problem in any_problem()) {
        let (one, two) = (doubled_goal(&problem, 2), doubled_goal(&doubled(&problem), 1));
        prop_assert_eq!(one, two);
    }

    #[test]
    fn another_place_never_makes_the_result_worse(problem in any_problem(), r in 0..10_u32) {
        let Some(mentor) = problem.mentor(MentorId(r)).copied() else {
            return Ok(());
        };
        let mut builder = problem.to_builder();
        let more = Mentor { capacity: mentor.capacity + 1, ..mentor };
        prop_assert!(builder.set_mentor(MentorId(r), more));
        let wider = builder.build().unwrap();
        prop_assert!(
            goal(&wider, false, &benefit(&wider, false).pairs)
                >= goal(&problem, false, &benefit(&problem, false).pairs)
        );
    }

    #[test]
    fn both_modes_cover_the_same_and_are_sound(problem in any_problem(), protected_first in any::<bool>()) {
        let options = Options { protected_first, effort: 1, ..Options::default() };
        let agreed = solve(&problem, Mode::Agreement, &options, &mut Quiet).unwrap();
        let verdict = verify(&problem, &agreed);
        prop_assert!(verdict.is_sound(), "{:?}", verdict);
        let useful = benefit(&problem, protected_first);
        prop_assert_eq!(agreed.tally.covered, useful.tally.covered);
        if protected_first {
            prop_assert_eq!(agreed.tally.protected_covered, useful.tally.protected_covered);
        }
    }

    #[test]
    fn a_verifier_is_not_fooled_by_a_changed_solution(problem in any_problem(), at in any::<prop::sample::Index>()) {
        let solution = benefit(&problem, false);
        if solution.pairs.is_empty() {
            return Ok(());
        }
        let mut short = solution.clone();
        short.pairs.remove(at.index(short.pairs.len()));
        prop_assert!(!verify(&problem, &short).is_sound());
        let mut richer = solution.clone();
        richer.tally.score += 1;
        prop_assert!(!verify(&problem, &richer).is_sound());
        let mut prices = solution.clone();
        if let Some(prices) = &mut prices.certificate.prices {
            let price = at.get(&prices.mentor);
            let place = prices.mentor.iter().position(|known| known == price).unwrap();
            prices.mentor[place] -= 1_000_000_000;
        }
        prop_assert!(!verify(&problem, &prices).is_sound());
    }
}

fn doubled_goal(problem: &Problem, times: i64) -> (usize, usize, i64) {
    let goal = goal(problem, false, &benefit(problem, false).pairs);
    (goal.1, goal.2, goal.3 * times)
}
