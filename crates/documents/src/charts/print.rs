//! A chart for paper: fixed width, letters as outlines, hatching drawn line by line.
//!
//! Not here: raster images (`picture`). The one decision to know: no text elements and no patterns,
//! so that Word, Excel, PDF and a browser show the same picture and none of them adds words.

use std::fmt::Write;

use opora_domain::document::Chart;

use super::{
    glyphs::Letters,
    layout::{BAR, LETTERS, layout},
};
use crate::markup::Markup;

/// Width of the picture in its units.
pub(super) const WIDTH: f64 = 560.0;

/// Inks with contrast of at least 4.5 to white, told apart by hatching too.
const INKS: [&str; 4] = ["#1f4e79", "#a8480c", "#3f6f21", "#5b3a8c"];

/// The chart as an SVG document.
pub(super) fn svg(chart: &Chart) -> String {
    let letters = Letters::load();
    let layout = layout(chart, &letters, WIDTH - 4.0);
    let (width, height) = (WIDTH.to_string(), format!("{:.0}", layout.height));
    let view = format!("0 0 {width} {height}");
    let alternative = format!(
        "{}. {}",
        chart.title.trim_end_matches('.'),
        chart.alternative
    );
    let mut svg = Markup::default();
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("role", "img"),
        ("aria-label", &*alternative),
        ("viewBox", &*view),
        ("width", &*width),
        ("height", &*height),
    ];
    svg.element("svg", &attributes, |svg| {
        for (series, text, y) in &layout.keys {
            bar(svg, *series, 2.0, *y - 13.0, 18.0);
            words(svg, &letters, text, 28.0, *y - 1.0);
        }
        for (text, y) in &layout.labels {
            words(svg, &letters, text, 2.0, *y - 2.0);
        }
        for one in &layout.bars {
            let width = one.share * WIDTH;
            bar(svg, one.series, 2.0, one.top, width);
            axis(svg, one.top);
            words(svg, &letters, &one.value, width + 9.0, one.top + BAR - 1.0);
        }
    });
    svg.finish()
}

fn words(svg: &mut Markup, letters: &Letters, text: &str, x: f64, baseline: f64) {
    let outline = letters.outline(text, x, baseline, LETTERS);
    if !outline.is_empty() {
        svg.empty("path", &[("d", &*outline), ("fill", "#000")]);
    }
}

fn axis(svg: &mut Markup, top: f64) {
    let line = format!("M1.5 {:.1}V{:.1}", top - 2.0, top + BAR + 2.0);
    svg.empty(
        "path",
        &[("d", &*line), ("stroke", "#000"), ("stroke-width", "1")],
    );
}

fn bar(svg: &mut Markup, series: usize, x: f64, top: f64, width: f64) {
    if width <= 0.0 {
        return;
    }
    let kind = series % INKS.len();
    let ink = INKS.get(kind).copied().unwrap_or("#000");
    let (left, y) = (format!("{x:.1}"), format!("{top:.1}"));
    let (wide, high) = (format!("{width:.1}"), BAR.to_string());
    let fill = if kind == 0 { ink } else { "#fff" };
    let attributes = [
        ("x", &*left),
        ("y", &*y),
        ("width", &*wide),
        ("height", &*high),
        ("fill", fill),
        ("stroke", ink),
        ("stroke-width", "1"),
    ];
    svg.empty("rect", &attributes);
    let hatching = hatching(kind, x, top, width);
    if !hatching.is_empty() {
        svg.empty(
            "path",
            &[("d", &*hatching), ("stroke", ink), ("stroke-width", "1.5")],
        );
    }
}

/// Lines over a bar: slanted, upright or crossed, cut at its edges.
fn hatching(kind: usize, x: f64, top: f64, width: f64) -> String {
    let mut path = String::new();
    let step = if kind == 2 { 4.0 } else { 7.0 };
    let mut at = if kind == 2 { step } else { step - BAR };
    while kind > 0 && at < width {
        // A slanted line leaves the lower edge at `at` and meets the upper one a bar's height on.
        let (from, to) = (at.max(0.0), (at + BAR).min(width));
        let _ = match kind {
            2 => write!(path, "M{:.1} {top:.1}V{:.1}", x + at, top + BAR),
            _ => slanted(
                &mut path,
                kind == 3,
                [x + from, x + to],
                top,
                [from - at, to - at],
            ),
        };
        at += step;
    }
    path
}

fn slanted(
    path: &mut String,
    crossed: bool,
    across: [f64; 2],
    top: f64,
    down: [f64; 2],
) -> std::fmt::Result {
    let ([left, right], [from, to]) = (across, down);
    let bottom = top + BAR;
    write!(
        path,
        "M{left:.1} {:.1}L{right:.1} {:.1}",
        bottom - from,
        bottom - to
    )?;
    if crossed {
        write!(
            path,
            "M{left:.1} {:.1}L{right:.1} {:.1}",
            top + from,
            top + to
        )?;
    }
    Ok(())
}
