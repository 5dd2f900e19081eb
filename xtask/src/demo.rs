//! `cargo xtask demo`: from a bare checkout to a school in the browser.
//!
//! Not here: the school (`opora demo`). The one decision to know: the dev profile is the default,
//! because the first build of the release profile takes three times as long.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::{apt, assets, command};

/// Installs, builds, makes the school and serves it until ctrl-c.
///
/// # Errors
/// When something cannot be installed or built, or the program ends with an error.
pub fn run(release: bool) -> Result<()> {
    apt::install(apt::FOR_DEMO)?;
    assets::build()?;
    let binary = build(release)?;
    command::run(
        Command::new(binary)
            .args([
                "--data",
                "./data/demo",
                "demo",
                "--listen",
                "127.0.0.1:8080",
            ])
            .current_dir(command::root()),
    )
}

/// Builds the program; returns where it is.
///
/// # Errors
/// When it does not compile.
pub fn build(release: bool) -> Result<PathBuf> {
    let mut build = command::cargo();
    build.args(["build", "--locked", "--package", "opora-cli"]);
    if release {
        build.arg("--release");
    }
    command::run(&mut build)?;
    let profile = if release { "release" } else { "debug" };
    Ok(command::target().join(profile).join("opora"))
}
