//! Tables: columns of fixed width, merged cells, heading rows repeated on every page.
//!
//! Not here: which cell stands where (`grid`). The one decision to know: a row is never broken
//! between pages, so a mark never parts from what it marks.

use opora_domain::document::{Align, Table};

use super::body::Body;
use crate::grid::{Content, Grid, Place, widths};

/// Writes the table over this width.
pub(super) fn write(body: &mut Body, table: &Table, grid: &Grid<'_>, width: u32) {
    if grid.rows.is_empty() || grid.columns == 0 {
        return;
    }
    let widths = widths(table, width);
    body.xml.raw("<w:tbl>");
    body.xml.element("w:tblPr", &[], |xml| {
        xml.empty("w:tblStyle", &[("w:val", "TableGrid")]);
        xml.empty("w:tblW", &[("w:w", &*width.to_string()), ("w:type", "dxa")]);
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        xml.empty("w:tblLook", &[("w:val", "0020"), ("w:firstRow", "1")]);
    });
    body.xml.element("w:tblGrid", &[], |xml| {
        for width in &widths {
            xml.empty("w:gridCol", &[("w:w", &*width.to_string())]);
        }
    });
    for (index, places) in grid.rows.iter().enumerate() {
        let heading = index < grid.header;
        body.xml.raw("<w:tr>");
        body.xml.element("w:trPr", &[], |xml| {
            xml.empty("w:cantSplit", &[]);
            if heading {
                xml.empty("w:tblHeader", &[]);
            }
        });
        for place in places {
            let taken = widths.iter().skip(place.column).take(place.columns).sum();
            let align = table
                .columns
                .get(place.column)
                .map_or(Align::Left, |column| column.align);
            cell(body, place, taken, heading, align);
        }
        body.xml.raw("</w:tr>");
    }
    body.xml.raw("</w:tbl>");
}

fn cell(body: &mut Body, place: &Place<'_>, width: u32, heading: bool, align: Align) {
    body.xml.raw("<w:tc>");
    body.xml.element("w:tcPr", &[], |xml| {
        xml.empty("w:tcW", &[("w:w", &*width.to_string()), ("w:type", "dxa")]);
        if place.columns > 1 {
            xml.empty("w:gridSpan", &[("w:val", &*place.columns.to_string())]);
        }
        match place.content {
            Content::Cell { rows, .. } if rows > 1 => {
                xml.empty("w:vMerge", &[("w:val", "restart")]);
            }
            Content::Continued => xml.empty("w:vMerge", &[]),
            Content::Cell { .. } | Content::Nothing => {}
        }
        if heading {
            xml.empty("w:vAlign", &[("w:val", "center")]);
        }
    });
    let style = if heading { "TableHead" } else { "TableText" };
    let justified = match align {
        Align::Left => None,
        _ if heading => None,
        Align::Centre => Some("center"),
        Align::Right => Some("right"),
    };
    let paragraphs = match place.content {
        Content::Cell { cell, .. } => cell.paragraphs.as_slice(),
        Content::Continued | Content::Nothing => &[],
    };
    for spans in paragraphs {
        body.paragraph_with(style, spans, |xml| {
            if let Some(value) = justified {
                xml.empty("w:jc", &[("w:val", value)]);
            }
        });
    }
    if paragraphs.is_empty() {
        body.paragraph(style, &[]);
    }
    body.xml.raw("</w:tc>");
}
