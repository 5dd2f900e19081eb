//! The document without what no format can carry: control characters and half-characters.
//!
//! Not here: escaping, which each format does its own way. The one decision to know: it is done
//! once, before any writer, so that all formats lose the same characters.

use opora_domain::document::{Block, Cell, Chart, Document, Span, Table};

/// Text without characters that XML 1.0 forbids (§2.2); tabs and carriage returns become spaces.
pub fn legible(text: &str) -> String {
    let lines = text.replace("\r\n", "\n");
    lines
        .chars()
        .filter_map(|letter| match letter {
            '\t' => Some(' '),
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\u{fffe}' | '\u{ffff}' => None,
            other if other.is_control() => None,
            other => Some(other),
        })
        .collect()
}

/// The address if a reader may be led to it: `http`, `https` or `mailto`; anything else, such as
/// `javascript:` or `file:`, stays text.
pub fn safe_address(address: &str) -> Option<&str> {
    let address = address.trim();
    let scheme = address.split(':').next()?.to_ascii_lowercase();
    let known = matches!(scheme.as_str(), "http" | "https" | "mailto");
    let whole = !address
        .chars()
        .any(|letter| letter.is_whitespace() || letter.is_control());
    (known && whole && address.len() > scheme.len() + 1).then_some(address)
}

/// The same document with every text legible and every address safe.
#[must_use]
pub fn legible_document(document: &Document) -> Document {
    Document {
        title: legible(&document.title).replace('\n', " "),
        issuer: legible(&document.issuer).replace('\n', " "),
        dated_on: document.dated_on,
        blocks: document.blocks.iter().map(block).collect(),
    }
}

fn block(block: &Block) -> Block {
    match block {
        Block::Approval(lines) => Block::Approval(all(lines)),
        Block::Title(lines) => Block::Title(all(lines)),
        Block::Heading { level, text } => Block::Heading {
            level: (*level).clamp(1, 3),
            text: legible(text).replace('\n', " "),
        },
        Block::Paragraph(content) => Block::Paragraph(spans(content)),
        Block::List { ordered, items } => Block::List {
            ordered: *ordered,
            items: items.iter().map(|item| spans(item)).collect(),
        },
        Block::Table(content) => Block::Table(table(content)),
        Block::Chart(content) => Block::Chart(chart(content)),
        Block::Squares(squares) => Block::Squares(squares.clone()),
        Block::Signature { post, name } => Block::Signature {
            post: legible(post),
            name: legible(name),
        },
        Block::Pages(orientation) => Block::Pages(*orientation),
    }
}

fn all(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| legible(line)).collect()
}

fn spans(spans: &[Span]) -> Vec<Span> {
    spans
        .iter()
        .map(|span| Span {
            text: legible(&span.text),
            link: span
                .link
                .as_deref()
                .and_then(safe_address)
                .map(str::to_owned),
            ..span.clone()
        })
        .collect()
}

fn table(table: &Table) -> Table {
    let rows = |rows: &[Vec<Cell>]| {
        rows.iter()
            .map(|row| row.iter().map(cell).collect())
            .collect()
    };
    Table {
        caption: table.caption.as_deref().map(legible),
        columns: table.columns.clone(),
        header: rows(&table.header),
        rows: rows(&table.rows),
    }
}

fn cell(cell: &Cell) -> Cell {
    Cell {
        paragraphs: cell
            .paragraphs
            .iter()
            .map(|paragraph| spans(paragraph))
            .collect(),
        number: cell.number.filter(|number| number.is_finite()),
        ..cell.clone()
    }
}

/// The same chart with every text legible.
pub(crate) fn chart(chart: &Chart) -> Chart {
    let mut legible_chart = chart.clone();
    legible_chart.title = legible(&chart.title).replace('\n', " ");
    legible_chart.unit = legible(&chart.unit).replace('\n', " ");
    legible_chart.alternative = legible(&chart.alternative).replace('\n', " ");
    for category in &mut legible_chart.categories {
        *category = legible(category).replace('\n', " ");
    }
    for series in &mut legible_chart.series {
        series.name = legible(&series.name).replace('\n', " ");
    }
    legible_chart
}
