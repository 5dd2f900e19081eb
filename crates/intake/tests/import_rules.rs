//! What is taken, what is refused and why, row by row.
//!
//! Not here: formats of files. The one decision to know: each rule is shown on the smallest sheet
//! that breaks it.

use opora_domain::{Facts, RecordKind};
use opora_intake::{Counts, FileError, Import, Source, import, next_code};

use crate::support::{applied, ids, load, vocabulary, workbook};

const PEOPLE: &[&str] = &["Код", "Фамилия", "Имя", "Отчество", "Дата рождения"];
const ENROLMENTS: &[&str] = &["Код", "Человек", "Класс", "С", "По"];

fn people(rows: &[&[&str]]) -> Import {
    people_into(&Facts::default(), rows)
}

fn people_into(existing: &Facts, rows: &[&[&str]]) -> Import {
    load(
        &workbook(&[("Люди", &[&[PEOPLE], rows].concat())]),
        "люди.xlsx",
        existing,
    )
}

fn enrolments(people: &[&[&str]], rows: &[&[&str]]) -> Import {
    let (people, rows) = ([&[PEOPLE], people].concat(), [&[ENROLMENTS], rows].concat());
    load(
        &workbook(&[("Люди", &people), ("Обучение", &rows)]),
        "а.xlsx",
        &Facts::default(),
    )
}

/// Row, column and code of each reason.
fn reasons(import: &Import) -> Vec<(usize, &str, &str)> {
    import
        .rejected
        .iter()
        .map(|row| (row.row, row.column.as_deref().unwrap_or(""), row.code))
        .collect()
}

fn doubts(import: &Import) -> Vec<&str> {
    import.doubts.iter().map(|doubt| doubt.code).collect()
}

#[test]
fn good_rows_go_in_and_bad_rows_come_back_with_row_column_and_reason() {
    let import = people(&[
        &["Л1", "Берёзова", "Анна", "", "01.02.2010"],
        &["Л2", "", "Вера", "", "31.02.2010"],
        &["Л3", "Дубов", "Глеб", "", "05.06.0025"],
    ]);
    assert_eq!(import.new.people.len(), 1);
    assert_eq!(
        reasons(&import),
        [
            (3, "Фамилия", "required"),
            (3, "Дата рождения", "bad-date"),
            (4, "Дата рождения", "date-out-of-range"),
        ]
    );
    let counts = import.counts[&RecordKind::Person];
    assert_eq!(
        counts,
        Counts {
            new: 1,
            rejected: 2,
            ..Counts::default()
        }
    );
}

#[test]
fn refused_rows_come_back_as_a_workbook_that_can_be_mended_and_loaded() {
    let import = people(&[&["Л2", "", "Вера", "", "31.02.2010"]]);
    let bytes = import.rejected_workbook(&vocabulary()).unwrap();
    let again = load(&bytes, "отказ.xlsx", &Facts::default());
    assert_eq!(
        reasons(&again),
        [(2, "Фамилия", "required"), (2, "Дата рождения", "bad-date")]
    );
    assert!(doubts(&again).is_empty());
}

#[test]
fn a_row_without_a_code_is_the_record_with_its_natural_key_or_gets_a_code() {
    let rows: &[&[&str]] = &[
        &["", "Берёзова", "Анна", "", "01.02.2010"],
        &["Л0007", "Дубов", "Глеб", "", ""],
    ];
    let first = people(rows);
    let codes: Vec<&str> = first
        .new
        .people
        .iter()
        .map(|person| person.code.as_str())
        .collect();
    assert_eq!(codes, ["Л0007", "Л0008"]);
    let stored = applied(&Facts::default(), &first);
    let second = people_into(&stored, &[&["", "березова", "АННА", "", "2010-02-01"]]);
    assert_eq!(second.counts[&RecordKind::Person].unchanged, 1);
    assert_eq!(second.new.people, []);
}

#[test]
fn a_row_with_the_code_of_a_record_changes_it_and_keeps_its_id_and_version() {
    let stored = applied(
        &Facts::default(),
        &people(&[&["Л1", "Берёзова", "Анна", "", ""]]),
    );
    let import = people_into(&stored, &[&["Л1", "Берёзова", "Анна", "Игоревна", ""]]);
    assert_eq!(import.changed.people[0].id, stored.people[0].id);
    assert_eq!(
        import.changed.people[0].patronymic.as_deref(),
        Some("Игоревна")
    );
    assert_eq!(import.changed.people[0].version, 1);
}

