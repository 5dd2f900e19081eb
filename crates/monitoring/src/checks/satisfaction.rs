//! Checks of satisfaction figures.
//!
//! Not here: how satisfaction is computed. The one decision to know: a figure without its survey
//! is not measured, whatever it says.

use opora_domain::reports::{ReportedIndicator, ReportedSurvey, ReportedValue};

use super::view::{View, finding};
use super::{Checked, Severity};
use crate::report::words;

/// `satisfaction-measured`.
pub(super) fn measured(view: &View<'_>) -> Checked {
    let rows = rows(view)?;
    let cut_off = view.content.as_of.or(view.content.dated_on);
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let lacks = lacks(row.survey.as_ref(), cut_off);
            (!lacks.is_empty()).then(|| {
                finding(
                    "satisfaction-measured",
                    Severity::Error,
                    format!(
                        "«{}»: указано {}, но {}.",
                        row.title,
                        row.value_text,
                        words::list(&lacks)
                    ),
                )
                .about([row])
                .compare(
                    "анкета, даты опроса, ответили / приглашены; опрос закрыт не позже даты справки",
                    words::list(&lacks),
                )
                .remedy(
                    "Проведите опрос и закройте его до даты справки. Если цифра прошлогодняя, так и \
                     напишите: «по итогам прошлого учебного года».",
                )
            })
        })
        .collect())
}

/// What the survey does not say.
fn lacks(survey: Option<&ReportedSurvey>, cut_off: Option<chrono::NaiveDate>) -> Vec<String> {
    let Some(survey) = survey else {
        return vec!["опрос, на котором она основана, не назван".to_owned()];
    };
    let mut lacks = Vec::new();
    if survey.instrument.trim().is_empty() {
        lacks.push("не названа анкета".to_owned());
    }
    if survey.opened_on.is_none() || survey.closed_on.is_none() {
        lacks.push("не указаны даты опроса".to_owned());
    }
    if survey.answered.is_none() || survey.invited.is_none() {
        lacks.push("не указано, сколько приглашено и сколько ответили".to_owned());
    }
    if let (Some(closed), Some(cut_off)) = (survey.closed_on, cut_off)
        && closed > cut_off
    {
        lacks.push(format!(
            "опрос закрыт {}, позже даты справки",
            words::date(closed)
        ));
    }
    lacks
}

/// `satisfaction-range`.
pub(super) fn range(view: &View<'_>) -> Checked {
    Ok(rows(view)?
        .into_iter()
        .filter_map(|row| {
            let outside = row
                .value
                .number()
                .is_none_or(|number| !(0.0..=100.0).contains(&number));
            let unit = row.unit.as_deref().unwrap_or("").trim();
            let lack = match (outside, unit.is_empty()) {
                (true, _) => "значение не от 0 до 100",
                (false, true) => "единица измерения не указана",
                (false, false) => return None,
            };
            Some(
                finding(
                    "satisfaction-range",
                    Severity::Error,
                    format!("«{}»: {} — {lack}.", row.title, row.value_text),
                )
                .about([row])
                .compare("от 0 до 100 %, единица указана", row.value_text.clone())
                .remedy("Укажите долю удовлетворённых в процентах, например «87 %»."),
            )
        })
        .collect())
}

/// Rows of satisfaction that claim a figure.
fn rows<'a>(view: &View<'a>) -> Result<Vec<&'a ReportedIndicator>, String> {
    let rows: Vec<_> = view
        .rules
        .parameters
        .satisfaction
        .iter()
        .filter_map(|code| view.row(code))
        .filter(|row| matches!(row.value, ReportedValue::Number(_) | ReportedValue::Unclear))
        .collect();
    if rows.is_empty() {
        Err("В справке нет значений удовлетворённости.".to_owned())
    } else {
        Ok(rows)
    }
}
