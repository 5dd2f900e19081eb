//! Paragraphs and tables of a DOCX.
//!
//! Not here: styles. The one decision to know: merged cells are filled, automatic numbers of lists
//! are written out (Word keeps them outside the text), and the address of a link is put after its
//! words when they are not the address.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::grid::{Block, Grid};
use crate::FileError;
use crate::office::{Node, Package, attribute};

/// Most cells of a document, and most bytes of text.
const MOST_CELLS: usize = 100_000;
const MOST_TEXT: usize = 16 << 20;
/// Widest merge taken.
const WIDEST: usize = 100;

/// Blocks of the main part.
pub(super) fn blocks(package: &mut Package<'_>) -> Result<Vec<Block>, FileError> {
    let part = "word/document.xml";
    let mut addresses = BTreeMap::new();
    let relations = "word/_rels/document.xml.rels";
    if package.has(relations) {
        package.walk(relations, &mut |node| {
            if let Node::Open("Relationship", element) = node
                && attribute(element, "TargetMode").as_deref() == Some("External")
            {
                let target = attribute(element, "Target").unwrap_or_default();
                addresses.insert(attribute(element, "Id").unwrap_or_default(), target);
            }
            Ok(())
        })?;
    }
    let mut reader = Reader {
        addresses,
        ..Reader::default()
    };
    package.walk(part, &mut |node| {
        reader.take(&node);
        if reader.cells > MOST_CELLS || reader.size > MOST_TEXT {
            return Err(FileError::Bomb {
                part: part.to_owned(),
            });
        }
        Ok(())
    })?;
    Ok(reader.blocks)
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    addresses: BTreeMap<String, String>,
    /// Depth of tables; only the outermost makes a grid.
    depth: usize,
    grid: Grid,
    row: Vec<String>,
    text: String,
    span: usize,
    /// Whether the cell goes on with the one above.
    continues: bool,
    within: bool,
    /// Depth of parts that repeat others for old programs.
    skipped: usize,
    numbered: Option<String>,
    numbers: BTreeMap<String, usize>,
    link: Option<(String, usize)>,
    cells: usize,
    size: usize,
}

impl Reader {
    fn take(&mut self, node: &Node<'_>) {
        match node {
            Node::Open("Fallback", _) => self.skipped = self.skipped.saturating_add(1),
            Node::Close("Fallback") => self.skipped = self.skipped.saturating_sub(1),
            _ if self.skipped > 0 => {}
            Node::Open(name, element) => self.open(name, element),
            Node::Text(piece) if self.within => self.push(piece),
            Node::Text(_) => {}
            Node::Close(name) => self.close(name),
        }
    }

    fn open(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "tbl" => {
                self.depth = self.depth.saturating_add(1);
                if self.depth == 1 {
                    self.grid.rows.clear();
                }
            }
            "tr" if self.depth == 1 => self.row.clear(),
            "tc" if self.depth == 1 => {
                self.text.clear();
                (self.span, self.continues) = (1, false);
            }
            "gridSpan" if self.depth == 1 => {
                let span = attribute(element, "val").and_then(|text| text.parse().ok());
                self.span = span.unwrap_or(1).clamp(1, WIDEST);
            }
            "vMerge" if self.depth == 1 => {
                self.continues = attribute(element, "val").as_deref() != Some("restart");
            }
            "numId" => self.numbered = attribute(element, "val").filter(|id| id != "0"),
            "r" => self.number(),
            "t" => self.within = true,
            "br" | "cr" => self.push("\n"),
            "tab" => self.push(" "),
            "noBreakHyphen" => self.push("-"),
            "hyperlink" => {
                let address = attribute(element, "id").and_then(|id| self.addresses.get(&id));
                self.link = address.cloned().map(|address| (address, self.text.len()));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.within = false,
            "p" => {
                self.numbered = None;
                if self.depth == 0 {
                    self.end_line();
                } else {
                    self.push("\n");
                }
            }
            "hyperlink" => {
                if let Some((address, start)) = self.link.take()
                    && address.starts_with("http")
                    && !self.text.get(start..).unwrap_or("").contains("://")
                {
                    self.push(&format!(" {address} "));
                }
            }
            "tc" if self.depth == 1 => self.end_cell(),
            "tr" if self.depth == 1 => self.grid.rows.push(std::mem::take(&mut self.row)),
            "tbl" => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 {
                    self.blocks
                        .push(Block::Grid(std::mem::take(&mut self.grid)));
                    self.text.clear();
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, piece: &str) {
        self.size = self.size.saturating_add(piece.len());
        self.text.push_str(piece);
    }

    /// Writes the automatic number before the first run of its paragraph.
    fn number(&mut self) {
        if let Some(id) = self.numbered.take() {
            let number = self.numbers.entry(id).or_default();
            *number = number.saturating_add(1);
            let number = format!("{number}. ");
            self.push(&number);
        }
    }

    fn end_line(&mut self) {
        for line in self
            .text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
        {
            self.blocks.push(Block::Line(line.to_owned()));
        }
        self.text.clear();
    }

    fn end_cell(&mut self) {
        let column = self.row.len();
        let above = || {
            self.grid
                .rows
                .last()
                .and_then(|row| row.get(column))
                .cloned()
        };
        let text = if self.continues {
            above().unwrap_or_default()
        } else {
            self.text.trim().to_owned()
        };
        for _ in 0..self.span {
            self.size = self.size.saturating_add(text.len());
            self.row.push(text.clone());
        }
        self.cells = self.cells.saturating_add(self.span);
        self.text.clear();
    }
}
