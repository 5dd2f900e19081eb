//! A справка seen by checks: rows by code, figures, references.
//!
//! Not here: the checks. The one decision to know: a hidden, unclear or empty cell is an absent
//! figure, so no check takes it for zero.

use opora_domain::reports::{
    ReportContent, ReportOrigin, ReportedIndicator, ReportedRow, ReportedValue,
};

use super::{CheckRules, Finding, ReportTable, RowRef, Severity};
use crate::report::words;

/// A справка and the rules it is checked by.
pub(super) struct View<'a> {
    /// Rules.
    pub rules: &'a CheckRules,
    /// The справка.
    pub content: &'a ReportContent,
}

impl<'a> View<'a> {
    pub fn new(rules: &'a CheckRules, content: &'a ReportContent) -> Self {
        Self { rules, content }
    }

    /// Whether it was computed here.
    pub fn computed(&self) -> bool {
        self.content.origin == ReportOrigin::Computed
    }

    /// The row of an indicator.
    pub fn row(&self, code: &str) -> Option<&'a ReportedIndicator> {
        self.content
            .indicators
            .iter()
            .find(|row| row.code.as_deref() == Some(code))
    }

    /// A figure: value of an indicator («Да» is 1, «Нет» is 0) or one beside the table.
    pub fn figure(&self, code: &str) -> Option<f64> {
        if let Some(row) = self.row(code) {
            return match row.value {
                ReportedValue::Number(number) => Some(number),
                ReportedValue::Flag(flag) => Some(f64::from(u8::from(flag))),
                _ => None,
            };
        }
        self.content.figures.get(code).copied().map(words::real)
    }

    /// Sum of figures; `None` when one is unknown.
    pub fn sum(&self, codes: &[String]) -> Option<f64> {
        codes.iter().map(|code| self.figure(code)).sum()
    }

    /// Whether the row claims something: «Да» or more than zero.
    pub fn claims(row: &ReportedIndicator) -> bool {
        match row.value {
            ReportedValue::Flag(flag) => flag,
            ReportedValue::Number(number) => number > 0.0,
            _ => false,
        }
    }

    /// Whether the row is one of these indicators.
    pub fn is_one_of(row: &ReportedIndicator, codes: &[String]) -> bool {
        row.code.as_ref().is_some_and(|code| codes.contains(code))
    }
}

/// Refers to a row of the indicator table.
pub(super) fn indicator_ref(row: &ReportedIndicator) -> RowRef {
    RowRef {
        table: ReportTable::Indicators,
        position: row.position,
        number: row.number,
        code: row.code.clone(),
        title: row.title.clone(),
    }
}

/// Refers to a row of the roadmap.
pub(super) fn roadmap_ref(row: &ReportedRow) -> RowRef {
    let title = row
        .activities
        .first()
        .map_or_else(|| row.event.clone(), |activity| activity.text.clone());
    RowRef {
        table: ReportTable::Roadmap,
        position: row.position,
        number: u32::try_from(row.position).ok(),
        code: None,
        title,
    }
}

/// «№ 12–15»: how rows are named in a sentence.
pub(super) fn names(rows: &[RowRef]) -> String {
    let mut numbers: Vec<u32> = rows
        .iter()
        .filter_map(|row| row.number.or_else(|| u32::try_from(row.position).ok()))
        .collect();
    numbers.sort_unstable();
    words::row_numbers(&numbers)
}

/// Starts a finding; texts are filled in by the methods of [`Finding`] below.
pub(super) fn finding(code: &str, severity: Severity, message: impl Into<String>) -> Finding {
    Finding {
        code: code.to_owned(),
        severity,
        rows: Vec::new(),
        subject: None,
        message: message.into(),
        expected: String::new(),
        found: String::new(),
        remedy: String::new(),
        waived: None,
    }
}

impl Finding {
    /// The same finding about rows of the table of indicators; one row is also its subject.
    pub(super) fn about<'a>(
        mut self,
        rows: impl IntoIterator<Item = &'a ReportedIndicator>,
    ) -> Self {
        self.rows = rows.into_iter().map(indicator_ref).collect();
        if let [only] = self.rows.as_slice() {
            self.subject = only
                .code
                .clone()
                .or_else(|| Some(format!("row:{}", only.position)));
        }
        self
    }

    /// The same finding about rows of the roadmap; one row is also its subject.
    pub(super) fn about_roadmap<'a>(
        mut self,
        rows: impl IntoIterator<Item = &'a ReportedRow>,
    ) -> Self {
        self.rows = rows.into_iter().map(roadmap_ref).collect();
        if let [only] = self.rows.as_slice() {
            self.subject = Some(format!("roadmap:{}", only.position));
        }
        self
    }

    /// The same finding about something else than one row.
    pub(super) fn subject(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The same finding with what was expected and what was found.
    pub(super) fn compare(mut self, expected: impl Into<String>, found: impl Into<String>) -> Self {
        self.expected = expected.into();
        self.found = found.into();
        self
    }

    /// The same finding with what to do.
    pub(super) fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = remedy.into();
        self
    }
}
