//! The справка put together: content, analysis, document.
//!
//! Not here: evaluation: its result is made here by hand. The one decision to know: texts are
//! compared word by word, since they are what a curator signs.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests fail the test, as the tests themselves do"
)]

use chrono::NaiveDate;
use opora_domain::document::{Block, Document, Table};
use opora_domain::reports::{ReportOrigin, ReportedValue, Waiver};
use opora_monitoring::checks::{self, Verdict};
use opora_monitoring::report::{Edition, PreviousFigures, document};

use crate::checks::fixture::as_of;
use crate::roadmap::{day, id};

mod fixture;

pub use fixture::{cell_text, evaluation, facts, official, report, words_of};

#[test]
fn content_says_what_the_evaluation_says() {
    let content = official().content;
    assert_eq!(content.origin, ReportOrigin::Computed);
    assert_eq!(content.indicators.len(), 32);
    assert_eq!(content.indicators[14].value, ReportedValue::Number(111.0));
    assert_eq!(content.indicators[14].denominator, Some(600));
    assert_eq!(content.roadmap.len(), 22);
    assert_eq!(content.active_mentorships, Some(2));
    assert_eq!(
        content.approved_by.as_deref(),
        Some("Директор Д. Д. Директоров")
    );
    let survey = content.indicators[17].survey.as_ref().unwrap();
    assert_eq!((survey.answered, survey.invited), (Some(60), Some(67)));
    let missing = report(
        &facts(),
        &evaluation(&[("sat.mentors", "-")]),
        None,
        Edition::Official,
    );
    assert_eq!(
        missing.content.indicators[17].value,
        ReportedValue::NotComputable
    );
    assert_eq!(missing.content.indicators[17].value_text, "нет данных");
}

#[test]
fn the_name_of_the_school_is_the_one_in_force_on_the_cut_off_date() {
    let mut facts = facts();
    facts.organisation_names = vec![opora_domain::organisations::OrganisationName {
        id: id(501),
        code: "Н1".into(),
        version: 1,
        full_name: "Прежняя школа".into(),
        short_name: "МБОУ «Прежняя»".into(),
        valid_from: day("2010-01-01"),
        valid_to: Some(day("2023-12-31")),
    }];
    let content = report(&facts, &evaluation(&[]), None, Edition::Official).content;
    assert_eq!(content.organisation.as_deref(), Some("МБОУ «Прежняя»"));
}

#[test]
fn an_analysis_is_always_there_and_names_what_is_wrong() {
    let report = official();
    let outcome = report
        .checks
        .outcomes
        .iter()
        .find(|o| o.code == "analysis-present")
        .unwrap();
    assert_eq!(outcome.verdict, Verdict::Passed);
    let analysis = &report.analysis;
    assert!(
        analysis
            .changes
            .summary
            .starts_with("Сравнить с прошлым годом нельзя")
    );
    assert!(
        analysis.main[0].contains("2 пары и группы; наставников по приказу — 67"),
        "{:?}",
        analysis.main
    );
    assert!(analysis.main[0].contains("— 119"), "{:?}", analysis.main);
    assert!(
        analysis.coverage[0]
            .contains("18,5 % (111 из 600); к 31 декабря 2023 г. нужно 50 % — цель не достигнута"),
        "{:?}",
        analysis.coverage
    );
    let subjects: Vec<_> = analysis
        .recommendations
        .iter()
        .filter_map(|draft| draft.subject.as_deref())
        .collect();
    assert!(subjects.contains(&"programmes-match-pairs"), "{subjects:?}");
    assert!(
        subjects.contains(&"cov.mentees_10_19.share"),
        "{subjects:?}"
    );
}

#[test]
fn changes_since_last_year_are_written_out() {
    let last = evaluation(&[
        ("cov.mentees_10_19", "100"),
        ("sat.mentors", "96"),
        ("dev.mentor_shmo", "Нет"),
    ]);
    let previous = PreviousFigures {
        as_of: day("2022-10-13"),
        ..PreviousFigures::from_evaluation(&last)
    };
    let report = report(
        &facts(),
        &evaluation(&[]),
        Some(&previous),
        Edition::Official,
    );
    let changes = &report.analysis.changes;
    assert_eq!(
        changes.summary,
        "По сравнению с 13 октября 2022 г. изменилось 3 значения из 32: выросло или появилось — 2, \
         снизилось или исчезло — 1."
    );
    let rows: Vec<[&str; 3]> = changes
        .rows
        .iter()
        .map(|row| {
            [
                row.before.as_str(),
                row.after.as_str(),
                row.difference.as_str(),
            ]
        })
        .collect();
    assert_eq!(
        rows,
        [
            ["100", "111", "+11 чел."],
            ["96", "87", "−9 п. п."],
            ["Нет", "Да", "появилось"]
        ]
    );
    let text = words_of(&document(&report));
    assert!(text.contains("Было (13.10.2022)") && text.contains("Стало (13.10.2023)"));
}

/// Every row covers every column exactly once, counting cells that reach down from above.
fn is_rectangular(table: &Table) -> bool {
    let width = table.columns.len();
    let mut below: Vec<u16> = vec![0; width];
    for row in &table.rows {
        let mut cells = row.iter();
        let mut column = 0;
        while column < width {
            if below[column] > 0 {
                below[column] -= 1;
                column += 1;
                continue;
            }
            let Some(cell) = cells.next() else {
                return false;
            };
            for _ in 0..cell.columns {
                if column >= width {
                    return false;
                }
                below[column] = cell.rows - 1;
                column += 1;
            }
        }
        if cells.next().is_some() {
            return false;
        }
    }
    below.iter().all(|rest| *rest == 0)
}

