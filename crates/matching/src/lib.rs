//! Matching of mentees and mentors: exact, explainable, with proof.
//!
//! Not here: where candidates, scores and preferences come from, and any reading or writing. The one
//! decision to know: problems are checked once at the border ([`ProblemBuilder::build`]), solved by
//! [`solve()`], and every solution carries a certificate that [`verify()`] checks without the solver.
//!
//! ```
//! use opora_matching::{Edge, Mentee, Mentor, Mode, Options, Problem, Quiet, solve, verify};
//!
//! let mut builder = Problem::builder();
//! let pupil = builder.mentee(Mentee::default());
//! let teacher = builder.mentor(Mentor { capacity: 2, ..Mentor::default() });
//! builder.edge(Edge { mentee: pupil, mentor: teacher, score: 720, mentee_rank: 1, mentor_rank: 2 });
//! let problem = builder.build()?;
//! let solution = solve(&problem, Mode::Benefit, &Options::default(), &mut Quiet)?;
//! assert_eq!(solution.tally.score, 720);
//! assert!(verify(&problem, &solution).is_sound());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod agreement;
mod auction;
pub mod blocking;
mod builder;
mod cover;
mod cut;
pub mod explain;
mod fairness;
mod flow;
mod problem;
mod seed;
mod session;
mod solution;
mod solve;
mod verify;

pub use builder::{ProblemBuilder, ProblemError};
pub use problem::{
    Edge, MAX_CONTINUITY_PRICE, MAX_SCORE, MAX_SIDE, Mentee, MenteeId, Mentor, MentorId, Pair,
    Problem, UNRANKED,
};
pub use session::{Change, ChangeError, Effect, Session};
pub use solution::{Certificate, Cut, Prices, Solution, Tally};
pub use solve::{Mode, Observer, Options, Quiet, SolveError, Stage, solve};
pub use verify::{Defect, Verdict, verify};
