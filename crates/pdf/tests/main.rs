//! PDF read back by poppler.
//!
//! Not here: looks. The one decision to know: text is taken from what is drawn, because poppler's
//! listing of the structure loses letters around places to break.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails"
)]

#[expect(dead_code, reason = "HTML has no marks of lists, PDF has")]
#[path = "../../documents/tests/expected.rs"]
mod expected;
#[path = "../../documents/tests/hostile.rs"]
mod hostile;
#[path = "../../documents/tests/sample.rs"]
mod sample;

use std::{fs, process::Command};

use expected::{Marks, assert_same, letters, texts};
use hostile::{TEXTS, hostile};
use opora_domain::document::{Block, Cell, Document};
use opora_pdf::{Pdf, PdfError};

/// What this program of poppler says of the PDF of the document.
fn read(document: &Document, program: &str, arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.pdf");
    fs::write(&path, Pdf::new(Vec::new()).render(document).unwrap()).unwrap();
    let ran = Command::new(program)
        .args(arguments)
        .arg(&path)
        .arg("-")
        .output();
    let ran = match program {
        "pdftotext" => ran,
        _ => Command::new(program).args(arguments).arg(&path).output(),
    };
    let ran = ran.unwrap_or_else(|_| panic!("no {program}: apt-get install poppler-utils"));
    assert!(ran.status.success(), "{ran:?}");
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

/// Text in the order of drawing, without page numbers and, when there are `repeated` heading
/// rows, without those.
fn text_of(document: &Document, repeated: bool) -> String {
    // The number of a page stands in its upper 17 mm.
    let strip = ["-raw", "-x", "0", "-y", "50", "-W", "2000", "-H", "2000"];
    let text = read(document, "pdftotext", &strip);
    let headings: Vec<String> = document.blocks.iter().filter_map(heading_rows).collect();
    let pages = text.split('\u{c}').map(|page| {
        let page = letters(&[page]);
        let rest = headings
            .iter()
            .find_map(|heading| page.strip_prefix(heading.as_str()));
        rest.filter(|_| repeated)
            .map_or(page.clone(), str::to_owned)
    });
    pages.collect()
}

/// Letters of the heading rows of a table.
fn heading_rows(block: &Block) -> Option<String> {
    let Block::Table(table) = block else {
        return None;
    };
    let cells = table
        .header
        .iter()
        .flatten()
        .flat_map(|cell| cell.paragraphs.iter().flatten());
    Some(letters(
        &cells.map(|span| span.text.as_str()).collect::<Vec<_>>(),
    ))
}

/// Fails when a text of the document is absent from its PDF, or the PDF has a letter more.
///
/// Order is not compared: typst draws cells that span rows after the rows they span.
fn assert_says(document: &Document, repeated: bool) {
    let found = text_of(document, repeated);
    let expected = texts(document, Marks::Printed);
    for text in &expected {
        let text = letters(&[text]);
        assert!(found.contains(&text), "no «{text}» in {found}");
    }
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters.into_iter().collect::<String>()
    };
    assert_same("PDF", &sorted(&found), &sorted(&letters(&expected)));
}

#[test]
fn a_pdf_says_what_the_document_says() {
    assert_says(&sample::sample(), true);
}

#[test]
fn hostile_text_is_text_in_a_pdf() {
    // Its table stands on one page.
    assert_says(&hostile(&TEXTS), false);
}

#[test]
fn letters_without_a_font_do_not_stop_a_document() {
    let document = hostile(&["смайлик 🎉 и 中文 в тексте"]);
    let text = read(&document, "pdftotext", &[]);
    assert!(text.contains("смайлик"), "{text}");
}

#[test]
fn a_pdf_is_tagged_and_names_its_title_language_and_issuer() {
    let about = read(&sample::sample(), "pdfinfo", &[]);
    assert!(about.contains("Tagged:          yes"), "{about}");
    assert!(
        about.contains("МБОУ «СОШ № 7»") && about.contains("2023"),
        "{about}"
    );
    let tree = read(&sample::sample(), "pdfinfo", &["-struct"]);
    for tag in ["H1", "H2", "TH", "TD", "Caption", "Figure", "Link", "LI"] {
        assert!(
            tree.lines().any(|line| line.trim().starts_with(tag)),
            "no {tag} in {tree}"
        );
    }
    let bytes = Pdf::new(Vec::new()).render(&sample::sample()).unwrap();
    let whole = String::from_utf8_lossy(&bytes);
    assert!(
        whole.contains("/Lang (ru") || whole.contains("/Lang(ru"),
        "no language"
    );
    assert!(whole.contains("pdfuaid"), "no claim of PDF/UA");
}

#[test]
fn heading_rows_stand_on_every_page_of_a_table() {
    let text = read(&sample::sample(), "pdftotext", &["-layout"]);
    let pages: Vec<&str> = text.split('\u{c}').collect();
    let with_heading = pages
        .iter()
        .filter(|page| page.contains("Содержание деятельности"))
        .count();
    assert!(with_heading >= 3, "{with_heading} pages");
    assert!(
        !pages[0].trim_start().starts_with('1'),
        "the first page has no number"
    );
    assert!(
        pages[1].trim_start().starts_with('2'),
        "the second page has one"
    );
}

#[test]
fn wide_tables_stand_on_wide_pages() {
    let about = read(&sample::sample(), "pdfinfo", &["-l", "3"]);
    let size = |page: usize| {
        about
            .lines()
            .find(|line| line.starts_with(&format!("Page    {page} size")))
            .unwrap()
    };
    assert!(size(1).contains("595.276 x 841.89"), "{about}");
    assert!(size(2).contains("841.89 x 595.276"), "{about}");
}

#[test]
fn fonts_are_inside_the_file() {
    let fonts = read(&sample::sample(), "pdffonts", &[]);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert!(!rows.is_empty());
    for row in rows {
        let columns: Vec<&str> = row.split_whitespace().rev().collect();
        assert_eq!(columns[4], "yes", "{row}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let first = Pdf::new(Vec::new()).render(&sample::sample());
    assert_eq!(first, Pdf::new(Vec::new()).render(&sample::sample()));
}

#[test]
fn a_table_with_more_cells_than_columns_is_refused_by_name() {
    let mut document = sample::sample();
    for block in &mut document.blocks {
        if let Block::Table(table) = block {
            table.rows[3].push(Cell::text("лишняя"));
            break;
        }
    }
    let error = Pdf::new(Vec::new()).render(&document).unwrap_err();
    assert!(matches!(error, PdfError::Document(_)), "{error}");
    assert_eq!(error.code(), "document-table-overfull");
}

#[test]
fn an_empty_document_is_a_page() {
    let mut document = sample::sample();
    document.blocks.clear();
    assert!(read(&document, "pdfinfo", &[]).contains("Pages:           1"));
}
