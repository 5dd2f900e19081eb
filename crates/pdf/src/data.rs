//! The document as the data the template reads.
//!
//! Not here: looks. The one decision to know: names of fields are a contract with `document.typ`
//! alone; nobody else reads this JSON.

use opora_documents::{Content, Grid, Levels, Theme, WriteError, chart_svg, sections};
use opora_domain::document::{Align, Block, Cell, Document, Orientation, Span, Table};
use serde_json::{Value, json};
use typst::foundations::Bytes;

/// Characters of a row that is kept on one page; a longer one may be broken.
const WHOLE: usize = 900;

/// Pictures of the charts, as virtual files.
pub(crate) fn charts(document: &Document) -> Vec<(String, Bytes)> {
    let charts = document.blocks.iter().filter_map(|block| match block {
        Block::Chart(chart) => Some(chart_svg(chart, Theme::Print)),
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
            .map(|block| writer.block(block))
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
}

impl Writer {
    fn block(&mut self, block: &Block) -> Result<Value, WriteError> {
        Ok(match block {
            Block::Approval(lines) => json!({"kind": "approval", "text": joined(lines)}),
            Block::Title(lines) => json!({"kind": "title", "text": joined(lines)}),
            Block::Heading { level, text } => {
                json!({"kind": "heading", "level": self.levels.next(*level), "text": text})
            }
            Block::Paragraph(content) => json!({"kind": "paragraph", "spans": spans(content)}),
            Block::List { ordered, items } => {
                let items: Vec<Value> = items.iter().map(|item| spans(item)).collect();
                json!({"kind": "list", "ordered": ordered, "items": items})
            }
            Block::Table(content) => {
                self.tables += 1;
                table(content, &Grid::of(content, self.tables)?)
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
            Block::Signature { post, name } => {
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

fn table(table: &Table, grid: &Grid<'_>) -> Value {
    let mut header = Vec::new();
    let mut body = Vec::new();
    for (index, places) in grid.rows.iter().enumerate() {
        let letters: usize = places.iter().map(|place| letters(&place.content)).sum();
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
                "whole": rows == 1 && letters <= WHOLE,
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

fn letters(content: &Content<'_>) -> usize {
    match content {
        Content::Cell { cell, rows: 1 } => cell
            .paragraphs
            .iter()
            .flatten()
            .map(|span| span.text.chars().count())
            .sum(),
        _ => 0,
    }
}
