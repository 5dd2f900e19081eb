//! The document as one HTML page that needs nothing beside itself.
//!
//! Not here: pages of the application (`web`). The one decision to know: it is a sheet of paper, so
//! it stays black on white whatever theme the reader has, and prints as it looks.

mod table;

use opora_domain::document::{Block, Chart, Document, Orientation, Span};

use crate::{
    Theme, WriteError, chart_svg,
    grid::Grid,
    legible::legible_document,
    markup::Markup,
    sections::{Levels, TableLetters, sections},
};

const STYLE: &str = include_str!("html/style.css");

/// The document as one HTML page that needs nothing beside itself.
///
/// # Errors
/// A table whose cells do not fit its columns.
pub fn html(document: &Document) -> Result<Vec<u8>, WriteError> {
    let document = legible_document(document);
    let titled = document
        .blocks
        .iter()
        .any(|block| matches!(block, Block::Title(_)));
    let mut page = Page {
        html: Markup::default(),
        levels: Levels::default(),
        // The title is the heading of the page; without one, headings of the text begin at 1.
        above: u8::from(titled),
        tables: 0,
        letters: TableLetters::default(),
    };
    for section in sections(&document) {
        let class = match section.orientation {
            Orientation::Portrait => "sheet portrait",
            Orientation::Landscape => "sheet landscape",
        };
        page.html.raw(&format!("<section class=\"{class}\">\n"));
        for block in section.blocks {
            page.block(block, section.orientation)?;
            page.html.raw("\n");
        }
        page.html.raw("</section>\n");
    }
    Ok(around(&document, &page.html.finish()).into_bytes())
}

/// The page around its content.
fn around(document: &Document, content: &str) -> String {
    let mut html = Markup::opened_by("<!DOCTYPE html>\n");
    html.element("html", &[("lang", "ru")], |html| {
        html.element("head", &[], |html| {
            html.raw("<meta charset=\"utf-8\">\n");
            html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
            html.raw("<meta name=\"color-scheme\" content=\"only light\">\n");
            html.element("title", &[], |html| html.text(&document.title));
            let date = document.dated_on.format("%Y-%m-%d").to_string();
            for (name, value) in [("author", &document.issuer), ("date", &date)] {
                html.raw("\n<meta name=\"");
                html.text(name);
                html.raw("\" content=\"");
                html.text(value);
                html.raw("\">");
            }
            html.raw("\n<style>\n");
            html.raw(STYLE);
            html.raw("</style>\n");
        });
        html.raw("\n<body>\n<main>\n");
        html.raw(content);
        html.raw("</main>\n</body>\n");
    });
    html.finish()
}

struct Page {
    html: Markup,
    levels: Levels,
    above: u8,
    tables: usize,
    letters: TableLetters,
}

impl Page {
    fn block(&mut self, block: &Block, orientation: Orientation) -> Result<(), WriteError> {
        let html = &mut self.html;
        match block {
            Block::Approval(lines) => {
                html.element("div", &[("class", "approval")], |html| broken(html, lines));
            }
            Block::Title(lines) => html.element("h1", &[], |html| broken(html, lines)),
            Block::Heading { level, text } => {
                self.letters.heading(*level);
                let level = self.levels.next(*level);
                let class = format!("level-{level}");
                let name = format!("h{}", level + self.above);
                html.element(&name, &[("class", &*class)], |html| html.text(text));
            }
            Block::Paragraph(content) => html.element("p", &[], |html| spans(html, content)),
            Block::List { ordered, items } => {
                let name = if *ordered { "ol" } else { "ul" };
                html.element(name, &[], |html| {
                    for item in items {
                        html.element("li", &[], |html| spans(html, item));
                    }
                });
            }
            Block::Table(content) => {
                self.tables += 1;
                let grid = Grid::of(content, self.tables)?;
                table::write(
                    html,
                    content,
                    &grid,
                    (self.tables, self.letters.small(orientation)),
                );
            }
            Block::Chart(content) => chart(html, content),
            Block::Squares(content) => {
                html.element("div", &[("class", "squares")], |html| {
                    html.raw(&crate::squares::squares_svg(content));
                });
            }
            Block::Signature { post, name } => {
                signature(html, post, name);
                self.letters.signature();
            }
            Block::Pages(_) => {}
        }
        Ok(())
    }
}

fn broken(html: &mut Markup, lines: &[String]) {
    spans(html, &[Span::plain(lines.join("\n"))]);
}

fn chart(html: &mut Markup, chart: &Chart) {
    html.element("figure", &[], |html| {
        html.raw(&chart_svg(chart, Theme::Print));
        html.element("figcaption", &[], |html| html.text(&chart.title));
    });
}

fn signature(html: &mut Markup, post: &str, name: &str) {
    html.element("div", &[("class", "signature")], |html| {
        html.element("span", &[("class", "post")], |html| html.text(post));
        html.raw(" ");
        html.element("span", &[("class", "place")], |_| {});
        html.raw(" ");
        html.element("span", &[("class", "name")], |html| html.text(name));
    });
}

/// Runs of text; `\n` breaks the line.
fn spans(html: &mut Markup, spans: &[Span]) {
    for span in spans {
        let look = |html: &mut Markup| italic(html, span);
        match &span.link {
            Some(address) => {
                let attributes = [("href", &**address), ("rel", "noopener noreferrer")];
                html.element("a", &attributes, look);
            }
            None => look(html),
        }
    }
}

fn italic(html: &mut Markup, span: &Span) {
    if span.italic {
        html.element("em", &[], |html| bold(html, span));
    } else {
        bold(html, span);
    }
}

fn bold(html: &mut Markup, span: &Span) {
    if span.bold {
        html.element("strong", &[], |html| lines(html, &span.text));
    } else {
        lines(html, &span.text);
    }
}

fn lines(html: &mut Markup, text: &str) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            html.raw("<br>");
        }
        html.text(line);
    }
}
