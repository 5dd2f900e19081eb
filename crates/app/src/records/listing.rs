//! Lists of records of a kind: search, order, the day they are true on, pages, a workbook of what is
//! shown.
//!
//! Not here: what a search forgives (`domain::search`). The one decision to know: a list is searched
//! and sorted by what it shows to this caller, so a hidden field cannot be guessed by searching.

use std::cmp::Ordering;
use std::convert::Infallible;

use chrono::NaiveDate;
use opora_domain::search::{Haystack, Query, select};
use opora_domain::{Facts, Field, FieldClass, RecordKind, Value};
use opora_intake::Vocabulary;
use opora_store::RecordRow;

use super::names::Names;
use super::{
    KindAccess, Shown, access, highest, permit_seeing, position, readable, rows, shown, term,
};
use crate::exchange::ExportError;
use crate::{App, Ctx, Failure, audit};

/// A kind with how many records it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindLine {
    /// The kind.
    pub kind: RecordKind,
    /// What the caller may do with it.
    pub access: KindAccess,
    /// Records.
    pub total: usize,
}

/// What a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct RecordQuery {
    /// Words to be found.
    pub search: String,
    /// Field the list is sorted by; by name when unknown.
    pub sort: String,
    /// Whether the order is reversed.
    pub reversed: bool,
    /// Only what is true on this day.
    pub on: Option<NaiveDate>,
    /// Page, from 1.
    pub page: usize,
    /// Rows of a page.
    pub page_size: usize,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordLine {
    /// Code.
    pub code: String,
    /// What it is called.
    pub label: String,
    /// Values of the fields of the list.
    pub cells: Vec<Shown>,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct RecordList {
    /// The kind.
    pub kind: RecordKind,
    /// What the caller may do with it.
    pub access: KindAccess,
    /// Fields shown.
    pub fields: Vec<&'static Field>,
    /// Rows of the page.
    pub lines: Vec<RecordLine>,
    /// Rows found in all.
    pub found: usize,
    /// Records of the kind.
    pub total: usize,
    /// The page shown, from 1.
    pub page: usize,
    /// Number of pages, at least 1.
    pub pages: usize,
    /// Whether records of the kind are true over a time, so that a day can be asked for.
    pub dated: bool,
}

impl App {
    /// Kinds the caller sees, in the order of the workbook.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn record_kinds(&self, ctx: &Ctx) -> Result<Vec<KindLine>, Failure<Infallible>> {
        let scope = ctx.permit(opora_domain::permissions::Action::SeeToday)?;
        let facts = self.facts(&scope).await?;
        Ok(RecordKind::ALL
            .iter()
            .map(|kind| KindLine {
                kind: *kind,
                access: access(ctx, *kind),
                total: rows(&facts, *kind).len(),
            })
            .filter(|line| line.access.see)
            .collect())
    }

    /// A page of records of a kind; reading special categories is audited.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn list_records(
        &self,
        ctx: &Ctx,
        kind: RecordKind,
        query: &RecordQuery,
    ) -> Result<RecordList, Failure<Infallible>> {
        let scope = permit_seeing(ctx, kind)?;
        let facts = self.facts(&scope).await?;
        let vocabulary = self.vocabulary_of(&scope).await?;
        let may = access(ctx, kind);
        if may.read && highest(kind) >= FieldClass::C3 {
            let entry = audit::entry("records.read_list", kind.schema().table, None, "");
            let store = &self.inner.store;
            store.audit_read(&scope, self.now(), entry).await?;
        }
        let lines = chosen(ctx, &facts, kind, query, &vocabulary);
        let size = query.page_size.max(1);
        let pages = lines.len().div_ceil(size).max(1);
        let page = query.page.clamp(1, pages);
        Ok(RecordList {
            kind,
            access: may,
            fields: readable(ctx, kind)
                .into_iter()
                .map(|(_, field)| field)
                .collect(),
            found: lines.len(),
            total: rows(&facts, kind).len(),
            page,
            pages,
            dated: term(kind).is_some(),
            lines: lines
                .into_iter()
                .skip((page - 1) * size)
                .take(size)
                .collect(),
        })
    }

    /// What a list shows, all pages, as a workbook; audited.
    ///
    /// # Errors
    /// [`ExportError`]; [`Failure::Denied`] where a field is closed to the caller.
    pub async fn export_records(
        &self,
        ctx: &Ctx,
        kind: RecordKind,
        query: &RecordQuery,
    ) -> Result<Vec<u8>, Failure<ExportError>> {
        let scope = permit_seeing(ctx, kind)?;
        if !access(ctx, kind).export {
            return Err(Failure::Denied);
        }
        let facts = self.facts(&scope).await?;
        let vocabulary = self.vocabulary_of(&scope).await?;
        let lines = chosen(ctx, &facts, kind, query, &vocabulary);
        let detail = format!("records={}", lines.len());
        let entry = audit::entry("records.export", kind.schema().table, None, &detail);
        let store = &self.inner.store;
        store.audit_read(&scope, self.now(), entry).await?;
        let codes: Vec<&str> = lines.iter().map(|line| line.code.as_str()).collect();
        opora_intake::export_some(&facts, kind, &codes, &vocabulary)
            .map_err(|error| Failure::Rule(ExportError::Write(error)))
    }
}

