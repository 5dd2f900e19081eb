//! Letters of charts: how wide a text is and what its outlines are.
//!
//! Not here: shaping; Cyrillic and Latin need none at this size. The one decision to know: the font
//! is part of the crate, so the picture does not depend on the fonts of a machine.

use std::fmt::Write;

use ttf_parser::{Face, OutlineBuilder};

/// Arimo Regular, cut down; see assets/README.md.
const FONT: &[u8] = include_bytes!("../../assets/chart-labels.ttf");

/// The letters.
pub(crate) struct Letters {
    face: Option<Face<'static>>,
}

impl Letters {
    /// The letters of the built-in font.
    pub(crate) fn load() -> Self {
        Self {
            face: Face::parse(FONT, 0).ok(),
        }
    }

    /// Width of the text in units of `size`.
    pub(super) fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().map(|letter| self.advance(letter)).sum::<f64>() * size
    }

    /// The text broken into lines at spaces; a word wider than a line is broken inside.
    pub(crate) fn lines(&self, text: &str, size: f64, width: f64) -> Vec<String> {
        let mut lines = Vec::new();
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if self.width(&longer, size) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            for letter in word.chars() {
                if !line.is_empty() && self.width(&line, size) + self.advance(letter) * size > width
                {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(letter);
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }

    /// Path of the text with its baseline starting at this point.
    pub(super) fn outline(&self, text: &str, x: f64, baseline: f64, size: f64) -> String {
        let mut pen = Pen {
            path: String::new(),
            x,
            y: baseline,
            scale: 0.0,
        };
        let Some(face) = &self.face else {
            return pen.path;
        };
        pen.scale = size / f64::from(face.units_per_em());
        for letter in text.chars() {
            let glyph = face.glyph_index(letter).unwrap_or_default();
            face.outline_glyph(glyph, &mut pen);
            pen.x += self.advance(letter) * size;
        }
        pen.path
    }

    /// Advance of a letter as a share of the size.
    fn advance(&self, letter: char) -> f64 {
        let Some(face) = &self.face else {
            return 0.6;
        };
        let glyph = face.glyph_index(letter).unwrap_or_default();
        let advance = face.glyph_hor_advance(glyph).unwrap_or_default();
        f64::from(advance) / f64::from(face.units_per_em())
    }
}

/// Turns outlines of the font into commands of a path, upside down as SVG counts.
struct Pen {
    path: String,
    x: f64,
    y: f64,
    scale: f64,
}

impl Pen {
    fn point(&mut self, command: &str, x: f32, y: f32) {
        let x = self.x + f64::from(x) * self.scale;
        let y = self.y - f64::from(y) * self.scale;
        // Writing to a string cannot fail.
        let _ = write!(self.path, "{command}{x:.1} {y:.1}");
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.point("M", x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.point("L", x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.point("Q", x1, y1);
        self.point(" ", x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.point("C", x1, y1);
        self.point(" ", x2, y2);
        self.point(" ", x, y);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}
