//! The registry of checks: each code once, with title, description and function.
//!
//! Not here: what they do. The one decision to know: codes are public (command line, API,
//! document) and never change meaning.

use super::view::View;
use super::{
    CheckRules, Checked, Severity, arithmetic, evidence, satisfaction, schedule, structure,
};

/// A check as shown to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckInfo {
    /// Stable code.
    pub code: String,
    /// Title, Russian.
    pub title: String,
    /// What it asks for, a Russian sentence.
    pub description: String,
    /// The worst severity it gives.
    pub severity: Severity,
}

/// A check that can be run.
pub(super) struct Check {
    /// What it is.
    pub info: CheckInfo,
    function: Option<Function>,
}

type Function = fn(&View<'_>) -> Checked;

impl Check {
    /// Runs it.
    pub fn run(&self, view: &View<'_>) -> Checked {
        match self.function {
            Some(function) => function(view),
            None => arithmetic::check(&self.info.code, view),
        }
    }
}

/// Checks in code: code, severity, title, description, function.
const CODED: &[(&str, Severity, &str, &str, Function)] = &[
    (
        "programmes-match-pairs",
        Severity::Warning,
        "Программ столько же, сколько пар",
        "Персонализированных программ столько же, сколько действующих пар и групп.",
        structure::programmes,
    ),
    (
        "satisfaction-measured",
        Severity::Error,
        "Удовлетворённость измерена",
        "У цифры удовлетворённости есть опрос: анкета, даты, сколько приглашено и ответили.",
        satisfaction::measured,
    ),
    (
        "satisfaction-range",
        Severity::Error,
        "Удовлетворённость — от 0 до 100 %",
        "Значение лежит от 0 до 100, и единица указана.",
        satisfaction::range,
    ),
    (
        "unit-stated",
        Severity::Warning,
        "Единицы указаны",
        "У каждого числа есть единица измерения.",
        structure::units,
    ),
    (
        "evidence-present",
        Severity::Error,
        "Есть подтверждение",
        "«Да» и каждое число больше нуля чем-то подтверждены.",
        evidence::present,
    ),
    (
        "evidence-link-wellformed",
        Severity::Error,
        "Ссылки записаны верно",
        "Ссылка — один адрес страницы, а не два, вставленных подряд.",
        evidence::link_wellformed,
    ),
    (
        "evidence-specific",
        Severity::Warning,
        "Подтверждение конкретно",
        "Одна страница не служит подтверждением многих строк без указания документа и пункта.",
        evidence::specific,
    ),
    (
        "evidence-kind-fits",
        Severity::Warning,
        "Подтверждение того вида",
        "Документ такого вида может доказать то, что написано в строке.",
        evidence::kind_fits,
    ),
    (
        "evidence-exposes-special",
        Severity::Warning,
        "Особые группы не раскрыты",
        "Открытая страница не служит подтверждением чисел об особых группах детей.",
        evidence::exposes_special,
    ),
    (
        "share-has-denominator",
        Severity::Error,
        "У доли есть общее число",
        "Если названы охват, доля или уровень, указано, от какого числа они считаются.",
        structure::denominators,
    ),
    (
        "done-activity-plausible",
        Severity::Error,
        "Выполненное могло быть выполнено",
        "Заключительная встреча не может пройти раньше наименьшего срока работы пары.",
        schedule::plausible,
    ),
    (
        "mark-per-activity",
        Severity::Warning,
        "Отметка у каждого пункта",
        "Одна отметка не стоит сразу за несколько пунктов.",
        schedule::mark_per_activity,
    ),
    (
        "stage-order",
        Severity::Error,
        "Порядок этапов",
        "Пары формируют после обучения наставников.",
        schedule::stage_order,
    ),
    (
        "activity-planned",
        Severity::Warning,
        "Пункт запланирован",
        "У каждого пункта дорожной карты есть срок и ответственный.",
        schedule::planned,
    ),
    (
        "activity-overdue",
        Severity::Warning,
        "Нет просроченного",
        "Если срок прошёл, у пункта есть отметка.",
        schedule::overdue,
    ),
    (
        "training-claimed",
        Severity::Warning,
        "Наставники обучены",
        "Если наставники работают, их обучение отмечено.",
        structure::training,
    ),
    (
        "closing-stage-present",
        Severity::Info,
        "Есть этап завершения",
        "В дорожной карте есть этап завершения наставничества.",
        schedule::closing_stage,
    ),
    (
        "analysis-present",
        Severity::Error,
        "Есть анализ",
        "В аналитической справке есть выводы, рекомендации и меры.",
        structure::analysis,
    ),
    (
        "requisites-present",
        Severity::Warning,
        "Реквизиты на месте",
        "У справки есть номер, утверждение, подпись и дата «по состоянию на».",
        structure::requisites,
    ),
    (
        "ages-provable",
        Severity::Warning,
        "Возраст доказуем",
        "Возраст из заголовков подтверждён датами рождения.",
        structure::ages,
    ),
];

/// Every check: first those of the data, then those in code.
pub(super) fn all(rules: &CheckRules) -> Vec<Check> {
    let mut checks: Vec<Check> = Vec::new();
    for rule in &rules.arithmetic {
        match checks.iter_mut().find(|check| check.info.code == rule.code) {
            Some(check) => check.info.severity = check.info.severity.min(rule.severity),
            None => checks.push(Check {
                info: CheckInfo {
                    code: rule.code.clone(),
                    title: rule.title.clone(),
                    description: rule.remedy.clone(),
                    severity: rule.severity,
                },
                function: None,
            }),
        }
    }
    checks.extend(
        CODED
            .iter()
            .map(|(code, severity, title, description, function)| Check {
                info: CheckInfo {
                    code: (*code).to_owned(),
                    title: (*title).to_owned(),
                    description: (*description).to_owned(),
                    severity: *severity,
                },
                function: Some(*function),
            }),
    );
    checks
}

/// Every check of these rules, for pages and documentation.
pub fn catalogue_of_checks(rules: &CheckRules) -> Vec<CheckInfo> {
    all(rules).into_iter().map(|check| check.info).collect()
}
