//! What changed since the earlier справка: rows of a table and a sentence that sums them up.
//!
//! Not here: layout. The one decision to know: a figure hidden or unknown in either справка is no
//! change, so the public edition says nothing of it.

use chrono::NaiveDate;
use opora_domain::reports::{ReportContent, ReportedIndicator, ReportedValue};

use super::figures::PreviousFigures;
use super::words;

/// An indicator whose value changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Number of the row.
    pub number: Option<u32>,
    /// Name of the indicator.
    pub title: String,
    /// Value of the earlier справка, as printed.
    pub before: String,
    /// Value now, as printed.
    pub after: String,
    /// «+9 п. п.», «−1 чел.», «появилось».
    pub difference: String,
    /// Whether it became more, or is there now.
    pub better: bool,
}

/// Changes since an earlier справка.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Cut-off date of the earlier справка; `None` when there is none.
    pub since: Option<NaiveDate>,
    /// Rows that changed, in the order of the table.
    pub rows: Vec<Change>,
    /// One sentence that sums up.
    pub summary: String,
}

/// Compares the content with the earlier figures.
pub(super) fn changes(content: &ReportContent, previous: Option<&PreviousFigures>) -> Changes {
    let Some(previous) = previous else {
        return Changes {
            summary: "Сравнить с прошлым годом нельзя: прошлой справки в системе нет.".to_owned(),
            ..Changes::default()
        };
    };
    let rows: Vec<Change> = content
        .indicators
        .iter()
        .filter_map(|row| change(row, previous.values.get(row.code.as_deref()?)?))
        .collect();
    Changes {
        since: Some(previous.as_of),
        summary: summary(&rows, content.indicators.len(), previous.as_of),
        rows,
    }
}

fn summary(rows: &[Change], all: usize, since: NaiveDate) -> String {
    let since = words::date(since);
    if rows.is_empty() {
        return format!("По сравнению с {since} значения показателей не изменились.");
    }
    let better = rows.iter().filter(|row| row.better).count();
    let mut parts = Vec::new();
    if better > 0 {
        parts.push(format!("выросло или появилось — {better}"));
    }
    if rows.len() > better {
        parts.push(format!("снизилось или исчезло — {}", rows.len() - better));
    }
    format!(
        "По сравнению с {since} изменилось {} из {all}: {}.",
        words::plural(words::count(rows), "значение", "значения", "значений"),
        parts.join(", ")
    )
}

fn change(row: &ReportedIndicator, before: &ReportedValue) -> Option<Change> {
    let unit = row.unit.as_deref().unwrap_or("");
    let (before, after, difference, better) = match (&row.value, before) {
        (ReportedValue::Number(now), ReportedValue::Number(then)) if (now - then).abs() > 1e-9 => {
            let (sign, unit) = (
                if now > then { "+" } else { "−" },
                if unit == "%" { "п. п." } else { unit },
            );
            let size = words::number((now - then).abs());
            (
                words::number(*then),
                words::number(*now),
                format!("{sign}{size} {unit}").trim_end().to_owned(),
                now > then,
            )
        }
        (ReportedValue::Flag(now), ReportedValue::Flag(then)) if now != then => {
            let word = |flag: bool| if flag { "Да" } else { "Нет" }.to_owned();
            let difference = if *now {
                "появилось"
            } else {
                "больше нет"
            };
            (word(*then), word(*now), difference.to_owned(), *now)
        }
        _ => return None,
    };
    Some(Change {
        number: row.number,
        title: row.title.clone(),
        before,
        after,
        difference,
        better,
    })
}
