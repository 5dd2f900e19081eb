//! An evaluation made by hand, and words of a document, for the tests of the справка.
//!
//! Not here: tests. The one decision to know: figures are those of the pilot form, so every row of
//! the table has something in it.

use opora_domain::document::{Block, Cell, Document, Span, Table};
use opora_domain::organisations::Profile;
use opora_domain::{Facts, FieldClass, RecordKind};
use opora_monitoring::checks::CheckRules;
use opora_monitoring::content::Particulars;
use opora_monitoring::evaluation::{
    Companion, Counted, Evaluation, IndicatorKind, IndicatorResult, IndicatorValue, Proof, Status,
    SurveyBasis, Target,
};
use opora_monitoring::report::{Edition, PreviousFigures, Report, ReportInput, assemble};
use uuid::Uuid;

use crate::checks::fixture::{as_of, rules, table};
use crate::checks::seed_rows::INDICATORS;
use crate::roadmap::{day, id, school, template};

fn kind(code: &str, text: &str) -> IndicatorKind {
    match (code, text) {
        (_, "Да" | "Нет") => IndicatorKind::Bool,
        ("sat.mentors" | "sat.mentees", _) => IndicatorKind::Percent,
        _ => IndicatorKind::Count,
    }
}

fn share(code: &str, title: &str, part: i64, all: i64, percent: f64, aim: f64) -> Companion {
    Companion {
        code: format!("{code}.share"),
        title: title.into(),
        unit: "%".into(),
        value: IndicatorValue::Number(percent),
        numerator: Some(part),
        denominator: Some(all),
        counted: Vec::new(),
        class: FieldClass::C1,
        target: Some(Target {
            due_on: day("2023-12-31"),
            percent: aim,
        }),
    }
}

fn companions(code: &str, number: Option<i64>) -> Vec<Companion> {
    match (code, number) {
        ("cov.mentees_10_19", Some(part)) => {
            vec![share(
                code,
                "Охват наставляемых 10–19 лет",
                part,
                600,
                18.5,
                50.0,
            )]
        }
        ("young.mentors_of_young", Some(part)) => {
            vec![share(
                code,
                "Доля педагогов-наставников",
                part,
                55,
                14.5,
                10.0,
            )]
        }
        ("cov.pupil_mentors", Some(_)) => vec![Companion {
            code: format!("{code}.meet"),
            title: "Фактически встречаются".into(),
            unit: "чел.".into(),
            value: IndicatorValue::Number(57.0),
            numerator: Some(57),
            denominator: None,
            counted: Vec::new(),
            class: FieldClass::C1,
            target: None,
        }],
        _ => Vec::new(),
    }
}

/// Records counted; teachers come after the 59 pupils among mentors, so no person is both.
fn counted(position: usize, code: &str, number: i64) -> Vec<Counted> {
    let first = if code.starts_with("ped.mentor") {
        59
    } else {
        0
    };
    (first..first + number)
        .map(|index| Counted {
            code: format!("З{position}-{index}"),
            kind: RecordKind::Enrolment,
            id: Uuid::from_u128(u128::try_from(index).unwrap()),
        })
        .collect()
}

fn result(index: usize, row: &(&str, &str, &str, &str, &str), text: &str) -> IndicatorResult {
    let (code, group, title, _, _) = *row;
    let kind = kind(code, text);
    let number: Option<i64> = text.parse().ok();
    let value = match (kind, number) {
        (IndicatorKind::Bool, _) => IndicatorValue::Flag(text == "Да"),
        (_, Some(number)) => IndicatorValue::Number(f64::from(i32::try_from(number).unwrap())),
        (_, None) => IndicatorValue::Missing,
    };
    let percent = kind == IndicatorKind::Percent;
    let proved = !percent && !matches!(text, "Нет" | "0");
    let companions = companions(code, number);
    IndicatorResult {
        number: u32::try_from(index + 1).unwrap(),
        code: code.into(),
        group: group.into(),
        group_title: group.into(),
        title: title.into(),
        criterion_empty: percent,
        kind,
        unit: match kind {
            IndicatorKind::Bool => "да/нет",
            IndicatorKind::Percent => "%",
            IndicatorKind::Count
                if code.starts_with("ext.") && code != "ext.mentors_from_companies" =>
            {
                "ед."
            }
            IndicatorKind::Count if code.starts_with("dev.personal") => "ед.",
            IndicatorKind::Count => "чел.",
        }
        .into(),
        value,
        numerator: if percent {
            number.map(|n| n * 60 / 100)
        } else {
            number
        },
        denominator: companions
            .first()
            .and_then(|companion| companion.denominator)
            .or((code == "cov.pupil_mentors").then_some(280))
            .or(percent.then_some(60)),
        period: (as_of(), as_of()),
        status: match value {
            IndicatorValue::Missing => Status::NotComputable {
                missing: "нет опроса".into(),
            },
            _ => Status::Computed,
        },
        counted: if kind == IndicatorKind::Count {
            counted(index, code, number.unwrap_or(0))
        } else {
            Vec::new()
        },
        evidence: proved.then(|| proof(index, code)).into_iter().collect(),
        companions,
        survey: (percent && number.is_some()).then(survey),
        target: None,
        class: FieldClass::C1,
        definition: format!("Определение {}", index + 1),
        definition_edition: "2022.1".into(),
        notes: Vec::new(),
    }
}

