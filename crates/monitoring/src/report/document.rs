//! The справка as a document: blocks in reading order.
//!
//! Not here: fonts, pages, bytes. The one decision to know: it reads only the finished report, so
//! what an edition hides cannot appear in any block.

use opora_domain::document::{Align, Block, Cell, Column, Document, Orientation, Span, Table};

use super::charts::{self, heading};
use super::{Edition, Report, tables, typography, words};
use crate::checks::Finding;
use crate::content::title;
use crate::public::PublicLimits;

/// What stands for the number of a справка that has none yet.
const DRAFT: &str = "проект";

/// Lays a report out as a document.
pub fn document(report: &Report) -> Document {
    let issuer = report.content.organisation.clone().unwrap_or_default();
    let mut blocks = opening(report, &issuer);
    blocks.extend(roadmap(report));
    blocks.extend(indicators(report));
    blocks.extend(analysis(report));
    blocks.extend(closing(report));
    blocks.extend(appendix(report));
    typography::settled(Document {
        title: title(&issuer),
        issuer,
        dated_on: report.particulars.dated_on,
        blocks,
    })
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
    blocks.extend(dates(report));
    if report.edition == Edition::Public {
        blocks.push(plain(why_hidden()));
    }
    if !report.analysis.main.is_empty() {
        blocks.push(head(2, "Главное"));
        blocks.push(list(false, &report.analysis.main));
    }
    // The chart fills the first page, which wide pages would else leave half empty.
    if !report.content.roadmap.is_empty() {
        blocks.extend(report.roadmap.as_ref().and_then(charts::progress));
    }
    blocks
}

/// Number, date and place; a draft says that it is one.
fn dates(report: &Report) -> Vec<Block> {
    let number = report.particulars.number.as_deref().unwrap_or(DRAFT);
    let draft = number.eq_ignore_ascii_case(DRAFT) && !report.particulars.signed;
    let mut line = words::date(report.particulars.dated_on);
    if !draft && report.particulars.number.is_some() {
        line = format!("{line} № {number}");
    }
    if let Some(place) = &report.municipality {
        line = format!("{line}, {place}");
    }
    let mut blocks = Vec::new();
    if draft {
        blocks.push(plain("Проект"));
    }
    blocks.push(plain(line));
    if let Some(as_of) = report.content.as_of {
        blocks.push(plain(format!("По состоянию на {}", words::date(as_of))));
    }
    blocks
}

/// Why figures of the public edition are hidden, with the limits.
fn why_hidden() -> String {
    let limits = PublicLimits::default();
    format!(
        "Слово «скрыто» стоит вместо числа людей меньше {} (для особых групп детей — меньше {}) и \
         вместо чисел, по которым его можно вычислить: по этой справке нельзя узнать отдельных \
         детей и взрослых.",
        limits.other, limits.special
    )
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
        Block::Table(tables::roadmap(&report.content.roadmap)),
        Block::Pages(Orientation::Portrait),
    ];
    if let Some(stages) = report.roadmap.as_ref().and_then(charts::stages) {
        blocks.push(head(2, "Выполнение по этапам"));
        blocks.push(Block::Table(stages));
    }
    blocks
}

fn indicators(report: &Report) -> Vec<Block> {
    let mut blocks = vec![
        head(
            1,
            "2. Внутренний мониторинг внедрения целевой модели наставничества",
        ),
        Block::Table(tables::indicators(report)),
    ];
    if let Some(beside) = tables::beside(report) {
        blocks.push(head(2, "Рядом с показателями: фактически и по приказу"));
        blocks.push(Block::Table(beside));
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
    let mut blocks = vec![
        head(1, "3. Анализ"),
        head(2, "Что изменилось за год"),
        plain(analysis.changes.summary.clone()),
    ];
    blocks.extend(tables::changes(&analysis.changes, report.content.as_of).map(Block::Table));
    let parts: [(&str, &[String]); 2] = [
        ("Что сделано по прошлым рекомендациям", &analysis.measures),
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
        let particulars = &report.particulars;
        let mut parts = vec![executor.clone()];
        parts.extend(particulars.executor_post.clone());
        parts.extend(particulars.executor_contact.clone());
        blocks.push(plain(format!("Исполнитель: {}", parts.join(", "))));
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
    let mut name = "Приложение";
    if !waived.is_empty() {
        blocks.push(head(1, "Приложение 1. Замечания, принятые с обоснованием"));
        blocks.push(Block::Table(waivers(&waived)));
        name = "Приложение 2";
    }
    blocks.push(head(1, format!("{name}. Как считаются показатели")));
    blocks.extend(definitions(report));
    blocks
}

/// Definitions; their edition stands above the table when all have one.
fn definitions(report: &Report) -> Vec<Block> {
    let lines = &report.definitions;
    let edition = lines.first().map(|line| line.edition.as_str());
    let same = lines
        .iter()
        .all(|line| Some(line.edition.as_str()) == edition);
    let catalogue = format!("Каталог показателей: {}", report.catalogue);
    let lead = match edition {
        Some(edition) if same => format!("{catalogue}; редакция определений — {edition}."),
        _ => format!("{catalogue}."),
    };
    let mut columns = vec![(8, Align::Centre), (71, Align::Left), (91, Align::Left)];
    let mut titles = vec!["№", "Показатель", "Определение"];
    if !same {
        columns.push((20, Align::Centre));
        titles.push("Редакция");
    }
    let rows = lines.iter().map(|line| {
        let number = line.number.to_string();
        let mut cells = vec![&number, &line.title, &line.text];
        if !same {
            cells.push(&line.edition);
        }
        cells.into_iter().map(Cell::text).collect()
    });
    vec![
        plain(lead),
        Block::Table(Table {
            caption: None,
            columns: tables::weighed(columns),
            header: vec![heading(&titles)],
            rows: rows.collect(),
        }),
    ]
}

fn waivers(findings: &[&Finding]) -> Table {
    let rows = findings.iter().filter_map(|finding| {
        let waived = finding.waived.as_ref()?;
        Some(vec![
            Cell::text(finding.message.clone()),
            Cell::text(waived.reason.clone()),
            Cell::text(signed_on(&waived.by, waived.on)),
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

/// «Директор И. О. Фамилия, 13.10.2023»; the day alone in the public edition, which names nobody.
fn signed_on(by: &str, on: chrono::NaiveDate) -> String {
    let day = words::short_date(on);
    if by.is_empty() {
        day
    } else {
        format!("{by}, {day}")
    }
}
