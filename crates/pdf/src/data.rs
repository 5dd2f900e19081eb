//! The document as the data the template reads.
//!
//! Not here: looks. The one decision to know: names of fields are a contract with `document.typ`
//! alone; nobody else reads this JSON.

use opora_documents::{
    Content, Grid, Levels, TableLetters, Theme, WriteError, chart_svg, sections, squares_svg,
    tall_rows,
};
use opora_domain::document::{Align, Block, Cell, Document, Orientation, Span, Table};
use serde_json::{Value, json};
use typst::foundations::Bytes;

/// Pictures of the charts, as virtual files.
pub(crate) fn charts(document: &Document) -> Vec<(String, Bytes)> {
    let charts = document.blocks.iter().filter_map(|block| match block {
        Block::Chart(chart) => Some(chart_svg(chart, Theme::Print)),
        Block::Squares(squares) => Some(squares_svg(squares)),
        _ => None,
    });
    charts
        .enumerate()
        .map(|(index, svg)| (chart_file(index), Bytes::from_string(svg)))
        .collect()
}

fn chart_file(index: usize) -> String {
    format!("chart{}.svg", index + 1)
}

/// The document, to be set in these font families.
pub(crate) fn document(document: &Document, fonts: &[String]) -> Result<String, WriteError> {
    let mut writer = Writer::default();
    let mut parts = Vec::new();
    for section in sections(document) {
        let blocks: Result<Vec<Value>, WriteError> = section
            .blocks
            .iter()
            .map(|block| writer.block(block, section.orientation))
            .collect();
        parts.push(json!({
            "landscape": section.orientation == Orientation::Landscape,
            "blocks": blocks?,
        }));
    }
    let data = json!({
        "title": document.title,
        "issuer": document.issuer,
        "fonts": fonts,
        "sections": parts,
    });
    Ok(data.to_string())
}

#[derive(Default)]
struct Writer {
    levels: Levels,
    tables: usize,
    charts: usize,
    letters: TableLetters,
}

impl Writer {
    fn block(&mut self, block: &Block, orientation: Orientation) -> Result<Value, WriteError> {
        Ok(match block {
            Block::Approval(lines) => json!({"kind": "approval", "text": joined(lines)}),
            Block::Title(lines) => json!({"kind": "title", "text": joined(lines)}),
            Block::Heading { level, text } => {
                self.letters.heading(*level);
                json!({"kind": "heading", "level": self.levels.next(*level), "text": text})
            }
            Block::Paragraph(content) => json!({"kind": "paragraph", "spans": spans(content)}),
            Block::List { ordered, items } => {
                let items: Vec<Value> = items.iter().map(|item| spans(item)).collect();
                json!({"kind": "list", "ordered": ordered, "items": items})
            }
            Block::Table(content) => {
                self.tables += 1;
                let grid = Grid::of(content, self.tables)?;
                let small = self.letters.small(orientation);
                let tall = tall_rows(content, &grid, orientation, small);
                table(content, &grid, (&tall, small))
            }
            Block::Chart(chart) => {
                let file = chart_file(self.charts);
                self.charts += 1;
                json!({
                    "kind": "chart",
                    "file": file,
                    "title": chart.title,
                    "alternative": chart.alternative,
                })
            }
            Block::Squares(squares) => {
                let file = chart_file(self.charts);
                self.charts += 1;
                json!({"kind": "squares", "file": file, "alternative": squares.alternative})
            }
            Block::Signature { post, name } => {
                self.letters.signature();
                json!({"kind": "signature", "post": post, "name": name})
            }
            Block::Pages(_) => Value::Null,
        })
    }
}

fn joined(lines: &[String]) -> Value {
    spans(&[Span::plain(lines.join("\n"))])
}

fn spans(spans: &[Span]) -> Value {
    let runs = spans.iter().map(|span| {
        json!({
            "lines": span.text.split('\n').collect::<Vec<_>>(),
            "bold": span.bold,
            "italic": span.italic,
            "link": span.link,
        })
    });
    Value::Array(runs.collect())
}

/// The table with what is known of each row: whether it may be broken between pages.
fn table(table: &Table, grid: &Grid<'_>, (tall, small): (&[bool], bool)) -> Value {
    let mut header = Vec::new();
    let mut body = Vec::new();
    for (index, places) in grid.rows.iter().enumerate() {
        let tall = tall.get(index).is_some_and(|tall| *tall);
        for place in places {
            let align = match table.columns.get(place.column).map(|column| column.align) {
                Some(Align::Centre) => "center",
                Some(Align::Right) => "right",
                Some(Align::Left) | None => "left",
            };
            let (paragraphs, rows) = match place.content {
                Content::Cell { cell, rows } => (paragraphs(cell), rows),
                Content::Nothing => (json!([]), 1),
                Content::Continued => continue,
            };
            let cell = json!({
                "paragraphs": paragraphs,
                "rows": rows,
                "columns": place.columns,
                "align": align,
                "whole": rows == 1 && !tall,
            });
            if index < grid.header {
                header.push(cell);
            } else {
                body.push(cell);
            }
        }
    }
    let weights: Vec<u16> = table
        .columns
        .iter()
        .map(|column| column.weight.max(1))
        .collect();
    json!({
        "kind": "table",
        "caption": table.caption,
        "small": small,
        "weights": weights,
        "header": header,
        "body": body,
    })
}

fn paragraphs(cell: &Cell) -> Value {
    cell.paragraphs
        .iter()
        .map(|paragraph| spans(paragraph))
        .collect()
}
