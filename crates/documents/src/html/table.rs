//! Tables with caption, heading cells and merged cells.
//!
//! Not here: which cell stands where (`grid`). The one decision to know: a table scrolls inside its
//! own box, focusable from the keyboard, so the page itself never scrolls sideways.

use opora_domain::document::{Align, Table};

use super::spans;
use crate::{
    grid::{Content, Grid, Place, widths},
    markup::Markup,
};

/// Writes the table; `ordinal` is its number in the document, `small` says it is not of the form.
pub(super) fn write(
    html: &mut Markup,
    table: &Table,
    grid: &Grid<'_>,
    (ordinal, small): (usize, bool),
) {
    let caption = format!("table-{ordinal}");
    let mut scrolled = vec![("class", "scrolled"), ("tabindex", "0")];
    if table.caption.is_some() {
        scrolled.extend([("role", "region"), ("aria-labelledby", &*caption)]);
    }
    html.element("div", &scrolled, |html| {
        let wide: &[_] = match (small, grid.columns > 4) {
            (true, true) => &[("class", "small wide")],
            (true, false) => &[("class", "small")],
            (false, true) => &[("class", "wide")],
            (false, false) => &[],
        };
        html.element("table", wide, |html| {
            if let Some(text) = &table.caption {
                html.element("caption", &[("id", &*caption)], |html| html.text(text));
            }
            html.element("colgroup", &[], |html| {
                for width in widths(table, 1000) {
                    let width = format!("{}.{}%", width / 10, width % 10);
                    html.raw("<col width=\"");
                    html.text(&width);
                    html.raw("\">");
                }
            });
            let (header, body) = grid.rows.split_at(grid.header.min(grid.rows.len()));
            part(html, table, header, "thead", true);
            part(html, table, body, "tbody", false);
        });
    });
}

fn part(html: &mut Markup, table: &Table, rows: &[Vec<Place<'_>>], name: &str, heading: bool) {
    if rows.is_empty() {
        return;
    }
    html.element(name, &[], |html| {
        for row in rows {
            html.element("tr", &[], |html| {
                for place in row {
                    cell(html, table, place, heading);
                }
            });
            html.raw("\n");
        }
    });
}

fn cell(html: &mut Markup, table: &Table, place: &Place<'_>, heading: bool) {
    let (paragraphs, rows) = match place.content {
        Content::Cell { cell, rows } => (cell.paragraphs.as_slice(), rows),
        Content::Nothing => (&[][..], 1),
        Content::Continued => return,
    };
    let (rows_text, columns) = (rows.to_string(), place.columns.to_string());
    let mut attributes = Vec::new();
    if rows > 1 {
        attributes.push(("rowspan", &*rows_text));
    }
    if place.columns > 1 {
        attributes.push(("colspan", &*columns));
    }
    let blank = paragraphs
        .iter()
        .flatten()
        .all(|span| span.text.trim().is_empty());
    let name = if heading && !blank { "th" } else { "td" };
    if heading && !blank {
        attributes.push(("scope", if place.columns > 1 { "colgroup" } else { "col" }));
    }
    match table.columns.get(place.column).map(|column| column.align) {
        _ if heading => {}
        Some(Align::Centre) => attributes.push(("class", "centre")),
        Some(Align::Right) => attributes.push(("class", "right")),
        Some(Align::Left) | None => {}
    }
    html.element(name, &attributes, |html| match paragraphs {
        [only] => spans(html, only),
        several => {
            for paragraph in several {
                html.element("p", &[], |html| spans(html, paragraph));
            }
        }
    });
}
