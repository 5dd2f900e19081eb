//! Styles, scripts and fonts: npm packages and own files into `web/dist`.
//!
//! Not here: what is collected (`web/build.mjs`). The one decision to know: npm runs only when the
//! lock file changed and without install scripts; nothing of it is committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{apt, command, hash, tree};

/// Collects the assets when an input changed.
///
/// # Errors
/// When Node.js is missing, npm fails, or a file cannot be read.
pub fn build() -> Result<()> {
    apt::install(apt::FOR_DEMO)?;
    let web = command::root().join("web");
    npm_packages(&web)?;
    let mut inputs = vec![web.join("package-lock.json"), web.join("build.mjs")];
    inputs.extend(tree::files(&web.join("src"))?);
    let stamp = web.join("dist/.stamp");
    let state = digest(&inputs)?;
    if fs::read_to_string(&stamp).is_ok_and(|last| last == state) {
        return Ok(());
    }
    command::run(Command::new("node").arg("build.mjs").current_dir(&web))?;
    fs::write(&stamp, state).context("cannot write web/dist/.stamp")
}

/// Installs the npm packages of a folder when its lock file changed.
///
/// # Errors
/// When npm fails.
pub fn npm_packages(folder: &Path) -> Result<()> {
    let stamp = folder.join("node_modules/.stamp");
    let state = digest(&[folder.join("package-lock.json")])?;
    if fs::read_to_string(&stamp).is_ok_and(|last| last == state) {
        return Ok(());
    }
    command::run(
        Command::new("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
            .current_dir(folder),
    )?;
    fs::write(&stamp, state).with_context(|| format!("cannot write {}", stamp.display()))
}

/// One hash of the contents of several files.
fn digest(files: &[PathBuf]) -> Result<String> {
    let mut all = Vec::new();
    for file in files {
        let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        all.extend_from_slice(&hash::fnv(&bytes).to_le_bytes());
    }
    Ok(format!("{:016x}", hash::fnv(&all)))
}
