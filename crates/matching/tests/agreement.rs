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
        let solution = solve(&problem, Mode::Agreement, &Options::default(), &mut Quiet).unwrap();
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
