//! One-time links: first account, invitation, new password.
//!
//! Not here: drawing of tokens, pages (`app`, `web`): the store sees hashes only. The one decision
//! to know: a link is used up by the same statement that finds it, so of two requests at once one
//! gets it.

use chrono::{DateTime, Utc};
use opora_domain::OrganisationId;
use opora_domain::permissions::Role;
use sea_orm::QueryResult;
use sea_orm::sea_query::{
    Expr, ExprTrait, InsertStatement, Query, ReturningClause, SelectStatement, UpdateStatement,
};
use uuid::Uuid;

use crate::error::StoreError;
use crate::rows::{Reader, damaged, kept};
use crate::store::Store;
use crate::write::Write;

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPurpose {
    /// First account of an installation.
    Setup,
    /// Invitation of a member.
    Invite,
    /// New password.
    Reset,
}

/// A one-time link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// SHA-256 of the token, hexadecimal.
    pub token_sha256: String,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Organisation it leads into.
    pub organisation: Option<OrganisationId>,
    /// Role it gives.
    pub role: Option<Role>,
    /// Login it is meant for, when for one.
    pub login: Option<String>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was used.
    pub used_at: Option<DateTime<Utc>>,
}

impl LinkPurpose {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Invite => "invite",
            Self::Reset => "reset",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Setup, Self::Invite, Self::Reset]
            .into_iter()
            .find(|purpose| purpose.code() == code)
    }
}

/// Columns of a link, in the order of [`decode`].
const COLUMNS: [&str; 7] = [
    "token_sha256",
    "purpose",
    "organisation_id",
    "role",
    "login",
    "expires_at",
    "used_at",
];

fn decode(row: &QueryResult) -> Result<Link, StoreError> {
    let mut row = Reader::new(row, "one_time_link");
    Ok(Link {
        token_sha256: row.take()?,
        purpose: row.code(LinkPurpose::from_code)?,
        organisation: row.take::<Option<Uuid>>()?.map(OrganisationId::new),
        role: match row.take::<Option<String>>()? {
            Some(code) => {
                Some(Role::from_code(&code).ok_or_else(|| damaged("one_time_link", "role"))?)
            }
            None => None,
        },
        login: row.take()?,
        expires_at: row.take()?,
        used_at: row.take()?,
    })
}

fn insert(link: &Link) -> Result<InsertStatement, StoreError> {
    let mut insert = Query::insert();
    insert
        .into_table("one_time_link")
        .columns(COLUMNS)
        .values([
            Expr::val(link.token_sha256.as_str()),
            Expr::val(link.purpose.code()),
            Expr::val(link.organisation.map(OrganisationId::uuid)),
            Expr::val(link.role.map(Role::code)),
            Expr::val(link.login.as_deref().map(crate::fold)),
            Expr::val(kept(link.expires_at)),
            Expr::val(link.used_at.map(kept)),
        ])?;
    Ok(insert)
}

fn find(token_sha256: &str, now: DateTime<Utc>) -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from("one_time_link")
        .and_where(Expr::col("token_sha256").eq(token_sha256))
        .and_where(Expr::col("used_at").is_null())
        .and_where(Expr::col("expires_at").gt(kept(now)))
        .to_owned()
}

fn consume(token_sha256: &str, now: DateTime<Utc>) -> UpdateStatement {
    Query::update()
        .table("one_time_link")
        .value("used_at", kept(now))
        .and_where(Expr::col("token_sha256").eq(token_sha256))
        .and_where(Expr::col("used_at").is_null())
        .and_where(Expr::col("expires_at").gt(kept(now)))
        .returning(ReturningClause::Columns(
            COLUMNS.into_iter().map(Into::into).collect(),
        ))
        .to_owned()
}

impl Store {
    /// Puts down a link.
    pub async fn insert_link(&self, link: &Link) -> Result<(), StoreError> {
        self.writing().execute(&insert(link)?).await.map(|_| ())
    }

    /// The link, if it can still be used at this instant; does not use it.
    pub async fn link(
        &self,
        token_sha256: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Link>, StoreError> {
        let row = self.reading().one(&find(token_sha256, now)).await?;
        row.as_ref().map(decode).transpose()
    }

    /// Uses the link up; `None` when it is unknown, over or used.
    pub async fn consume_link(
        &self,
        token_sha256: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Link>, StoreError> {
        let row = self.writing().one(&consume(token_sha256, now)).await?;
        row.as_ref().map(decode).transpose()
    }
}

impl Write {
    /// Puts down a link, in this transaction.
    pub async fn insert_link(&mut self, link: &Link) -> Result<(), StoreError> {
        self.enter()?;
        self.handle().execute(&insert(link)?).await?;
        self.leave();
        Ok(())
    }

    /// Uses the link up, in this transaction; `None` when it is unknown, over or used.
    pub async fn consume_link(&mut self, token_sha256: &str) -> Result<Option<Link>, StoreError> {
        self.enter()?;
        let row = self.handle().one(&consume(token_sha256, self.at())).await?;
        let link = row.as_ref().map(decode).transpose()?;
        self.leave();
        Ok(link)
    }
}
