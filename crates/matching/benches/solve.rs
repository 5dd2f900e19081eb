//! What a curator waits for: solving, agreeing, checking and asking «почему не …?» at school size.
//!
//! Not here: peers and large instances (`bench/peers/matching`). The one decision to know: the
//! instances are made here from a fixed seed, so the figures of two commits can be compared.

#![expect(
    clippy::expect_used,
    reason = "a benchmark without its instance has nothing to measure"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use opora_matching::{
    Edge, Mentee, Mentor, Mode, Options, Pair, Problem, Quiet, Session, explain, solve, verify,
};

/// Mentees, mentors with up to four places, and about `candidates` per mentee.
fn instance(mentees: u32, mentors: u32, candidates: u32) -> Problem {
    let mut state = 12_u64;
    let mut below = |bound: u32| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 33).unwrap_or(0) % bound
    };
    let mut builder = Problem::builder();
    for _ in 0..mentees {
        builder.mentee(Mentee::default());
    }
    for _ in 0..mentors {
        builder.mentor(Mentor {
            capacity: 1 + u16::try_from(below(4)).unwrap_or(0),
            ..Mentor::default()
        });
    }
    for l in 0..mentees {
        let mut seen = Vec::new();
        for _ in 0..candidates {
            let r = below(mentors);
            if seen.contains(&r) {
                continue;
            }
            seen.push(r);
            let pair = Pair::new(l, r);
            let score = u16::try_from(below(1001)).unwrap_or(0);
            let rank = |noise: u32| 1 + (1000 - score + u16::try_from(noise).unwrap_or(0)) / 150;
            builder.edge(Edge {
                mentee: pair.mentee,
                mentor: pair.mentor,
                score,
                mentee_rank: rank(below(200)),
                mentor_rank: rank(below(200)),
            });
        }
    }
    builder.build().expect("the generator makes valid problems")
}

fn benches(criterion: &mut Criterion) {
    let options = Options::default();
    for (name, problem) in [
        ("school, 110 mentees", instance(110, 70, 10)),
        ("municipality, 5000 mentees", instance(5000, 3000, 20)),
    ] {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        group.bench_function("benefit", |bencher| {
            bencher.iter(|| solve(&problem, Mode::Benefit, &options, &mut Quiet));
        });
        group.bench_function("agreement", |bencher| {
            bencher.iter(|| solve(&problem, Mode::Agreement, &options, &mut Quiet));
        });
        let solution = solve(&problem, Mode::Benefit, &options, &mut Quiet).expect("solved");
        group.bench_function("verify", |bencher| {
            bencher.iter(|| verify(&problem, &solution));
        });
        let session = Session::new(&problem, &options, &mut Quiet).expect("solved");
        let other = problem.edges().map(|edge| Pair {
            mentee: edge.mentee,
            mentor: edge.mentor,
        });
        let other = other
            .filter(|pair| !solution.contains(*pair))
            .nth(500)
            .expect("an edge");
        group.bench_function("why not", |bencher| {
            bencher.iter(|| explain::why_not(&session, other));
        });
        group.finish();
    }
}

criterion_group!(all, benches);
criterion_main!(all);
