//! Problems large enough for the auction, judged by their proofs.

use opora_matching::{Mode, Options, Quiet, SolveError, Stage, solve, verify};

use crate::support::{Dice, Shape, random};

const LARGE: Shape = Shape {
    mentees: 420,
    mentors: 230,
    density_percent: 3,
    scores: 1001,
    demand: 1,
    capacity: 3,
    pins: false,
    protected: false,
    continuity: false,
};

#[test]
fn the_split_and_the_auction_end_in_a_proven_optimum_whatever_the_problem_has() {
    let mut dice = Dice(8);
    for round in 0..30_u32 {
        let shape = Shape {
            demand: 1 + u64::from(round % 5 / 4),
            density_percent: 1 + u64::from(round % 3) * 2,
            capacity: 1 + u64::from(round % 4),
            pins: round % 4 == 1,
            protected: round % 3 == 1,
            continuity: round % 5 == 2,
            scores: [1, 3, 1001][usize::try_from(round % 3).unwrap()],
            ..LARGE
        };
        let problem = random(&mut dice, shape);
        let options = Options {
            protected_first: round % 2 == 0,
            fair: round % 10 == 0,
            ..Options::default()
        };
        let solution = solve(&problem, Mode::Benefit, &options, &mut Quiet).unwrap();
        let verdict = verify(&problem, &solution);
        assert!(
            verdict.is_sound() && verdict.pairs_proven && verdict.score_proven,
            "{round} {verdict:?}"
        );
        let again = solve(&problem, Mode::Benefit, &options, &mut Quiet).unwrap();
        assert_eq!(solution, again);
    }
}

#[test]
fn the_observer_hears_of_every_stage_and_can_stop_the_solver() {
    let problem = random(&mut Dice(9), LARGE);
    let mut heard = Vec::new();
    let mut listen = |stage: Stage, _: u64, _: u64| {
        heard.push(stage);
        true
    };
    for mode in [Mode::Benefit, Mode::Agreement] {
        solve(&problem, mode, &Options::default(), &mut listen).unwrap();
    }
    for stage in [Stage::Cover, Stage::Finish, Stage::Proposals, Stage::Search] {
        assert!(heard.contains(&stage), "{stage:?}");
        let mut stop = |now: Stage, _: u64, _: u64| now != stage;
        let stopped = [Mode::Benefit, Mode::Agreement]
            .map(|mode| solve(&problem, mode, &Options::default(), &mut stop));
        assert!(stopped.contains(&Err(SolveError::Cancelled)), "{stage:?}");
    }
}
