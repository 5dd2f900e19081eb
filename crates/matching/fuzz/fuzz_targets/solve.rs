//! Any bytes are a problem: it is refused with a place, or solved, proven, and changed warm.
//!
//! Run: `cargo +nightly fuzz run solve` in `crates/matching`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use opora_matching::{
    Change, Edge, Mentee, MenteeId, Mentor, MentorId, Mode, Options, Pair, Problem, Quiet, Session,
    solve, verify,
};

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = bytes.iter().copied();
    let mut next = || bytes.next().unwrap_or(0);
    let mut builder = Problem::builder();
    let (mentees, mentors) = (next() % 24, next() % 24);
    for _ in 0..mentees {
        let byte = next();
        builder.mentee(Mentee {
            demand: u16::from(byte % 4),
            protected: byte & 16 > 0,
            person: (byte & 32 > 0).then_some(u64::from(byte)),
        });
    }
    for _ in 0..mentors {
        let byte = next();
        builder.mentor(Mentor {
            capacity: u16::from(byte % 5),
            carried: u16::from(byte >> 6),
            person: (byte & 32 > 0).then_some(u64::from(byte)),
        });
    }
    builder.continuity_price(u16::from(next()) * 5);
    for _ in 0..next() {
        let pair = Pair::new(u32::from(next()), u32::from(next()));
        builder.edge(Edge {
            mentee: pair.mentee,
            mentor: pair.mentor,
            score: u16::from(next()) * 4,
            mentee_rank: u16::from(next() % 5),
            mentor_rank: u16::from(next() % 5),
        });
        match next() {
            0 => drop(builder.pin(pair)),
            1 => drop(builder.previous(pair)),
            _ => {}
        }
    }
    let flags = next();
    let options = Options {
        protected_first: flags & 1 > 0,
        fair: flags & 2 > 0,
        effort: 2,
    };
    let Ok(problem) = builder.build() else {
        return;
    };
    for mode in [Mode::Benefit, Mode::Agreement] {
        let solution = solve(&problem, mode, &options, &mut Quiet).expect("small");
        let verdict = verify(&problem, &solution);
        assert!(verdict.is_sound(), "{verdict:?}");
    }
    let mut session = Session::new(&problem, &options, &mut Quiet).expect("small");
    for _ in 0..next() % 16 {
        let pair = Pair::new(u32::from(next() % 24), u32::from(next() % 24));
        let change = match next() % 7 {
            0 => Change::WithdrawMentee(MenteeId(pair.mentee.0)),
            1 => Change::WithdrawMentor(MentorId(pair.mentor.0)),
            2 => Change::Places(MentorId(pair.mentor.0), u16::from(next() % 5)),
            3 => Change::Forbid(pair),
            4 => Change::Allow(pair),
            5 => Change::Pin(pair),
            _ => Change::Unpin(pair),
        };
        let _ = session.apply(&[change]);
    }
    let (edited, warm) = session.conclude().expect("checked changes");
    assert!(verify(&edited, &warm).is_sound());
});
