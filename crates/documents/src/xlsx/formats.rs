//! Looks of cells.
//!
//! Not here: number formats (`numbers`). The one decision to know: the looks of the printed
//! document, two points smaller, because a sheet is read on a screen.

use opora_domain::document::Align;
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// Points of text.
pub(super) const TEXT: f64 = 12.0;
/// Points of tables.
pub(super) const TABLE: f64 = 11.0;

/// Text wrapped, from the top left.
pub(super) fn text(points: f64) -> Format {
    Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(points)
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Left)
}

/// Bold text.
pub(super) fn bold(points: f64) -> Format {
    text(points).set_bold()
}

/// Bold text in the middle.
pub(super) fn title() -> Format {
    bold(TEXT + 2.0).set_align(FormatAlign::Center)
}

/// A cell of a table.
pub(super) fn cell(heading: bool, align: Align) -> Format {
    let format = text(TABLE).set_border(FormatBorder::Thin);
    if heading {
        return format
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
    }
    format.set_align(match align {
        Align::Left => FormatAlign::Left,
        Align::Centre => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    })
}
