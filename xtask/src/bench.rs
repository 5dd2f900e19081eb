//! `cargo xtask bench`: benchmarks and peers into `docs/benchmarks.md`.
//!
//! Not here: the benchmarks (`crates/*/benches`) and the peers (`bench/peers`). The one decision to
//! know: what is kept is the median of criterion and the ratio to a peer measured in the same run;
//! seconds of another machine say nothing.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{apt, assets, command, demo};

/// Where the figures go.
const REPORT: &str = "docs/benchmarks.md";

const HEAD: &str = "\
# Benchmarks

Written by `cargo xtask bench` (release profile). Medians; peers are run beside us on the same machine.
";

/// Runs everything and writes the report.
///
/// # Errors
/// When a benchmark fails or the report cannot be written.
pub fn run() -> Result<()> {
    let mut report = HEAD.to_owned();
    let root = command::root();
    let crates = fs::read_dir(root.join("crates")).context("cannot read crates")?;
    let mut names: Vec<String> = crates
        .flatten()
        .filter(|entry| entry.path().join("benches").is_dir())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    for name in names {
        eprintln!("\n==> benchmarks of {name}");
        let text = command::output(command::cargo().args([
            "bench",
            "--locked",
            "--package",
            &format!("opora-{name}"),
        ]))?;
        write!(report, "\n## {name}\n\n| what | median |\n|---|---|\n")?;
        for (what, median) in medians(&text) {
            writeln!(report, "| {what} | {median} |")?;
        }
    }
    let peers = root.join("bench/peers/run.sh");
    if peers.exists() {
        eprintln!("\n==> peers");
        apt::install(apt::FOR_TEST)?;
        apt::install(apt::FOR_BENCH)?;
        assets::build()?;
        demo::build(true)?;
        let text = command::output(Command::new(peers).current_dir(&root))?;
        report.push_str("\n## Peers\n\n");
        report.push_str(text.trim());
        report.push('\n');
    }
    fs::write(root.join(REPORT), report).with_context(|| format!("cannot write {REPORT}"))
}

/// Names and medians in the output of criterion.
///
/// A short name stands on the line of its figures; a long one on the line before.
fn medians(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut before = "";
    for line in text.lines() {
        if let Some((name, figures)) = line.split_once("time:") {
            let name = if name.trim().is_empty() { before } else { name };
            let figures = figures.trim().trim_matches(['[', ']']);
            let words: Vec<&str> = figures.split_whitespace().collect();
            if let [_, _, median, unit, ..] = words.as_slice() {
                found.push((name.trim().to_owned(), format!("{median} {unit}")));
            }
        }
        before = line;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_three_figures_is_taken_with_its_unit() {
        let text = "evaluate/900   time:   [1.10 ms 1.20 ms 1.30 ms]\n";
        let expected = ("evaluate/900".to_owned(), "1.20 ms".to_owned());
        assert_eq!(medians(text), [expected]);
    }

    #[test]
    fn a_long_name_is_found_on_the_line_before() {
        let text = "evaluation of a school/5000\n      time:   [1 s 2 s 3 s]\n change: [+1%]\n";
        let expected = ("evaluation of a school/5000".to_owned(), "2 s".to_owned());
        assert_eq!(medians(text), [expected]);
    }
}
