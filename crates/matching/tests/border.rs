//! Bad input is an answer that names its place.

use opora_matching::{
    Change, ChangeError, Mentee, MenteeId, Mentor, MentorId, Mode, Options, Pair, Problem,
    ProblemBuilder, ProblemError, Quiet, Session, UNRANKED, explain, solve, verify,
};

use crate::support::{benefit, edge};

const PAIR: Pair = Pair::new(0, 0);

/// Two mentees, one mentor with one place, both eligible.
fn builder() -> ProblemBuilder {
    let mut builder = Problem::builder();
    builder.mentee(Mentee::default());
    builder.mentee(Mentee::default());
    builder.mentor(Mentor::default());
    builder.edge(edge(PAIR, 10, 1, 1));
    builder.edge(edge(Pair::new(1, 0), 20, 1, UNRANKED));
    builder
}

fn refused(change: impl FnOnce(&mut ProblemBuilder)) -> ProblemError {
    let mut builder = builder();
    change(&mut builder);
    builder.build().unwrap_err()
}

#[expect(clippy::too_many_lines, reason = "one line per contradiction")]
#[test]
fn every_contradiction_has_its_own_error_with_its_place() {
    let missing = Pair::new(0, 7);
    let cases = [
        (
            refused(|b| {
                b.edge(edge(PAIR, 1, 1, 1));
            }),
            ProblemError::DuplicateEdge(PAIR),
        ),
        (
            refused(|b| {
                b.edge(edge(missing, 1, 1, 1));
            }),
            ProblemError::UnknownMentor(missing),
        ),
        (
            refused(|b| {
                b.edge(edge(Pair::new(9, 0), 1, 1, 1));
            }),
            ProblemError::UnknownMentee(Pair::new(9, 0)),
        ),
        (
            refused(|b| {
                b.pin(missing);
            }),
            ProblemError::NotEligible(missing),
        ),
        (
            refused(|b| {
                b.previous(missing);
            }),
            ProblemError::NotEligible(missing),
        ),
        (
            refused(|b| {
                b.pin(PAIR).pin(PAIR);
            }),
            ProblemError::NamedTwice(PAIR),
        ),
        (
            refused(|b| {
                b.pin(PAIR).pin(Pair::new(1, 0));
            }),
            ProblemError::PinsExceedCapacity(MentorId(0)),
        ),
        (
            refused(|b| {
                b.continuity_price(1001);
            }),
            ProblemError::ContinuityPriceOutOfRange(1001),
        ),
        (
            refused(|b| {
                b.set_mentor(
                    MentorId(0),
                    Mentor {
                        capacity: 1,
                        carried: 2,
                        person: None,
                    },
                );
            }),
            ProblemError::CarriesTooMany(MentorId(0)),
        ),
        (
            refused(|b| {
                b.set_mentee(
                    MenteeId(0),
                    Mentee {
                        demand: 0,
                        ..Mentee::default()
                    },
                );
                b.pin(PAIR);
            }),
            ProblemError::PinsExceedDemand(MenteeId(0)),
        ),
        (
            refused(|b| {
                b.set_mentee(
                    MenteeId(0),
                    Mentee {
                        person: Some(5),
                        ..Mentee::default()
                    },
                );
                b.set_mentor(
                    MentorId(0),
                    Mentor {
                        person: Some(5),
                        ..Mentor::default()
                    },
                );
            }),
            ProblemError::SamePerson(PAIR),
        ),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
        assert!(found.to_string().starts_with(found.code()));
    }
    let mut score = builder();
    score.forbid(PAIR).edge(edge(PAIR, 1001, 1, 1));
    assert_eq!(
        score.build().unwrap_err(),
        ProblemError::ScoreOutOfRange(PAIR, 1001)
    );
    let mut rank = builder();
    rank.forbid(PAIR).edge(edge(PAIR, 1, 0, 1));
    assert_eq!(rank.build().unwrap_err(), ProblemError::RankZero(PAIR));
}

