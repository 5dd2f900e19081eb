//! A run of named, timed steps.
//!
//! Not here: the steps. The one decision to know: a failed step does not hide the later ones, so
//! one run tells everything that is wrong.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// What happened to a step.
#[derive(Debug)]
enum Outcome {
    Passed,
    Failed,
    /// It could not start, because this step failed.
    Blocked(&'static str),
}

/// A run.
#[derive(Debug)]
pub struct Steps {
    started: Instant,
    done: Vec<(&'static str, Outcome, Duration)>,
}

impl Steps {
    /// Starts the clock.
    pub fn start() -> Self {
        Self {
            started: Instant::now(),
            done: Vec::new(),
        }
    }

    /// Runs a step and reports a failure at once.
    pub fn step(&mut self, name: &'static str, work: impl FnOnce() -> Result<()>) {
        eprintln!("\n==> {name}");
        let begun = Instant::now();
        let outcome = match work() {
            Ok(()) => Outcome::Passed,
            Err(error) => {
                eprintln!("FAILED {name}: {error:#}");
                Outcome::Failed
            }
        };
        self.done.push((name, outcome, begun.elapsed()));
    }

    /// Runs a step that makes no sense when `needed` did not pass.
    pub fn step_after(
        &mut self,
        needed: &'static str,
        name: &'static str,
        work: impl FnOnce() -> Result<()>,
    ) {
        if self.passed(needed) {
            self.step(name, work);
        } else {
            self.done
                .push((name, Outcome::Blocked(needed), Duration::ZERO));
        }
    }

    fn passed(&self, name: &str) -> bool {
        self.done
            .iter()
            .any(|(done, outcome, _)| *done == name && matches!(outcome, Outcome::Passed))
    }

    /// The table of steps and times.
    fn table(&self) -> String {
        let rows = self.done.iter().map(|(name, outcome, time)| {
            let word = match outcome {
                Outcome::Passed => "ok".to_owned(),
                Outcome::Failed => "FAILED".to_owned(),
                Outcome::Blocked(by) => format!("not run ({by} failed)"),
            };
            format!("{:>8}  {name:<28} {word}\n", minutes(*time))
        });
        rows.collect()
    }

    /// Prints the summary.
    ///
    /// # Errors
    /// When a step failed.
    pub fn finish(self, title: &str) -> Result<()> {
        eprintln!("\n{}", self.table());
        let all = self.done.len();
        let bad = self
            .done
            .iter()
            .filter(|(_, outcome, _)| !matches!(outcome, Outcome::Passed))
            .count();
        let time = minutes(self.started.elapsed());
        if bad > 0 {
            bail!("{title}: {bad} of {all} steps did not pass ({time})");
        }
        eprintln!("{title}: all {all} steps passed ({time})");
        Ok(())
    }
}

/// `3:07` for minutes and seconds.
fn minutes(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_does_not_hide_the_later_ones_and_fails_the_run() {
        let mut steps = Steps::start();
        let mut ran = false;
        steps.step("first", || bail!("no"));
        steps.step("second", || {
            ran = true;
            Ok(())
        });
        assert!(ran);
        assert!(steps.finish("run").is_err());
    }

    #[test]
    fn a_step_is_not_run_without_what_it_needs() {
        let mut steps = Steps::start();
        steps.step("build", || bail!("no"));
        steps.step_after("build", "journeys", || unreachable!("needs the build"));
        let table = steps.table();
        assert!(table.contains("not run (build failed)"), "{table}");
    }

    #[test]
    fn a_run_without_failures_passes() {
        let mut steps = Steps::start();
        steps.step("build", || Ok(()));
        steps.step_after("build", "journeys", || Ok(()));
        assert!(steps.finish("run").is_ok());
    }

    #[test]
    fn times_are_readable() {
        assert_eq!(minutes(Duration::from_millis(1_500)), "1.5 s");
        assert_eq!(minutes(Duration::from_secs(187)), "3:07");
    }
}
