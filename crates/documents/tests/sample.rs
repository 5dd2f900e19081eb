//! A document close to a справка: approval, roadmap on wide pages with merged cells, indicators
//! with a chart, conclusions, signatures. Names are made up.
//!
//! Shared by tests, examples and benchmarks of `documents` and `pdf`.

use chrono::NaiveDate;
use opora_domain::document::{
    Align, Block, Cell, Chart, Column, Document, Orientation, Series, Span, Table,
};

/// The document.
pub fn sample() -> Document {
    let mut blocks = opening();
    blocks.push(Block::Pages(Orientation::Landscape));
    blocks.push(heading(1, "Дорожная карта"));
    blocks.push(Block::Table(roadmap()));
    blocks.push(Block::Pages(Orientation::Portrait));
    blocks.push(heading(
        1,
        "Внутренний мониторинг внедрения целевой модели наставничества",
    ));
    blocks.push(heading(2, "Показатели"));
    blocks.push(Block::Table(indicators()));
    blocks.push(heading(2, "Охват наставничеством"));
    blocks.push(Block::Chart(coverage()));
    blocks.extend(closing());
    Document {
        title: "Информационно-аналитическая справка по итогам внутреннего мониторинга".into(),
        issuer: "МБОУ «СОШ № 7»".into(),
        dated_on: NaiveDate::from_ymd_opt(2023, 10, 13).unwrap_or_default(),
        blocks,
    }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        text: text.into(),
    }
}

