//! Bar charts as SVG, drawn here: horizontal bars, each with its value in figures beside it.
//!
//! Not here: the caption, which every writer prints as text of the document. The one decision to
//! know: a label stands above its bar and not beside it, so long Russian names fit a phone and a
//! sheet alike; why not a chart library is in docs/adr/0005-documents.md.

mod glyphs;
mod layout;
mod page;
mod picture;
mod print;

use opora_domain::document::Chart;

pub(crate) use glyphs::Letters;
pub(crate) use picture::{Picture, picture, raster};

/// Where a chart is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// In a page of the application: as wide as its place, colours from the style sheet.
    ///
    /// Classes: `chart` (the picture), `chart-label` (name of a category), `chart-value`,
    /// `chart-key` (name of a series), `chart-axis` (the line bars stand on), `chart-ink-0` …
    /// `chart-ink-3` (filling of a series; set `fill` and `stroke`). Without a style sheet
    /// everything is drawn in the colour of the text.
    Page,
    /// On paper: 560 units wide, black and three inks on white, letters drawn as outlines so that
    /// the picture adds no text to a document.
    Print,
}

/// The chart as an SVG element, without scripts, style attributes and outside references.
///
/// It carries the role of an image and `alternative` as its description. Values below zero and
/// absent values have no bar; an absent value is shown as a dash.
pub fn chart_svg(chart: &Chart, theme: Theme) -> String {
    let chart = crate::legible::chart(chart);
    match theme {
        Theme::Page => page::svg(&chart),
        Theme::Print => print::svg(&chart),
    }
}
