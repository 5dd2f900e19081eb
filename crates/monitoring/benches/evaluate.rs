//! Time of an evaluation: with and without laying the facts out, for growing schools.
//!
//! Not here: judging of the time. The one decision to know: the demo school is the measure, and 5,000
//! pupils must cost about as many times more as there are more pupils.

#![expect(
    clippy::expect_used,
    reason = "a benchmark without its catalogue has nothing to measure"
)]

use chrono::NaiveDate;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use opora_demo::{DemoOptions, school};
use opora_monitoring::catalogue::{Catalogue, shipped};
use opora_monitoring::evaluate::evaluate_in;
use opora_monitoring::frame::Frame;

fn benches(criterion: &mut Criterion) {
    let day = NaiveDate::from_ymd_opt(2023, 10, 13).expect("a date");
    let catalogue = Catalogue::load(shipped(), "udmurtia-570").expect("a shipped catalogue");
    let mut group = criterion.benchmark_group("evaluate");
    for pupils in [900, 1_800, 5_000] {
        let facts = school(&DemoOptions {
            pupils,
            ..DemoOptions::default()
        });
        let frame = Frame::new(&facts);
        group.bench_function(BenchmarkId::new("frame", pupils), |bencher| {
            bencher.iter(|| Frame::new(&facts));
        });
        group.bench_function(BenchmarkId::new("indicators", pupils), |bencher| {
            bencher.iter(|| evaluate_in(&catalogue, &frame, day));
        });
        group.bench_function(BenchmarkId::new("both", pupils), |bencher| {
            bencher.iter(|| evaluate_in(&catalogue, &Frame::new(&facts), day));
        });
    }
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