fn lines(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn opening() -> Vec<Block> {
    vec![
        Block::Approval(lines(&[
            "УТВЕРЖДАЮ",
            "Директор МБОУ «СОШ № 7»",
            "____________ Н. П. Ёлкина",
            "«___» __________ 2023 г.",
        ])),
        Block::Title(lines(&[
            "ИНФОРМАЦИОННО-АНАЛИТИЧЕСКАЯ СПРАВКА",
            "МБОУ «СОШ № 7» по итогам внутреннего мониторинга внедрения целевой модели наставничества",
            "13 октября 2023 г.",
        ])),
        Block::Paragraph(vec![
            Span::plain("Справка составлена "),
            Span::bold("по состоянию на 13 октября 2023 г."),
            Span::plain(
                " по записям образовательной организации. Определения показателей и перечень учтённых записей приведены в приложении; сведения о нормативных актах размещены на ",
            ),
            Span::link(
                "странице «Наставничество»",
                "https://school.example/nastavnichestvo?a=1&b=2",
            ),
            Span::plain(" официального сайта."),
        ]),
        Block::Paragraph(vec![Span {
            italic: true,
            ..Span::plain("Мониторинг проведён на основании приказа от 1 сентября 2023 г. № 45-о.")
        }]),
    ]
}

fn roadmap() -> Table {
    let weights = [1, 4, 5, 9, 3, 4, 3];
    let titles = [
        "№",
        "Наименование этапа",
        "Мероприятия",
        "Содержание деятельности",
        "Сроки",
        "Ответственные",
        "Отметка о выполнении",
    ];
    let stages = [
        (
            "Подготовка условий для запуска программы наставничества на учебный год",
            4,
        ),
        ("Формирование базы наставляемых", 3),
        ("Формирование базы наставников", 3),
        ("Отбор и обучение наставников", 4),
        ("Формирование наставнических пар / групп", 3),
        (
            "Организация и осуществление работы наставнических пар / групп",
            3,
        ),
    ];
    let mut rows = Vec::new();
    for (stage, (name, count)) in stages.iter().enumerate() {
        for row in 0..*count {
            let mut cells = Vec::new();
            if row == 0 {
                cells.push(Cell::text(format!("{}.", stage + 1)).over_rows(*count));
                cells.push(Cell::text(*name).over_rows(*count));
            }
            if row % 2 == 0 {
                let over = if row + 1 < *count { 2 } else { 1 };
                cells.push(
                    Cell::text(turn(&ACTIVITIES, stage * 2 + usize::from(row) / 2)).over_rows(over),
                );
            }
            let mut content = Cell::text(turn(&CONTENTS, stage * 3 + usize::from(row)));
            if row == 1 {
                content
                    .paragraphs
                    .push(vec![Span::plain(turn(&CONTENTS, stage + 2))]);
            }
            cells.push(content);
            cells.push(Cell::text("Сентябрь 2023 г."));
            cells.push(Cell::text(
                "Администрация школы:\nА. Б. Снегирёва,\nВ. Г. Журавлёв",
            ));
            cells.push(if row == 3 {
                Cell::text("—")
            } else {
                Cell::text("Выполнено")
            });
            rows.push(cells);
        }
    }
    Table {
        caption: Some("Ход выполнения дорожной карты".into()),
        columns: weights
            .iter()
            .map(|weight| Column {
                weight: *weight,
                align: Align::Left,
            })
            .collect(),
        header: vec![titles.iter().map(|title| Cell::text(*title)).collect()],
        rows,
    }
}

/// Texts one after another, from the beginning again.
fn turn(texts: &[&'static str; 5], number: usize) -> &'static str {
    texts.get(number % 5).copied().unwrap_or_default()
}

const ACTIVITIES: [&str; 5] = [
    "Анализ результатов реализации программ наставничества в 2022–2023 учебном году",
    "Выбор форм и программ наставничества исходя из потребностей школы",
    "Информирование родителей, педагогов, обучающихся о возможностях и целях целевой модели",
    "Сбор данных о наставляемых",
    "Организация комплекса последовательных встреч наставников и наставляемых",
];

const CONTENTS: [&str; 5] = [
    "1. Проведение мониторинга по выявлению предварительных запросов от потенциальных наставляемых.",
    "2. Проведение административного совещания по вопросам реализации целевой модели наставничества. Выбор форм и программ наставничества.",
    "3. Сбор согласий на обработку персональных данных от совершеннолетних участников программы и согласий законных представителей несовершеннолетних наставляемых.",
    "Анкетирование. Форматы анкет обратной связи для промежуточной оценки.",
    "1. Проведение родительских собраний.\n2. Проведение ученической конференции.\n3. Информирование на сайте школы.",
];

/// Criterion, printed value, number.
type Criterion = (&'static str, &'static str, Option<f64>);

const GROUPS: [(&str, &[Criterion]); 4] = [
    (
        "Организация процесса реализации Целевой модели наставничества",
        &[
            ("Наличие утверждённой программы наставничества", "Да", None),
            (
                "Наличие дополнительных соглашений о сотрудничестве",
                "Нет",
                None,
            ),
            (
                "Количество наставников в базе ОО (по приказу)",
                "67",
                Some(67.0),
            ),
        ],
    ),
    (
        "Охват детей в возрасте от 10 до 19 лет в роли наставляемого",
        &[
            (
                "Количество обучающихся из числа «группы риска»",
                "8",
                Some(8.0),
            ),
            (
                "Количество обучающихся с ОВЗ и детей-инвалидов",
                "5",
                Some(5.0),
            ),
            (
                "Доля обучающихся, включённых в программы",
                "27,5 %",
                Some(27.5),
            ),
            ("Количество обучающихся всего", "1 204", Some(1204.0)),
        ],
    ),
    (
        "Уровень удовлетворённости наставников участием в программах наставничества",
        &[("", "87", Some(87.0))],
    ),
    (
        "Включение педагогов — молодых специалистов в роли наставляемого",
        &[
            ("Количество молодых педагогов в ОО", "8", Some(8.0)),
            (
                "Количество педагогов в сетевых сообществах",
                "нет данных",
                None,
            ),
        ],
    ),
];

fn indicators() -> Table {
    let proof = "https://school.example/ofitsialno/dokumenty/dokumenty-all-52_310.html";
    let mut rows = Vec::new();
    for (group, members) in GROUPS {
        for (index, (criterion, text, number)) in members.iter().enumerate() {
            let mut cells = Vec::new();
            if index == 0 {
                let over = u16::try_from(members.len()).unwrap_or(1);
                cells.push(Cell::text(group).over_rows(over));
            }
            cells.push(Cell::text(*criterion));
            cells.push(Cell {
                number: *number,
                ..Cell::text(*text)
            });
            cells.push(if number.is_some() {
                Cell::spans(vec![Span::link(proof, proof)])
            } else {
                Cell::text("")
            });
            rows.push(cells);
        }
    }
    Table {
        caption: Some("Показатели мониторинга на 13 октября 2023 г.".into()),
        columns: vec![
            Column {
                weight: 5,
                align: Align::Left,
            },
            Column {
                weight: 6,
                align: Align::Left,
            },
            Column {
                weight: 3,
                align: Align::Centre,
            },
            Column {
                weight: 5,
                align: Align::Left,
            },
        ],
        header: vec![
            vec![
                Cell::text("Показатель").over_rows(2),
                Cell::text("Критерий").over_rows(2),
                Cell::text("Измерение").over_columns(2),
            ],
            vec![
                Cell::text("Единица измерения (количество)"),
                Cell::text("Источник информации"),
            ],
        ],
        rows,
    }
}

/// Coverage this year and last year.
pub fn coverage() -> Chart {
    Chart {
        name: "coverage".into(),
        title: "Охват наставничеством по группам участников".into(),
        unit: "%".into(),
        alternative: "Охват вырос во всех группах, кроме детей с ОВЗ, по которым данных нет."
            .into(),
        categories: [
            "Обучающиеся от 10 до 19 лет в роли наставляемых",
            "Обучающиеся от 15 до 19 лет в роли наставников",
            "Дети с ОВЗ и дети-инвалиды",
            "Молодые педагоги",
        ]
        .map(str::to_owned)
        .to_vec(),
        series: vec![
            Series {
                name: "2022/23 учебный год".into(),
                values: vec![Some(18.25), Some(9.0), None, Some(75.0)],
            },
            Series {
                name: "2023/24 учебный год".into(),
                values: vec![Some(27.5), Some(12.0), None, Some(100.0)],
            },
        ],
    }
}

fn closing() -> Vec<Block> {
    let plain = |texts: &[&str]| texts.iter().map(|text| vec![Span::plain(*text)]).collect();
    vec![
        heading(1, "Выводы"),
        Block::Paragraph(vec![Span::plain(
            "Целевая модель наставничества внедрена; по сравнению с прошлым учебным годом охват обучающихся вырос на 9,25 процентного пункта, все молодые педагоги имеют наставников. Слабые места:",
        )]),
        Block::List {
            ordered: false,
            items: plain(&[
                "не издан приказ об организации «Школы наставников»;",
                "не заключены соглашения с предприятиями и образовательными организациями, поэтому форма «работодатель — ученик» не реализуется.",
            ]),
        },
        heading(1, "Рекомендации"),
        Block::List {
            ordered: true,
            items: plain(&[
                "Издать приказ об организации «Школы наставников» до 1 ноября 2023 г.",
                "Заключить не менее двух соглашений о сотрудничестве.",
            ]),
        },
        Block::Signature {
            post: "Заместитель директора по учебно-воспитательной работе, куратор".into(),
            name: "А. Б. Снегирёва".into(),
        },
        Block::Signature {
            post: "Исполнитель".into(),
            name: "В. Г. Журавлёв".into(),
        },
    ]
}
