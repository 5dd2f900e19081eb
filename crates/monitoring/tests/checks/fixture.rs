//! Two справки: the one of the seed as typed, and a complete computed one of the same numbers.
//!
//! Not here: expectations. The one decision to know: both are built from the same rows, so what
//! differs between them is what was wrong with the first.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use opora_domain::reports::{
    ReportContent, ReportOrigin, ReportedActivity, ReportedIndicator, ReportedProof, ReportedRow,
    ReportedSurvey, ReportedValue,
};
use opora_monitoring::catalogue::TableText;
use opora_monitoring::checks::CheckRules;
use opora_monitoring::report::words;
use opora_monitoring::roadmap::RoadmapTemplate;

use super::seed_rows::INDICATORS;

pub fn as_of() -> NaiveDate {
    "2023-10-13".parse().unwrap()
}

pub fn rules() -> CheckRules {
    CheckRules::from_toml(include_str!(
        "../../../../catalogues/udmurtia-570/checks.toml"
    ))
    .unwrap()
}

pub fn template() -> RoadmapTemplate {
    RoadmapTemplate::from_toml(include_str!(
        "../../../../catalogues/roadmaps/target-model.toml"
    ))
    .unwrap()
}

/// Words of the table of the region.
pub fn table() -> TableText {
    TableText {
        title: "Внутренний мониторинг".into(),
        headings: vec![
            "Показатель".into(),
            "Критерий".into(),
            "Единица измерения (количество)".into(),
            "Измерительный материал/источник информации".into(),
        ],
        yes: "Да".into(),
        no: "Нет".into(),
        missing: "нет данных".into(),
        not_applicable: "не применимо".into(),
        hidden: "скрыто".into(),
    }
}

/// Rows without a mark: three of training, one of the survey in May.
const UNMARKED: [usize; 4] = [12, 13, 14, 20];

fn value(text: &str) -> ReportedValue {
    match text {
        "Да" => ReportedValue::Flag(true),
        "Нет" => ReportedValue::Flag(false),
        number => ReportedValue::Number(number.parse().unwrap()),
    }
}

fn typed_row(index: usize, row: &(&str, &str, &str, &str, &str)) -> ReportedIndicator {
    let (code, group, title, text, link) = *row;
    ReportedIndicator {
        position: index + 1,
        number: u32::try_from(index + 1).ok(),
        code: Some(code.into()),
        group: group.into(),
        title: title.into(),
        value: value(text),
        value_text: text.into(),
        unit: None,
        denominator: None,
        links: if link.is_empty() {
            Vec::new()
        } else {
            vec![link.into()]
        },
        proofs: Vec::new(),
        survey: None,
        ages_proved: false,
    }
}

fn roadmap(all_stages: bool) -> Vec<ReportedRow> {
    let year_starts: NaiveDate = "2023-09-01".parse().unwrap();
    let template = template();
    let mut rows = Vec::new();
    for stage in template
        .stages
        .iter()
        .filter(|stage| all_stages || !stage.optional)
    {
        for event in &stage.events {
            for row in &event.rows {
                let days = row.due.and_then(|due| due.days(year_starts));
                let position = rows.len() + 1;
                let done = !UNMARKED.contains(&position) && position <= 20;
                rows.push(ReportedRow {
                    position,
                    stage_number: Some(stage.number),
                    stage: stage.title.clone(),
                    event: event.title.clone(),
                    activities: row
                        .activities
                        .iter()
                        .map(|activity| ReportedActivity {
                            number: activity.item,
                            text: activity.text.clone(),
                            done,
                            own_mark: false,
                        })
                        .collect(),
                    term: days.map(|days| words::month(days.1)).unwrap_or_default(),
                    due_on: days.map(|days| days.1),
                    responsible: row.responsible.clone().unwrap_or_default(),
                    mark: if done {
                        "Выполнено".into()
                    } else {
                        String::new()
                    },
                });
            }
        }
    }
    rows
}

