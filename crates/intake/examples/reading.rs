//! Scores a corpus: `cargo run -p opora-intake --example reading -- DIR [--told]` prints the table of
//! docs/benchmarks/reading.md.
//!
//! Not here: making the corpus (`bench/corpus/generate.py`). The one decision to know: the names are
//! those of the fixture of the tests, which are the catalogue's.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::print_stdout,
    reason = "a tool of the benchmark: a corpus that cannot be read stops it"
)]

use std::collections::BTreeMap;
use std::path::Path;

use opora_intake::{Lexicon, LexiconEntry, Source, read_reports};
use scoring::{Score, files, score, share};

#[path = "../tests/scoring.rs"]
mod scoring;

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_default();
    let telling = std::env::args().any(|argument| argument == "--told");
    let lexicon = lexicon();
    if std::env::args().any(|argument| argument == "--time") {
        timed(Path::new(&folder), &lexicon);
        return;
    }
    let mut kinds: BTreeMap<String, Score> = BTreeMap::new();
    let mut whole = Score::default();
    let mut told = Vec::new();
    let started = std::time::Instant::now();
    for (path, truth) in files(Path::new(&folder)) {
        let (kind, score) = score(&path, &truth, &lexicon, &mut told);
        kinds.entry(kind).or_default().add(&score);
        whole.add(&score);
    }
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "| distortion | files | values | precision % | recall % | doubtful % | rightly doubted | schools named | roadmaps |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (kind, score) in &kinds {
        line(kind, score);
    }
    line("**all**", &whole);
    println!(
        "\n{} files read one by one in {seconds:.1} s; {} values wrong, {} files refused.",
        whole.files, whole.wrong, whole.refused
    );
    if telling {
        for line in told {
            eprintln!("{line}");
        }
    }
}

/// Reads every file on two threads and prints time and the most memory held.
fn timed(folder: &Path, lexicon: &Lexicon) {
    let files: Vec<_> = files(folder).into_iter().map(|(path, _)| path).collect();
    let place = std::sync::atomic::AtomicUsize::new(0);
    let started = std::time::Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(path) =
                    files.get(place.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
                {
                    let bytes = std::fs::read(path).unwrap_or_default();
                    let name = path.display().to_string();
                    let read = read_reports(&Source::new(&bytes, &name), lexicon);
                    assert!(read.is_ok(), "{name}");
                }
            });
        }
    });
    let seconds = started.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok())
        .unwrap_or(0)
        / 1024;
    println!("| what | threads | DOCX of 3–10 pages | time | most memory |");
    println!("|---|--:|--:|--:|--:|");
    println!(
        "| opora-intake, everything read | 2 | {} | {seconds:.1} s | {peak} MB |",
        files.len()
    );
}

fn line(kind: &str, score: &Score) {
    println!(
        "| {kind} | {} | {} | {:.2} | {:.2} | {:.2} | {}/{} | {:.0} % | {}/{} |",
        score.files,
        score.values,
        score.precision(),
        score.recall(),
        score.doubtful(),
        score.uncertain_doubted,
        score.uncertain,
        share(score.schools_named, score.schools),
        score.roadmaps_right,
        score.roadmaps,
    );
}

fn lexicon() -> Lexicon {
    let entry = |line: &str| {
        let mut parts = line.split('\t').map(ToOwned::to_owned);
        Some(LexiconEntry {
            number: parts.next()?.parse().ok()?,
            code: parts.next()?,
            group: parts.next()?,
            title: parts.next()?,
        })
    };
    let lines = include_str!("../tests/fixtures/lexicon.tsv").lines();
    Lexicon {
        indicators: lines.filter_map(entry).collect(),
    }
}
