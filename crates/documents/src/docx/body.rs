//! The main part: blocks one after another, with the addresses and pictures they refer to.
//!
//! Not here: tables (`table`), other parts of the file (`parts`). The one decision to know: what
//! the text refers to is collected here while writing, in order of first mention.

use opora_domain::document::{Block, Chart, Document, Orientation, Span, Squares};

use super::{page, table};
use crate::{
    WriteError,
    charts::{Picture, picture, raster},
    grid::Grid,
    markup::Markup,
    sections::{Levels, TableLetters, sections},
    squares::{WIDTH_MM, squares_svg},
};

/// Longest line of a post in a signature, in characters; a longer one continues below.
const POST: usize = 40;

/// The main part and what it refers to.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Content of `w:body`.
    pub(super) xml: Markup,
    /// Addresses of links; number n has the relationship `rIdLink{n}`.
    pub(super) links: Vec<String>,
    /// Pictures; number n has the relationship `rIdImage{n}`.
    pub(super) pictures: Vec<Picture>,
    /// Numbered lists; number n is the numbering n + 2.
    pub(super) numbered: usize,
    tables: usize,
    levels: Levels,
    letters: TableLetters,
}

impl Body {
    /// Writes the blocks of the document.
    pub(super) fn of(document: &Document) -> Result<Self, WriteError> {
        let mut body = Self::default();
        let sections = sections(document);
        for (index, section) in sections.iter().enumerate() {
            for block in &section.blocks {
                body.block(block, section.orientation)?;
            }
            let first = index == 0;
            if index + 1 == sections.len() {
                page::section(&mut body.xml, section.orientation, first);
            } else {
                body.xml.element("w:p", &[], |xml| {
                    xml.element("w:pPr", &[], |xml| {
                        xml.empty("w:pStyle", &[("w:val", "SectionEnd")]);
                        page::section(xml, section.orientation, first);
                    });
                });
            }
        }
        Ok(body)
    }

    fn block(&mut self, block: &Block, orientation: Orientation) -> Result<(), WriteError> {
        match block {
            Block::Approval(lines) => self.lines("Approval", lines),
            Block::Title(lines) => self.lines("Title", lines),
            Block::Heading { level, text } => {
                self.letters.heading(*level);
                let style = format!("Heading{}", self.levels.next(*level));
                self.paragraph(&style, &[Span::plain(text)]);
            }
            Block::Paragraph(spans) => self.paragraph("BodyText", spans),
            Block::List { ordered, items } => self.list(*ordered, items),
            Block::Table(content) => {
                self.tables += 1;
                if let Some(caption) = &content.caption {
                    self.paragraph("Caption", &[Span::plain(caption)]);
                }
                let grid = Grid::of(content, self.tables)?;
                table::write(
                    self,
                    content,
                    &grid,
                    (orientation, self.letters.small(orientation)),
                );
                self.paragraph("TableEnd", &[]);
            }
            Block::Chart(chart) => self.chart(chart)?,
            Block::Squares(squares) => self.squares(squares)?,
            Block::Signature { post, name } => {
                self.signature(post, name);
                self.letters.signature();
            }
            Block::Pages(_) => {}
        }
        Ok(())
    }

    /// A paragraph of this style.
    pub(super) fn paragraph(&mut self, style: &str, spans: &[Span]) {
        self.paragraph_with(style, spans, |_| {});
    }

