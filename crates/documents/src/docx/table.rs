//! Tables: columns of fixed width, merged cells, heading rows repeated on every page.
//!
//! Not here: which cell stands where (`grid`). The one decision to know: rows of a table
//! with merged cells are kept whole unless they are taller than a third of their page, so a mark
//! rarely parts from what it marks; other rows are left to the program, because LibreOffice loses
//! rows of a table in which every row must be kept whole.

use opora_domain::document::{Align, Orientation, Table};

use super::{body::Body, page};
use crate::{
    grid::{Content, Grid, Place, widths},
    tall::tall_rows,
};

/// Writes the table over a page of this orientation; in small letters when it is not of the form.
pub(super) fn write(
    body: &mut Body,
    table: &Table,
    grid: &Grid<'_>,
    (orientation, small): (Orientation, bool),
) {
    if grid.rows.is_empty() || grid.columns == 0 {
        return;
    }
    let width = page::text_width(orientation);
    let widths = widths(table, width);
    let tall = tall_rows(table, grid, orientation, small);
    let merged = |places: &[Place<'_>]| {
        let covers = |place: &Place<'_>| matches!(place.content, Content::Cell { rows: 2.., .. });
        places.iter().any(covers)
    };
    let mut body_rows = grid.rows.iter().skip(grid.header);
    let merged = body_rows.any(|places| merged(places));
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
            if (merged || heading) && !tall.get(index).is_some_and(|tall| *tall) {
                xml.empty("w:cantSplit", &[]);
            }
            if heading {
                xml.empty("w:tblHeader", &[]);
            }
        });
        let style = match (heading, small) {
            (true, false) => "TableHead",
            (true, true) => "SmallHead",
            (false, false) => "TableText",
            (false, true) => "SmallText",
        };
        for place in places {
            let taken = widths.iter().skip(place.column).take(place.columns).sum();
            let align = table
                .columns
                .get(place.column)
                .map_or(Align::Left, |column| column.align);
            cell(body, place, taken, style, align);
        }
        body.xml.raw("</w:tr>");
    }
    body.xml.raw("</w:tbl>");
}

fn cell(body: &mut Body, place: &Place<'_>, width: u32, style: &str, align: Align) {
    let heading = style.ends_with("Head");
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
