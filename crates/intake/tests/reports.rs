//! Reading a справка: the flattened form of the region, DOCX, HTML, XLSX.
//!
//! Not here: judging it (checks). The one decision to know: the fixture has the shape and the quirks
//! of a real справка with names and addresses made up; its sentences are those of the form.

use opora_domain::reports::{ReportContent, ReportedValue};
use opora_intake::{FileError, Lexicon, LexiconEntry, ReadReport, Source, read_report};

use crate::support::archive;

const FIXTURE: &str = include_str!("fixtures/spravka.txt");

pub fn lexicon() -> Lexicon {
    let indicators = include_str!("fixtures/lexicon.tsv")
        .lines()
        .map(|line| {
            let [number, code, group, title] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}");
            };
            LexiconEntry {
                number: number.parse().unwrap(),
                code: code.to_owned(),
                group: group.to_owned(),
                title: title.to_owned(),
            }
        })
        .collect();
    Lexicon { indicators }
}

pub fn read(bytes: &[u8], name: &str) -> ReadReport {
    read_report(&Source::new(bytes, name), &lexicon()).unwrap()
}

fn content(text: &str) -> ReportContent {
    read(text.as_bytes(), "справка.txt").content
}

#[test]
fn every_indicator_of_the_form_is_recognised_with_its_value_and_link() {
    let read = read(FIXTURE.as_bytes(), "справка.txt");
    let rows = &read.content.indicators;
    assert_eq!(rows.len(), 32);
    for (number, row) in (1..).zip(rows) {
        assert_eq!(row.number, Some(number), "{}", row.title);
        assert_ne!(row.value, ReportedValue::Missing, "{}", row.title);
        assert_eq!(
            (row.unit.as_ref(), row.denominator),
            (None, None),
            "{}",
            row.title
        );
    }
    let count =
        |wanted: &dyn Fn(&ReportedValue) -> bool| rows.iter().filter(|r| wanted(&r.value)).count();
    assert_eq!(count(&|v| *v == ReportedValue::Flag(true)), 8);
    assert_eq!(count(&|v| *v == ReportedValue::Flag(false)), 1);
    assert_eq!(count(&|v| *v == ReportedValue::Number(0.0)), 8);
    assert_eq!(rows.iter().filter(|row| row.links.len() == 1).count(), 21);
    let page = |end: &str| {
        rows.iter()
            .flat_map(|row| &row.links)
            .filter(|link| link.ends_with(end))
            .count()
    };
    assert_eq!(
        (page("_310.html"), page("_309.html"), page("_450.html")),
        (14, 5, 1)
    );
    assert_eq!(
        rows[3].links,
        [
            "https://school.example/ofitsialno/dokumenty/dokumenty-all-52_308.html.ru/ofitsialno/dokumenty/dokumenty-all-52_308.html"
        ]
    );
    assert_eq!(
        rows[17].title,
        "Уровень удовлетворенности наставников участием в программах наставничества"
    );
    assert_eq!(read.doubts, []);
    assert_eq!(
        read.content.value_heading.as_deref(),
        Some("Единица измерения (количество)")
    );
}

#[test]
fn the_roadmap_is_read_with_stages_carried_down_and_activities_parted() {
    let rows = content(FIXTURE).roadmap;
    assert_eq!(rows.len(), 20);
    assert_eq!(
        rows.iter().map(|row| row.activities.len()).sum::<usize>(),
        37
    );
    assert_eq!(
        rows.iter().filter(|row| row.mark == "Выполнено").count(),
        16
    );
    let stages: Vec<i64> = rows.iter().filter_map(|row| row.stage_number).collect();
    assert_eq!(
        stages,
        [1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6]
    );
    let events: std::collections::BTreeSet<_> = rows.iter().map(|row| &row.event).collect();
    assert_eq!(events.len(), 13);
    assert_eq!(
        rows[2].event,
        "Выбор форм и программ наставничества исходя из потребностей школы"
    );
    assert_eq!(rows[0].due_on, Some("2023-05-31".parse().unwrap()));
    assert_eq!(rows[11].term, "");
    assert_eq!(rows[12].due_on, None);
    let last = &rows[19];
    assert_eq!(
        (last.activities.len(), last.activities[0].number),
        (1, None)
    );
    assert!(!last.activities[0].done);
    assert_eq!(last.due_on, Some("2024-05-31".parse().unwrap()));
    assert!(
        rows[5].activities[2]
            .text
            .ends_with("психолог, соцработник, родители.")
    );
    assert!(
        rows.iter()
            .flat_map(|row| &row.activities)
            .all(|activity| !activity.own_mark)
    );
}

