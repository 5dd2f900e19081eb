//! A code of squares (QR) as SVG.
//!
//! Not here: what it says (`app`). The one decision to know: four light squares stand around it, as ISO/IEC 18004
//! demands, so that a camera finds it on any sheet.

use std::fmt::Write as _;

use opora_domain::document::Squares;

use crate::legible;

/// Width on paper, in millimetres: a phone reads 40 squares of it from a hand's breadth.
pub(crate) const WIDTH_MM: f32 = 28.0;
/// Light squares on each side.
const QUIET: usize = 4;
/// Units a square, so that the raster is sharp.
const UNIT: usize = 8;

/// The code as an SVG element, black on white, without outside references.
pub fn squares_svg(squares: &Squares) -> String {
    let side = squares.rows.len() + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in squares.rows.iter().enumerate() {
        for (x, dark) in row.iter().enumerate() {
            if *dark {
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
    }
    let alternative = legible(&squares.alternative)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;");
    let pixels = side * UNIT;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{alternative}\" width=\"{pixels}\" \
         height=\"{pixels}\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" \
         d=\"M0 0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_squares_are_drawn_inside_the_quiet_zone_and_the_description_is_escaped() {
        let squares = Squares {
            alternative: "Код \"1\" <".to_owned(),
            rows: vec![vec![true, false], vec![false, true]],
        };
        let svg = squares_svg(&squares);
        assert!(svg.contains("d=\"M4 4h1v1h-1zM5 5h1v1h-1z\""));
        assert!(svg.contains("viewBox=\"0 0 10 10\""));
        assert!(svg.contains("aria-label=\"Код &quot;1&quot; &lt;\""));
    }
}
