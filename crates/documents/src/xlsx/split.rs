//! Which blocks stand on which sheet, and what sheets are called.
//!
//! Not here: cells. The one decision to know: a sheet has at most one table; a heading goes with the
//! table it announces, and a heading of the first level after a table begins a new sheet.

use std::collections::BTreeSet;

use opora_domain::document::{Block, Document, Orientation};

use crate::sections::sections;

/// Longest name of a sheet, in characters.
const NAME: usize = 31;

/// Blocks of one sheet.
#[derive(Debug)]
pub(super) struct Leaf<'a> {
    /// Name of the sheet, unique in the workbook.
    pub(super) name: String,
    /// Orientation of its paper.
    pub(super) orientation: Orientation,
    /// Blocks.
    pub(super) blocks: Vec<&'a Block>,
}

/// Sheets of the document, at least one.
pub(super) fn leaves(document: &Document) -> Vec<Leaf<'_>> {
    let mut parts: Vec<(Orientation, Vec<&Block>)> = Vec::new();
    let mut blocks: Vec<&Block> = Vec::new();
    let mut last = Orientation::Portrait;
    for section in sections(document) {
        for block in section.blocks {
            let announced = match block {
                Block::Table(_) => Some(announcement(&blocks)),
                Block::Heading { level: 1, .. } if has_table(&blocks) => Some(blocks.len()),
                _ => None,
            };
            if let Some(from) = announced.filter(|from| *from > 0) {
                let rest = blocks.split_off(from);
                parts.push((last, std::mem::replace(&mut blocks, rest)));
            }
            if matches!(block, Block::Table(_)) || !has_table(&blocks) {
                last = section.orientation;
            }
            blocks.push(block);
        }
    }
    parts.push((last, blocks));
    let mut taken = BTreeSet::new();
    parts
        .into_iter()
        .map(|(orientation, blocks)| Leaf {
            name: name(&blocks, &document.title, &mut taken),
            orientation,
            blocks,
        })
        .collect()
}

fn has_table(blocks: &[&Block]) -> bool {
    blocks.iter().any(|block| matches!(block, Block::Table(_)))
}

/// Where the text that announces a coming table begins.
fn announcement(blocks: &[&Block]) -> usize {
    let table = blocks
        .iter()
        .rposition(|block| matches!(block, Block::Table(_)));
    let heading = blocks
        .iter()
        .rposition(|block| matches!(block, Block::Heading { .. }));
    // A heading of a part stands right above the heading of its first section.
    let heading = heading.map(|last| {
        let above = blocks.iter().take(last).rev();
        last - above
            .take_while(|block| matches!(block, Block::Heading { .. }))
            .count()
    });
    match (table, heading) {
        (Some(table), Some(heading)) if heading > table => heading,
        (Some(_), _) => blocks.len(),
        (None, Some(heading)) => heading,
        (None, None) => 0,
    }
}

/// A name from the first heading, else the title, without characters Excel forbids.
fn name(blocks: &[&Block], title: &str, taken: &mut BTreeSet<String>) -> String {
    let heading = blocks.iter().find_map(|block| match block {
        Block::Heading { text, .. } => Some(text.as_str()),
        Block::Title(_) => Some(title),
        _ => None,
    });
    let plain: String = heading
        .unwrap_or(title)
        .chars()
        .map(|letter| {
            if "[]:*?/\\'".contains(letter) {
                ' '
            } else {
                letter
            }
        })
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let whole = words.join(" ");
    let whole = if whole.is_empty() {
        "Документ".to_owned()
    } else {
        whole
    };
    for number in 1.. {
        let tail = if number > 1 {
            format!(" ({number})")
        } else {
            String::new()
        };
        let name = format!("{}{tail}", shortened(&whole, NAME - tail.chars().count()));
        if taken.insert(name.to_lowercase()) {
            return name;
        }
    }
    whole
}

/// The first words within this length in UTF-16 units, as Excel counts.
fn shortened(text: &str, longest: usize) -> String {
    let mut short = String::new();
    let mut at_word = 0;
    for letter in text.chars() {
        if short.encode_utf16().count() + letter.len_utf16() > longest {
            // A name cut inside a word is read worse than a shorter one.
            if at_word > longest / 2 {
                short.truncate(at_word);
            }
            return short.trim_end().to_owned();
        }
        if letter == ' ' {
            at_word = short.len();
        }
        short.push(letter);
    }
    short
}
