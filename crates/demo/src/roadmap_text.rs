//! Text of the roadmap: the form of the region with the closing stage of the model.
//!
//! Not here: dates and people. The one decision to know: stage, event, row and number of an
//! activity follow the printed form, so a row that holds five activities stays one row.

/// Who is responsible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Director.
    Head,
    /// Curator.
    Curator,
    /// Deputy for teaching.
    Deputy,
    /// Deputy for methodical work.
    Methodist,
    /// Psychologist.
    Psychologist,
}

/// When: month (5 is May before the school year), or a span of months of the school year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// May before the school year.
    MayBefore,
    /// September.
    September,
    /// October.
    October,
    /// From October to May.
    OctoberToMay,
    /// May at the end of the school year.
    May,
    /// June after the school year.
    June,
}

/// How it is known that an activity is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// A protocol of this day (month, day).
    Protocol(u32, u32),
    /// A publication of this day.
    Published(u32, u32),
    /// A register of the school of this day.
    Register(u32, u32),
    /// The mark follows from facts by this rule of the template.
    Fact(&'static str),
    /// Not yet.
    No,
}

/// An activity.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Number of the stage.
    pub stage: i64,
    /// Number of the мероприятие.
    pub event: i64,
    /// Number of the row.
    pub row: i64,
    /// Printed number.
    pub number: Option<i64>,
    /// Text.
    pub text: &'static str,
    /// Term.
    pub term: Term,
    /// Responsible.
    pub who: Who,
    /// Proof.
    pub done: Done,
}

/// Names of stages.
pub const STAGES: [&str; 7] = [
    "Подготовка условий для запуска программы наставничества на учебный год",
    "Формирование базы наставляемых",
    "Формирование базы наставников",
    "Отбор и обучение наставников",
    "Формирование наставнических пар / групп",
    "Организация и осуществление работы наставнических пар / групп",
    "Завершение наставничества",
];

/// Names of мероприятия; `{last}` is the school year before.
pub const EVENTS: [&str; 15] = [
    "Анализ результатов реализации программ наставничества в {last} учебном году",
    "Выбор форм и программ наставничества исходя из потребностей школы",
    "Информирование родителей, педагогов, обучающихся о возможностях и целях целевой модели \
     наставничества",
    "Сбор данных о наставляемых",
    "Формирование базы наставляемых",
    "Сбор данных о наставниках",
    "Формирование базы наставников",
    "Выявление наставников, входящих в базу потенциальных наставников",
    "Обучение наставников",
    "Подготовка к формированию пар / групп",
    "Закрепление наставнических пар / групп",
    "Организация комплекса последовательных встреч наставников и наставляемых",
    "Организация текущего контроля достижения планируемых результатов наставниками",
    "Подведение итогов программ наставничества",
    "Мотивация и поощрение наставников",
];

const fn item(
    place: (i64, i64, i64),
    number: i64,
    text: &'static str,
    term: Term,
    who: Who,
    done: Done,
) -> Item {
    Item {
        stage: place.0,
        event: place.1,
        row: place.2,
        number: if number > 0 { Some(number) } else { None },
        text,
        term,
        who,
        done,
    }
}

use Term::{June, May, MayBefore, October, OctoberToMay, September};
use Who::{Curator, Deputy, Head, Methodist, Psychologist};

