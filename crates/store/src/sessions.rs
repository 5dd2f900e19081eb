//! Sessions and throttling of sign-in.
//!
//! Not here: drawing of tokens, limits (`app`): the store sees hashes only. The one decision to
//! know: a request learns its user and memberships in one query, and an ended session or a disabled
//! user give nothing.

use chrono::{DateTime, Utc};
use opora_domain::permissions::{Membership, Role};
use opora_domain::{OrganisationId, UserId};
use sea_orm::sea_query::{DeleteStatement, Expr, ExprTrait, Order, Query};
use uuid::Uuid;

use crate::accounts::{self, User};
use crate::error::StoreError;
use crate::rows::{Reader, damaged, kept};
use crate::store::Store;
use crate::tables::ORGANISATION;

/// A session as it is put down at sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    /// SHA-256 of the token, hexadecimal.
    pub token_sha256: String,
    /// Whose.
    pub user: UserId,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
    /// What the browser calls itself, cut short.
    pub agent: String,
}

/// A session that holds, with everything a request needs to know about its user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The user.
    pub user: User,
    /// Memberships of the user, by organisation.
    pub memberships: Vec<Membership>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
}

/// A session of a user among others of the same user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the token, hexadecimal.
    pub token_sha256: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: DateTime<Utc>,
    /// What the browser calls itself.
    pub agent: String,
}

/// The statement that ends all sessions of a user.
pub(crate) fn delete_of(user: UserId) -> DeleteStatement {
    Query::delete()
        .from_table("session")
        .and_where(Expr::col("user_id").eq(user.uuid()))
        .to_owned()
}

impl Store {
    /// Puts down a session.
    ///
    /// # Errors
    /// [`StoreError::Reference`] when there is no such user.
    pub async fn insert_session(&self, session: &NewSession) -> Result<(), StoreError> {
        let mut insert = Query::insert();
        insert
            .into_table("session")
            .columns([
                "token_sha256",
                "user_id",
                "created_at",
                "last_seen_at",
                "expires_at",
                "agent",
            ])
            .values([
                Expr::val(session.token_sha256.as_str()),
                Expr::val(session.user.uuid()),
                Expr::val(kept(session.created_at)),
                Expr::val(kept(session.created_at)),
                Expr::val(kept(session.expires_at)),
                Expr::val(session.agent.as_str()),
            ])?;
        self.writing().execute(&insert).await.map(|_| ())
    }

    /// The session that holds at this instant, its user and memberships, in one query; `None` when
    /// it is unknown, over, or its user disabled.
    pub async fn session(
        &self,
        token_sha256: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Session>, StoreError> {
        let mut select = Query::select();
        select
            .columns(accounts::COLUMNS.map(|column| ("user_account", column)))
            .columns(["created_at", "last_seen_at", "expires_at"].map(|column| ("session", column)))
            .columns([ORGANISATION, "role"].map(|column| ("membership", column)))
            .from("session")
            .inner_join(
                "user_account",
                Expr::col(("user_account", "id")).equals(("session", "user_id")),
            )
            .left_join(
                "membership",
                Expr::col(("membership", "user_id")).equals(("session", "user_id")),
            )
            .and_where(Expr::col(("session", "token_sha256")).eq(token_sha256))
            .and_where(Expr::col(("session", "expires_at")).gt(kept(now)))
            .and_where(Expr::col(("user_account", "disabled")).eq(false))
            .order_by(("membership", ORGANISATION), Order::Asc);
        let mut session = None::<Session>;
        for row in &self.reading().all(&select).await? {
            let mut row = Reader::new(row, "session");
            let one = Session {
                user: accounts::decode(&mut row)?,
                memberships: Vec::new(),
                created_at: row.take()?,
                last_seen_at: row.take()?,
                expires_at: row.take()?,
            };
            let session = session.get_or_insert(one);
            let organisation: Option<Uuid> = row.take()?;
            let role: Option<String> = row.take()?;
            if let (Some(organisation), Some(role)) = (organisation, role) {
                session.memberships.push(Membership {
                    organisation: OrganisationId::new(organisation),
                    user: session.user.id,
                    role: Role::from_code(&role).ok_or_else(|| damaged("membership", "role"))?,
                });
            }
        }
        Ok(session)
    }

    /// Sessions of a user that hold at this instant, the one used last first.
    pub async fn list_sessions_of(
        &self,
        user: UserId,
        now: DateTime<Utc>,
    ) -> Result<Vec<SessionRow>, StoreError> {
        let mut select = Query::select();
        select
            .columns(["token_sha256", "created_at", "last_seen_at", "agent"])
            .from("session")
            .and_where(Expr::col("user_id").eq(user.uuid()))
            .and_where(Expr::col("expires_at").gt(kept(now)))
            .order_by("last_seen_at", Order::Desc)
            .order_by("token_sha256", Order::Asc);
        let rows = self.reading().all(&select).await?;
        rows.iter()
            .map(|row| {
                let mut row = Reader::new(row, "session");
                Ok(SessionRow {
                    token_sha256: row.take()?,
                    created_at: row.take()?,
                    last_seen_at: row.take()?,
                    agent: row.take()?,
                })
            })
            .collect()
    }

    /// Notes that the session was used.
    pub async fn touch(&self, token_sha256: &str, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut update = Query::update();
        update
            .table("session")
            .value("last_seen_at", kept(now))
            .and_where(Expr::col("token_sha256").eq(token_sha256));
        self.writing().execute(&update).await.map(|_| ())
    }

    /// Ends a session; nothing happens when there is none.
    pub async fn delete_session(&self, token_sha256: &str) -> Result<(), StoreError> {
        let mut delete = Query::delete();
        delete
            .from_table("session")
            .and_where(Expr::col("token_sha256").eq(token_sha256));
        self.writing().execute(&delete).await.map(|_| ())
    }

    /// Ends all sessions of a user.
    pub async fn delete_sessions_of(&self, user: UserId) -> Result<(), StoreError> {
        self.writing().execute(&delete_of(user)).await.map(|_| ())
    }

    /// Counts an attempt to sign in. The key is a hash of the account, the device or the address.
    pub async fn record_attempt(&self, key: &str, at: DateTime<Utc>) -> Result<(), StoreError> {
        let mut insert = Query::insert();
        insert
            .into_table("sign_in_attempt")
            .columns(["key", "at"])
            .values([Expr::val(key), Expr::val(kept(at))])?;
        self.writing().execute(&insert).await.map(|_| ())
    }

    /// Attempts with this key at or after the instant.
    pub async fn count_attempts(&self, key: &str, since: DateTime<Utc>) -> Result<u64, StoreError> {
        let mut select = Query::select();
        select
            .expr(Expr::col("key").count())
            .from("sign_in_attempt")
            .and_where(Expr::col("key").eq(key))
            .and_where(Expr::col("at").gte(kept(since)));
        let row = self.reading().one(&select).await?;
        let count: i64 = match &row {
            Some(row) => Reader::new(row, "sign_in_attempt").take()?,
            None => 0,
        };
        Ok(u64::try_from(count).unwrap_or(0))
    }
}
