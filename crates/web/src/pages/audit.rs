//! The audit log.
//!
//! Not here: writing it. The one decision to know: a row names codes, so reading the log shows no
//! personal data by itself.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use opora_domain::permissions::Action;
use serde::Deserialize;

use super::listing::address;
use super::organisations::{OrganisationTab, tabs};
use super::page;
use crate::error::PageError;
use crate::format;
use crate::shell::Shell;
use crate::site::Site;
use crate::visitor::Visitor;

/// A row of the log.
#[derive(Debug)]
struct AuditLine {
    number: i64,
    at: String,
    actor: String,
    action: String,
    subject: String,
    detail: String,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "organisations/audit.html")]
struct AuditPage {
    shell: Shell,
    tabs: Vec<OrganisationTab>,
    lines: Vec<AuditLine>,
    older: Option<String>,
    newest: bool,
    /// Sentence about the chain, and whether it holds.
    verdict: Option<(bool, String)>,
}

/// Query of the page.
#[derive(Debug, Deserialize)]
pub struct AuditQuery {
    #[serde(default)]
    before: String,
    #[serde(default)]
    verify: String,
}

/// The log, newest first.
///
/// # Errors
/// When the use case fails.
pub async fn list(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Query(query): Query<AuditQuery>,
) -> Result<Response, PageError> {
    let time_zone = time_zone(&site, &visitor).await?;
    let before = query.before.parse::<i64>().ok();
    let rows = site.app.audit_log(&visitor.ctx, before).await?;
    let verdict = if query.verify.is_empty() {
        None
    } else {
        Some(verdict(&site, &visitor, &shell).await?)
    };
    let names = names(&site, &visitor).await?;
    let older = rows.last().filter(|last| last.seq > 1).map(|last| {
        let seq = last.seq.to_string();
        address("/organisation/audit", &[("before", &seq)])
    });
    let section = shell.t("organisations-section");
    let title = shell.t("organisations-audit");
    page(&AuditPage {
        tabs: tabs(&visitor, "/organisation/audit"),
        lines: rows
            .into_iter()
            .map(|row| AuditLine {
                number: row.seq,
                at: format::instant(shell.lang, row.at, &time_zone),
                actor: names.get(&row.actor).cloned().unwrap_or(row.actor),
                action: row.action,
                subject: row.subject_code.unwrap_or_default(),
                detail: row.detail,
            })
            .collect(),
        older,
        newest: before.is_none(),
        verdict,
        shell: shell.under("/organisation", section).titled(title),
    })
}

/// Names of actors, as the log writes them down: of everybody for who manages users, else one's own.
async fn names(site: &Site, visitor: &Visitor) -> Result<BTreeMap<String, String>, PageError> {
    let own = (format!("user:{}", visitor.user), visitor.name.clone());
    if !visitor.ctx.allows(Action::ManageUsers) {
        return Ok(BTreeMap::from([own]));
    }
    let members = site.app.members(&visitor.ctx).await?;
    Ok(members
        .into_iter()
        .map(|member| (format!("user:{}", member.user.id), member.user.display_name))
        .collect())
}

/// Time zone of the school, for who may see its particulars; Moscow's otherwise.
/// Time zone of the school; empty for who may not see it.
pub(super) async fn time_zone(site: &Site, visitor: &Visitor) -> Result<String, PageError> {
    if !visitor.ctx.allows(Action::SeeToday) {
        return Ok(String::new());
    }
    let card = site.app.organisation(&visitor.ctx).await?;
    Ok(card
        .profile
        .map_or_else(String::new, |profile| profile.time_zone))
}

async fn verdict(
    site: &Site,
    visitor: &Visitor,
    shell: &Shell,
) -> Result<(bool, String), PageError> {
    let verdict = site.app.audit_verify(&visitor.ctx).await?;
    Ok(match verdict.first_bad {
        None => (true, shell.n("organisations-audit-whole", &verdict.rows)),
        Some(bad) => (false, shell.n("organisations-audit-broken", &bad.seq)),
    })
}
