//! Formats of cells and widths of columns.
//!
//! Not here: content. The one decision to know: text columns carry the text format, so that what a
//! person types there is never turned into a date or a formula.

use opora_domain::{Field, FieldKind};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

/// Formats used in the workbook.
pub(super) struct Styles {
    pub title: Format,
    pub wrap: Format,
    pub heading: Format,
    pub required: Format,
    pub text: Format,
    pub date: Format,
    pub number: Format,
    pub reason: Format,
}

impl Styles {
    pub(super) fn new() -> Self {
        let base = Format::new().set_align(FormatAlign::Top);
        let heading = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_border_bottom(FormatBorder::Thin)
            .set_background_color(0x00E3_ECF5);
        Self {
            title: Format::new().set_bold().set_font_size(14),
            wrap: base.clone().set_text_wrap(),
            required: heading.clone().set_background_color(0x00C9_DDF2),
            heading,
            text: base.clone().set_num_format("@").set_text_wrap(),
            date: base.clone().set_num_format("dd.mm.yyyy"),
            number: base.clone().set_num_format("0"),
            reason: base.set_text_wrap().set_font_color(0x00A3_1515),
        }
    }

    /// Format of the cells of a field.
    pub(super) const fn of(&self, field: &Field) -> &Format {
        match field.kind {
            FieldKind::Date => &self.date,
            FieldKind::Int => &self.number,
            _ => &self.text,
        }
    }
}

/// Width of a column in characters: room for the heading and for a usual value.
pub(super) fn width(field: &Field) -> f64 {
    let least: usize = match field.kind {
        FieldKind::Date | FieldKind::Int | FieldKind::Bool => 12,
        FieldKind::Ref(_) | FieldKind::Choice(_) => 16,
        FieldKind::Text | FieldKind::TextList => 24,
    };
    let heading = field.title.chars().count().saturating_add(4);
    let characters = least.max(heading.min(32));
    u32::try_from(characters).map_or(24.0, f64::from)
}
