//! CSV of the roster sheets: encodings, separators, which sheet it is.
//!
//! Not here: rules of rows. The one decision to know: what cannot be told for sure is asked about.

use opora_domain::{Facts, RecordKind};
use opora_intake::{FileError, Source, TextEncoding, import};

use crate::support::{ids, load, vocabulary};

const PEOPLE: &str = "Код;Фамилия;Имя;Отчество;Дата рождения\r\nЛ1;Берёзова;Анна;;01.02.2010\r\n";

fn refused(bytes: &[u8], name: &str, encoding: Option<TextEncoding>) -> FileError {
    let source = Source {
        encoding,
        ..Source::new(bytes, name)
    };
    import(&source, &Facts::default(), &vocabulary(), &mut ids(0)).unwrap_err()
}

#[test]
fn people_are_read_in_every_encoding_and_with_every_separator() {
    let wide: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(PEOPLE.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let files: [Vec<u8>; 6] = [
        PEOPLE.into(),
        format!("\u{feff}{PEOPLE}").into(),
        PEOPLE.replace(';', ",").into(),
        PEOPLE.replace(';', "\t").into(),
        encoding_rs::WINDOWS_1251.encode(PEOPLE).0.into_owned(),
        wide,
    ];
    for (number, file) in files.iter().enumerate() {
        let import = load(file, "выгрузка.csv", &Facts::default());
        assert_eq!(import.rejected, [], "file {number}");
        assert_eq!(
            import.new.people[0].family_name, "Берёзова",
            "file {number}"
        );
        assert_eq!(
            import.new.people[0].born_on,
            Some("2010-02-01".parse().unwrap())
        );
    }
}

#[test]
fn the_sheet_is_told_by_the_name_of_the_file_or_by_the_headings() {
    let enrolments = "Человек;Класс;С\nБерёзова Анна;5А;01.09.2023\n";
    for name in ["Обучение.csv", "enrolment.csv", "выгрузка.csv"] {
        let import = load(enrolments.as_bytes(), name, &Facts::default());
        assert_eq!(
            import.counts.keys().collect::<Vec<_>>(),
            [&RecordKind::Enrolment],
            "{name}"
        );
        assert_eq!(import.rejected[0].code, "unknown-reference");
    }
    assert_eq!(
        refused("A;B\n1;2\n".as_bytes(), "x.csv", None),
        FileError::UnknownSheet
    );
}

#[test]
fn an_encoding_that_cannot_be_told_is_asked_about() {
    let strange = encoding_rs::WINDOWS_1251
        .encode("Щука;Ёрш\nодин;два\n")
        .0
        .into_owned();
    assert_eq!(
        refused(&strange, "Люди.csv", None),
        FileError::AmbiguousEncoding
    );
    let named = refused(&strange, "Люди.csv", Some(TextEncoding::Windows1251));
    assert!(
        matches!(named, FileError::MissingColumn { .. }),
        "{named:?}"
    );
    let wrong = refused(&strange, "Люди.csv", Some(TextEncoding::Utf8));
    assert_eq!(wrong, FileError::WrongEncoding);
}

#[test]
fn a_cell_of_a_csv_that_begins_like_a_formula_is_refused() {
    let file = PEOPLE.replace("Анна", "=СЦЕПИТЬ(1)");
    let import = load(file.as_bytes(), "Люди.csv", &Facts::default());
    assert_eq!(import.rejected[0].code, "formula");
    assert_eq!(import.rejected[0].row, 2);
}

#[test]
fn quoted_cells_keep_separators_and_line_ends() {
    let file = "Код;Фамилия;Имя\nЛ1;\"Берё;зова\";\"Анна\nМария\"\nЛ2;Дубов;\n";
    let import = load(file.as_bytes(), "Люди.csv", &Facts::default());
    assert_eq!(import.new.people[0].given_name, "Анна\nМария");
    assert_eq!(import.rejected[0].row, 4);
}
