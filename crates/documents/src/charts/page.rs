//! A chart for a page of the application: as wide as its place, letters at their natural size.
//!
//! Not here: colours, which the style sheet gives by class. The one decision to know: there is no
//! viewBox; bars are percentages of the width, so letters do not shrink on a phone.

use opora_domain::document::Chart;

use super::{
    glyphs::Letters,
    layout::{BAR, Bar, LETTERS, layout},
};
use crate::markup::Markup;

/// Widest label: a phone of 360 points without the margins of the page.
const NARROWEST: f64 = 300.0;

/// The chart as an SVG element.
pub(super) fn svg(chart: &Chart) -> String {
    let layout = layout(chart, &Letters::load(), NARROWEST);
    let name = identifier(&chart.name);
    let (title, description) = (format!("{name}-title"), format!("{name}-description"));
    let height = format!("{:.0}", layout.height);
    let mut svg = Markup::default();
    let attributes = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("class", "chart"),
        ("role", "img"),
        ("aria-labelledby", &*format!("{title} {description}")),
        ("width", "100%"),
        ("height", &*height),
        ("fill", "currentColor"),
        ("font-size", &*LETTERS.to_string()),
    ];
    svg.element("svg", &attributes, |svg| {
        svg.element("title", &[("id", &*title)], |svg| svg.text(&chart.title));
        svg.element("desc", &[("id", &*description)], |svg| {
            svg.text(&chart.alternative);
        });
        svg.element("defs", &[], |svg| {
            for series in 1..chart.series.len().min(4) {
                pattern(svg, &name, series);
            }
        });
        for (series, text, y) in &layout.keys {
            filled(svg, &name, *series, "0", *y - 12.0, "18");
            label(svg, "chart-key", "28", *y, text);
        }
        for (text, y) in &layout.labels {
            label(svg, "chart-label", "0", *y, text);
        }
        for bar in &layout.bars {
            draw(svg, &name, bar);
        }
    });
    svg.finish()
}

/// A bar, the line it stands on and its value.
fn draw(svg: &mut Markup, name: &str, bar: &Bar) {
    let width = format!("{:.2}%", bar.share * 100.0);
    filled(svg, name, bar.series, "0", bar.top, &width);
    let (top, height) = (format!("{:.0}", bar.top - 1.0), format!("{:.0}", BAR + 2.0));
    let axis = [
        ("class", "chart-axis"),
        ("x", "0"),
        ("y", &*top),
        ("width", "1"),
        ("height", &*height),
    ];
    svg.empty("rect", &axis);
    let baseline = format!("{:.0}", bar.top + BAR - 1.0);
    let value = [
        ("class", "chart-value"),
        ("x", &*width),
        ("dx", "6"),
        ("y", &*baseline),
    ];
    svg.element("text", &value, |svg| svg.text(&bar.value));
}

fn filled(svg: &mut Markup, name: &str, series: usize, x: &str, top: f64, width: &str) {
    let kind = series % 4;
    let class = format!("chart-bar chart-ink-{kind}");
    let pattern = format!("url(#{name}-ink-{kind})");
    let top = format!("{top:.0}");
    let height = format!("{BAR:.0}");
    let mut attributes = vec![
        ("x", x),
        ("y", &*top),
        ("width", width),
        ("height", &*height),
    ];
    if kind == 0 {
        attributes.push(("class", &*class));
    } else {
        attributes.push(("fill", &*pattern));
    }
    svg.empty("rect", &attributes);
}

fn label(svg: &mut Markup, class: &str, x: &str, baseline: f64, text: &str) {
    let baseline = format!("{:.0}", baseline - 2.0);
    let attributes = [("class", class), ("x", x), ("y", &*baseline)];
    svg.element("text", &attributes, |svg| svg.text(text));
}

/// Hatching that tells series apart without colour: slanted, upright, crossed.
fn pattern(svg: &mut Markup, name: &str, series: usize) {
    let id = format!("{name}-ink-{series}");
    let lines = match series {
        1 => "M-2 2L2 -2M0 8L8 0M6 10L10 6",
        2 => "M2 0V8M6 0V8",
        _ => "M0 0L8 8M0 8L8 0",
    };
    let class = format!("chart-ink-{series}");
    let attributes = [
        ("id", &*id),
        ("width", "8"),
        ("height", "8"),
        ("patternUnits", "userSpaceOnUse"),
    ];
    svg.element("pattern", &attributes, |svg| {
        let (width, ground) = ("8", "0.2");
        let ground = [
            ("class", &*class),
            ("width", width),
            ("height", width),
            ("opacity", ground),
        ];
        svg.empty("rect", &ground);
        let ink = [
            ("class", &*class),
            ("d", lines),
            ("stroke", "currentColor"),
            ("stroke-width", "2"),
        ];
        svg.empty("path", &ink);
    });
}

/// Name of a chart as part of an identifier.
fn identifier(name: &str) -> String {
    let safe = |letter: char| {
        if letter.is_ascii_alphanumeric() {
            letter
        } else {
            '-'
        }
    };
    format!("chart-{}", name.chars().map(safe).collect::<String>())
}
