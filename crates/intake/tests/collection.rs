//! The table of many schools: totals, duplicates, outliers, what is left out.
//!
//! Not here: reading documents. The one decision to know: rows are made by hand, because only their
//! figures matter.

use std::collections::BTreeMap;

use calamine::Reader as _;
use opora_intake::{
    CollectedCell, CollectedIndicator, CollectedSchool, CollectedValue, Collection, Measure, Total,
    collection_workbook,
};

fn cell(value: CollectedValue, denominator: Option<i64>) -> CollectedCell {
    CollectedCell {
        value,
        text: "=1+1".to_owned(),
        denominator,
        place: "таблица 1, строка 2, столбец 3".to_owned(),
    }
}

fn school(name: &str, day: &str, cells: &[(u32, CollectedCell)]) -> CollectedSchool {
    CollectedSchool {
        file: format!("{name} {day}.docx"),
        fingerprint: format!("{name} {day}"),
        organisation: (!name.is_empty()).then(|| name.to_owned()),
        dated_on: day.parse().ok(),
        cells: cells.iter().cloned().collect::<BTreeMap<_, _>>(),
        findings: Vec::new(),
        doubts: Vec::new(),
    }
}

fn collection(schools: Vec<CollectedSchool>) -> Collection {
    let column = |number, measure| CollectedIndicator {
        number,
        title: format!("Показатель {number}"),
        measure,
    };
    Collection {
        indicators: vec![
            column(1, Measure::Count),
            column(2, Measure::Percent),
            column(3, Measure::Flag),
            column(4, Measure::Count),
        ],
        schools,
        unreadable: Vec::new(),
    }
}

fn number(value: f64) -> CollectedCell {
    cell(CollectedValue::Number(value), None)
}

#[test]
fn a_value_in_doubt_is_counted_nowhere_and_a_share_is_the_ratio_of_sums() {
    let share = |percent, whole| cell(CollectedValue::Number(percent), Some(whole));
    let flag = |flag| cell(CollectedValue::Flag(flag), None);
    let all = collection(vec![
        school(
            "А",
            "2023-10-01",
            &[(1, number(10.0)), (2, share(100.0, 10)), (3, flag(true))],
        ),
        school(
            "Б",
            "2023-10-01",
            &[(1, number(5.0)), (2, share(50.0, 90)), (3, flag(false))],
        ),
        school(
            "В",
            "2023-10-01",
            &[(1, cell(CollectedValue::Doubtful, None))],
        ),
    ]);
    let totals = all.totals();
    assert_eq!(totals[&1], Total::Sum(15.0, 2));
    assert_eq!(totals[&2], Total::Ratio(55.0, 2));
    assert_eq!(totals[&3], Total::Yes(1, 2));
    assert!(!totals.contains_key(&4));
    let without = collection(vec![
        school("А", "2023-10-01", &[(2, share(100.0, 10))]),
        school("Б", "2023-10-01", &[(2, number(50.0))]),
    ]);
    assert_eq!(without.totals()[&2], Total::NoDenominator);
}

#[test]
fn of_two_reports_of_one_school_the_later_counts() {
    let all = collection(vec![
        school("МБОУ «СОШ № 7»", "2023-10-01", &[(1, number(10.0))]),
        school("МОУ СОШ №7", "2024-10-01", &[(1, number(20.0))]),
        school("МБОУ «СОШ № 17»", "2023-10-01", &[(1, number(1.0))]),
        school("", "2023-10-01", &[(1, number(2.0))]),
        school("", "2024-10-01", &[(1, number(3.0))]),
    ]);
    let duplicates = all.duplicates();
    assert_eq!(duplicates.len(), 1, "{duplicates:?}");
    assert_eq!(duplicates[0].kept, "МОУ СОШ №7 2024-10-01.docx");
    assert!(!duplicates[0].identical);
    assert_eq!(all.totals()[&1], Total::Sum(26.0, 4));
}

#[test]
fn a_figure_far_from_those_of_schools_of_like_size_is_an_outlier() {
    let mut schools: Vec<CollectedSchool> = (0..20)
        .map(|at| {
            let size = 100.0 + f64::from(at);
            school(
                &format!("Школа {at}"),
                "2023-10-01",
                &[(1, number(size)), (4, number(size / 10.0))],
            )
        })
        .collect();
    assert_eq!(collection(schools.clone()).outliers(), []);
    schools[7].cells.insert(4, number(60.0));
    let outliers = collection(schools).outliers();
    assert!(
        outliers
            .iter()
            .any(|one| one.number == 4 && one.organisation == "Школа 7"),
        "{outliers:?}"
    );
    assert!(
        outliers.iter().all(|one| one.organisation == "Школа 7"),
        "{outliers:?}"
    );
}

#[test]
fn the_workbook_holds_texts_as_texts_and_opens() {
    let all = collection(vec![school(
        "А",
        "2023-10-01",
        &[(1, cell(CollectedValue::Doubtful, None)), (4, number(7.0))],
    )]);
    let bytes = collection_workbook(&all).unwrap();
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let names = book.sheet_names();
    assert_eq!(
        names,
        [
            "Сводка",
            "Замечания",
            "Требует проверки",
            "Источники",
            "Не прочитано",
            "Повторы",
            "Выбросы"
        ]
    );
    let summary = book.worksheet_range("Сводка").unwrap();
    let text = |row, column| summary.get_value((row, column)).map(ToString::to_string);
    assert_eq!(text(1, 6).as_deref(), Some("требует проверки: «=1+1»"));
    assert_eq!(text(1, 9).as_deref(), Some("7"));
    assert_eq!(text(2, 9).as_deref(), Some("7"));
}