#[test]
fn an_absent_column_leaves_what_is_stored_and_an_empty_one_clears_it() {
    let stored = applied(
        &Facts::default(),
        &people(&[&["Л1", "Берёзова", "Анна", "Игоревна", ""]]),
    );
    let short: &[&[&str]] = &[&["Код", "Фамилия", "Имя"], &["Л1", "Берёзова", "Анна"]];
    let import = load(&workbook(&[("Люди", short)]), "а.xlsx", &stored);
    assert_eq!(import.counts[&RecordKind::Person].unchanged, 1);
    let import = people_into(&stored, &[&["Л1", "Берёзова", "Анна", "", ""]]);
    assert_eq!(import.changed.people[0].patronymic, None);
}

#[test]
fn doubles_in_the_file_are_refused_by_code_by_key_and_by_person() {
    let import = people(&[
        &["Л1", "Берёзова", "Анна", "", "01.02.2010"],
        &["Л1", "Дубов", "Глеб", "", ""],
        &["", "Берёзова", "Анна", "", "01.02.2010"],
        &["Л2", "Бeрёзова", "Aнна", "", "01.02.2010"],
    ]);
    assert_eq!(
        reasons(&import),
        [
            (3, "", "duplicate-code"),
            (4, "", "duplicate-key"),
            (5, "", "duplicate-person")
        ]
    );
}

#[test]
fn latin_letters_among_russian_ones_are_named() {
    let import = people(&[&["Л1", "Берёзoва", "Анна", "", ""]]);
    assert_eq!(doubts(&import), ["mixed-letters"]);
    assert_eq!(import.doubts[0].column.as_deref(), Some("Фамилия"));
}

#[test]
fn a_person_without_a_birth_date_is_not_added_beside_a_namesake() {
    let stored = applied(
        &Facts::default(),
        &people(&[&["Л1", "Берёзова", "Анна", "", "01.02.2010"]]),
    );
    let import = people_into(&stored, &[&["", "Берёзова", "Анна", "", ""]]);
    assert_eq!(reasons(&import), [(2, "", "ambiguous-person")]);
}

#[test]
fn a_birth_date_learned_later_goes_to_the_only_person_of_that_name() {
    let stored = applied(
        &Facts::default(),
        &people(&[&["Л1", "Берёзова", "Анна", "", ""]]),
    );
    let rows: &[&[&str]] = &[&["", "Берёзова", "Анна", "", "01.02.2010"]];
    let import = people_into(&stored, rows);
    assert_eq!(import.changed.people.len(), 1);
    assert_eq!(doubts(&import), ["matched-by-name"]);
    let again = people_into(&applied(&stored, &import), rows);
    assert_eq!(again.counts[&RecordKind::Person].unchanged, 1);
}

#[test]
fn a_person_is_referred_to_by_code_by_full_name_or_by_name_and_birth_date() {
    let import = enrolments(
        &[
            &["Л1", "Берёзова", "Анна", "", "01.02.2010"],
            &["Л2", "Берёзова", "Анна", "", "03.04.2011"],
            &["Л3", "Дубов", "Глеб", "Ильич", ""],
        ],
        &[
            &["", "Л1", "5А", "01.09.2023", ""],
            &["", "Берёзова Анна 03.04.2011", "5Б", "01.09.2023", ""],
            &["", "дубов  глеб ильич", "5В", "01.09.2023", ""],
            &["", "L3", "5В", "01.09.2022", ""],
            &["", "Берёзова Анна", "5Г", "01.09.2023", ""],
            &["", "Кедров Лев", "5Г", "01.09.2023", ""],
        ],
    );
    assert_eq!(import.new.enrolments.len(), 3);
    assert_eq!(
        reasons(&import),
        [
            (5, "Человек", "unknown-reference"),
            (6, "Человек", "ambiguous-reference"),
            (7, "Человек", "unknown-reference"),
        ]
    );
}

#[test]
fn a_code_typed_in_the_other_alphabet_finds_its_record() {
    let import = enrolments(
        &[&["К1", "Берёзова", "Анна", "", ""]],
        &[&["", "K1", "5А", "01.09.2023", ""]],
    );
    assert_eq!(reasons(&import), []);
    assert_eq!(import.new.enrolments.len(), 1);
}

#[test]
fn a_row_that_refers_to_a_refused_row_is_refused_too() {
    let import = enrolments(
        &[&["Л1", "Берёзова", "", "", ""]],
        &[&["", "Л1", "5А", "01.09.2023", ""]],
    );
    assert_eq!(
        reasons(&import),
        [(2, "Имя", "required"), (2, "Человек", "rejected-reference")]
    );
}

