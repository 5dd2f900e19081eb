//! Styles of the text: Times New Roman 12, tables 11, their headings and appendices 10, real
//! headings so that navigation works.
//!
//! Not here: pages. The one decision to know: every look is a named style, so a school that must
//! change a font changes one style in Word.

use super::page::mm;
use crate::markup::Markup;

const NAMESPACE: (&str, &str) = (
    "xmlns:w",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
);

/// Sides of the border of a table.
const SIDES: [&str; 6] = [
    "w:top",
    "w:left",
    "w:bottom",
    "w:right",
    "w:insideH",
    "w:insideV",
];

/// The part `word/styles.xml`.
pub(super) fn styles(declaration: &str) -> String {
    let mut xml = Markup::opened_by(declaration);
    xml.element("w:styles", &[NAMESPACE], |xml| {
        xml.raw(DEFAULTS);
        for (id, name, paragraph, text) in looks() {
            style(xml, id, name, &paragraph, text);
        }
        xml.raw(
            "<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/>\
             <w:rPr><w:color w:val=\"1F3864\"/><w:u w:val=\"single\"/></w:rPr></w:style>",
        );
        xml.raw(
            "<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/>\
             <w:tblPr><w:tblBorders>",
        );
        for side in SIDES {
            let line = [
                ("w:val", "single"),
                ("w:sz", "4"),
                ("w:space", "0"),
                ("w:color", "000000"),
            ];
            xml.empty(side, &line);
        }
        xml.raw(
            "</w:tblBorders><w:tblCellMar><w:left w:w=\"70\" w:type=\"dxa\"/>\
             <w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>",
        );
    });
    xml.finish()
}

const DEFAULTS: &str = "<w:docDefaults><w:rPrDefault><w:rPr>\
    <w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"Times New Roman\" w:cs=\"Times New Roman\"/>\
    <w:sz w:val=\"24\"/><w:szCs w:val=\"24\"/><w:lang w:val=\"ru-RU\" w:eastAsia=\"ru-RU\" w:bidi=\"ar-SA\"/>\
    </w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
    <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>";

/// Identifier, name, properties of the paragraph and of its text.
type Look = (&'static str, &'static str, String, &'static str);

fn looks() -> Vec<Look> {
    let mut looks = text_looks();
    looks.extend(heading_looks());
    looks.extend(table_looks());
    looks
}

fn text_looks() -> Vec<Look> {
    let body = format!(
        "<w:spacing w:line=\"276\" w:lineRule=\"auto\"/><w:ind w:firstLine=\"{}\"/><w:jc w:val=\"both\"/>",
        mm(125)
    );
    let approval = format!(
        "<w:suppressAutoHyphens/><w:spacing w:after=\"280\"/><w:ind w:left=\"{}\"/>",
        mm(950)
    );
    // The post, a line for the signature, the name.
    let signature = format!(
        "<w:keepLines/><w:tabs><w:tab w:val=\"left\" w:pos=\"{}\"/>\
         <w:tab w:val=\"left\" w:leader=\"underscore\" w:pos=\"{}\"/>\
         <w:tab w:val=\"right\" w:pos=\"{}\"/></w:tabs>\
         <w:suppressAutoHyphens/><w:spacing w:before=\"480\"/>",
        mm(850),
        mm(1200),
        mm(1700)
    );
    vec![
        ("BodyText", "Body Text", body.clone(), ""),
        ("ListParagraph", "List Paragraph", body, ""),
        ("Approval", "Approval", approval, ""),
        ("Signature", "Signature", signature, ""),
        (
            "Header",
            "header",
            "<w:jc w:val=\"center\"/>".to_owned(),
            "",
        ),
    ]
}

fn heading_looks() -> Vec<Look> {
    let heading = |before: u32, after: u32, align: &str, level: Option<u8>| {
        let outline = level.map_or_else(String::new, |level| {
            format!("<w:outlineLvl w:val=\"{level}\"/>")
        });
        format!(
            "<w:keepNext/><w:keepLines/><w:suppressAutoHyphens/>\
             <w:spacing w:before=\"{before}\" w:after=\"{after}\"/><w:jc w:val=\"{align}\"/>{outline}"
        )
    };
    vec![
        (
            "Title",
            "Title",
            heading(200, 200, "center", None),
            "<w:b/>",
        ),
        (
            "Heading1",
            "heading 1",
            heading(240, 100, "center", Some(0)),
            "<w:b/>",
        ),
        (
            "Heading2",
            "heading 2",
            heading(180, 80, "left", Some(1)),
            "<w:b/>",
        ),
        (
            "Heading3",
            "heading 3",
            heading(180, 80, "left", Some(2)),
            "<w:b/><w:i/>",
        ),
        ("Caption", "caption", heading(120, 80, "left", None), ""),
    ]
}

fn table_looks() -> Vec<Look> {
    let near = "<w:spacing w:before=\"10\" w:after=\"10\"/>";
    let head = format!("<w:keepNext/><w:suppressAutoHyphens/>{near}<w:jc w:val=\"center\"/>");
    let thin = "<w:spacing w:line=\"20\" w:lineRule=\"exact\"/>".to_owned();
    let chart = "<w:keepNext/><w:spacing w:before=\"80\"/><w:jc w:val=\"center\"/>".to_owned();
    let below =
        "<w:keepLines/><w:suppressAutoHyphens/><w:spacing w:before=\"60\" w:after=\"120\"/>\
                 <w:jc w:val=\"center\"/>"
            .to_owned();
    vec![
        (
            "TableText",
            "Table Text",
            near.to_owned(),
            "<w:sz w:val=\"22\"/>",
        ),
        (
            "TableHead",
            "Table Head",
            head.clone(),
            "<w:b/><w:sz w:val=\"20\"/>",
        ),
        (
            "SmallText",
            "Small Table Text",
            near.to_owned(),
            "<w:sz w:val=\"20\"/>",
        ),
        (
            "SmallHead",
            "Small Table Head",
            head,
            "<w:b/><w:sz w:val=\"20\"/>",
        ),
        (
            "TableEnd",
            "Table End",
            String::new(),
            "<w:sz w:val=\"12\"/>",
        ),
        ("SectionEnd", "Section End", thin, "<w:sz w:val=\"2\"/>"),
        ("Chart", "Chart", chart, ""),
        ("ChartCaption", "Chart Caption", below, ""),
    ]
}

fn style(xml: &mut Markup, id: &str, name: &str, paragraph: &str, text: &str) {
    let attributes = [("w:type", "paragraph"), ("w:styleId", id)];
    xml.element("w:style", &attributes, |xml| {
        xml.empty("w:name", &[("w:val", name)]);
        xml.empty("w:basedOn", &[("w:val", "Normal")]);
        xml.raw("<w:qFormat/>");
        xml.element("w:pPr", &[], |xml| xml.raw(paragraph));
        xml.element("w:rPr", &[], |xml| xml.raw(text));
    });
}