/// The справка of the seed.
pub fn seed() -> ReportContent {
    ReportContent {
        origin: ReportOrigin::Read,
        title: Some("Информационно-аналитическая справка МБОУ «СОШ № 0»".into()),
        organisation: Some("МБОУ «СОШ № 0»".into()),
        dated_on: Some(as_of()),
        as_of: None,
        number: None,
        approved_by: None,
        executor: Some("Куратор К. К.".into()),
        signed: false,
        roadmap: roadmap(false),
        indicators: INDICATORS
            .iter()
            .enumerate()
            .map(|(index, row)| typed_row(index, row))
            .collect(),
        conclusions: Vec::new(),
        recommendations: Vec::new(),
        active_mentorships: None,
        value_heading: Some("Единица измерения (количество)".into()),
        figures: BTreeMap::new(),
    }
}

/// What a complete computed row has and the typed one has not.
fn completed(mut row: ReportedIndicator) -> ReportedIndicator {
    let code = row.code.clone().unwrap();
    let unit = match (&row.value, code.as_str()) {
        (ReportedValue::Flag(_), _) => "да/нет",
        (_, "sat.mentors" | "sat.mentees") => "%",
        _ => "чел.",
    };
    row.unit = Some(unit.into());
    row.links.clear();
    row.ages_proved = true;
    let claims = row.value.flag() == Some(true) || row.value.number().is_some_and(|n| n > 0.0);
    if claims && unit != "%" {
        row.proofs.push(ReportedProof {
            kind: if code.starts_with("young.") {
                "staff_list"
            } else {
                "order"
            }
            .into(),
            title: format!("Документ № {}", row.position),
            url: None,
            clause: None,
            public: false,
        });
    }
    match code.as_str() {
        "cov.mentees_10_19" => row.denominator = Some(600),
        "cov.pupil_mentors" => row.denominator = Some(280),
        "young.mentors_of_young" => row.denominator = Some(55),
        "ped.mentor_function" => (row.value, row.value_text) = (value("8"), "8".into()),
        "sat.mentors" | "sat.mentees" => {
            row.survey = Some(ReportedSurvey {
                instrument: "Анкета, ред. 1".into(),
                opened_on: "2023-10-02".parse().ok(),
                closed_on: "2023-10-09".parse().ok(),
                answered: Some(60),
                invited: Some(67),
            });
        }
        _ => {}
    }
    if code == "ped.mentor_function" {
        row.proofs.push(ReportedProof {
            kind: "order".into(),
            title: "Приказ".into(),
            url: Some("https://school.example/order.pdf".into()),
            clause: None,
            public: true,
        });
        row.links.push("https://school.example/order.pdf".into());
    }
    row
}

/// A complete computed справка with the numbers of the seed.
pub fn complete() -> ReportContent {
    let mut content = seed();
    content.origin = ReportOrigin::Computed;
    content.as_of = Some(as_of());
    content.number = Some("7".into());
    content.approved_by = Some("Директор Д. Д.".into());
    content.indicators = content.indicators.into_iter().map(completed).collect();
    content.conclusions = vec!["Вывод.".into()];
    content.recommendations = vec!["Мера.".into()];
    content.active_mentorships = Some(67);
    content.figures = BTreeMap::from([
        ("mentors.other".into(), 0),
        ("young.mentees_now".into(), 8),
        ("training.mentor_school".into(), 67),
    ]);
    content.roadmap = roadmap(true);
    for row in &mut content.roadmap {
        let later = row.activities.iter().any(|activity| {
            activity.text.contains("заключительной") || activity.text.contains("Регулярные")
        });
        let ahead = row.due_on.is_some_and(|due| due > as_of()) || later;
        for activity in &mut row.activities {
            activity.done = !ahead;
            activity.own_mark = activity.done;
        }
        if later || row.due_on.is_none() {
            row.due_on = as_of().checked_add_months(Months::new(7));
            row.term = "Май 2024".into();
        }
        if row.responsible.is_empty() {
            row.responsible = "Куратор К. К.".into();
        }
    }
    content
}
