//! Paragraphs and tables of an HTML page.
//!
//! Not here: styles, scripts, forms. The one decision to know: this is a scanner of tags, not a
//! browser; what it needs of HTML is tables, lines and links.

use super::grid::{Block, Grid};
use crate::FileError;

/// Most cells of a page.
const MOST_CELLS: usize = 100_000;
/// Largest span taken.
const WIDEST: usize = 200;

/// Whether a text is a page.
pub(super) fn is_html(text: &str) -> bool {
    let head: String = text
        .trim_start()
        .chars()
        .take(400)
        .collect::<String>()
        .to_lowercase();
    head.starts_with("<!doctype html") || head.contains("<html") || head.contains("<table")
}

/// Blocks of a page.
pub(super) fn blocks(text: &str) -> Result<Vec<Block>, FileError> {
    let mut reader = Reader::default();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        reader.push(&unescape(before));
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let Some((tag, following)) = after.split_once('>') else {
            rest = "";
            break;
        };
        let name: String = tag
            .trim_end_matches('/')
            .chars()
            .take_while(|c| !c.is_whitespace())
            .collect::<String>()
            .to_ascii_lowercase();
        rest = following;
        if matches!(name.as_str(), "script" | "style" | "head" | "svg") {
            let end = format!("</{name}");
            rest = find_ignoring_case(rest, &end)
                .and_then(|at| rest.get(at..))
                .unwrap_or("");
            continue;
        }
        reader.tag(&name, tag)?;
    }
    reader.push(&unescape(rest));
    while !reader.tables.is_empty() {
        reader.end_table()?;
    }
    reader.end_line();
    Ok(reader.blocks)
}

/// Deepest tables within tables kept apart.
const DEEPEST: usize = 12;

/// A table being read.
#[derive(Default)]
struct Table {
    grid: Grid,
    text: String,
    /// Cells of earlier rows that reach down: column, rows left, text.
    reaching: Vec<(usize, usize, String)>,
    span: (usize, usize),
    in_cell: bool,
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    line: String,
    tables: Vec<Table>,
    too_deep: usize,
    address: Option<(String, usize)>,
    cells: usize,
}

impl Reader {
    fn push(&mut self, text: &str) {
        match self.tables.last_mut() {
            Some(table) if table.in_cell => table.text.push_str(text),
            Some(_) => {}
            None => self.line.push_str(text),
        }
    }

    /// The text being written.
    fn text(&self) -> &str {
        self.tables.last().map_or(&self.line, |table| &table.text)
    }

