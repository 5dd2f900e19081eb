//! The sheet of paper: A4 with the margins of GOST R 7.0.97-2016, in twentieths of a point.
//!
//! Not here: text styles. The one decision to know: page numbers stand in the heading of every
//! section, and only the first page of the first section has none (cl. 3.22 of the standard).

use opora_domain::document::Orientation;

use crate::markup::Markup;

/// Relationship of the part with the page number.
pub(super) const HEADER: &str = "rIdHeader";

/// A length in millimetres as twentieths of a point.
pub(super) const fn mm(tenths: u32) -> u32 {
    // 1 mm = 1440 / 25.4 twentieths of a point.
    tenths * 1440 / 254
}

/// Width between the margins, in twentieths of a point.
pub(super) const fn text_width(orientation: Orientation) -> u32 {
    match orientation {
        Orientation::Portrait => mm(1700),
        Orientation::Landscape => mm(2570),
    }
}

/// Properties of a section.
pub(super) fn section(xml: &mut Markup, orientation: Orientation, first: bool) {
    let (narrow, wide) = (mm(2100).to_string(), mm(2970).to_string());
    let (left, right) = (mm(300).to_string(), mm(100).to_string());
    let (edge, number) = (mm(200).to_string(), mm(100).to_string());
    xml.element("w:sectPr", &[], |xml| {
        xml.empty(
            "w:headerReference",
            &[("w:type", "default"), ("r:id", HEADER)],
        );
        xml.empty("w:type", &[("w:val", "nextPage")]);
        match orientation {
            Orientation::Portrait => xml.empty("w:pgSz", &[("w:w", &*narrow), ("w:h", &*wide)]),
            Orientation::Landscape => xml.empty(
                "w:pgSz",
                &[
                    ("w:w", &*wide),
                    ("w:h", &*narrow),
                    ("w:orient", "landscape"),
                ],
            ),
        }
        let margins = [
            ("w:top", &*edge),
            ("w:right", &*right),
            ("w:bottom", &*edge),
            ("w:left", &*left),
            ("w:header", &*number),
            ("w:footer", &*number),
            ("w:gutter", "0"),
        ];
        xml.empty("w:pgMar", &margins);
        if first {
            xml.empty("w:titlePg", &[]);
        }
    });
}
