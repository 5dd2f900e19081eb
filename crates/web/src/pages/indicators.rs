//! How values of indicators are said on pages.
//!
//! Not here: which values there are (`monitoring`). The one decision to know: zero, «нет данных» and
//! «не применимо» are three different words, here as everywhere.

use opora_monitoring::evaluation::{Companion, IndicatorResult, IndicatorValue, Status, Target};

use crate::format;
use crate::shell::Shell;

/// A value with its unit.
pub fn value(shell: &Shell, value: IndicatorValue, unit: &str) -> String {
    match value {
        IndicatorValue::Flag(true) => shell.t("common-yes"),
        IndicatorValue::Flag(false) => shell.t("common-no"),
        IndicatorValue::Number(number) => {
            format::with_unit(&format::number(shell.lang, number, 1), unit)
        }
        IndicatorValue::Missing => shell.t("common-no-data"),
        IndicatorValue::NotApplicable => shell.t("common-not-applicable"),
    }
}

/// «31 из 40», where both are known.
pub fn parts(shell: &Shell, numerator: Option<i64>, denominator: Option<i64>) -> Option<String> {
    let (numerator, denominator) = (numerator?, denominator?);
    let words = [
        ("part", format::whole(shell.lang, numerator)),
        ("whole", format::whole(shell.lang, denominator)),
    ];
    Some(shell.lang.with("monitoring-parts", &words))
}

/// «цель 70 % к 31 декабря 2024 г.».
pub fn target(shell: &Shell, target: Option<Target>) -> Option<String> {
    let target = target?;
    let words = [
        (
            "share",
            format::with_unit(&format::number(shell.lang, target.percent, 1), "%"),
        ),
        ("day", format::date(shell.lang, target.due_on)),
    ];
    Some(shell.lang.with("monitoring-target", &words))
}

/// A figure beside an indicator.
#[derive(Debug)]
pub struct Beside {
    /// Name.
    pub title: String,
    /// Value with its unit.
    pub value: String,
    /// «31 из 40».
    pub parts: Option<String>,
    /// Target.
    pub target: Option<String>,
    /// Whether there is a list behind it.
    pub listed: bool,
}

impl Beside {
    /// Of a companion.
    pub fn of(shell: &Shell, companion: &Companion) -> Self {
        Self {
            title: companion.title.clone(),
            value: value(shell, companion.value, &companion.unit),
            parts: parts(shell, companion.numerator, companion.denominator),
            target: target(shell, companion.target),
            listed: !companion.counted.is_empty(),
        }
    }
}

/// How a value came about: class of a badge, key of its word, sentence.
pub fn status(result: &IndicatorResult) -> (&'static str, &'static str, String) {
    match &result.status {
        Status::Computed => ("badge badge-good", "monitoring-computed", String::new()),
        Status::Manual { reason, author } => (
            "badge badge-info",
            "monitoring-manual",
            format!("{reason} ({author})"),
        ),
        Status::NotComputable { missing } => (
            "badge badge-warn",
            "monitoring-not-computable",
            missing.clone(),
        ),
    }
}
