//! Mistakes of a catalogue, found when it is loaded.
//!
//! Not here: anything that can go wrong later. The one decision to know: an error says in which
//! file, in which entry, in which part of it and at which place of that part, and what was expected.

use std::fmt;

/// A mistake in a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueError {
    /// Name of the file, as given to the loader.
    pub file: String,
    /// Entry: «indicator ped.mentors», «define pupil»; empty for the file as a whole.
    pub entry: String,
    /// Part of the entry, such as `count` or `companion x, denominator`; empty for the whole.
    pub part: String,
    /// Line and column, from 1, within the text of the part; `None` when not in an expression.
    pub position: Option<(usize, usize)>,
    /// What is wrong and what was expected.
    pub message: String,
}

impl CatalogueError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        "catalogue-invalid"
    }
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.file)?;
        if !self.entry.is_empty() {
            write!(formatter, ": {}", self.entry)?;
        }
        if !self.part.is_empty() {
            write!(formatter, ", {}", self.part)?;
        }
        if let Some((line, column)) = self.position {
            write!(formatter, " ({line}:{column})")?;
        }
        write!(formatter, ": {}", self.message)
    }
}

impl std::error::Error for CatalogueError {}