fn proof(index: usize, code: &str) -> Proof {
    let special = code.starts_with("cov.mentees_") && code != "cov.mentees_10_19";
    Proof {
        code: format!("Е{index}"),
        kind: if code.starts_with("young.") {
            "staff_list"
        } else {
            "act"
        }
        .into(),
        title: format!("Приказ от 01.09.2023 № {index}"),
        url: (!special).then(|| format!("https://school.example/order-{index}.pdf")),
        clause: None,
        public: !special,
    }
}

fn survey() -> SurveyBasis {
    SurveyBasis {
        code: "А1".into(),
        instrument: "Анкета удовлетворённости, ред. 1".into(),
        opened_on: day("2023-10-02"),
        closed_on: day("2023-10-09"),
        answered: 60,
        invited: Some(67),
    }
}

/// The numbers of the seed as an evaluation, some of them changed; row 30 agrees with row 28.
pub fn evaluation(changes: &[(&str, &str)]) -> Evaluation {
    let results = INDICATORS.iter().enumerate().map(|(index, row)| {
        let usual = if row.0 == "ped.mentor_function" {
            "8"
        } else {
            row.3
        };
        let replaced = changes.iter().find(|(code, _)| *code == row.0);
        result(index, row, replaced.map_or(usual, |(_, text)| text))
    });
    Evaluation {
        as_of: as_of(),
        catalogue: "udmurtia-570/2022.1".into(),
        input_hash: "0".repeat(64),
        results: results.collect(),
        figures: Vec::new(),
    }
}

pub fn facts() -> Facts {
    Facts {
        profile: vec![Profile {
            id: id(500),
            code: "ОО1".into(),
            version: 1,
            full_name: "Школа № 0".into(),
            short_name: "МБОУ «СОШ № 0»".into(),
            inn: None,
            time_zone: "Europe/Samara".into(),
            municipality: Some("город N".into()),
            municipality_genitive: Some("города N".into()),
            head_post: Some("Директор".into()),
            head_name: Some("Д. Д. Директоров".into()),
            site: None,
            catalogue: None,
            address: None,
        }],
        ..school()
    }
}

pub fn particulars() -> Particulars {
    Particulars {
        number: Some("7".into()),
        dated_on: as_of(),
        executor: Some("К. К. Кураторова".into()),
        executor_post: Some("Заместитель директора".into()),
        executor_contact: Some("тел. 0-00-00".into()),
        signed: false,
    }
}

/// A report of these facts and figures.
pub fn report(
    facts: &Facts,
    evaluation: &Evaluation,
    previous: Option<&PreviousFigures>,
    edition: Edition,
) -> Report {
    let rules: CheckRules = rules();
    assemble(&ReportInput {
        facts,
        evaluation,
        table: &table(),
        rules: &rules,
        mark_rules: &template().rules,
        previous,
        particulars: &particulars(),
        edition,
    })
}

pub fn official() -> Report {
    report(&facts(), &evaluation(&[]), None, Edition::Official)
}

pub fn text_of(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

pub fn cell_text(cell: &Cell) -> String {
    cell.paragraphs
        .iter()
        .map(|spans| text_of(spans))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Every word of a document.
pub fn words_of(document: &Document) -> String {
    let table = |table: &Table| -> Vec<String> {
        table
            .header
            .iter()
            .chain(&table.rows)
            .flatten()
            .map(cell_text)
            .collect()
    };
    let parts = document.blocks.iter().flat_map(|block| match block {
        Block::Approval(lines) | Block::Title(lines) => lines.clone(),
        Block::Heading { text, .. } => vec![text.clone()],
        Block::Paragraph(spans) => vec![text_of(spans)],
        Block::List { items, .. } => items.iter().map(|item| text_of(item)).collect(),
        Block::Table(found) => table(found),
        Block::Chart(chart) => {
            let values = chart.series.iter().flat_map(|series| &series.values);
            let mut parts = vec![chart.title.clone(), chart.alternative.clone()];
            parts.extend(values.map(|value| format!("{value:?}")));
            parts
        }
        Block::Signature { post, name } => vec![post.clone(), name.clone()],
        Block::Squares(_) | Block::Pages(_) => Vec::new(),
    });
    let text = parts.collect::<Vec<_>>().join("\n");
    text.replace('\u{a0}', " ")
}
