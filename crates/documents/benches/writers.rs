//! How long the sample document takes in each format.

#[path = "../tests/sample.rs"]
mod sample;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use opora_documents::{Theme, chart_svg, docx, html, xlsx};

fn writers(criterion: &mut Criterion) {
    let document = sample::sample();
    criterion.bench_function("docx", |bench| bench.iter(|| docx(black_box(&document))));
    criterion.bench_function("xlsx", |bench| bench.iter(|| xlsx(black_box(&document))));
    criterion.bench_function("html", |bench| bench.iter(|| html(black_box(&document))));
    let chart = sample::coverage();
    criterion.bench_function("chart_svg", |bench| {
        bench.iter(|| chart_svg(black_box(&chart), Theme::Page));
    });
}

criterion_group!(benches, writers);
criterion_main!(benches);
