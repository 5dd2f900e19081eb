//! The справка as a document: blocks in reading order.
//!
//! Not here: fonts, pages, bytes. The one decision to know: it reads only the finished report, so
//! what an edition hides cannot appear in any block.

use opora_domain::document::{Align, Block, Cell, Column, Document, Orientation, Span, Table};

use super::charts::{self, heading};
use super::{Edition, Report, tables, words};
use crate::checks::Finding;
use crate::content::{title, value_text};

/// Lays a report out as a document.
pub fn document(report: &Report) -> Document {
    let issuer = report.content.organisation.clone().unwrap_or_default();
    let mut blocks = opening(report, &issuer);
    blocks.extend(roadmap(report));
    blocks.extend(indicators(report));
    blocks.extend(analysis(report));
    blocks.extend(closing(report));
    blocks.extend(appendix(report));
    Document {
        title: title(&issuer),
        issuer,
        dated_on: report.particulars.dated_on,
        blocks,
    }
}

/// Approval block, title, dates.
fn opening(report: &Report, issuer: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some((post, name)) = &report.head {
        blocks.push(Block::Approval(vec![
            "УТВЕРЖДАЮ".to_owned(),
            format!("{post} {issuer}"),
            format!("_______________ {name}"),
            "«___» ______________ 20___ г.".to_owned(),
        ]));
    }
    let mut lines = vec![
        format!("Информационно-аналитическая справка {issuer}"),
        "по итогам внутреннего мониторинга внедрения целевой модели наставничества".to_owned(),
    ];
    if report.edition == Edition::Public {
        lines.push("(редакция для публикации)".to_owned());
    }
    blocks.push(Block::Title(lines));
    let number = report
        .particulars
        .number
        .as_ref()
        .map(|number| format!(" № {number}"))
        .unwrap_or_default();
    let mut spans = vec![Span::plain(format!(
        "{}{number}",
        words::date(report.particulars.dated_on)
    ))];
    if let Some(place) = &report.municipality {
        spans.push(Span::plain(format!(", {place}")));
    }
    blocks.push(Block::Paragraph(spans));
    if let Some(as_of) = report.content.as_of {
        blocks.push(plain(format!("По состоянию на {}", words::date(as_of))));
    }
    if report.edition == Edition::Public {
        blocks.push(plain(
            "Малые числа в этой редакции скрыты, чтобы по ним нельзя было узнать детей и взрослых; \
             поэтому скрыты и некоторые другие числа, по которым их можно вычислить.",
        ));
    }
    blocks
}

fn plain(text: impl Into<String>) -> Block {
    Block::Paragraph(vec![Span::plain(text)])
}

fn head(level: u8, text: impl Into<String>) -> Block {
    Block::Heading {
        level,
        text: text.into(),
    }
}

fn list(ordered: bool, items: &[String]) -> Block {
    Block::List {
        ordered,
        items: items
            .iter()
            .map(|item| vec![Span::plain(item.clone())])
            .collect(),
    }
}

fn roadmap(report: &Report) -> Vec<Block> {
    if report.content.roadmap.is_empty() {
        return vec![
            head(1, "1. Выполнение дорожной карты"),
            plain("Дорожной карты на этот учебный год в системе нет."),
        ];
    }
    let mut blocks = vec![
        Block::Pages(Orientation::Landscape),
        head(1, "1. Выполнение дорожной карты"),
    ];
    blocks.push(Block::Table(tables::roadmap(&report.content.roadmap)));
    if let Some(roadmap) = &report.roadmap {
        blocks.extend(charts::progress(roadmap));
    }
    blocks
}

fn indicators(report: &Report) -> Vec<Block> {
    let mut blocks = vec![
        Block::Pages(Orientation::Portrait),
        head(
            1,
            "2. Внутренний мониторинг внедрения целевой модели наставничества",
        ),
        Block::Table(tables::indicators(report)),
    ];
    let beside: Vec<Vec<Cell>> = report
        .companions
        .iter()
        .filter(|companion| companion.unit != "%")
        .map(|companion| {
            let row = report
                .content
                .indicators
                .iter()
                .find(|row| row.position == companion.position);
            let shown = value_text(&companion.value, &report.table);
            let mut value = Cell::text(tables::with_unit(
                &companion.value,
                &shown,
                Some(&companion.unit),
            ));
            value.number = companion.value.number();
            vec![
                Cell::text(
                    row.and_then(|row| row.number)
                        .map(|n| n.to_string())
                        .unwrap_or_default(),
                ),
                Cell::text(row.map(|row| row.title.clone()).unwrap_or_default()),
                Cell::text(row.map_or_else(String::new, |row| {
                    tables::with_unit(&row.value, &row.value_text, row.unit.as_deref())
                })),
                Cell::text(companion.title.clone()),
                value,
            ]
        })
        .collect();
    if !beside.is_empty() {
        blocks.push(head(2, "Рядом с показателями: фактически и по приказу"));
        blocks.push(Block::Table(Table {
            caption: None,
            columns: [
                (1, Align::Centre),
                (6, Align::Left),
                (2, Align::Centre),
                (6, Align::Left),
                (2, Align::Centre),
            ]
            .map(|(weight, align)| Column { weight, align })
            .to_vec(),
            header: vec![heading(&[
                "№",
                "Показатель",
                "Значение",
                "Рядом",
                "Значение рядом",
            ])],
            rows: beside,
        }));
    }
    let shares = charts::coverage(&report.coverage, &report.table);
    if !shares.is_empty() {
        blocks.push(head(2, "Охват и целевые значения"));
        blocks.extend(shares);
    }
    blocks
}

