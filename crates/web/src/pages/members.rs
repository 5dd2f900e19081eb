//! Members of the school: roles, invitations.
//!
//! Not here: accepting an invitation (`join`). The one decision to know: the link of an invitation
//! is shown once, on the page that made it, and is never kept readable.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use opora_app::members::MemberError;
use opora_domain::UserId;
use opora_domain::permissions::Role;
use serde::Deserialize;
use uuid::Uuid;

use super::organisations::{OrganisationTab, tabs};
use super::page;
use crate::error::{PageError, rule_or_page};
use crate::shell::Shell;
use crate::site::{Settings, Site};
use crate::visitor::Visitor;

/// A member as shown.
#[derive(Debug)]
struct MemberLine {
    id: String,
    name: String,
    login: String,
    role: Role,
    disabled: bool,
    own: bool,
}

/// The page.
#[derive(Debug, Template)]
#[template(path = "organisations/members.html")]
struct MembersPage {
    shell: Shell,
    tabs: Vec<OrganisationTab>,
    members: Vec<MemberLine>,
    roles: Vec<(Role, String)>,
    login: String,
    role: String,
    /// Sentence about the login field.
    login_problem: Option<String>,
    /// Sentence about a member's role.
    problem: Option<String>,
    /// The link just made.
    link: Option<String>,
}

/// The form of an invitation.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct InviteForm {
    #[serde(default)]
    login: String,
    #[serde(default)]
    role: String,
}

/// The form of a role.
#[derive(Debug, Deserialize)]
pub struct RoleForm {
    #[serde(default)]
    role: String,
}

async fn prepare(
    site: &Site,
    visitor: &Visitor,
    shell: Shell,
    typed: InviteForm,
) -> Result<MembersPage, PageError> {
    let members = site.app.members(&visitor.ctx).await?;
    let section = shell.t("organisations-section");
    let title = shell.t("organisations-members");
    let roles = Role::ALL.iter().map(|role| {
        let key = format!("role-{}", role.code().replace('_', "-"));
        (*role, shell.t(&key))
    });
    Ok(MembersPage {
        tabs: tabs(visitor, "/organisation/members"),
        roles: roles.collect(),
        members: members
            .into_iter()
            .map(|member| MemberLine {
                id: member.user.id.to_string(),
                own: member.user.id == visitor.user,
                name: member.user.display_name,
                login: member.user.login,
                role: member.role,
                disabled: member.user.disabled,
            })
            .collect(),
        login: typed.login,
        role: typed.role,
        login_problem: None,
        problem: None,
        link: None,
        shell: shell.under("/organisation", section).titled(title),
    })
}

/// The list.
///
/// # Errors
/// When the use case fails.
pub async fn list(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
) -> Result<Response, PageError> {
    page(&prepare(&site, &visitor, shell, InviteForm::default()).await?)
}

/// Address of a link as the visitor's browser reaches this server.
fn full_address(settings: &Settings, headers: &HeaderMap, token: &str) -> String {
    let scheme = if settings.https { "https" } else { "http" };
    let host = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("localhost");
    format!("{scheme}://{host}/join/{token}")
}

const fn sentence(error: MemberError) -> &'static str {
    match error {
        MemberError::LastHead => "organisations-last-head",
        MemberError::LoginInvalid => "accounts-login-invalid",
        MemberError::LoginTaken => "accounts-login-taken",
    }
}

/// Makes a link by which somebody joins.
///
/// # Errors
/// When the use case fails.
pub async fn invite(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    headers: HeaderMap,
    Form(form): Form<InviteForm>,
) -> Result<Response, PageError> {
    let role = Role::from_code(&form.role).ok_or(PageError::BadRequest)?;
    let outcome = site.app.invite(&visitor.ctx, &form.login, role).await;
    match rule_or_page(outcome)? {
        Ok(token) => {
            let mut invited = prepare(&site, &visitor, shell, InviteForm::default()).await?;
            invited.link = Some(full_address(&site.settings, &headers, &token));
            page(&invited)
        }
        Err(refusal) => {
            let mut refused = prepare(&site, &visitor, shell, form).await?;
            refused.login_problem = Some(refused.shell.t(sentence(refusal)));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&refused)?).into_response())
        }
    }
}

fn user(id: &str) -> Result<UserId, PageError> {
    id.parse::<Uuid>()
        .map(UserId::new)
        .map_err(|_| PageError::NotFound)
}

async fn after(
    site: &Site,
    visitor: &Visitor,
    shell: Shell,
    outcome: Result<(), MemberError>,
) -> Result<Response, PageError> {
    let Err(rule) = outcome else {
        return Ok(Redirect::to("/organisation/members").into_response());
    };
    let mut refused = prepare(site, visitor, shell, InviteForm::default()).await?;
    refused.problem = Some(refused.shell.t(sentence(rule)));
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&refused)?).into_response())
}

/// Gives another role.
///
/// # Errors
/// When there is no such member.
pub async fn change_role(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(id): Path<String>,
    Form(form): Form<RoleForm>,
) -> Result<Response, PageError> {
    let role = Role::from_code(&form.role).ok_or(PageError::BadRequest)?;
    let outcome = site.app.change_role(&visitor.ctx, user(&id)?, role).await;
    after(&site, &visitor, shell, rule_or_page(outcome)?).await
}

/// Takes the role away.
///
/// # Errors
/// When there is no such member.
pub async fn remove(
    State(site): State<Site>,
    visitor: Visitor,
    shell: Shell,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let outcome = site.app.remove_member(&visitor.ctx, user(&id)?).await;
    after(&site, &visitor, shell, rule_or_page(outcome)?).await
}
