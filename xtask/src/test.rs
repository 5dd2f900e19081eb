//! `cargo xtask test`: everything, on a machine with nothing but Rust.
//!
//! Not here: the tests. The one decision to know: nothing is skipped. A tool that is missing and
//! cannot be installed fails the run, and both databases are always there.

use anyhow::Result;

use crate::postgres::Postgres;
use crate::steps::Steps;
use crate::{apt, assets, browser, command, features, scaffold, tidy};

/// Name of the variable that tells the tests where PostgreSQL is.
const POSTGRES_URL: &str = "OPORA_TEST_PG_URL";

/// Runs all steps, cheap ones first, and prints how long each took.
///
/// # Errors
/// When a step did not pass.
pub fn run() -> Result<()> {
    let mut steps = Steps::start();
    steps.step("tools", || apt::install(apt::FOR_TEST));
    steps.step("assets", assets::build);
    steps.step("format", || cargo(&["fmt", "--all", "--check"]));
    steps.step("tidy", tidy::run);
    steps.step("features table", features::check);
    steps.step("clippy", || {
        cargo(&[
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])
    });
    steps.step("documentation", documentation);
    steps.step("new feature", scaffold::check);
    steps.step("build of the tests", || {
        cargo(&["test", "--locked", "--workspace", "--no-run"])
    });
    steps.step_after("build of the tests", "tests", tests);
    steps.step("build of the program", || {
        cargo(&["build", "--locked", "--workspace", "--bins"])
    });
    steps.step_after(
        "build of the program",
        "browser journeys",
        browser::journeys,
    );
    steps.finish("cargo xtask test")
}

fn cargo(arguments: &[&str]) -> Result<()> {
    command::run(command::cargo().args(arguments))
}

/// Broken links in documentation are errors.
fn documentation() -> Result<()> {
    command::run(
        command::cargo()
            .args([
                "doc",
                "--locked",
                "--workspace",
                "--no-deps",
                "--document-private-items",
            ])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

/// All tests, with a PostgreSQL that ends with them; a failed test does not hide the others.
fn tests() -> Result<()> {
    let postgres = Postgres::start()?;
    command::run(
        command::cargo()
            .args(["test", "--locked", "--workspace", "--no-fail-fast"])
            .env(POSTGRES_URL, postgres.url()),
    )
}