#[test]
fn nobody_nothing_and_no_room_are_solved_like_anything_else() {
    let nobody = Problem::builder().build().unwrap();
    let mut no_edges = Problem::builder();
    no_edges.mentee(Mentee::default());
    no_edges.mentor(Mentor::default());
    let mut no_room = builder();
    no_room.set_mentor(
        MentorId(0),
        Mentor {
            capacity: 1,
            carried: 1,
            person: None,
        },
    );
    let problems = [nobody, no_edges.build().unwrap(), no_room.build().unwrap()];
    for problem in problems {
        for mode in [Mode::Benefit, Mode::Agreement] {
            for fair in [false, true] {
                let options = Options {
                    fair,
                    protected_first: fair,
                    ..Options::default()
                };
                let solution = solve(&problem, mode, &options, &mut Quiet).unwrap();
                assert!(solution.pairs.is_empty());
                assert!(verify(&problem, &solution).is_sound());
            }
        }
        assert!(problem.memory_bound() > 0);
    }
}

#[test]
fn a_hundred_thousand_identical_scores_end_quickly_and_proven() {
    let mut builder = Problem::builder();
    for _ in 0..1000 {
        builder.mentee(Mentee::default());
    }
    for _ in 0..100 {
        builder.mentor(Mentor {
            capacity: 9,
            ..Mentor::default()
        });
    }
    for l in 0..1000 {
        for r in 0..100 {
            builder.edge(edge(Pair::new(l, r), 500, 1, 1));
        }
    }
    let problem = builder.build().unwrap();
    let solution = benefit(&problem, false);
    assert_eq!(
        (solution.tally.covered, solution.tally.score),
        (900, 450_000)
    );
    assert!(verify(&problem, &solution).score_proven);
}

#[test]
fn an_impossible_change_is_refused_and_changes_nothing() {
    let problem = builder().build().unwrap();
    let mut session = Session::new(&problem, &Options::default(), &mut Quiet).unwrap();
    let before = session.pairs();
    let other = Pair::new(1, 0);
    for (change, error) in [
        (Change::Unpin(PAIR), ChangeError::NotPinned(PAIR)),
        (
            Change::Pin(Pair::new(0, 3)),
            ChangeError::NotEligible(Pair::new(0, 3)),
        ),
        (
            Change::WithdrawMentor(MentorId(8)),
            ChangeError::UnknownMentor(MentorId(8)),
        ),
        (
            Change::WithdrawMentee(MenteeId(8)),
            ChangeError::UnknownMentee(MenteeId(8)),
        ),
        (
            Change::Places(MentorId(0), 2),
            ChangeError::MorePlacesThanDeclared(MentorId(0)),
        ),
    ] {
        assert_eq!(session.apply(&[change]), Err(error));
        assert_eq!(session.pairs(), before);
    }
    let effect = session.apply(&[Change::Pin(PAIR)]).unwrap();
    assert_eq!((effect.score, effect.covered), (-10, 0));
    assert_eq!((effect.made, effect.dissolved), (vec![PAIR], vec![other]));
    assert_eq!(
        session.apply(&[Change::Pin(other)]),
        Err(ChangeError::MentorFull(MentorId(0)))
    );
    assert_eq!(
        session.apply(&[Change::Forbid(PAIR)]),
        Err(ChangeError::Pinned(PAIR))
    );
    assert_eq!(explain::price_of_pin(&session, PAIR).unwrap().score, 10);
    session
        .apply(&[Change::Unpin(PAIR), Change::Forbid(other)])
        .unwrap();
    assert_eq!(explain::price_of_veto(&session, other).unwrap().score, 10);
}

#[test]
fn facts_and_prices_of_rules_are_what_the_curator_reads() {
    let problem = builder().build().unwrap();
    let facts = explain::pair(&problem, Pair::new(1, 0)).unwrap();
    assert_eq!(
        (facts.edge.score, facts.better_mentees, facts.better_mentors),
        (20, 1, 0)
    );
    assert_eq!(explain::pair(&problem, Pair::new(1, 1)), None);
    let mut ruled = builder();
    ruled.forbid(Pair::new(1, 0));
    let ruled = ruled.build().unwrap();
    let (with, without) =
        explain::price_of_rule(&ruled, &problem, &Options::default(), &mut Quiet).unwrap();
    assert_eq!((with.score, without.score), (10, 20));
}
