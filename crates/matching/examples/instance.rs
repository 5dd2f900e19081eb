//! Solves one instance file and prints one line of JSON: the engine's side of the comparison with peers.
//!
//! Not here: the instances and the peers (`bench/peers/matching`). The one decision to know: building
//! (checking and sorting) and solving are timed apart in CPU seconds, as they are for every peer; the
//! figures are those the independent verifier confirmed.

#![expect(clippy::print_stdout, reason = "the line is the result")]

use std::fmt::Write as _;

use cpu_time::ProcessTime;
use opora_matching::{
    Change, Edge, Mentee, Mentor, MentorId, Mode, Options, Pair, Problem, ProblemBuilder, Quiet,
    Session, Solution, solve, verify,
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, mode, path, ..] = arguments.as_slice() else {
        return Err("usage: instance benefit|agreement FILE [EFFORT]".into());
    };
    let mode = match mode.as_str() {
        "benefit" => Mode::Benefit,
        "agreement" => Mode::Agreement,
        other => return Err(format!("unknown mode {other}").into()),
    };
    let mut options = Options::default();
    if let Some(effort) = arguments.get(3) {
        options.effort = effort.parse()?;
    }
    let builder = read(&std::fs::read(path)?)?;
    let start = ProcessTime::now();
    let problem = builder.build()?;
    let built = start.elapsed().as_secs_f64();
    let built_rss = peak_kilobytes();
    // Small instances are repeated until the median means something.
    let mut times = Vec::new();
    let mut solution = solve(&problem, mode, &options, &mut Quiet)?;
    while times.len() < 3 || (times.len() < 200 && times.iter().sum::<f64>() < 0.3) {
        let start = ProcessTime::now();
        solution = solve(&problem, mode, &options, &mut Quiet)?;
        times.push(start.elapsed().as_secs_f64());
        if times.iter().sum::<f64>() > 5.0 {
            break;
        }
    }
    times.sort_by(f64::total_cmp);
    let solved = times.get(times.len() / 2).copied().unwrap_or_default();
    let solved_rss = peak_kilobytes();
    let start = ProcessTime::now();
    let verdict = verify(&problem, &solution);
    let verified = start.elapsed().as_secs_f64();
    if !verdict.is_sound() {
        return Err(format!("not proven: {:?}", verdict.defects).into());
    }
    let rematch = rematch(&problem, &solution)?;
    let name = std::path::Path::new(path)
        .file_stem()
        .map(|stem| stem.to_string_lossy().into_owned())
        .unwrap_or_default();
    let mut line = String::new();
    write!(
        line,
        "{{\"peer\": \"opora\", \"inst\": \"{name}\", \"n\": {}, \"m\": {}, \"build\": {built:.6}, \"solve\": {solved:.6}, \
         \"verify\": {verified:.6}, \"rematch\": {rematch:.6}, \"card\": {}, \"weight\": {}, \"bp\": {}, \"built_kb\": {built_rss}, \
         \"peak_kb\": {solved_rss}, \"bound_kb\": {}}}",
        problem.mentee_count(),
        problem.edge_count(),
        solution.tally.covered,
        solution.tally.score,
        solution.tally.blocking,
        problem.memory_bound() / 1024,
    )?;
    println!("{line}");
    Ok(())
}

/// 100 mentors withdraw from an open session, one after another; the median CPU seconds of all 100.
fn rematch(problem: &Problem, solution: &Solution) -> Result<f64, Box<dyn std::error::Error>> {
    let open = Session::resume(problem, solution, &mut Quiet)?;
    let mentors = u32::try_from(problem.mentor_count())?;
    let step = (mentors / 100).max(1);
    let leaving = (0..mentors).step_by(usize::try_from(step)?).take(100);
    let changes: Vec<Change> = leaving
        .map(|r| Change::WithdrawMentor(MentorId(r)))
        .collect();
    let mut times = Vec::new();
    for _ in 0..3 {
        let mut session = open.clone();
        let start = ProcessTime::now();
        session.apply(&changes)?;
        times.push(start.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    Ok(times.get(1).copied().unwrap_or_default())
}

/// Greatest resident size of this process so far, as the kernel counts it.
fn peak_kilobytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1))
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}

/// Little-endian numbers, one after another.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn number(&mut self, bytes: usize) -> Result<u64, String> {
        let (now, rest) = self.0.split_at_checked(bytes).ok_or("file too short")?;
        self.0 = rest;
        Ok(now
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
    }

    fn table(&mut self, count: usize, bytes: usize) -> Result<Vec<u32>, String> {
        let numbers = (0..count).map(|_| {
            let number = self.number(bytes)?;
            u32::try_from(number).map_err(|error| error.to_string())
        });
        numbers.collect()
    }
}

/// The layout is described in `bench/peers/matching/generate.py`.
fn read(bytes: &[u8]) -> Result<ProblemBuilder, String> {
    let mut cursor = Cursor(bytes);
    let size = |number: u64| usize::try_from(number).map_err(|error| error.to_string());
    let (_magic, _version) = (cursor.number(4)?, cursor.number(4)?);
    let mentees = size(cursor.number(4)?)?;
    let mentors = size(cursor.number(4)?)?;
    let edges = size(cursor.number(8)?)?;
    let rows = cursor.table(mentees + 1, 4)?;
    let targets = cursor.table(edges, 4)?;
    let scores = cursor.table(edges, 4)?;
    let mentee_ranks = cursor.table(edges, 2)?;
    let mentor_ranks = cursor.table(edges, 2)?;
    let capacities = cursor.table(mentors, 2)?;
    let short = |number: u32| u16::try_from(number).map_err(|error| error.to_string());
    let mut builder = Problem::builder();
    for _ in 0..mentees {
        builder.mentee(Mentee::default());
    }
    for capacity in capacities {
        builder.mentor(Mentor {
            capacity: short(capacity)?,
            ..Mentor::default()
        });
    }
    let columns = targets
        .iter()
        .zip(&scores)
        .zip(mentee_ranks.iter().zip(&mentor_ranks));
    let mut row = 0_u32;
    let mut ends = rows.iter().skip(1).peekable();
    for (place, ((&mentor, &score), (&mentee_rank, &mentor_rank))) in (0_u32..).zip(columns) {
        while ends.peek().is_some_and(|&&end| end <= place) {
            ends.next();
            row += 1;
        }
        let pair = Pair::new(row, mentor);
        builder.edge(Edge {
            mentee: pair.mentee,
            mentor: pair.mentor,
            score: short(score)?,
            mentee_rank: short(mentee_rank)?,
            mentor_rank: short(mentor_rank)?,
        });
    }
    Ok(builder)
}
