//! Developer commands: `cargo xtask <command>`.
//!
//! Not here: anything the program itself does. The one decision to know: this crate depends on
//! next to nothing, so that the first command on a fresh machine answers within seconds.

mod apt;
mod assets;
mod bench;
mod bless;
mod browser;
mod command;
mod demo;
mod features;
mod hash;
mod postgres;
mod scaffold;
mod steps;
mod test;
mod tidy;
mod tree;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  demo [--release]      install what is missing, build, make the demo school, serve it
  test                  everything CI checks, from formatting to browser journeys
  tidy                  the rules of the house that no compiler knows
  assets                collect fonts, styles and scripts into web/dist
  features [--check]    write docs/FEATURES.md from the code
  new-feature NAME      write an empty slice through the layers (NAME: plural noun)
  bless                 re-create the expected files of the tests, then show what changed
  shots                 the screenshots of the README into docs/screenshots
  shots DIR             every page, both languages, two widths, light and dark, into DIR
  bench                 benchmarks and comparisons with peers into docs/benchmarks.md
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["demo"] => demo::run(false),
        ["demo", "--release"] => demo::run(true),
        ["test"] => test::run(),
        ["tidy"] => tidy::run(),
        ["assets"] => assets::build(),
        ["features"] => features::write(),
        ["features", "--check"] => features::check(),
        ["new-feature", "--check"] => scaffold::check(),
        ["new-feature", name] => scaffold::run(name),
        ["bless"] => bless::run(),
        ["shots"] => browser::shots("docs/screenshots", false),
        ["shots", directory] => browser::shots(directory, true),
        ["bench"] => bench::run(),
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
