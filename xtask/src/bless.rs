//! `cargo xtask bless`: re-creates the expected files of the tests.
//!
//! Not here: what is expected. The one decision to know: every test that compares with a file
//! writes that file when `BLESS` is 1 (and `insta` when `INSTA_UPDATE` is `always`), so that one
//! command serves all; a person reads the difference before it is committed.

use std::process::Command;

use anyhow::Result;

use crate::postgres::Postgres;
use crate::{apt, assets, command, features};

/// Runs the tests in the mode that writes, then shows which files changed.
///
/// # Errors
/// When a test fails for another reason than its expected file.
pub fn run() -> Result<()> {
    apt::install(apt::FOR_TEST)?;
    assets::build()?;
    features::write()?;
    let postgres = Postgres::start()?;
    let outcome = command::run(
        command::cargo()
            .args(["test", "--locked", "--workspace", "--no-fail-fast"])
            .env("BLESS", "1")
            .env("INSTA_UPDATE", "always")
            .env("OPORA_TEST_PG_URL", postgres.url()),
    );
    command::run(
        Command::new("git")
            .args(["--no-pager", "diff", "--stat"])
            .current_dir(command::root()),
    )?;
    outcome
}
