//! What the parts of DOCX and XLSX files say beside the text.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use opora_documents::{docx, xlsx};

use crate::sample::sample;

fn part(file: Vec<u8>, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn a_text_has_the_page_of_the_standard() {
    let body = part(docx(&sample()).unwrap(), "word/document.xml");
    // 210 × 297 mm; left 30, right 10, top and bottom 20, in twentieths of a point.
    assert!(
        body.contains(r#"<w:pgSz w:w="11905" w:h="16837"/>"#),
        "{body}"
    );
    assert!(body.contains(r#"w:top="1133" w:right="566" w:bottom="1133" w:left="1700""#));
    assert_eq!(body.matches("w:orient=\"landscape\"").count(), 1);
    assert_eq!(
        body.matches("<w:titlePg/>").count(),
        1,
        "only the very first page has no number"
    );
    let styles = part(docx(&sample()).unwrap(), "word/styles.xml");
    assert!(styles.contains(r#"<w:sz w:val="24"/>"#) && styles.contains(r#"w:line="276""#));
    assert!(styles.contains(r#"<w:lang w:val="ru-RU""#));
}

#[test]
fn heading_rows_repeat_and_cells_merge() {
    let body = part(docx(&sample()).unwrap(), "word/document.xml");
    assert_eq!(body.matches("<w:tblHeader/>").count(), 3);
    assert!(body.contains(r#"<w:gridSpan w:val="2"/>"#));
    assert!(body.matches(r#"<w:vMerge w:val="restart"/>"#).count() > 10);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(&sample()).unwrap())).unwrap();
    let merged = book.merge_cells_by_sheet_name("Дорожная карта").unwrap();
    assert!(merged.len() > 20);
}

#[test]
fn rows_of_merged_tables_stay_whole_and_rows_of_plain_ones_may_break() {
    let body = part(docx(&sample()).unwrap(), "word/document.xml");
    let roadmap = body.split("</w:tbl>").next().unwrap();
    assert!(roadmap.matches("<w:tr>").count() > 10);
    assert_eq!(
        roadmap.matches("<w:cantSplit/>").count(),
        roadmap.matches("<w:tr>").count()
    );
    // LibreOffice loses rows of a plain table in which every row is kept whole.
    let mut plain = sample();
    for block in &mut plain.blocks {
        if let opora_domain::document::Block::Table(table) = block {
            for cell in table.rows.iter_mut().flatten() {
                (cell.rows, cell.columns) = (1, 1);
            }
        }
    }
    let body = part(docx(&plain).unwrap(), "word/document.xml");
    assert_eq!(
        body.matches("<w:cantSplit/>").count(),
        body.matches("<w:tblHeader/>").count()
    );
}

#[test]
fn tables_right_under_a_section_are_larger_than_the_others() {
    let body = part(docx(&sample()).unwrap(), "word/document.xml");
    let tables: Vec<&str> = body.split("<w:tbl>").skip(1).collect();
    // The roadmap lies on wide pages, the indicators under a heading of the second level.
    for table in tables {
        let table = table.split("</w:tbl>").next().unwrap();
        assert!(table.contains("\"SmallText\"") && !table.contains("\"TableText\""));
    }
}

#[test]
fn properties_name_the_issuer_and_the_day_of_the_document_only() {
    for (file, name) in [
        (docx(&sample()).unwrap(), "docProps/core.xml"),
        (xlsx(&sample()).unwrap(), "docProps/core.xml"),
    ] {
        let core = part(file, name);
        assert!(
            core.contains("<dc:creator>МБОУ «СОШ № 7»</dc:creator>"),
            "{core}"
        );
        assert!(core.contains("2023-10-13T00:00:00Z"), "{core}");
        assert!(!core.contains("2026") && !core.contains("2025"), "{core}");
    }
}

#[test]
fn a_chart_is_described_for_those_who_do_not_see_it() {
    let body = part(docx(&sample()).unwrap(), "word/document.xml");
    assert!(body.contains("descr=\"Охват вырос во всех группах"));
}

#[test]
fn links_lead_to_their_addresses() {
    let relations = part(docx(&sample()).unwrap(), "word/_rels/document.xml.rels");
    assert!(
        relations.contains("https://school.example/nastavnichestvo?a=1&amp;b=2"),
        "{relations}"
    );
}

#[test]
fn a_number_is_a_number_and_shows_its_text() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(&sample()).unwrap())).unwrap();
    let name = book
        .sheet_names()
        .into_iter()
        .find(|name| name.starts_with("Внутренний"))
        .unwrap();
    let numbers: Vec<f64> = book
        .worksheet_range(&name)
        .unwrap()
        .used_cells()
        .filter_map(|(_, _, value)| {
            if let Data::Float(number) = value {
                Some(*number)
            } else {
                None
            }
        })
        .collect();
    assert_eq!(numbers, [67.0, 8.0, 5.0, 27.5, 1204.0, 87.0, 8.0]);
    let styles = part(xlsx(&sample()).unwrap(), "xl/styles.xml");
    assert!(styles.contains("0.0&quot; %&quot;"), "{styles}");
}

#[test]
fn a_workbook_has_no_hidden_sheet() {
    let book = part(xlsx(&sample()).unwrap(), "xl/workbook.xml");
    assert!(!book.contains("state="), "{book}");
    assert!(book.contains("Дорожная карта") && book.contains("_xlnm.Print_Titles"));
}
