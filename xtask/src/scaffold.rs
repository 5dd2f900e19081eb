//! `cargo xtask new-feature NAME`: an empty slice through the layers.
//!
//! Not here yet: the slice.

use anyhow::{Result, bail};

/// Writes the slice.
///
/// # Errors
/// Always, for now.
pub fn run(name: &str) -> Result<()> {
    bail!("cannot make {name} yet")
}
