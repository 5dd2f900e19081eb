//! Records kept by hand: all kinds, the list of a kind, its workbook.
//!
//! Not here: forms (`record_form`), versions (`record_history`). The one decision to know: a list is
//! its address, so a search can be kept and sent.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use opora_app::records::{KindAccess, RecordList, RecordQuery, end_field};
use opora_domain::{Field, FieldKind, RecordKind};
use serde::Deserialize;

use super::fields::{Words, field_title, kind_title, list_address, record_address, words};
use super::listing::{Pager, address, count, day};
use super::organisations::{OrganisationTab, tabs};
use super::page;
use crate::error::PageError;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

const PAGE_SIZE: usize = 50;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The kind of an address.
///
/// # Errors
/// When there is no such kind.
pub fn kind_of(table: &str) -> Result<RecordKind, PageError> {
    RecordKind::from_table(table).ok_or(PageError::NotFound)
}

/// The frame of a page about a kind: under «Организация» and «Все записи».
pub fn framed(shell: Shell, kind: Option<RecordKind>) -> Shell {
    let section = shell.t("organisations-section");
    let all = shell.t("records-all");
    let shell = shell
        .under("/organisation", section)
        .under("/organisation/records", all);
    match kind {
        Some(kind) => {
            let title = kind_title(&shell, kind);
            shell.under(list_address(kind), title)
        }
        None => shell,
    }
}

/// What was just done, from the query of the page it led to.
pub fn done(shell: Shell, code: &str) -> Shell {
    let key = match code {
        "added" => "records-done-added",
        "saved" => "records-done-saved",
        "ended" => "records-done-ended",
        "deleted" => "records-done-deleted",
        "restored" => "records-done-restored",
        "repeated" => "records-done-repeated",
        _ => return shell,
    };
    let text = shell.t(key);
    Shell {
        done: Some(text),
        ..shell
    }
}

/// A kind.
#[derive(Debug)]
struct KindRow {
    title: String,
    address: String,
    add: Option<String>,
    total: i64,
    closed: bool,
}

/// All kinds.
#[derive(Debug, Template)]
#[template(path = "records/kinds.html")]
struct KindsPage {
    shell: Shell,
    tabs: Vec<OrganisationTab>,
    groups: Vec<(String, Vec<KindRow>)>,
}

/// Kinds in the order a curator thinks of them, with the keys of the headings.
const GROUPS: &[(&str, &[RecordKind])] = {
    use RecordKind as K;
    &[
        (
            "records-group-people",
            &[
                K::Person,
                K::Enrolment,
                K::Employment,
                K::Affiliation,
                K::Category,
                K::BaseEntry,
                K::Guardianship,
                K::Consent,
                K::ConsentText,
            ],
        ),
        (
            "records-group-pairs",
            &[
                K::Mentorship,
                K::MentorshipMember,
                K::Plan,
                K::Meeting,
                K::Training,
                K::Community,
                K::CommunityMember,
            ],
        ),
        (
            "records-group-documents",
            &[
                K::Act,
                K::Evidence,
                K::EvidenceLink,
                K::Partner,
                K::Agreement,
                K::Project,
                K::ProjectPartner,
                K::Survey,
                K::SurveyResponse,
            ],
        ),
        (
            "records-group-school",
            &[
                K::Profile,
                K::OrganisationName,
                K::SchoolYear,
                K::Roadmap,
                K::Activity,
                K::ManualValue,
                K::Waiver,
                K::Measure,
            ],
        ),
    ]
};

/// Every kind the visitor sees.
///
/// # Errors
/// When the use case fails.
pub async fn kinds(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
) -> Result<Response, PageError> {
    let found = site.app.record_kinds(&visitor.ctx).await?;
    let row = |kind: &RecordKind| {
        let line = found.iter().find(|line| line.kind == *kind)?;
        Some(KindRow {
            title: kind_title(&shell, *kind),
            address: list_address(*kind),
            add: line
                .access
                .add
                .then(|| format!("{}/add", list_address(*kind))),
            total: count(line.total),
            closed: !line.access.read,
        })
    };
    let groups = GROUPS
        .iter()
        .map(|(key, kinds)| (shell.t(key), kinds.iter().filter_map(row).collect()))
        .filter(|(_, rows): &(String, Vec<KindRow>)| !rows.is_empty())
        .collect();
    let section = shell.t("organisations-section");
    let title = shell.t("records-all");
    page(&KindsPage {
        tabs: tabs(&visitor, "/organisation/records"),
        groups,
        shell: shell.under("/organisation", section).titled(title),
    })
}

/// A heading that sorts.
#[derive(Debug)]
struct Column {
    title: String,
    address: String,
    sorted: Option<&'static str>,
}

