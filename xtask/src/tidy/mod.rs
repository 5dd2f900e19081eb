//! `cargo xtask tidy`: the rules of the house that no compiler knows.
//!
//! Not here: formatting and lints (rustfmt, clippy). The one decision to know: every rule is a
//! function from paths and texts to sentences, so each is tested without a checkout.

mod layers;
mod licences;
mod locales;
mod names;
mod purity;
mod texts;

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::{command, features, tree};

/// A file of the checkout: path below the workspace and text; binary files are left out.
#[derive(Debug)]
pub struct SourceFile {
    /// Path below the workspace, with forward slashes.
    pub path: String,
    /// What is in it.
    pub text: String,
}

impl SourceFile {
    /// Whether the name ends so.
    pub fn is(&self, ending: &str) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, end)| end == ending)
    }
}

/// Checks every rule and lists all that is wrong.
///
/// # Errors
/// When something is.
pub fn run() -> Result<()> {
    let root = command::root();
    let files = read(&root)?;
    let mut findings = Vec::new();
    findings.extend(texts::check(&files));
    findings.extend(names::check(&files));
    findings.extend(layers::check(&files));
    findings.extend(purity::check(&files));
    findings.extend(locales::check(&files));
    findings.extend(features::undocumented(&files));
    findings.extend(licences::check(&files)?);
    for finding in &findings {
        eprintln!("{finding}");
    }
    if findings.is_empty() {
        return Ok(());
    }
    bail!("tidy: {} findings", findings.len());
}

/// Reads every text file below a folder.
///
/// # Errors
/// When a file cannot be read.
pub fn read(root: &Path) -> Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    for path in tree::files(root)? {
        if let Ok(text) = String::from_utf8(fs::read(&path)?) {
            files.push(SourceFile {
                path: tree::relative(root, &path),
                text,
            });
        }
    }
    Ok(files)
}

/// A file for tests of rules.
#[cfg(test)]
pub fn file(path: &str, text: &str) -> SourceFile {
    SourceFile {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}
