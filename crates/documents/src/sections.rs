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

/// Gives each heading a level one below the heading it stands under, whatever number it asked for.
#[derive(Debug, Default)]
pub struct Levels {
    /// Levels asked by the headings that are open, from the highest.
    open: Vec<u8>,
}

impl Levels {
    /// The level for the next heading, from 1.
    pub fn next(&mut self, asked: u8) -> u8 {
        self.open.retain(|above| *above < asked);
        self.open.push(asked);
        u8::try_from(self.open.len()).unwrap_or(u8::MAX)
    }
}

/// Which tables are set in small letters (10 points): wide ones, those under a heading of a part of a
/// section, and all after a signature, which are appendices.
#[derive(Debug, Default)]
pub struct TableLetters {
    below: bool,
    signed: bool,
}

impl TableLetters {
    /// A heading that asks for this level is passed.
    pub fn heading(&mut self, asked: u8) {
        self.below = asked > 1;
    }

    /// A signature is passed.
    pub fn signature(&mut self) {
        self.signed = true;
    }

    /// Whether a table here, on a page of this orientation, is set in small letters.
    pub fn small(&self, orientation: Orientation) -> bool {
        self.below || self.signed || orientation == Orientation::Landscape
    }
}

#[cfg(test)]
mod tests {
    use super::{Levels, Orientation, TableLetters};

    #[test]
    fn tables_right_under_a_section_are_large_and_the_others_small() {
        let narrow = Orientation::Portrait;
        let mut letters = TableLetters::default();
        assert!(!letters.small(narrow));
        assert!(letters.small(Orientation::Landscape));
        letters.heading(2);
        assert!(letters.small(narrow));
        letters.heading(1);
        assert!(!letters.small(narrow));
        letters.signature();
        letters.heading(1);
        assert!(letters.small(narrow));
    }

    #[test]
    fn a_level_is_never_skipped_and_equals_stay_equal() {
        let mut levels = Levels::default();
        let given: Vec<u8> = [3, 3, 1, 3, 2, 3, 1]
            .map(|asked| levels.next(asked))
            .to_vec();
        assert_eq!(given, [1, 1, 1, 2, 2, 3, 1]);
    }
}
