//! The list of people.
//!
//! Not here: the card (`person`), searching and sorting (`app`). The one decision to know: the same
//! page answers htmx, which takes the list out of it.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use opora_app::people::{PeopleQuery, PersonRow, Sort, Tab};
use opora_app::records::access;
use opora_domain::RecordKind;
use serde::Deserialize;

use super::listing::{AsOf, Heading, Pager, address, count};
use super::page;
use super::record_form::add_address;
use crate::error::PageError;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

const PAGE_SIZE: usize = 50;

/// A tab with how many people it has.
#[derive(Debug)]
struct TabLink {
    key: String,
    address: String,
    total: i64,
    current: bool,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "people/list.html")]
struct PeoplePage {
    shell: Shell,
    as_of: AsOf,
    tab: Tab,
    search: String,
    sort: String,
    tabs: Vec<TabLink>,
    headings: Vec<Heading>,
    rows: Vec<PersonRow>,
    found: i64,
    pager: Pager,
    reset: String,
    /// Form that adds a person.
    add: Option<String>,
}

impl PeoplePage {
    fn card(&self, row: &PersonRow) -> String {
        let day = self.as_of.code();
        address(&format!("/people/{}", row.code), &[("as_of", &day)])
    }
}

/// Query of the page.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    tab: String,
    #[serde(default)]
    search: String,
    #[serde(default)]
    sort: String,
    #[serde(default)]
    page: String,
    #[serde(default)]
    as_of: String,
}

/// Codes of orders; a minus in front reverses.
const SORTS: &[(&str, Sort, &str, &str)] = &[
    ("name", Sort::Name, "people-name", ""),
    ("place", Sort::Place, "people-place", ""),
    ("pairs", Sort::Pairs, "people-pairs", "cell-number"),
    ("meetings", Sort::Meetings, "people-meetings", "cell-number"),
];

impl ListQuery {
    fn sort(&self) -> (Sort, &'static str, bool) {
        let (code, reversed) = match self.sort.strip_prefix('-') {
            Some(code) => (code, true),
            None => (self.sort.as_str(), false),
        };
        let found = SORTS.iter().find(|(name, ..)| *name == code);
        found.map_or((Sort::Name, "name", reversed), |(name, sort, ..)| {
            (*sort, name, reversed)
        })
    }

    fn address(&self, tab: Tab, sort: &str, page: usize) -> String {
        let page = if page > 1 {
            page.to_string()
        } else {
            String::new()
        };
        address(
            "/people",
            &[
                ("tab", tab.code()),
                ("search", &self.search),
                ("sort", sort),
                ("as_of", &self.as_of),
                ("page", &page),
            ],
        )
    }

    fn headings(&self, tab: Tab) -> Vec<Heading> {
        let (_, current, reversed) = self.sort();
        SORTS
            .iter()
            .map(|(code, sort, key, class)| {
                let is_current = *code == current;
                let wanted = if is_current && !reversed {
                    format!("-{code}")
                } else {
                    (*code).to_owned()
                };
                // Numbers start from the most, so their plain order is a descending one.
                let descending = matches!(sort, Sort::Pairs | Sort::Meetings) != reversed;
                Heading {
                    key,
                    address: self.address(tab, &wanted, 1),
                    sorted: is_current.then_some(if descending {
                        "descending"
                    } else {
                        "ascending"
                    }),
                    class,
                }
            })
            .collect()
    }
}

/// The list.
///
/// # Errors
/// When the use case fails.
pub async fn list(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Query(query): Query<ListQuery>,
) -> Result<Response, PageError> {
    let as_of = AsOf::of(Some(&query.as_of), shell.today);
    let tab = Tab::from_code(&query.tab).unwrap_or_default();
    let (sort, _, reversed) = query.sort();
    let asked = PeopleQuery {
        tab,
        search: query.search.clone(),
        sort,
        reversed,
        page: query.page.parse().unwrap_or(1),
        page_size: PAGE_SIZE,
    };
    let found = site
        .app
        .list_people(&visitor.ctx, as_of.day, &asked)
        .await?;
    let tabs = found
        .totals
        .iter()
        .map(|(one, total)| TabLink {
            key: format!("people-tab-{}", one.code()),
            address: query.address(*one, &query.sort, 1),
            total: count(*total),
            current: *one == tab,
        })
        .collect();
    let title = shell.t("people-section");
    page(&PeoplePage {
        shell: shell.titled(title),
        as_of,
        tab,
        tabs,
        headings: query.headings(tab),
        pager: Pager::new(found.page, found.pages, |number| {
            query.address(tab, &query.sort, number)
        }),
        found: count(found.found),
        rows: found.rows,
        add: access(&visitor.ctx, RecordKind::Person)
            .add
            .then(|| add_address(RecordKind::Person, &[], "")),
        reset: address("/people", &[("tab", tab.code()), ("as_of", &query.as_of)]),
        search: query.search,
        sort: query.sort,
    })
}
