//! Bar charts as SVG.

use opora_domain::document::Chart;

/// Where a chart is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// In a page of the application: as wide as its place, colours from the style sheet.
    Page,
    /// On paper: 640 units wide, black on white, letters drawn as outlines.
    Print,
}

/// The chart as an SVG element, without scripts, style attributes and outside references.
pub fn chart_svg(chart: &Chart, theme: Theme) -> String {
    let _ = (chart, theme);
    String::new()
}
