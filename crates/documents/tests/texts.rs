//! The text of every format is the text of the model.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use opora_documents::{docx, html, xlsx};
use opora_domain::document::{Block, Cell, Document};
use scraper::{Html, Selector};

use crate::{
    expected::{Marks, assert_same, letters, texts},
    hostile::{TEXTS, hostile},
    sample::sample,
};

/// Cells of all sheets in order; numbers as Excel holds them.
fn cells(document: &Document) -> Vec<String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(document).unwrap())).unwrap();
    let mut found = Vec::new();
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        assert!(
            formulas.cells().all(|(_, _, formula)| formula.is_empty()),
            "a formula in {name}"
        );
        for (_, _, value) in book.worksheet_range(&name).unwrap().used_cells() {
            found.push(match value {
                Data::String(text) => text.clone(),
                Data::Float(number) => number.to_string(),
                other => panic!("a cell is neither text nor number: {other:?}"),
            });
        }
    }
    found
}

/// The document with numbers of cells as their only text.
fn numbers_as_held(mut document: Document) -> Document {
    for block in &mut document.blocks {
        if let Block::Table(table) = block {
            for cell in table.rows.iter_mut().flatten() {
                if let Some(number) = cell.number {
                    *cell = Cell {
                        rows: cell.rows,
                        columns: cell.columns,
                        ..Cell::text(number.to_string())
                    };
                }
            }
        }
    }
    document
}

fn page_text(document: &Document) -> String {
    let page = Html::parse_document(&String::from_utf8(html(document).unwrap()).unwrap());
    assert!(page.errors.is_empty(), "{:?}", page.errors);
    let body = Selector::parse("body").unwrap();
    letters(
        &page
            .select(&body)
            .next()
            .unwrap()
            .text()
            .collect::<Vec<_>>(),
    )
}

#[test]
fn a_workbook_says_what_the_document_says() {
    for document in [sample(), hostile(&TEXTS)] {
        let expected = letters(&texts(&numbers_as_held(document.clone()), Marks::Printed));
        assert_same("XLSX", &letters(&cells(&document)), &expected);
    }
}

#[test]
fn a_page_says_what_the_document_says() {
    for document in [sample(), hostile(&TEXTS)] {
        let expected = letters(&texts(&document, Marks::Absent));
        assert_same("HTML", &page_text(&document), &expected);
    }
}

#[test]
fn a_page_carries_no_script_no_unsafe_link_and_names_its_language() {
    let page = String::from_utf8(html(&hostile(&TEXTS)).unwrap()).unwrap();
    let parsed = Html::parse_document(&page);
    let count = |selector: &str| parsed.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!(
        count("script, iframe, object, [onload], [style], link[href]"),
        0
    );
    assert_eq!(count("a[href]"), 0, "javascript: must not become a link");
    assert_eq!(count("html[lang=ru] head title"), 1);
    assert_eq!(count("h1"), 1);
    assert_eq!(count("h2"), TEXTS.len(), "a level was skipped");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for document in [sample(), hostile(&TEXTS)] {
        assert_eq!(docx(&document), docx(&document));
        assert_eq!(xlsx(&document), xlsx(&document));
        assert_eq!(html(&document), html(&document));
    }
}

#[test]
fn a_table_with_more_cells_than_columns_is_refused_by_name() {
    let mut document = sample();
    for block in &mut document.blocks {
        if let Block::Table(table) = block {
            table.rows[3].push(Cell::text("лишняя"));
            break;
        }
    }
    for write in [docx, xlsx, html] {
        let error = write(&document).unwrap_err();
        assert_eq!(error.code(), "document-table-overfull");
        assert!(error.to_string().contains("Таблица 1, строка 5"), "{error}");
    }
}
