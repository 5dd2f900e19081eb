//! Browser journeys and screenshots on the built program.
//!
//! Not here: the journeys (`e2e/`). The one decision to know: they start the program themselves,
//! on a spare port with a folder of their own, so any number of runs can go side by side.

use std::process::Command;

use anyhow::Result;

use crate::{apt, assets, command, demo};

/// Runs every journey against `target/debug/opora`.
///
/// # Errors
/// When a journey fails.
pub fn journeys() -> Result<()> {
    let folder = command::root().join("e2e");
    assets::npm_packages(&folder)?;
    command::run(
        Command::new("npm")
            .args(["run", "--silent", "test"])
            .env("OPORA_BIN", command::target().join("debug/opora"))
            .current_dir(folder),
    )
}

/// Writes screenshots into a folder below the workspace: the few of the README, or every page in
/// both languages, two widths, light and dark.
///
/// # Errors
/// When the program cannot be built or a page does not open.
pub fn shots(directory: &str, all: bool) -> Result<()> {
    apt::install(apt::FOR_TEST)?;
    assets::build()?;
    let binary = demo::build(false)?;
    let folder = command::root().join("e2e");
    assets::npm_packages(&folder)?;
    command::run(
        Command::new("npm")
            .args(["run", "--silent", "shots", "--"])
            .arg(command::root().join(directory))
            .args(all.then_some("--all"))
            .env("OPORA_BIN", binary)
            .current_dir(folder),
    )
}
