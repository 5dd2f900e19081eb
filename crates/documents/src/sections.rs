//! A document cut where the orientation of pages changes, with the levels of its headings.
//!
//! Not here: sizes of pages. The one decision to know: levels never skip one, because assistive
//! technology and PDF/UA take a skipped level for a lost heading.

use opora_domain::document::{Block, Document, Orientation};

/// Consecutive blocks on pages of one orientation.
#[derive(Debug)]
pub struct Section<'a> {
    /// Orientation of its pages.
    pub orientation: Orientation,
    /// Its blocks, without `Pages`.
    pub blocks: Vec<&'a Block>,
}

/// Sections of the document, at least one.
pub fn sections(document: &Document) -> Vec<Section<'_>> {
    let mut current = Section {
        orientation: Orientation::Portrait,
        blocks: Vec::new(),
    };
    let mut sections = Vec::new();
    for block in &document.blocks {
        if let Block::Pages(orientation) = block {
            let next = Section {
                orientation: *orientation,
                blocks: Vec::new(),
            };
            let done = std::mem::replace(&mut current, next);
            if !done.blocks.is_empty() {
                sections.push(done);
            }
        } else {
            current.blocks.push(block);
        }
    }
    if !current.blocks.is_empty() || sections.is_empty() {
        sections.push(current);
    }
    sections
}

/// Gives each heading a level at most one below the heading before it.
#[derive(Debug, Default)]
pub struct Levels {
    last: u8,
}

impl Levels {
    /// The level for the next heading.
    pub fn next(&mut self, asked: u8) -> u8 {
        self.last = asked.clamp(1, self.last + 1).min(3);
        self.last
    }
}