fn tables(document: &Document) -> Vec<&Table> {
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

#[test]
fn tables_are_merged_as_the_form_merges_them_and_have_no_holes() {
    let document = document(&official());
    let tables = tables(&document);
    for table in &tables {
        assert!(is_rectangular(table), "{:?}", table.header);
        assert_eq!(table.header[0].len(), table.columns.len());
    }
    let roadmap = tables[0];
    let stages: Vec<u16> = roadmap
        .rows
        .iter()
        .filter(|row| row.len() == 7)
        .map(|row| row[0].rows)
        .collect();
    assert_eq!(stages, [5, 2, 3, 4, 4, 2, 2]);
    let indicators = tables
        .iter()
        .find(|table| table.columns.len() == 4)
        .unwrap();
    let groups: Vec<u16> = indicators
        .rows
        .iter()
        .filter(|row| row.len() == 4)
        .map(|row| row[0].rows)
        .collect();
    assert_eq!(groups, [3, 5, 3, 4, 2, 1, 1, 4, 4, 3, 2]);
}

#[test]
fn values_stand_with_their_units_and_surveys_in_the_column_of_sources() {
    let text = words_of(&document(&official()));
    for wanted in [
        "111 чел.",
        "87 %",
        "Да",
        "ответили 60 из 67 (89,6 %)",
        "По состоянию на 13 октября 2023 г.",
        "УТВЕРЖДАЮ",
        "Исполнитель: К. К. Кураторова, Заместитель директора, тел. 0-00-00",
        "Главное",
        "Фактически встречаются",
        "Определение 32",
        "1. Выполнение дорожной карты",
    ] {
        assert!(text.contains(wanted), "{wanted}");
    }
    let document = document(&official());
    let satisfied = tables(&document)[2]
        .rows
        .iter()
        .find(|row| row.len() == 4 && cell_text(&row[0]).contains("удовлетворенности наставников"));
    assert_eq!(satisfied.map(|row| cell_text(&row[1])), Some(String::new()));
}

#[test]
fn the_numbers_of_every_chart_stand_in_a_table() {
    let document = document(&official());
    let numbers: Vec<f64> = tables(&document)
        .iter()
        .flat_map(|t| t.rows.iter().flatten())
        .filter_map(|c| c.number)
        .collect();
    let mut charts = 0;
    for block in &document.blocks {
        if let Block::Chart(chart) = block {
            charts += 1;
            for value in chart.series[0].values.iter().flatten() {
                assert!(numbers.contains(value), "{} {value}", chart.name);
            }
            for series in &chart.series {
                assert_eq!(series.values.len(), chart.categories.len());
            }
        }
    }
    assert_eq!(charts, 2);
}

#[test]
fn accepted_findings_are_printed_with_their_reason() {
    let mut facts = facts();
    facts.waivers = vec![Waiver {
        id: id(600),
        code: "ПЗ1".into(),
        version: 1,
        check: "stage-order".into(),
        as_of: as_of(),
        subject: None,
        reason: "Обучение перенесено на ноябрь".into(),
        author: "Директор Д. Д.".into(),
        waived_on: as_of(),
    }];
    let report = report(&facts, &evaluation(&[]), None, Edition::Official);
    assert!(
        report
            .checks
            .findings
            .iter()
            .any(|finding| finding.waived.is_some())
    );
    let text = words_of(&document(&report));
    assert!(text.contains("Обучение перенесено на ноябрь"));
}

#[test]
fn a_draft_says_so_on_a_line_of_its_own_and_no_text_ends_with_two_full_stops() {
    let mut report = official();
    report.particulars.number = None;
    let text = words_of(&document(&report));
    assert!(text.lines().any(|line| line == "Проект"), "{text}");
    assert!(!text.contains("№ проект"));
    assert!(!text.contains(".."), "{text}");
}

#[test]
fn every_share_is_clear_without_what_stands_around_it_and_only_aims_are_drawn() {
    let report = official();
    let titles: std::collections::BTreeSet<_> =
        report.coverage.iter().map(|share| &share.title).collect();
    assert_eq!(titles.len(), report.coverage.len());
    for block in &document(&report).blocks {
        if let Block::Chart(chart) = block
            && chart.name == "coverage"
        {
            let aims = &chart.series[1].values;
            assert!(!aims.is_empty() && aims.iter().all(Option::is_some));
        }
    }
}

#[test]
fn counts_beside_an_indicator_stand_in_one_row() {
    let document = document(&official());
    let beside = tables(&document)
        .into_iter()
        .find(|table| cell_text(&table.header[0][2]) == "По приказу")
        .unwrap();
    let texts: Vec<String> = beside.rows[0]
        .iter()
        .map(|cell| cell_text(cell).replace('\u{a0}', " "))
        .collect();
    assert_eq!(
        [&texts[0], &texts[2], &texts[3]],
        ["16", "59 чел.", "57 чел."]
    );
    assert_eq!(beside.rows.len(), 1);
}

#[test]
fn the_same_facts_give_the_same_document() {
    assert_eq!(document(&official()), document(&official()));
}

#[test]
fn a_report_without_a_roadmap_says_so() {
    let mut facts = facts();
    facts.roadmaps.clear();
    let report = report(&facts, &evaluation(&[]), None, Edition::Official);
    assert!(words_of(&document(&report)).contains("Дорожной карты на этот учебный год"));
    let _: NaiveDate = report.particulars.dated_on;
    assert!(!checks::blocks_signing(&[]));
}
