//! The text a document must have in every format, taken from the model alone.
//!
//! Shared by tests of `documents` and `pdf`.

use opora_domain::document::{Block, Cell, Document, Span};

/// Whether a format counts marks of lists as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    Printed,
    Absent,
}

/// Texts of the document in reading order.
pub fn texts(document: &Document, marks: Marks) -> Vec<String> {
    let mut texts = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Approval(lines) | Block::Title(lines) => texts.extend(lines.clone()),
            Block::Heading { text, .. } => texts.push(text.clone()),
            Block::Paragraph(spans) => texts.push(joined(spans)),
            Block::List { ordered, items } => {
                for (number, item) in (1..).zip(items) {
                    if marks == Marks::Printed {
                        texts.push(if *ordered {
                            format!("{number}.")
                        } else {
                            "–".into()
                        });
                    }
                    texts.push(joined(item));
                }
            }
            Block::Table(table) => {
                texts.extend(table.caption.clone());
                let cells = table.header.iter().chain(&table.rows).flatten();
                texts.extend(
                    cells.flat_map(|cell: &Cell| cell.paragraphs.iter().map(|it| joined(it))),
                );
            }
            Block::Chart(chart) => texts.push(chart.title.clone()),
            Block::Signature { post, name } => texts.extend([post.clone(), name.clone()]),
            Block::Squares(_) | Block::Pages(_) => {}
        }
    }
    texts
}

fn joined(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// The letters of texts without what layout may add or take: spaces, line breaks, hyphens of
/// hyphenation, places to break, directions; and without the characters no format can hold.
pub fn letters<T: AsRef<str>>(texts: &[T]) -> String {
    let all: String = texts.iter().map(AsRef::as_ref).collect();
    all.chars()
        .filter(|letter| !letter.is_whitespace() && !letter.is_control())
        .filter(|letter| !matches!(letter, '\u{fffe}' | '\u{ffff}'))
        .filter(|letter| !matches!(letter, '-' | '\u{2010}' | '\u{ad}' | '\u{200b}'))
        .filter(|letter| !matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .collect()
}

/// Fails where the texts first differ, showing what surrounds the place.
pub fn assert_same(format: &str, found: &str, expected: &str) {
    let (found, expected): (Vec<char>, Vec<char>) =
        (found.chars().collect(), expected.chars().collect());
    let same = found
        .iter()
        .zip(&expected)
        .take_while(|(a, b)| a == b)
        .count();
    if same < found.len().max(expected.len()) {
        let near = |text: &[char]| {
            text.iter()
                .skip(same.saturating_sub(30))
                .take(90)
                .collect::<String>()
        };
        panic!(
            "{format} differs at {same}:\n found    {}\n expected {}",
            near(&found),
            near(&expected)
        );
    }
}