/// The activities in printed order.
pub const ITEMS: [Item; 42] = [
    item(
        (1, 1, 1),
        1,
        "Анализ результатов реализации программ наставничества в {last} учебном году",
        MayBefore,
        Curator,
        Done::Protocol(5, 17),
    ),
    item(
        (1, 2, 2),
        1,
        "Проведение мониторинга по выявлению предварительных запросов от \
        потенциальных наставляемых (выявление проблемы)",
        MayBefore,
        Psychologist,
        Done::Fact("request-survey"),
    ),
    item(
        (1, 2, 3),
        2,
        "Проведение административного совещания по вопросам реализации целевой \
        модели наставничества. Выбор форм и программ наставничества",
        MayBefore,
        Head,
        Done::Protocol(5, 29),
    ),
    item(
        (1, 2, 4),
        3,
        "Сформировать банк программ по формам наставничества «Ученик – ученик», \
        «Учитель – учитель»",
        September,
        Methodist,
        Done::Fact("programme"),
    ),
    item(
        (1, 3, 5),
        1,
        "Проведение родительских собраний",
        September,
        Curator,
        Done::Protocol(9, 7),
    ),
    item(
        (1, 3, 5),
        2,
        "Проведение ученической конференции",
        September,
        Curator,
        Done::Protocol(9, 12),
    ),
    item(
        (1, 3, 5),
        3,
        "Проведение классных часов",
        September,
        Curator,
        Done::Register(9, 8),
    ),
    item(
        (1, 3, 5),
        4,
        "Информирование на сайте школы, в социальных сетях",
        September,
        Curator,
        Done::Published(9, 6),
    ),
    item(
        (1, 3, 5),
        5,
        "Информирование внешней среды",
        September,
        Curator,
        Done::Published(9, 13),
    ),
    item(
        (2, 4, 6),
        1,
        "Проведение анкетирования среди обучающихся и педагогов, желающих принять \
        участие в программе наставничества",
        September,
        Psychologist,
        Done::Register(9, 6),
    ),
    item(
        (2, 4, 6),
        2,
        "Сбор согласий на обработку персональных данных от совершеннолетних \
        участников программы и от родителей (законных представителей) несовершеннолетних",
        September,
        Curator,
        Done::Register(9, 8),
    ),
    item(
        (2, 4, 6),
        3,
        "Сбор дополнительной информации о запросах наставляемых обучающихся от \
        третьих лиц: классный руководитель, психолог, соцработник, родители",
        September,
        Psychologist,
        Done::Register(9, 8),
    ),
    item(
        (2, 4, 6),
        4,
        "Сбор дополнительной информации о запросах наставляемых педагогов из личных \
        дел, анализа методической работы, рекомендаций аттестаций, анализа анкет профстандарта",
        September,
        Methodist,
        Done::Register(9, 8),
    ),
    item(
        (2, 5, 7),
        1,
        "Формирование базы данных наставляемых из числа педагогов",
        September,
        Methodist,
        Done::Fact("base-mentees-teachers"),
    ),
    item(
        (2, 5, 7),
        2,
        "Формирование базы данных наставляемых из числа обучающихся",
        September,
        Curator,
        Done::Fact("base-mentees-pupils"),
    ),
    item(
        (3, 6, 8),
        1,
        "Проведение анкетирования среди потенциальных наставников, желающих принять \
        участие в программе наставничества",
        September,
        Psychologist,
        Done::Register(9, 4),
    ),
    item(
        (3, 6, 8),
        2,
        "Сбор согласий на сбор и обработку персональных данных",
        September,
        Curator,
        Done::Register(9, 5),
    ),
    item(
        (3, 6, 9),
        3,
        "Проведение мероприятия (круглый стол) для информирования и вовлечения \
        потенциальных наставников",
        September,
        Curator,
        Done::Protocol(9, 6),
    ),
    item(
        (3, 7, 10),
        1,
        "Формирование базы данных наставников из числа педагогов",
        September,
        Methodist,
        Done::Fact("base-mentors-teachers"),
    ),
    item(
        (3, 7, 10),
        2,
        "Формирование базы данных наставников из числа обучающихся",
        September,
        Curator,
        Done::Fact("base-mentors-pupils"),
    ),
    item(
        (4, 8, 11),
        1,
        "Провести анализ базы наставников и выбрать подходящих для конкретной \
        программы",
        September,
        Curator,
        Done::Protocol(9, 12),
    ),
    item(
        (4, 9, 12),
        1,
        "Подготовить методические материалы для сопровождения наставнической \
        деятельности",
        September,
        Methodist,
        Done::Register(9, 4),
    ),
    item(
        (4, 9, 13),
        2,
        "Издать приказ об организации «Школы наставников» с утверждением программ и \
        графиков обучения наставников",
        September,
        Head,
        Done::Fact("order-mentor-school"),
    ),
    item(
        (4, 9, 14),
        3,
        "Организовать «Школу наставников» и провести обучение",
        September,
        Methodist,
        Done::Fact("mentor-school"),
    ),
    item(
        (5, 10, 15),
        1,
        "Анализ заполненных анкет потенциальных наставников и сопоставление данных \
        с анкетами наставляемых",
        September,
        Psychologist,
        Done::Register(9, 13),
    ),
    item(
        (5, 10, 15),
        2,
        "Организация групповой встречи наставников и наставляемых",
        September,
        Curator,
        Done::Protocol(9, 14),
    ),
    item(
        (5, 10, 15),
        3,
        "Проведение анкетирования на предмет предпочитаемого наставника / \
        наставляемого после завершения групповой встречи",
        September,
        Psychologist,
        Done::Register(9, 14),
    ),
    item(
        (5, 10, 15),
        4,
        "Анализ анкет групповой встречи и соединение наставников и наставляемых в \
        пары / группы",
        September,
        Curator,
        Done::Fact("pairs"),
    ),
    item(
        (5, 11, 16),
        1,
        "Издание приказа «Об утверждении наставнических пар / групп»",
        September,
        Head,
        Done::Fact("order-pairs"),
    ),
    item(
        (5, 11, 17),
        2,
        "Составление планов индивидуального развития наставляемых, индивидуальные \
        траектории обучения",
        September,
        Deputy,
        Done::Fact("plans"),
    ),
    item(
        (5, 11, 18),
        3,
        "Организация психологического сопровождения наставляемых, не сформировавших \
        пару или группу (при необходимости), продолжение поиска наставника",
        September,
        Psychologist,
        Done::Register(9, 27),
    ),
    item(
        (6, 12, 19),
        1,
        "Проведение первой, организационной, встречи наставника и наставляемого",
        September,
        Curator,
        Done::Fact("meeting-organisational"),
    ),
    item(
        (6, 12, 19),
        2,
        "Проведение второй, пробной рабочей, встречи наставника и наставляемого",
        October,
        Curator,
        Done::Fact("meeting-trial"),
    ),
    item(
        (6, 12, 19),
        3,
        "Проведение встречи-планирования рабочего процесса в рамках программы \
        наставничества с наставником и наставляемым",
        October,
        Curator,
        Done::Fact("meeting-planning"),
    ),
    item(
        (6, 12, 19),
        4,
        "Регулярные встречи наставника и наставляемого",
        OctoberToMay,
        Curator,
        Done::Fact("meeting-regular"),
    ),
    item(
        (6, 12, 19),
        5,
        "Проведение заключительной встречи наставника и наставляемого",
        May,
        Curator,
        Done::Fact("meeting-closing"),
    ),
    item(
        (6, 13, 20),
        0,
        "Анкетирование. Форматы анкет обратной связи для промежуточной оценки",
        October,
        Curator,
        Done::Fact("interim-survey"),
    ),
    item(
        (7, 14, 21),
        1,
        "Проведение итогового анкетирования наставников и наставляемых",
        May,
        Psychologist,
        Done::Fact("final-survey"),
    ),
    item(
        (7, 14, 21),
        2,
        "Проведение итогового мониторинга, подготовка справки",
        June,
        Curator,
        Done::No,
    ),
    item(
        (7, 14, 22),
        3,
        "Проведение итогового мероприятия с представлением лучших практик",
        May,
        Deputy,
        Done::No,
    ),
    item(
        (7, 15, 23),
        1,
        "Издание приказа о поощрении участников программ наставничества",
        June,
        Head,
        Done::Fact("order-encouragement"),
    ),
    item(
        (7, 15, 23),
        2,
        "Публикация лучших практик на сайте школы, пополнение базы наставников",
        June,
        Methodist,
        Done::No,
    ),
];