#[test]
fn dates_in_the_wrong_order_are_refused() {
    let import = enrolments(
        &[&["Л1", "Берёзова", "Анна", "", ""]],
        &[&["", "Л1", "5А", "01.09.2023", "31.08.2023"]],
    );
    assert_eq!(reasons(&import), [(2, "По", "wrong-order")]);
}

#[test]
fn choices_and_terms_are_taken_by_word_or_code_and_others_refused() {
    let acts: &[&[&str]] = &[
        &[
            "Код",
            "Вид",
            "Номер",
            "Дата",
            "Название",
            "Действует с",
            "Формы наставничества",
            "Приложение имеется",
        ],
        &[
            "Д1",
            "Приказ о парах",
            "5",
            "01.09.2023",
            "О парах",
            "01.09.2023",
            "",
            "да",
        ],
        &[
            "Д2",
            "programme",
            "6",
            "01.09.2023",
            "Программа",
            "01.09.2023",
            "Ученик – ученик; teacher_teacher",
            "нет",
        ],
        &[
            "Д3",
            "грамота",
            "7",
            "01.09.2023",
            "Грамота",
            "01.09.2023",
            "",
            "может быть",
        ],
    ];
    let partners: &[&[&str]] = &[
        &["Код", "Наименование", "ИНН", "ОГРН", "Вид"],
        &["П1", "Завод", "", "", "Предприятие"],
        &["П2", "Кружок", "", "", "секта"],
    ];
    let book = workbook(&[("Документы", acts), ("Партнёры", partners)]);
    let import = load(&book, "а.xlsx", &Facts::default());
    assert_eq!(import.new.acts[0].kind, "order_pairs");
    assert_eq!(import.new.acts[1].forms, ["pupil_pupil", "teacher_teacher"]);
    assert_eq!(
        reasons(&import),
        [
            (3, "Вид", "unknown-choice"),
            (4, "Вид", "unknown-term"),
            (4, "Приложение имеется", "bad-flag"),
        ]
    );
}

#[test]
fn a_formula_is_refused_with_its_place_whatever_its_cached_value() {
    let import = people(&[&["Л1", "Берёзова", "\u{1}=UPPER(\"Анна\")", "", ""]]);
    assert_eq!(reasons(&import), [(2, "Имя", "formula")]);
}

#[test]
fn an_organisation_has_one_profile_and_its_code_stays() {
    let heading: &[&str] = &[
        "Код",
        "Полное наименование",
        "Краткое наименование",
        "Часовой пояс",
    ];
    let one: &[&[&str]] = &[
        heading,
        &["ОО1", "Школа первая", "Школа 1", "Europe/Samara"],
    ];
    let first = load(
        &workbook(&[("Организация", one)]),
        "а.xlsx",
        &Facts::default(),
    );
    let stored = applied(&Facts::default(), &first);
    let two: &[&[&str]] = &[
        heading,
        &["ОО9", "Школа вторая", "Школа 2", "Europe/Samara"],
        &["ОО8", "Школа третья", "Школа 3", "Europe/Samara"],
    ];
    let second = load(&workbook(&[("Организация", two)]), "а.xlsx", &stored);
    assert_eq!(second.changed.profile[0].code, "ОО1");
    assert_eq!(second.changed.profile[0].short_name, "Школа 2");
    assert_eq!(reasons(&second), [(3, "", "singleton")]);
}

#[test]
fn columns_and_sheets_nobody_knows_are_named_and_passed_over() {
    let rows: &[&[&str]] = &[&["Фамилия", "Имя", "Рост"], &["Берёзова", "Анна", "150"]];
    let book = workbook(&[("Люди", rows), ("Черновик", &[&["x"]])]);
    let import = load(&book, "а.xlsx", &Facts::default());
    assert_eq!(import.new.people.len(), 1);
    assert_eq!(doubts(&import), ["unknown-column", "unknown-sheet"]);
}

#[test]
fn a_missing_required_column_refuses_the_file_and_names_sheet_and_column() {
    let rows: &[&[&str]] = &[&["Код", "Фамилия"], &["Л1", "Берёзова"]];
    let book = workbook(&[("Люди", rows)]);
    let refused = import(
        &Source::new(&book, "а.xlsx"),
        &Facts::default(),
        &vocabulary(),
        &mut ids(0),
    );
    assert_eq!(
        refused.unwrap_err(),
        FileError::MissingColumn {
            sheet: "Люди".to_owned(),
            column: "Имя".to_owned()
        }
    );
}

#[test]
fn codes_made_by_the_program_go_on_from_the_greatest() {
    assert_eq!(next_code(RecordKind::Person, []), "Л0001");
    assert_eq!(
        next_code(RecordKind::Person, ["Л0009", "Л-12", "X99"]),
        "Л0013"
    );
}
