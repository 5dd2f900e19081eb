//! Particulars of the school, its years, how much is recorded.
//!
//! Not here: members, exchange, audit (their own modules). The one decision to know: particulars
//! are records like any other (`records`).

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use opora_app::organisations::OrganisationCard;
use opora_app::records::access;
use opora_domain::RecordKind;
use opora_domain::permissions::Action;

use super::fields::{kind_title, list_address};
use super::listing::count;
use super::page;
use crate::error::PageError;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// A tab of the section.
#[derive(Clone, Debug)]
pub struct OrganisationTab {
    /// Address.
    pub address: &'static str,
    /// Key of its name.
    pub key: &'static str,
    /// Whether it is shown.
    pub current: bool,
}

const TABS: &[(&str, &str, Action)] = &[
    ("/organisation", "organisations-about", Action::SeeToday),
    ("/organisation/records", "records-all", Action::SeeToday),
    (
        "/organisation/members",
        "organisations-members",
        Action::ManageUsers,
    ),
    (
        "/organisation/exchange",
        "organisations-exchange",
        Action::ExportFacts,
    ),
    (
        "/organisation/audit",
        "organisations-audit",
        Action::SeeAudit,
    ),
];

/// Tabs the visitor may open.
pub fn tabs(visitor: &Visitor, current: &str) -> Vec<OrganisationTab> {
    TABS.iter()
        .filter(|(_, _, action)| visitor.ctx.allows(*action))
        .map(|(address, key, _)| OrganisationTab {
            address,
            key,
            current: *address == current,
        })
        .collect()
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "organisations/about.html")]
struct OrganisationPage {
    shell: Shell,
    tabs: Vec<OrganisationTab>,
    card: OrganisationCard,
    /// Name, list where the visitor sees it, number.
    records: Vec<(String, Option<String>, i64)>,
}

/// The particulars.
///
/// # Errors
/// When the use case fails.
pub async fn about(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
) -> Result<Response, PageError> {
    let card = site.app.organisation(&visitor.ctx).await?;
    let title = shell.t("organisations-section");
    page(&OrganisationPage {
        tabs: tabs(&visitor, "/organisation"),
        records: card
            .records
            .iter()
            .filter_map(|(sheet, number)| {
                let mut kinds = RecordKind::ALL.iter();
                let kind = *kinds.find(|kind| kind.schema().sheet == *sheet)?;
                let list = access(&visitor.ctx, kind).see.then(|| list_address(kind));
                Some((kind_title(&shell, kind), list, count(*number)))
            })
            .collect(),
        shell: shell.titled(title),
        card,
    })
}