    /// A paragraph of this style with further properties.
    pub(super) fn paragraph_with(
        &mut self,
        style: &str,
        spans: &[Span],
        properties: impl FnOnce(&mut Markup),
    ) {
        let links: Vec<Option<String>> = spans.iter().map(|span| self.link(span)).collect();
        self.xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.empty("w:pStyle", &[("w:val", style)]);
                properties(xml);
            });
            for (span, link) in spans.iter().zip(&links) {
                match link {
                    Some(id) => xml.element("w:hyperlink", &[("r:id", &**id)], |xml| {
                        run(xml, span, true);
                    }),
                    None => run(xml, span, false),
                }
            }
        });
    }

    fn lines(&mut self, style: &str, lines: &[String]) {
        self.paragraph(style, &[Span::plain(lines.join("\n"))]);
    }

    fn list(&mut self, ordered: bool, items: &[Vec<Span>]) {
        self.numbered += usize::from(ordered);
        let numbering = if ordered { self.numbered + 1 } else { 1 }.to_string();
        for item in items {
            self.paragraph_with("ListParagraph", item, |xml| {
                xml.element("w:numPr", &[], |xml| {
                    xml.empty("w:ilvl", &[("w:val", "0")]);
                    xml.empty("w:numId", &[("w:val", &*numbering)]);
                });
            });
        }
    }

    fn signature(&mut self, post: &str, name: &str) {
        let post = wrapped(post, POST);
        self.xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.empty("w:pStyle", &[("w:val", "Signature")]);
            });
            run(xml, &Span::plain(post), false);
            xml.element("w:r", &[], |xml| {
                for _ in 0..3 {
                    xml.empty("w:tab", &[]);
                }
            });
            run(xml, &Span::plain(name), false);
        });
    }

    fn chart(&mut self, chart: &Chart) -> Result<(), WriteError> {
        let picture = picture(chart)?;
        self.pictures.push(picture);
        let number = self.pictures.len();
        if let Some(picture) = self.pictures.last() {
            // 560 units of a chart are 130 mm: its letters are 9 points. A tall one shrinks to 200 mm.
            let scale = (130.0 / 560.0_f32).min(200.0 / picture.height.max(1.0));
            let words = (&*chart.title, &*chart.alternative);
            drawing(&mut self.xml, number, (picture, scale), words);
        }
        self.paragraph("ChartCaption", &[Span::plain(&chart.title)]);
        Ok(())
    }

    fn squares(&mut self, squares: &Squares) -> Result<(), WriteError> {
        let picture = raster(&squares_svg(squares), &squares.alternative)?;
        self.pictures.push(picture);
        let number = self.pictures.len();
        if let Some(picture) = self.pictures.last() {
            let scale = WIDTH_MM / picture.width.max(1.0);
            let words = ("", &*squares.alternative);
            drawing(&mut self.xml, number, (picture, scale), words);
        }
        Ok(())
    }

    fn link(&mut self, span: &Span) -> Option<String> {
        let address = span.link.as_ref()?;
        let known = self.links.iter().position(|link| link == address);
        let index = known.unwrap_or_else(|| {
            self.links.push(address.clone());
            self.links.len() - 1
        });
        Some(format!("rIdLink{}", index + 1))
    }
}

/// A run of text; `\n` breaks the line.
fn run(xml: &mut Markup, span: &Span, link: bool) {
    if span.text.is_empty() {
        return;
    }
    xml.element("w:r", &[], |xml| {
        if span.bold || span.italic || link {
            xml.element("w:rPr", &[], |xml| {
                if link {
                    xml.empty("w:rStyle", &[("w:val", "Hyperlink")]);
                }
                if span.bold {
                    xml.empty("w:b", &[]);
                }
                if span.italic {
                    xml.empty("w:i", &[]);
                }
            });
        }
        for (index, line) in span.text.split('\n').enumerate() {
            if index > 0 {
                xml.empty("w:br", &[]);
            }
            xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(line));
        }
    });
}

/// Text broken at spaces so that lines stay within this many characters where words allow.
fn wrapped(text: &str, longest: usize) -> String {
    let mut wrapped = String::new();
    let mut line = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if line > 0 {
            let breaks = line + 1 + length > longest;
            wrapped.push(if breaks { '\n' } else { ' ' });
            line = if breaks { 0 } else { line + 1 };
        }
        wrapped.push_str(word);
        line += length;
    }
    wrapped
}

/// A picture in the line of text, with its description for those who do not see it.
///
/// `scale` is millimetres a unit of the picture; `title` may be empty.
fn drawing(
    xml: &mut Markup,
    number: usize,
    (picture, scale): (&Picture, f32),
    (title, alternative): (&str, &str),
) {
    let emu = |units: f32| format!("{:.0}", units * scale * 36_000.0);
    let (wide, high) = (emu(picture.width), emu(picture.height));
    let (id, relation) = (number.to_string(), format!("rIdImage{number}"));
    let name = format!("chart{number}.png");
    let size = [("cx", &*wide), ("cy", &*high)];
    xml.element("w:p", &[], |xml| {
        xml.element("w:pPr", &[], |xml| xml.empty("w:pStyle", &[("w:val", "Chart")]));
        xml.raw("<w:r><w:drawing>");
        let near = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
        xml.element("wp:inline", &near, |xml| {
            xml.empty("wp:extent", &size);
            let described = [
                ("id", &*id),
                ("name", &*name),
                ("descr", alternative),
                ("title", title),
            ];
            xml.empty("wp:docPr", &described);
            let uri = "http://schemas.openxmlformats.org/drawingml/2006/picture";
            xml.raw("<a:graphic>");
            xml.element("a:graphicData", &[("uri", uri)], |xml| {
                xml.raw("<pic:pic><pic:nvPicPr>");
                xml.empty("pic:cNvPr", &[("id", &*id), ("name", &*name)]);
                xml.raw("<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>");
                xml.empty("a:blip", &[("r:embed", &*relation)]);
                xml.raw("<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>");
                xml.empty("a:ext", &size);
                xml.raw("</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>");
            });
            xml.raw("</a:graphic>");
        });
        xml.raw("</w:drawing></w:r>");
    });
}
