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
    reader.end_line();
    Ok(reader.blocks)
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    text: String,
    depth: usize,
    rows: Vec<Vec<String>>,
    /// Cells of earlier rows that reach down: column, rows left, text.
    reaching: Vec<(usize, usize, String)>,
    span: (usize, usize),
    address: Option<(String, usize)>,
    in_cell: bool,
    cells: usize,
}

impl Reader {
    fn push(&mut self, text: &str) {
        if self.depth == 0 || self.in_cell {
            self.text.push_str(text);
        }
    }

    fn tag(&mut self, name: &str, tag: &str) -> Result<(), FileError> {
        match name {
            "table" => {
                if self.depth == 0 {
                    self.end_line();
                    self.rows.clear();
                    self.reaching.clear();
                }
                self.depth = self.depth.saturating_add(1);
            }
            "/table" => {
                self.end_cell()?;
                self.fill_reaching();
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 0 && !self.rows.is_empty() {
                    let rows = std::mem::take(&mut self.rows);
                    self.blocks.push(Block::Grid(Grid { rows }));
                }
            }
            "tr" if self.depth == 1 => {
                self.end_cell()?;
                self.fill_reaching();
                self.rows.push(Vec::new());
                self.fill_reaching();
            }
            "td" | "th" if self.depth == 1 => {
                self.end_cell()?;
                self.in_cell = true;
                self.span = (number(tag, "rowspan"), number(tag, "colspan"));
            }
            "/td" | "/th" | "/tr" if self.depth == 1 => self.end_cell()?,
            "br" | "br/" | "/p" | "/div" | "/li" | "p" | "div" | "li" | "/h1" | "/h2" | "/h3"
            | "/h4" => {
                if self.in_cell {
                    self.text.push('\n');
                } else if self.depth == 0 {
                    self.end_line();
                }
            }
            "a" => self.address = value(tag, "href").map(|address| (address, self.text.len())),
            "/a" => {
                if let Some((address, start)) = self.address.take()
                    && address.starts_with("http")
                    && !self.text.get(start..).unwrap_or("").contains("://")
                {
                    self.push(&format!(" {address} "));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Puts the cells that reach down from above at the end of the last row, in turn.
    fn fill_reaching(&mut self) {
        let Some(row) = self.rows.last_mut() else {
            return;
        };
        while let Some(found) = self
            .reaching
            .iter_mut()
            .find(|(column, left, _)| *column == row.len() && *left > 0)
        {
            found.1 = found.1.saturating_sub(1);
            row.push(found.2.clone());
        }
        self.reaching.retain(|(_, left, _)| *left > 0);
    }

    fn end_cell(&mut self) -> Result<(), FileError> {
        if !std::mem::take(&mut self.in_cell) {
            return Ok(());
        }
        let lines: Vec<String> = self
            .text
            .lines()
            .map(super::grid::flat)
            .filter(|line| !line.is_empty())
            .collect();
        let text = lines.join("\n");
        self.text.clear();
        let (down, across) = self.span;
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        self.fill_reaching();
        for _ in 0..across {
            if let Some(row) = self.rows.last_mut() {
                if down > 1 {
                    self.reaching
                        .push((row.len(), down.saturating_sub(1), text.clone()));
                }
                row.push(text.clone());
            }
        }
        self.cells = self.cells.saturating_add(across.saturating_mul(down));
        if self.cells > MOST_CELLS {
            return Err(FileError::TooManyCells {
                sheet: "HTML".to_owned(),
            });
        }
        Ok(())
    }

    fn end_line(&mut self) {
        let lines = self
            .text
            .lines()
            .map(super::grid::flat)
            .filter(|line| !line.is_empty());
        self.blocks.extend(lines.map(Block::Line));
        self.text.clear();
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
