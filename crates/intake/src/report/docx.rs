//! Paragraphs and tables of a DOCX.
//!
//! Not here: styles. The one decision to know: merged cells are filled, automatic numbers of lists
//! are written out (Word keeps them outside the text), the address of a link is put after its words
//! when they are not the address, changes not yet accepted are read as accepted, and a table within
//! a cell stands before the table around it.

use std::collections::BTreeMap;

use quick_xml::events::BytesStart;

use super::ReportDoubt;
use super::grid::{Block, Grid};
use crate::FileError;
use crate::office::{Node, Package, attribute};

/// Most cells of a document, and most bytes of text.
const MOST_CELLS: usize = 100_000;
const MOST_TEXT: usize = 16 << 20;
/// Widest merge taken.
const WIDEST: usize = 100;
/// Deepest tables within tables kept apart; deeper ones are text of their cell.
const DEEPEST: usize = 6;

/// Blocks of the main part.
pub(super) fn blocks(
    package: &mut Package<'_>,
    doubts: &mut Vec<ReportDoubt>,
) -> Result<Vec<Block>, FileError> {
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
    if reader.tracked {
        doubts.push(ReportDoubt {
            place: "документ".to_owned(),
            code: "tracked-changes",
            message:
                "В документе есть непринятые исправления: прочитано так, как если бы они были \
                      приняты."
                    .to_owned(),
        });
    }
    Ok(reader.blocks)
}

/// A table being read.
#[derive(Default)]
struct Table {
    grid: Grid,
    row: Vec<String>,
    /// Columns of the row that go on with the cell above.
    filled: Vec<usize>,
    text: String,
    span: usize,
    /// Whether the cell goes on with the one above.
    continues: bool,
    /// Whether the row was taken out by a change not yet accepted.
    deleted: bool,
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    addresses: BTreeMap<String, String>,
    /// Tables around the place, the outermost first.
    tables: Vec<Table>,
    /// Tables too deep to be kept apart.
    too_deep: usize,
    line: String,
    within: bool,
    /// Depth of parts that repeat others for old programs, or were taken out by a change.
    skipped: usize,
    in_row_properties: bool,
    tracked: bool,
    numbered: Option<String>,
    numbers: BTreeMap<String, usize>,
    link: Option<(String, usize)>,
    cells: usize,
    size: usize,
}

/// Parts whose text is not part of the document as it reads.
const SKIPPED: [&str; 3] = ["Fallback", "del", "moveFrom"];

impl Reader {
    fn take(&mut self, node: &Node<'_>) {
        match node {
            Node::Open("del", _) if self.in_row_properties => {
                self.tracked = true;
                if let Some(table) = self.tables.last_mut() {
                    table.deleted = true;
                }
            }
            Node::Close("del") if self.in_row_properties => {}
            Node::Open(name, _) if SKIPPED.contains(name) => {
                self.tracked |= *name != "Fallback";
                self.skipped = self.skipped.saturating_add(1);
            }
            Node::Close(name) if SKIPPED.contains(name) => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            _ if self.skipped > 0 => {}
            Node::Open(name, element) => self.open(name, element),
            Node::Text(piece) if self.within => self.push(piece),
            Node::Text(_) => {}
            Node::Close(name) => self.close(name),
        }
    }

    fn open(&mut self, name: &str, element: &BytesStart<'_>) {
        match name {
            "tbl" if self.tables.len() >= DEEPEST => {
                self.too_deep = self.too_deep.saturating_add(1);
            }
            "tbl" => self.tables.push(Table::default()),
            "numId" => self.numbered = attribute(element, "val").filter(|id| id != "0"),
            "ins" | "moveTo" => self.tracked = true,
            "r" => self.number(),
            "t" => self.within = true,
            "br" | "cr" => self.push("\n"),
            "tab" => self.push(" "),
            "noBreakHyphen" => self.push("-"),
            "trPr" => self.in_row_properties = true,
            "hyperlink" => {
                let address = attribute(element, "id").and_then(|id| self.addresses.get(&id));
                self.link = address.cloned().map(|address| (address, self.text().len()));
            }
            _ if self.too_deep == 0 => self.open_in_table(name, element),
            _ => {}
        }
    }

    fn open_in_table(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        match name {
            "tr" => {
                table.row.clear();
                table.filled.clear();
                table.deleted = false;
            }
            "tc" => {
                table.text.clear();
                (table.span, table.continues) = (1, false);
            }
            "gridSpan" => {
                let span = attribute(element, "val").and_then(|text| text.parse().ok());
                table.span = span.unwrap_or(1).clamp(1, WIDEST);
            }
            "vMerge" => table.continues = attribute(element, "val").as_deref() != Some("restart"),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.within = false,
            "trPr" => self.in_row_properties = false,
            "p" => {
                self.numbered = None;
                if self.tables.is_empty() {
                    self.end_line();
                } else {
                    self.push("\n");
                }
            }
            "hyperlink" => {
                if let Some((address, start)) = self.link.take()
                    && address.starts_with("http")
                    && !self.text().get(start..).unwrap_or("").contains("://")
                {
                    self.push(&format!(" {address} "));
                }
            }
            "tbl" if self.too_deep > 0 => self.too_deep = self.too_deep.saturating_sub(1),
            _ if self.too_deep > 0 => {}
            "tc" => self.end_cell(),
            "tr" => self.end_row(),
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    /// The text being written: of the innermost cell, or of the line.
    fn text(&self) -> &str {
        self.tables.last().map_or(&self.line, |table| &table.text)
    }

    fn push(&mut self, piece: &str) {
        self.size = self.size.saturating_add(piece.len());
        let text = match self.tables.last_mut() {
            Some(table) => &mut table.text,
            None => &mut self.line,
        };
        text.push_str(piece);
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
        let line = std::mem::take(&mut self.line);
        let lines = line.lines().map(str::trim).filter(|line| !line.is_empty());
        self.blocks
            .extend(lines.map(|line| Block::Line(line.to_owned())));
    }

    fn end_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let column = table.row.len();
        let above = table.grid.rows.last().and_then(|row| row.get(column));
        let text = if table.continues {
            above.cloned().unwrap_or_default()
        } else {
            table.text.trim().to_owned()
        };
        for _ in 0..table.span {
            self.size = self.size.saturating_add(text.len());
            if table.continues {
                table.filled.push(table.row.len());
            }
            table.row.push(text.clone());
        }
        self.cells = self.cells.saturating_add(table.span);
        table.text.clear();
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        let row = std::mem::take(&mut table.row);
        if !table.deleted {
            let at = table.grid.rows.len();
            let filled = table.filled.iter().map(|column| (at, *column));
            table.grid.filled.extend(filled);
            table.grid.rows.push(row);
        }
        table.deleted = false;
    }

    /// A table within a cell that has rows and columns stands for itself; a small one is text.
    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else {
            return;
        };
        let grid = table.grid;
        let small = grid.rows.len() < 3 || grid.width() < 2;
        if self.tables.is_empty() || !small {
            self.blocks.push(Block::Grid(grid));
            return;
        }
        for row in &grid.rows {
            self.push(&row.join(" "));
            self.push("\n");
        }
    }
}
