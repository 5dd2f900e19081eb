//! Leximin inside the optimum against every optimum.

use opora_matching::{Mode, Options, Pair, Problem, Quiet, solve, verify};

use crate::support::{Dice, Shape, every, goal, random};

/// How many pairs are in each class, from the worst.
fn classes(problem: &Problem, pairs: &[Pair]) -> Vec<usize> {
    let rank = |pair: &Pair| problem.edge(*pair).unwrap().mentee_rank;
    let mut counts = vec![0; 4];
    for pair in pairs {
        counts[usize::from(3 - rank(pair))] += 1;
    }
    counts
}

#[test]
fn among_all_optima_the_worst_class_is_as_empty_as_possible_then_the_next() {
    let mut dice = Dice(7);
    for round in 0..600_u32 {
        let shape = Shape {
            mentees: 5,
            mentors: 4,
            density_percent: 70,
            scores: 3,
            demand: 1,
            capacity: 2,
            pins: round % 4 == 0,
            protected: round % 3 == 0,
            continuity: false,
        };
        let problem = random(&mut dice, shape);
        let options = Options {
            fair: true,
            protected_first: round % 3 == 0,
            ..Options::default()
        };
        let solution = solve(&problem, Mode::Benefit, &options, &mut Quiet).unwrap();
        let verdict = verify(&problem, &solution);
        assert!(verdict.is_sound() && verdict.score_proven, "{verdict:?}");
        let protected = options.protected_first;
        let best = goal(&problem, protected, &solution.pairs);
        let mut fairest: Option<Vec<usize>> = None;
        every(&problem, &mut |pairs| {
            if goal(&problem, protected, pairs) == best {
                let counts = classes(&problem, pairs);
                if fairest.as_ref().is_none_or(|known| counts < *known) {
                    fairest = Some(counts);
                }
            }
        });
        assert_eq!(
            Some(classes(&problem, &solution.pairs)),
            fairest,
            "{problem:?}"
        );
    }
}
