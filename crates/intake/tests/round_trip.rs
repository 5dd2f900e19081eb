//! The workbook carries everything, and the same facts give the same bytes.
//!
//! Not here: rules of single cells. The one decision to know: a second, unrelated reader looks at
//! the workbook too.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use opora_domain::{Facts, RecordKind};
use opora_intake::template;

use crate::arbitrary::facts;
use crate::support::{applied, exported, load, vocabulary};

#[test]
fn the_same_facts_give_the_same_bytes() {
    assert_eq!(exported(&facts(7, 4)), exported(&facts(7, 4)));
}

#[test]
fn export_then_import_into_nothing_then_export_gives_the_same_bytes() {
    for seed in 0..6 {
        let original = facts(seed, 5);
        let bytes = exported(&original);
        let import = load(&bytes, "данные.xlsx", &Facts::default());
        assert_eq!(import.rejected, [], "seed {seed}");
        assert_eq!(exported(&import.new), bytes, "seed {seed}");
    }
}

#[test]
fn importing_an_export_into_its_own_facts_changes_nothing() {
    let original = facts(3, 5);
    let import = load(&exported(&original), "данные.xlsx", &original);
    assert_eq!(import.rejected, []);
    assert_eq!(
        (import.new, import.changed),
        (Facts::default(), Facts::default())
    );
}

#[test]
fn importing_twice_changes_nothing_the_second_time() {
    let bytes = exported(&facts(11, 5));
    let first = load(&bytes, "данные.xlsx", &Facts::default());
    let stored = applied(&Facts::default(), &first);
    let second = load(&bytes, "данные.xlsx", &stored);
    assert_eq!(
        (second.new, second.changed),
        (Facts::default(), Facts::default())
    );
}

#[test]
fn the_template_has_every_sheet_its_headings_and_no_rows() {
    let bytes = template(&vocabulary()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
    for kind in RecordKind::ALL {
        let schema = kind.schema();
        let range = book.worksheet_range(schema.sheet).unwrap();
        assert_eq!(range.height(), 1, "{}", schema.sheet);
        assert_eq!(range.width(), schema.fields.len() + 1, "{}", schema.sheet);
        assert_eq!(
            range.get_value((0, 0)),
            Some(&Data::String("Код".to_owned()))
        );
    }
    let import = load(&bytes, "шаблон.xlsx", &Facts::default());
    assert_eq!((import.new, import.doubts.len()), (Facts::default(), 0));
}

#[test]
fn another_reader_sees_dates_as_dates_and_formulas_as_texts() {
    let mut facts = facts(1, 3);
    facts.people.truncate(1);
    assert!(!facts.people.is_empty(), "seed 1 makes a person");
    facts.people[0].given_name = "=HYPERLINK(\"x\")".to_owned();
    facts.people[0].born_on = Some("2010-02-01".parse().unwrap());
    let bytes = exported(&facts);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.as_slice())).unwrap();
    let range = book.worksheet_range("Люди").unwrap();
    assert_eq!(
        range.get_value((1, 2)),
        Some(&Data::String("=HYPERLINK(\"x\")".to_owned()))
    );
    assert!(
        matches!(range.get_value((1, 4)), Some(Data::DateTime(day)) if (day.as_f64() - 40_210.0).abs() < 0.01)
    );
    assert!(book.worksheet_formula("Люди").unwrap().is_empty());
}

#[test]
fn the_workbook_names_no_author_and_hides_no_sheet() {
    let bytes = exported(&facts(2, 2));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    let core = text("docProps/core.xml");
    assert!(
        core.contains("<dc:creator></dc:creator>") || !core.contains("dc:creator"),
        "{core}"
    );
    assert!(!text("xl/workbook.xml").contains("state="));
}