    fn tag(&mut self, name: &str, tag: &str) -> Result<(), FileError> {
        match name {
            "table" if self.tables.len() >= DEEPEST => {
                self.too_deep = self.too_deep.saturating_add(1);
            }
            "table" => {
                if self.tables.is_empty() {
                    self.end_line();
                }
                self.tables.push(Table::default());
            }
            "/table" if self.too_deep > 0 => self.too_deep = self.too_deep.saturating_sub(1),
            "/table" => self.end_table()?,
            "tr" | "td" | "th" | "/td" | "/th" | "/tr" if self.too_deep == 0 => {
                self.cell_tag(name, tag)?;
            }
            "br" | "br/" | "/p" | "/div" | "/li" | "p" | "div" | "li" | "/h1" | "/h2" | "/h3"
            | "/h4" => {
                if self.tables.is_empty() {
                    self.end_line();
                } else {
                    self.push("\n");
                }
            }
            "a" => self.address = value(tag, "href").map(|address| (address, self.text().len())),
            "/a" => {
                if let Some((address, start)) = self.address.take()
                    && address.starts_with("http")
                    && !self.text().get(start..).unwrap_or("").contains("://")
                {
                    self.push(&format!(" {address} "));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn cell_tag(&mut self, name: &str, tag: &str) -> Result<(), FileError> {
        self.end_cell()?;
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        match name {
            "tr" => {
                table.fill_reaching();
                table.grid.rows.push(Vec::new());
                table.fill_reaching();
            }
            "td" | "th" => {
                table.in_cell = true;
                table.span = (number(tag, "rowspan"), number(tag, "colspan"));
            }
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), FileError> {
        let Some(table) = self.tables.last_mut().filter(|table| table.in_cell) else {
            return Ok(());
        };
        table.in_cell = false;
        self.cells = self.cells.saturating_add(table.end_cell());
        if self.cells > MOST_CELLS {
            return Err(FileError::TooManyCells {
                sheet: "HTML".to_owned(),
            });
        }
        Ok(())
    }

    /// A table within a cell that has rows and columns stands for itself; a small one is text.
    fn end_table(&mut self) -> Result<(), FileError> {
        self.end_cell()?;
        let Some(mut table) = self.tables.pop() else {
            return Ok(());
        };
        table.fill_reaching();
        let grid = table.grid;
        let small = grid.rows.len() < 3 || grid.width() < 2;
        if self.tables.is_empty() || !small {
            if !grid.rows.is_empty() {
                self.blocks.push(Block::Grid(grid));
            }
            return Ok(());
        }
        for row in &grid.rows {
            self.push(&row.join(" "));
            self.push("\n");
        }
        Ok(())
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let lines = line.lines().map(super::grid::flat);
        let full = lines.filter(|line| !line.is_empty());
        self.blocks.extend(full.map(Block::Line));
    }
}

impl Table {
    /// Puts the cells that reach down from above at the end of the last row, in turn.
    fn fill_reaching(&mut self) {
        let at = self.grid.rows.len().saturating_sub(1);
        let Some(row) = self.grid.rows.last_mut() else {
            return;
        };
        while let Some(found) = self
            .reaching
            .iter_mut()
            .find(|(column, left, _)| *column == row.len() && *left > 0)
        {
            found.1 = found.1.saturating_sub(1);
            self.grid.filled.insert((at, row.len()));
            row.push(found.2.clone());
        }
        self.reaching.retain(|(_, left, _)| *left > 0);
    }

    /// Ends a cell; the number of cells it takes.
    fn end_cell(&mut self) -> usize {
        let lines: Vec<String> = self
            .text
            .lines()
            .map(super::grid::flat)
            .filter(|line| !line.is_empty())
            .collect();
        let text = lines.join("\n");
        self.text.clear();
        let (down, across) = self.span;
        if self.grid.rows.is_empty() {
            self.grid.rows.push(Vec::new());
        }
        self.fill_reaching();
        for _ in 0..across {
            if let Some(row) = self.grid.rows.last_mut() {
                if down > 1 {
                    self.reaching
                        .push((row.len(), down.saturating_sub(1), text.clone()));
                }
                row.push(text.clone());
            }
        }
        across.saturating_mul(down)
    }
}

fn number(tag: &str, name: &str) -> usize {
    value(tag, name)
        .and_then(|text| text.parse().ok())
        .unwrap_or(1)
        .clamp(1, WIDEST)
}

/// Value of an attribute of a tag.
fn value(tag: &str, name: &str) -> Option<String> {
    let at = find_ignoring_case(tag, &format!(" {name}="))?;
    let rest = tag.get(at.checked_add(name.len())?.checked_add(2)?..)?;
    let value = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => match rest.strip_prefix('\'') {
            Some(quoted) => quoted.split('\'').next()?,
            None => rest.split([' ', '/']).next()?,
        },
    };
    Some(unescape(value))
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    let wanted = wanted.as_bytes();
    text.as_bytes()
        .windows(wanted.len())
        .position(|window| window.eq_ignore_ascii_case(wanted))
}

/// References of HTML that documents use.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let (name, following) = match after.split_once(';') {
            Some((name, following)) if name.len() <= 8 => (name, following),
            _ => {
                out.push('&');
                rest = after;
                continue;
            }
        };
        let found = match name {
            "nbsp" => Some(' '),
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "laquo" => Some('«'),
            "raquo" => Some('»'),
            "mdash" => Some('—'),
            "ndash" => Some('–'),
            _ => name
                .strip_prefix("#x")
                .and_then(|code| u32::from_str_radix(code, 16).ok())
                .or_else(|| name.strip_prefix('#')?.parse().ok())
                .and_then(char::from_u32),
        };
        if let Some(letter) = found {
            out.push(letter);
        } else {
            out.push('&');
            out.push_str(name);
            out.push(';');
        }
        rest = following;
    }
    out.push_str(rest);
    out
}