/// Lines that fit the query, in its order; none where the kind is closed to the caller.
fn chosen(
    ctx: &Ctx,
    facts: &Facts,
    kind: RecordKind,
    query: &RecordQuery,
    vocabulary: &Vocabulary,
) -> Vec<RecordLine> {
    let fields = readable(ctx, kind);
    if fields.is_empty() {
        return Vec::new();
    }
    let names = Names::new(facts);
    let mut found: Vec<(RecordRow, RecordLine)> = rows(facts, kind)
        .into_iter()
        .filter(|row| query.on.is_none_or(|day| holds(row, day)))
        .map(|row| {
            let cells = fields
                .iter()
                .filter_map(|(at, field)| Some((field, row.values.get(*at)?)))
                .map(|(field, value)| shown(ctx, kind, field, value, &names, vocabulary))
                .collect();
            let line = RecordLine {
                code: row.code.clone(),
                label: names.label(row.id).to_owned(),
                cells,
            };
            (row, line)
        })
        .collect();
    found = select(&Query::new(&query.search), found, |(_, line)| {
        Haystack::new(&words(line))
    });
    let by = fields
        .iter()
        .position(|(_, field)| field.name == query.sort);
    found.sort_by_cached_key(|(row, line)| {
        let key = by.and_then(|at| line.cells.get(at)).map(order);
        (key, fold(&line.label), row.code.clone())
    });
    if query.reversed {
        found.reverse();
    }
    found.into_iter().map(|(_, line)| line).collect()
}

/// Whether the record is true on the day; one without dates always is.
fn holds(row: &RecordRow, day: NaiveDate) -> bool {
    let Some((first, last)) = term(row.kind) else {
        return true;
    };
    let date = |name: &str| match position(row.kind, name).and_then(|at| row.values.get(at)) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    date(first).is_none_or(|first| first <= day) && date(last).is_none_or(|last| last >= day)
}

/// What a line says, for the search.
fn words(line: &RecordLine) -> String {
    let mut text = format!("{} {}", line.code, line.label);
    for cell in &line.cells {
        text.push(' ');
        text.push_str(&plain(cell));
    }
    text
}

fn plain(cell: &Shown) -> String {
    match cell {
        Shown::Empty | Shown::Flag(_) => String::new(),
        Shown::Text(text) => text.clone(),
        Shown::Texts(texts) => texts.join(" "),
        Shown::Number(number) => number.to_string(),
        Shown::Day(day) => day.format("%d.%m.%Y").to_string(),
        Shown::Choice(choice) => choice.title.to_owned(),
        Shown::Record { code, label, .. } => format!("{label} {code}"),
    }
}

/// Place in an order: what is empty stands last, numbers and days by size, words by the alphabet;
/// «9Б» before «10А».
#[derive(Debug, PartialEq, Eq)]
struct Order(bool, i64, String);

impl Ord for Order {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.0, self.1, &self.2).cmp(&(other.0, other.1, &other.2))
    }
}

impl PartialOrd for Order {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn order(cell: &Shown) -> Order {
    match cell {
        Shown::Empty => Order(true, 0, String::new()),
        Shown::Number(number) => Order(false, *number, String::new()),
        Shown::Flag(flag) => Order(false, i64::from(!*flag), String::new()),
        Shown::Day(day) => Order(false, 0, day.to_string()),
        Shown::Record { label, .. } => Order(false, 0, fold(label)),
        other => {
            let text = plain(other);
            let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
            Order(false, digits.parse().unwrap_or(0), fold(&text))
        }
    }
}

fn fold(text: &str) -> String {
    opora_domain::people::fold_name(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_stands_last_and_classes_go_by_their_number() {
        let mut cells = [
            Shown::Empty,
            Shown::Text("10А".into()),
            Shown::Text("9Б".into()),
            Shown::Text("Ёж".into()),
            Shown::Text("Еж".into()),
        ];
        cells.sort_by_key(order);
        let texts: Vec<String> = cells.iter().map(plain).collect();
        assert_eq!(texts[4], "");
        assert!(
            texts.iter().position(|one| one == "9Б") < texts.iter().position(|one| one == "10А")
        );
    }
}