#[test]
fn title_date_organisation_and_executor_are_read() {
    let content = content(FIXTURE);
    assert!(
        content
            .title
            .unwrap()
            .starts_with("Информационно- аналитическая справка")
    );
    assert_eq!(content.organisation.as_deref(), Some("МБОУ «СОШ №7»"));
    assert_eq!(content.dated_on, Some("2023-10-13".parse().unwrap()));
    assert_eq!(content.executor.as_deref(), Some("Сидорова В.В."));
    assert_eq!(
        (content.as_of, content.number, content.approved_by),
        (None, None, None)
    );
    assert!(
        !content.signed && content.conclusions.is_empty() && content.recommendations.is_empty()
    );
}

#[test]
fn old_encodings_and_other_line_ends_read_the_same() {
    let windows = FIXTURE.replace('\n', "\r\n");
    assert_eq!(content(&windows), content(FIXTURE));
    let (bytes, _, lost) = encoding_rs::WINDOWS_1251.encode(FIXTURE);
    assert!(!lost);
    assert_eq!(read(&bytes, "справка.txt").content, content(FIXTURE));
}

#[test]
fn names_with_typos_are_recognised_and_strangers_are_doubted() {
    let text = FIXTURE
        .replace("Наличие дорожной карты ОО", "Наличее дорожнойкарты ОО")
        .replace(
            "Количество молодых педагогов в ОО за календарный год",
            "Количество кружков",
        )
        .replace("\t67\n", "\tпримерно 67\n");
    let read = read(text.as_bytes(), "справка.txt");
    assert_eq!(
        read.content.indicators[6].code.as_deref(),
        Some("norm.roadmap")
    );
    assert_eq!(read.content.indicators[19].code, None);
    assert_eq!(read.content.indicators[2].value, ReportedValue::Unclear);
    let codes: std::collections::BTreeSet<_> = read.doubts.iter().map(|doubt| doubt.code).collect();
    assert!(
        codes.contains("unknown-row") && codes.contains("unclear-value"),
        "{codes:?}"
    );
}

#[test]
fn names_close_to_one_another_are_not_mixed_up_by_a_typo() {
    let text = FIXTURE.replace(
        "Количество педагогов, участвующих в программах наставничества в роли наставляемого",
        "Количество педагогов, участвущих в програмах наставничества в роли наставляемого",
    );
    assert_eq!(
        content(&text).indicators[30].code.as_deref(),
        Some("ped.mentees")
    );
}

/// The tables of the fixture as rows of cells, for other formats.
fn tables() -> [Vec<Vec<String>>; 2] {
    let body = FIXTURE.split_once("\n\t№").unwrap().1;
    let (roadmap, rest) = body.split_once("Внутренний мониторинг").unwrap();
    let (_, rest) = rest.split_once("\n\tПоказатель").unwrap();
    let (indicators, _) = rest.split_once("\n\nИсполнитель").unwrap();
    let cells = |first: &str, text: &str, width: usize| {
        let text = format!("{first}{text}");
        let cells: Vec<String> = text
            .split("\n\t")
            .map(|cell| cell.trim().to_owned())
            .collect();
        cells.chunks(width).map(<[String]>::to_vec).collect()
    };
    [cells("№", roadmap, 7), cells("Показатель", indicators, 4)]
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn docx() -> Vec<u8> {
    let line = |text: &str| format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(text));
    let table = |rows: &[Vec<String>], merged: usize| {
        let mut out = String::from("<w:tbl>");
        for row in rows {
            out.push_str("<w:tr>");
            for (column, cell) in row.iter().enumerate() {
                let merge = match cell.is_empty() && column < merged {
                    true => "<w:vMerge/>",
                    false if column < merged => "<w:vMerge w:val=\"restart\"/>",
                    false => "",
                };
                let lines: String = cell.split('\n').map(line).collect();
                out.push_str(&format!("<w:tc><w:tcPr>{merge}</w:tcPr>{lines}</w:tc>"));
            }
            out.push_str("</w:tr>");
        }
        out + "</w:tbl>"
    };
    let [roadmap, indicators] = tables();
    let lines: Vec<&str> = FIXTURE.lines().collect();
    let body = [
        line("УТВЕРЖДАЮ"),
        line("Директор А. А. Иванова"),
        line(lines[0]),
        line("№ 12 от 13.10.2023"),
        line("по состоянию на 10 октября 2023 г."),
        table(&roadmap, 3),
        line("Внутренний мониторинг внедрения целевой модели наставничества"),
        table(&indicators, 1),
        line("Выводы"),
        line("Наставников достаточно."),
        line("Рекомендации"),
        line("Обучить наставников."),
        line("Исполнитель: Сидорова В.В."),
    ]
    .concat();
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(&[("word/document.xml", document.as_bytes())])
}