fn analysis(report: &Report) -> Vec<Block> {
    let analysis = &report.analysis;
    let mut blocks = vec![head(1, "3. Анализ")];
    let parts: [(&str, &[String]); 4] = [
        ("Что изменилось за год", &analysis.changes),
        ("Что сделано по прошлым рекомендациям", &analysis.measures),
        ("Охват и целевые значения: итог", &analysis.coverage),
        ("Слабые места", &analysis.weak),
    ];
    for (title, sentences) in parts {
        if sentences.is_empty() {
            continue;
        }
        blocks.push(head(2, title));
        blocks.extend(sentences_blocks(sentences));
    }
    blocks.push(head(1, "4. Выводы"));
    blocks.push(list(true, &report.content.conclusions));
    blocks.push(head(1, "5. Рекомендации"));
    let measures: Vec<String> = analysis
        .recommendations
        .iter()
        .map(|draft| match draft.due_on {
            Some(due) => format!("{} Срок — {}", draft.text, words::date(due)),
            None => draft.text.clone(),
        })
        .collect();
    blocks.push(list(true, &measures));
    blocks
}

/// A lead sentence that ends with a colon is a paragraph, the others are a list; one alone is a
/// paragraph.
fn sentences_blocks(sentences: &[String]) -> Vec<Block> {
    match sentences {
        [only] => vec![plain(only.clone())],
        [lead, rest @ ..] if lead.ends_with(':') => vec![plain(lead.clone()), list(false, rest)],
        _ => vec![list(false, sentences)],
    }
}

/// Signature of the head, and who made it.
fn closing(report: &Report) -> Vec<Block> {
    let mut blocks = Vec::new();
    if let Some((post, name)) = &report.head {
        blocks.push(Block::Signature {
            post: post.clone(),
            name: name.clone(),
        });
    }
    if let Some(executor) = &report.content.executor {
        blocks.push(plain("Исполнитель:"));
        blocks.push(Block::Signature {
            post: report.particulars.executor_post.clone().unwrap_or_default(),
            name: executor.clone(),
        });
        if let Some(contact) = &report.particulars.executor_contact {
            blocks.push(plain(contact.clone()));
        }
    }
    blocks
}

fn appendix(report: &Report) -> Vec<Block> {
    let mut blocks = Vec::new();
    let waived: Vec<&Finding> = report
        .checks
        .findings
        .iter()
        .filter(|finding| finding.waived.is_some())
        .collect();
    if !waived.is_empty() {
        blocks.push(head(1, "Приложение 1. Замечания, принятые с обоснованием"));
        blocks.push(Block::Table(waivers(&waived)));
    }
    blocks.push(head(1, "Приложение 2. Как считаются показатели"));
    blocks.push(plain(format!("Каталог показателей: {}.", report.catalogue)));
    blocks.push(Block::Table(Table {
        caption: None,
        columns: [
            (1, Align::Centre),
            (5, Align::Left),
            (9, Align::Left),
            (2, Align::Centre),
        ]
        .map(|(weight, align)| Column { weight, align })
        .to_vec(),
        header: vec![heading(&["№", "Показатель", "Определение", "Редакция"])],
        rows: report
            .definitions
            .iter()
            .map(|line| {
                vec![
                    Cell::text(line.number.to_string()),
                    Cell::text(line.title.clone()),
                    Cell::text(line.text.clone()),
                    Cell::text(line.edition.clone()),
                ]
            })
            .collect(),
    }));
    blocks
}

fn waivers(findings: &[&Finding]) -> Table {
    let rows = findings.iter().filter_map(|finding| {
        let waived = finding.waived.as_ref()?;
        Some(vec![
            Cell::text(finding.message.clone()),
            Cell::text(waived.reason.clone()),
            Cell::text(format!("{}, {}", waived.by, words::short_date(waived.on))),
        ])
    });
    Table {
        caption: None,
        columns: [(6, Align::Left), (6, Align::Left), (3, Align::Left)]
            .map(|(weight, align)| Column { weight, align })
            .to_vec(),
        header: vec![heading(&["Замечание", "Почему принято", "Кто и когда"])],
        rows: rows.collect(),
    }
}
