//! Small parts of the file: types, relationships, properties, numbering, page number.
//!
//! Not here: the text. The one decision to know: properties name the issuer and the date of the
//! document, and nobody else: the person at the keyboard is not part of it.

use opora_domain::document::Document;

use super::{body::Body, page::HEADER};
use crate::markup::Markup;

/// Opening of every XML part.
pub(super) const DECLARATION: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

const WORD: (&str, &str) = (
    "xmlns:w",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
);
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Namespaces of the main part.
pub(super) const NAMESPACES: [(&str, &str); 5] = [
    WORD,
    ("xmlns:r", OFFICE),
    (
        "xmlns:wp",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        "xmlns:a",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        "xmlns:pic",
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
    ),
];

/// `[Content_Types].xml`.
pub(super) fn content_types() -> String {
    let mut xml = Markup::opened_by(DECLARATION);
    let namespace = "http://schemas.openxmlformats.org/package/2006/content-types";
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    xml.element("Types", &[("xmlns", namespace)], |xml| {
        let defaults = [
            (
                "rels",
                "application/vnd.openxmlformats-package.relationships+xml",
            ),
            ("xml", "application/xml"),
            ("png", "image/png"),
        ];
        for (extension, kind) in defaults {
            xml.empty(
                "Default",
                &[("Extension", extension), ("ContentType", kind)],
            );
        }
        let parts = [
            ("/word/document.xml", "document.main"),
            ("/word/styles.xml", "styles"),
            ("/word/numbering.xml", "numbering"),
            ("/word/settings.xml", "settings"),
            ("/word/header.xml", "header"),
        ];
        for (name, kind) in parts {
            let kind = format!("{word}.{kind}+xml");
            xml.empty("Override", &[("PartName", name), ("ContentType", &*kind)]);
        }
        let core = "application/vnd.openxmlformats-package.core-properties+xml";
        xml.empty(
            "Override",
            &[("PartName", "/docProps/core.xml"), ("ContentType", core)],
        );
    });
    xml.finish()
}

/// `_rels/.rels`.
pub(super) fn package_relations() -> String {
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations(|xml| {
        relation(
            xml,
            "rId1",
            &format!("{OFFICE}/officeDocument"),
            "word/document.xml",
            false,
        );
        relation(xml, "rId2", core, "docProps/core.xml", false);
    })
}

/// `word/_rels/document.xml.rels`.
pub(super) fn document_relations(body: &Body) -> String {
    relations(|xml| {
        for kind in ["styles", "numbering", "settings"] {
            let target = format!("{kind}.xml");
            relation(
                xml,
                &format!("rId-{kind}"),
                &format!("{OFFICE}/{kind}"),
                &target,
                false,
            );
        }
        relation(
            xml,
            HEADER,
            &format!("{OFFICE}/header"),
            "header.xml",
            false,
        );
        for number in 1..=body.pictures.len() {
            let target = format!("media/chart{number}.png");
            relation(
                xml,
                &format!("rIdImage{number}"),
                &format!("{OFFICE}/image"),
                &target,
                false,
            );
        }
        for (index, address) in body.links.iter().enumerate() {
            let id = format!("rIdLink{}", index + 1);
            relation(xml, &id, &format!("{OFFICE}/hyperlink"), address, true);
        }
    })
}

fn relations(content: impl FnOnce(&mut Markup)) -> String {
    let mut xml = Markup::opened_by(DECLARATION);
    let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
    xml.element("Relationships", &[("xmlns", namespace)], content);
    xml.finish()
}

fn relation(xml: &mut Markup, id: &str, kind: &str, target: &str, outside: bool) {
    let mut attributes = vec![("Id", id), ("Type", kind), ("Target", target)];
    if outside {
        attributes.push(("TargetMode", "External"));
    }
    xml.empty("Relationship", &attributes);
}

/// `docProps/core.xml`.
pub(super) fn properties(document: &Document) -> String {
    let mut xml = Markup::opened_by(DECLARATION);
    let namespaces = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let day = format!("{}T00:00:00Z", document.dated_on.format("%Y-%m-%d"));
    xml.element("cp:coreProperties", &namespaces, |xml| {
        xml.element("dc:title", &[], |xml| xml.text(&document.title));
        xml.element("dc:creator", &[], |xml| xml.text(&document.issuer));
        xml.element("dc:language", &[], |xml| xml.text("ru-RU"));
        for name in ["dcterms:created", "dcterms:modified"] {
            xml.element(name, &[("xsi:type", "dcterms:W3CDTF")], |xml| {
                xml.text(&day);
            });
        }
    });
    xml.finish()
}

/// `word/settings.xml`: hyphenation, and tables as wide as they say.
pub(super) fn settings() -> String {
    let mut xml = Markup::opened_by(DECLARATION);
    xml.element("w:settings", &[WORD], |xml| {
        xml.empty("w:autoHyphenation", &[]);
        xml.empty("w:hyphenationZone", &[("w:val", "357")]);
        xml.raw(
            "<w:compat><w:compatSetting w:name=\"compatibilityMode\" \
             w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>",
        );
        xml.empty("w:themeFontLang", &[("w:val", "ru-RU")]);
    });
    xml.finish()
}

/// `word/header.xml`: the number of the page.
pub(super) fn header() -> String {
    let mut xml = Markup::opened_by(DECLARATION);
    xml.element("w:hdr", &[WORD], |xml| {
        xml.raw(
            "<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>\
             <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
             <w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
             <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r>\
             <w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>",
        );
    });
    xml.finish()
}

/// `word/numbering.xml`: numbering 1 has dashes, each numbered list has one of its own from 2 on.
pub(super) fn numbering(numbered: usize) -> String {
    let mut xml = Markup::opened_by(DECLARATION);
    xml.element("w:numbering", &[WORD], |xml| {
        for (id, kind, text) in [("1", "bullet", "–"), ("2", "decimal", "%1.")] {
            xml.element("w:abstractNum", &[("w:abstractNumId", id)], |xml| {
                xml.empty("w:multiLevelType", &[("w:val", "singleLevel")]);
                xml.element("w:lvl", &[("w:ilvl", "0")], |xml| {
                    xml.empty("w:start", &[("w:val", "1")]);
                    xml.empty("w:numFmt", &[("w:val", kind)]);
                    xml.empty("w:suff", &[("w:val", "space")]);
                    xml.empty("w:lvlText", &[("w:val", text)]);
                    xml.empty("w:lvlJc", &[("w:val", "left")]);
                });
            });
        }
        for id in 1..numbered + 2 {
            let id_text = id.to_string();
            xml.element("w:num", &[("w:numId", &*id_text)], |xml| {
                let kind = if id == 1 { "1" } else { "2" };
                xml.empty("w:abstractNumId", &[("w:val", kind)]);
                if id > 1 {
                    xml.element("w:lvlOverride", &[("w:ilvl", "0")], |xml| {
                        xml.empty("w:startOverride", &[("w:val", "1")]);
                    });
                }
            });
        }
    });
    xml.finish()
}
