//! «Согласие» against the best of all matchings with the same coverage.

use opora_matching::{Mode, Options, Quiet, solve, verify};

use crate::support::{Dice, Shape, fewest_blocking, random};

const SMALL: Shape = Shape {
    mentees: 5,
    mentors: 4,
    density_percent: 60,
    scores: 100,
    demand: 1,
    capacity: 2,
    pins: false,
    protected: false,
    continuity: false,
};

#[test]
fn small_problems_are_covered_fully_with_hardly_a_blocking_pair_too_many() {
    let mut dice = Dice(3);
    let (mut ours, mut least) = (0, 0);
    for round in 0..400_u32 {
        let shape = Shape {
            pins: round % 4 == 0,
            mentees: 3 + u16::try_from(round % 4).unwrap(),
            ..SMALL
        };
        let problem = random(&mut dice, shape);
        let options = Options {
            effort: 25,
            ..Options::default()
        };
        let solution = solve(&problem, Mode::Agreement, &options, &mut Quiet).unwrap();
        let verdict = verify(&problem, &solution);
        assert!(verdict.is_sound(), "{verdict:?} {problem:?}");
        let (goal, blocking) = fewest_blocking(&problem);
        assert_eq!(
            (solution.tally.covered, solution.tally.pairs),
            (goal.1, goal.2)
        );
        assert!(solution.tally.blocking >= blocking);
        ours += solution.tally.blocking;
        least += blocking;
    }
    assert!(ours * 100 <= least * 101, "{ours} against {least}");
}

#[test]
fn whatever_is_pinned_or_wanted_twice_both_modes_cover_the_same() {
    for seed in 0..2000_u64 {
        let mut dice = Dice(seed);
        let shape = Shape {
            mentees: 3 + dice.below(5),
            mentors: 2 + dice.below(4),
            density_percent: 50,
            demand: 2,
            pins: seed % 2 == 0,
            ..SMALL
        };
        let problem = random(&mut dice, shape);
        let options = Options {
            effort: 0,
            ..Options::default()
        };
        let agreed = solve(&problem, Mode::Agreement, &options, &mut Quiet).unwrap();
        assert!(verify(&problem, &agreed).is_sound());
        let useful = crate::support::benefit(&problem, false);
        assert_eq!(agreed.tally.covered, useful.tally.covered, "seed {seed}");
        assert_eq!(agreed.tally.pairs, useful.tally.pairs, "seed {seed}");
    }
}