/// A row.
#[derive(Debug)]
struct Row {
    label: String,
    code: String,
    address: String,
    cells: Vec<(String, Words)>,
}

/// The list of a kind.
#[derive(Debug, Template)]
#[template(path = "records/list.html")]
struct ListPage {
    shell: Shell,
    access: KindAccess,
    dated: bool,
    action: String,
    search: String,
    on: String,
    misread: bool,
    sort: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    found: i64,
    total: i64,
    pager: Pager,
    add: String,
    workbook: String,
    deleted: String,
    undo: Option<String>,
    bring_back: String,
}

/// Query of the list.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    search: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    on: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    done: String,
    #[serde(default)]
    undo: String,
}

impl ListQuery {
    fn asked(&self) -> RecordQuery {
        let (sort, reversed) = match self.sort.strip_prefix('-') {
            Some(sort) => (sort, true),
            None => (self.sort.as_str(), false),
        };
        RecordQuery {
            search: self.search.clone(),
            sort: sort.to_owned(),
            reversed,
            on: day(&self.on),
            page: self.page.parse().unwrap_or(1),
            page_size: PAGE_SIZE,
        }
    }

    fn address(&self, path: &str, sort: &str, page: usize) -> String {
        let page = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        address(
            path,
            &[
                ("search", &self.search),
                ("on", &self.on),
                ("sort", sort),
                ("page", &page),
            ],
        )
    }

    fn column(&self, shell: &Shell, kind: RecordKind, field: &Field) -> Column {
        let reversed = self.sort.starts_with('-');
        let current = self.sort.trim_start_matches('-') == field.name;
        let wanted = if current && !reversed {
            format!("-{}", field.name)
        } else {
            field.name.to_owned()
        };
        Column {
            title: field_title(shell, kind, field),
            address: self.address(&list_address(kind), &wanted, 1),
            sorted: current.then_some(if reversed { "descending" } else { "ascending" }),
        }
    }
}

/// Whether a field is a column of the list: what makes the record, its time, what it refers to. The
/// rest is on the page of the record.
fn is_column(kind: RecordKind, field: &Field) -> bool {
    let ends = end_field(kind).is_some_and(|end| end.name == field.name);
    field.key || field.required || ends || matches!(field.kind, FieldKind::Ref(_))
}

/// The list of a kind.
///
/// # Errors
/// When there is no such kind, or the visitor may not know of it.
pub async fn list(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(table): Path<String>,
    Query(query): Query<ListQuery>,
) -> Result<Response, PageError> {
    let kind = kind_of(&table)?;
    let found = site
        .app
        .list_records(&visitor.ctx, kind, &query.asked())
        .await?;
    let title = kind_title(&shell, kind);
    let shell = done(framed(shell, None).titled(title), &query.done);
    page(&context(shell, kind, query, &found))
}

fn context(shell: Shell, kind: RecordKind, query: ListQuery, found: &RecordList) -> ListPage {
    let path = list_address(kind);
    let columns = found.fields.iter().filter(|field| is_column(kind, field));
    let rows = found
        .lines
        .iter()
        .map(|line| Row {
            label: line.label.clone(),
            code: line.code.clone(),
            address: record_address(kind, &line.code),
            cells: found
                .fields
                .iter()
                .zip(&line.cells)
                .filter(|(field, _)| is_column(kind, field))
                .map(|(field, cell)| {
                    let title = field_title(&shell, kind, field);
                    (title, words(&shell, kind, field, cell))
                })
                .collect(),
        })
        .collect();
    ListPage {
        access: found.access,
        dated: found.dated,
        columns: columns
            .map(|field| query.column(&shell, kind, field))
            .collect(),
        rows,
        found: count(found.found),
        total: count(found.total),
        pager: Pager::new(found.page, found.pages, |number| {
            query.address(&path, &query.sort, number)
        }),
        misread: !query.on.trim().is_empty() && day(&query.on).is_none(),
        workbook: query.address(&format!("{path}/list.xlsx"), &query.sort, 1),
        add: format!("{path}/add"),
        deleted: format!("{path}/deleted"),
        bring_back: format!("{path}/bring-back"),
        undo: Some(query.undo).filter(|id| !id.is_empty() && found.access.change),
        action: path,
        search: query.search,
        on: query.on,
        sort: query.sort,
        shell,
    }
}

/// The list as a workbook, all pages.
///
/// # Errors
/// When the visitor may not take the kind out.
pub async fn workbook(
    State(site): State<Site>,
    visitor: Visitor,
    Path(table): Path<String>,
    Query(query): Query<ListQuery>,
) -> Result<Response, PageError> {
    let kind = kind_of(&table)?;
    let bytes = site
        .app
        .export_records(&visitor.ctx, kind, &query.asked())
        .await?;
    let name = format!("attachment; filename=\"{table}.xlsx\"");
    let headers = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}
