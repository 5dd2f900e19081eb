//! LibreOffice opens both files; started once for all, because a start takes seconds.

use std::{fs, process::Command};

use opora_documents::{docx, xlsx};
use opora_domain::document::{Block, Document};

use crate::{
    expected::{Marks, assert_same, letters, texts},
    hostile::{TEXTS, hostile},
    sample::sample,
};

fn together() -> Document {
    let mut document = sample();
    document.blocks.extend(hostile(&TEXTS).blocks);
    document
}

#[test]
fn libreoffice_reads_the_text_of_the_document_from_docx() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let document = together();
    fs::write(path("text.docx"), docx(&document).unwrap()).unwrap();
    // Proof that the workbook opens; its text is read in `texts`.
    fs::write(path("book.xlsx"), xlsx(&document).unwrap()).unwrap();
    let ran = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            path("profile").display()
        ))
        .args(["--headless", "--convert-to", "html", "--outdir"])
        .arg(path("out"))
        .args([path("text.docx"), path("book.xlsx")])
        .output();
    let ran = ran.expect("no LibreOffice: apt-get install libreoffice-writer libreoffice-calc");
    assert!(ran.status.success(), "{ran:?}");
    let page = fs::read_to_string(path("out/text.html")).unwrap();
    let parsed = scraper::Html::parse_document(&page);
    let body = scraper::Selector::parse("body").unwrap();
    let found: Vec<&str> = parsed.select(&body).next().unwrap().text().collect();
    // The number of the page stands in the heading of every section: digits before a text.
    let found = letters(&found);
    assert_same("DOCX", &found, &letters(&texts(&document, Marks::Absent)));
    assert!(
        path("out/book.html").exists(),
        "LibreOffice did not open the workbook"
    );
    let merged = document
        .blocks
        .iter()
        .any(|block| matches!(block, Block::Table(_)));
    assert!(merged && page.contains("rowspan=\"4\"") && page.contains("colspan=\"2\""));
    assert!(page.contains("<thead>"), "heading rows are not repeated");
    assert!(
        page.contains("<h1") && page.contains("<ol"),
        "headings or lists are only painted"
    );
}
