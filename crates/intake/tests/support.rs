//! What several modules of tests need.
//!
//! Not here: rules. The one decision to know: identifiers are counted, not drawn.

use std::io::{Cursor, Write};

use opora_domain::Facts;
use opora_domain::Record;
use opora_domain::facts::EachRecord;
use opora_intake::{Import, Source, Term, Vocabulary, export, import};
use rust_xlsxwriter::Workbook;
use uuid::Uuid;
use zip::write::SimpleFileOptions;

pub fn vocabulary() -> Vocabulary {
    let terms = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(code, title)| Term::new(*code, *title))
            .collect::<Vec<_>>()
    };
    Vocabulary {
        forms: terms(&[
            ("pupil_pupil", "ученик – ученик"),
            ("teacher_teacher", "учитель – учитель"),
        ]),
        variants: terms(&[
            ("leader_passive", "лидер – пассивный"),
            ("equal", "равный – равному"),
        ]),
        act_kinds: terms(&[
            ("order_pairs", "приказ о парах"),
            ("programme", "программа"),
        ]),
        evidence_kinds: terms(&[("page", "страница сайта"), ("order", "приказ")]),
        indicators: terms(&[
            ("org.programme_approved", "Наличие утвержденной программы"),
            ("a.b", "Другой"),
        ]),
    }
}

/// Counts identifiers up from a number.
pub fn ids(mut next: u128) -> impl FnMut() -> Uuid {
    move || {
        next += 1;
        Uuid::from_u128(next)
    }
}

/// Imports a file of this name.
pub fn load(bytes: &[u8], name: &str, existing: &Facts) -> Import {
    import(
        &Source::new(bytes, name),
        existing,
        &vocabulary(),
        &mut ids(1 << 64),
    )
    .unwrap()
}

/// The facts after an import is applied.
pub fn applied(existing: &Facts, import: &Import) -> Facts {
    struct Merge<'a>(Vec<(opora_domain::RecordKind, &'a Facts)>);
    impl EachRecord for Merge<'_> {
        type Error = std::convert::Infallible;
        fn visit<R: Record>(&mut self, records: &mut Vec<R>) -> Result<(), Self::Error> {
            for (_, facts) in &self.0 {
                let mut take = Take::<R>(Vec::new());
                let mut facts = (*facts).clone();
                facts.each(&mut take)?;
                for record in take.0 {
                    records.retain(|old| old.id() != record.id());
                    records.push(record);
                }
            }
            records.sort_by(|a, b| a.code().cmp(b.code()));
            Ok(())
        }
    }
    struct Take<R>(Vec<R>);
    impl<T: Record> EachRecord for Take<T> {
        type Error = std::convert::Infallible;
        fn visit<R: Record>(&mut self, records: &mut Vec<R>) -> Result<(), Self::Error> {
            if R::KIND == T::KIND {
                for record in records.drain(..) {
                    let id = opora_domain::Id::new(record.id().uuid());
                    let made = T::from_values(
                        id,
                        record.code().to_owned(),
                        record.version(),
                        record.values(),
                    );
                    self.0.push(made.unwrap());
                }
            }
            Ok(())
        }
    }
    let kind = opora_domain::RecordKind::Profile;
    let mut merged = existing.clone();
    merged
        .each(&mut Merge(vec![
            (kind, &import.new),
            (kind, &import.changed),
        ]))
        .unwrap();
    merged
}

pub fn exported(facts: &Facts) -> Vec<u8> {
    export(facts, &vocabulary()).unwrap()
}

/// A workbook of plain texts: sheets of rows.
pub fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, text) in (0..).zip(*cells) {
                if let Some(formula) = text.strip_prefix("\u{1}=") {
                    sheet.write_formula(row, column, formula).unwrap();
                } else if !text.is_empty() {
                    sheet.write_string(row, column, *text).unwrap();
                }
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// An archive of these parts.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A minimal workbook around one sheet part.
pub fn bare_workbook(name: &str, sheet: &str) -> Vec<u8> {
    let workbook = format!(
        "<workbook xmlns:r=\"{TYPES}\"><sheets><sheet name=\"{name}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
    );
    let relations = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"{TYPES}/worksheet\" Target=\"worksheets/s.xml\"/></Relationships>"
    );
    archive(&[
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/s.xml", sheet.as_bytes()),
    ])
}
