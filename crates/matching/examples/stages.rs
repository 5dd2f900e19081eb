//! tmp
use cpu_time::ProcessTime;
use opora_matching::*;
#[path = "instance.rs"] mod instance;
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let problem = instance::read(&std::fs::read(path).unwrap()).unwrap().build().unwrap();
    let start = ProcessTime::now();
    let mut last = None; let mut lines = Vec::new();
    let mut o = |s: Stage, d: u64, t: u64| { let half = t > 0 && s == Stage::Finish && d >= problem.mentee_count() as u64; if last != Some((s, half)) { lines.push((s, half, start.elapsed().as_secs_f64(), d)); last = Some((s, half)); } lines.push((s, half, start.elapsed().as_secs_f64(), d)); true };
    let sol = solve(&problem, Mode::Benefit, &Options::default(), &mut o).unwrap();
    let total = start.elapsed().as_secs_f64();
    let mut prev = None;
    for (i, l) in lines.iter().enumerate() { if prev != Some((l.0, l.1)) || i + 1 == lines.len() { println!("{:?} {} {:.4} {}", l.0, l.1, l.2, l.3); } prev = Some((l.0, l.1)); }
    println!("total {total:.4} {}", sol.tally.score);
}