#[test]
fn a_docx_with_merged_cells_reads_as_the_flattened_text_does() {
    let read = read(&docx(), "справка.docx");
    assert_eq!(read.content.indicators, content(FIXTURE).indicators);
    assert_eq!(read.content.roadmap, content(FIXTURE).roadmap);
    assert_eq!(read.content.number.as_deref(), Some("12"));
    assert_eq!(read.content.as_of, Some("2023-10-10".parse().unwrap()));
    assert_eq!(read.content.dated_on, Some("2023-10-13".parse().unwrap()));
    assert_eq!(
        read.content.approved_by.as_deref(),
        Some("Директор А. А. Иванова")
    );
    assert_eq!(read.content.conclusions, ["Наставников достаточно."]);
    assert_eq!(read.content.recommendations, ["Обучить наставников."]);
    assert_eq!(read.content.executor.as_deref(), Some("Сидорова В.В."));
}

#[test]
fn a_page_with_rowspans_reads_as_the_flattened_text_does() {
    let table = |rows: &[Vec<String>], merged: usize| {
        let mut out = String::from("<table>");
        for (at, row) in rows.iter().enumerate() {
            out.push_str("<tr>");
            for (column, cell) in row.iter().enumerate() {
                if cell.is_empty() && column < merged {
                    continue;
                }
                let below = rows[at + 1..]
                    .iter()
                    .take_while(|row| row[column].is_empty())
                    .count();
                let span = if column < merged { below + 1 } else { 1 };
                let text = escaped(cell).replace('\n', "<br>");
                out.push_str(&format!("<td rowspan=\"{span}\">{text}</td>"));
            }
            out.push_str("</tr>");
        }
        out + "</table>"
    };
    let [roadmap, indicators] = tables();
    let page = format!(
        "<!DOCTYPE html><html><head><title>x</title></head><body><h1>Информационно-аналитическая справка</h1>{}{}</body></html>",
        table(&roadmap, 3),
        table(&indicators, 1)
    );
    let read = read(page.as_bytes(), "справка.html");
    assert_eq!(read.content.indicators, content(FIXTURE).indicators);
    assert_eq!(read.content.roadmap, content(FIXTURE).roadmap);
}

#[test]
fn a_workbook_with_merged_ranges_reads_as_the_flattened_text_does() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (rows, merged) in tables().iter().zip([3, 1]) {
        let sheet = book.add_worksheet();
        for (at, row) in (0_u32..).zip(rows) {
            for (column, cell) in (0_u16..).zip(row) {
                let start = usize::try_from(at).unwrap() + 1;
                let below = rows[start..]
                    .iter()
                    .take_while(|r| r[usize::from(column)].is_empty())
                    .count();
                let to = at + u32::try_from(below).unwrap();
                if column < merged && below > 0 && !cell.is_empty() {
                    let format = rust_xlsxwriter::Format::new();
                    sheet
                        .merge_range(at, column, to, column, cell, &format)
                        .unwrap();
                } else if !cell.is_empty() {
                    sheet.write_string(at, column, cell).unwrap();
                }
            }
        }
    }
    let read = read(&book.save_to_buffer().unwrap(), "справка.xlsx");
    assert_eq!(read.content.indicators, content(FIXTURE).indicators);
    assert_eq!(read.content.roadmap, content(FIXTURE).roadmap);
}

#[test]
fn a_text_without_tables_is_refused() {
    let refused = read_report(
        &Source::new("Просто письмо.".as_bytes(), "a.txt"),
        &lexicon(),
    );
    assert_eq!(refused.unwrap_err(), FileError::NoTables);
}
