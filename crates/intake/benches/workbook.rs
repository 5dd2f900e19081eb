//! How long the workbook of a school of a thousand pupils takes: writing, reading, reading again.
//!
//! Not here: limits and assertions. The one decision to know: the school is made here, plain and
//! without a generator, so that figures can be compared between editions.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark of a broken workbook should stop"
)]

use std::fmt::Write;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use opora_domain::Facts;
use opora_intake::{Import, Source, Vocabulary, export, import};
use uuid::Uuid;

/// Pupils of the school.
const PUPILS: usize = 1_000;

fn load(bytes: &[u8], name: &str, existing: &Facts) -> Import {
    let mut next = 0_u128;
    let mut id = || {
        next += 1;
        Uuid::from_u128(next)
    };
    let source = Source::new(bytes, name);
    import(&source, existing, &Vocabulary::default(), &mut id).unwrap()
}

/// A thousand people with enrolments, read from CSV.
fn school() -> Facts {
    let mut people = String::from("Код;Фамилия;Имя;Отчество;Дата рождения\n");
    let mut enrolments = String::from("Код;Человек;Класс;С\n");
    for number in 1..=PUPILS {
        let day = number % 28 + 1;
        writeln!(
            people,
            "Л{number:04};Фамилия{number};Имя;Отчество;{day:02}.03.2010"
        )
        .unwrap();
        writeln!(enrolments, ";Л{number:04};7А;01.09.2023").unwrap();
    }
    let mut facts = load(people.as_bytes(), "Люди.csv", &Facts::default()).new;
    facts.enrolments = load(enrolments.as_bytes(), "Обучение.csv", &facts)
        .new
        .enrolments;
    facts
}

fn workbook(criterion: &mut Criterion) {
    let facts = school();
    let bytes = export(&facts, &Vocabulary::default()).unwrap();
    let mut group = criterion.benchmark_group("workbook-1000-pupils");
    group.sample_size(10);
    group.bench_function("export", |bencher| {
        bencher.iter(|| export(black_box(&facts), &Vocabulary::default()).unwrap());
    });
    group.bench_function("import-new", |bencher| {
        bencher.iter(|| load(black_box(&bytes), "данные.xlsx", &Facts::default()));
    });
    group.bench_function("import-again", |bencher| {
        bencher.iter(|| load(black_box(&bytes), "данные.xlsx", &facts));
    });
    group.finish();
}

criterion_group!(benches, workbook);
criterion_main!(benches);
