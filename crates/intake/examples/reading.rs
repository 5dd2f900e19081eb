//! Scores a corpus: `cargo run -p opora-intake --example reading -- DIR [--told]` prints the table of
//! docs/benchmarks/reading.md.
//!
//! Not here: making the corpus (`bench/corpus/generate.py`). The one decision to know: the names are
//! those of the fixture of the tests, which are the catalogue's.

use std::collections::BTreeMap;
use std::path::Path;

use opora_intake::{Lexicon, LexiconEntry};
use scoring::{Score, files, score, share};

#[path = "../tests/scoring.rs"]
mod scoring;

fn main() {
    let folder = std::env::args().nth(1).unwrap_or_default();
    let telling = std::env::args().any(|argument| argument == "--told");
    let lexicon = lexicon();
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
    println!("| distortion | files | values | precision % | recall % | doubtful % | rightly doubted | schools named | roadmaps |");
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (kind, score) in &kinds {
        line(kind, score);
    }
    line("**all**", &whole);
    println!("\n{} files read one by one in {seconds:.1} s; {} values wrong, {} files refused.", whole.files, whole.wrong, whole.refused);
    if telling {
        for line in told {
            eprintln!("{line}");
        }
    }
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
