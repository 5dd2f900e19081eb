//! Users and their memberships.
//!
//! Not here: hashing of passwords (`app`), sessions, links. The one decision to know: these tables
//! are read before anybody is recognised, so they stand outside the wall between organisations;
//! whatever lists or changes the members of one takes its scope.

use chrono::{DateTime, Utc};
use opora_domain::permissions::{Membership, OrgScope, Role};
use opora_domain::{OrganisationId, UserId};
use sea_orm::sea_query::{
    Expr, ExprTrait, InsertStatement, OnConflict, Order, Query, UpdateStatement,
};
use uuid::Uuid;

use crate::error::StoreError;
use crate::handle::Handle;
use crate::rows::{Reader, kept};
use crate::sessions::delete_of;
use crate::store::Store;
use crate::tables::ORGANISATION;
use crate::write::Write;

/// A user account.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// Identifier.
    pub id: UserId,
    /// Login, folded with [`fold`](crate::fold); unique.
    pub login: String,
    /// Name shown to others.
    pub display_name: String,
    /// Hash of the password, in PHC form; empty when none is set yet.
    pub password_hash: String,
    /// Language of pages, such as `ru`.
    pub language: String,
    /// Whether the account may not sign in.
    pub disabled: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// A member of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The user.
    pub user: User,
    /// The role.
    pub role: Role,
}

impl std::fmt::Debug for User {
    // The hash and the name stay out of logs.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("User")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// Columns of a user, in the order of [`decode`].
pub(crate) const COLUMNS: [&str; 7] = [
    "id",
    "login",
    "display_name",
    "password_hash",
    "language",
    "disabled",
    "created_at",
];

/// Reads a user from the next columns.
pub(crate) fn decode(row: &mut Reader<'_>) -> Result<User, StoreError> {
    Ok(User {
        id: UserId::new(row.take::<Uuid>()?),
        login: row.take()?,
        display_name: row.take()?,
        password_hash: row.take()?,
        language: row.take()?,
        disabled: row.take()?,
        created_at: row.take()?,
    })
}

async fn find(handle: &Handle, condition: Expr) -> Result<Option<User>, StoreError> {
    let mut select = Query::select();
    select
        .columns(COLUMNS)
        .from("user_account")
        .and_where(condition);
    match handle.one(&select).await? {
        Some(row) => decode(&mut Reader::new(&row, "user_account")).map(Some),
        None => Ok(None),
    }
}

fn insert(user: &User) -> Result<InsertStatement, StoreError> {
    let mut insert = Query::insert();
    insert.into_table("user_account").columns(COLUMNS).values([
        Expr::val(user.id.uuid()),
        Expr::val(crate::fold(&user.login)),
        Expr::val(user.display_name.as_str()),
        Expr::val(user.password_hash.as_str()),
        Expr::val(user.language.as_str()),
        Expr::val(user.disabled),
        Expr::val(kept(user.created_at)),
    ])?;
    Ok(insert)
}

fn change(user: UserId) -> UpdateStatement {
    Query::update()
        .table("user_account")
        .and_where(Expr::col("id").eq(user.uuid()))
        .to_owned()
}

/// Changes a user and ends all sessions of theirs.
async fn change_and_sign_out(
    handle: &Handle,
    user: UserId,
    change: &UpdateStatement,
) -> Result<(), StoreError> {
    if handle.execute(change).await? == 0 {
        return Err(StoreError::NotFound);
    }
    handle.execute(&delete_of(user)).await?;
    Ok(())
}

impl Store {
    /// The user with this identifier.
    pub async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        find(&self.reading(), Expr::col("id").eq(id.uuid())).await
    }

    /// The user with this login, folded here.
    pub async fn user_by_login(&self, login: &str) -> Result<Option<User>, StoreError> {
        find(&self.reading(), Expr::col("login").eq(crate::fold(login))).await
    }

    /// Puts down a user who belongs to no organisation yet.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the login is taken.
    pub async fn insert_user(&self, user: &User) -> Result<(), StoreError> {
        self.writing().execute(&insert(user)?).await.map(|_| ())
    }

    /// Sets the hash of the password and ends all sessions of the user.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn set_password(&self, user: UserId, password_hash: &str) -> Result<(), StoreError> {
        let mut change = change(user);
        change.value("password_hash", password_hash);
        let tx = self.transaction().await?;
        change_and_sign_out(&tx, user, &change).await?;
        tx.commit().await
    }

    /// Forbids or allows signing in, and ends all sessions of the user.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn set_disabled(&self, user: UserId, disabled: bool) -> Result<(), StoreError> {
        let mut change = change(user);
        change.value("disabled", disabled);
        let tx = self.transaction().await?;
        change_and_sign_out(&tx, user, &change).await?;
        tx.commit().await
    }

    /// Memberships of a user, by organisation.
    pub async fn memberships_of(&self, user: UserId) -> Result<Vec<Membership>, StoreError> {
        let mut select = Query::select();
        select
            .columns([ORGANISATION, "role"])
            .from("membership")
            .and_where(Expr::col("user_id").eq(user.uuid()))
            .order_by(ORGANISATION, Order::Asc);
        let rows = self.reading().all(&select).await?;
        rows.iter()
            .map(|row| {
                let mut row = Reader::new(row, "membership");
                Ok(Membership {
                    organisation: OrganisationId::new(row.take::<Uuid>()?),
                    user,
                    role: row.code(Role::from_code)?,
                })
            })
            .collect()
    }

    /// Members of the organisation, by login.
    pub async fn list_members(&self, scope: &OrgScope) -> Result<Vec<Member>, StoreError> {
        let mut select = Query::select();
        select
            .columns(COLUMNS.map(|column| ("user_account", column)))
            .column(("membership", "role"))
            .from("membership")
            .inner_join(
                "user_account",
                Expr::col(("user_account", "id")).equals(("membership", "user_id")),
            )
            .and_where(Expr::col(("membership", ORGANISATION)).eq(scope.organisation().uuid()));
        let rows = self.reading().all(&select).await?;
        let mut members = rows
            .iter()
            .map(|row| {
                let mut row = Reader::new(row, "membership");
                Ok(Member {
                    user: decode(&mut row)?,
                    role: row.code(Role::from_code)?,
                })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        members.sort_by(|one, other| one.user.login.cmp(&other.user.login));
        Ok(members)
    }
}

impl Write {
    /// Puts down a user, in this transaction.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the login is taken.
    pub async fn insert_user(&mut self, user: &User) -> Result<(), StoreError> {
        self.enter()?;
        self.handle().execute(&insert(user)?).await?;
        self.leave();
        Ok(())
    }

    /// Sets the hash of the password and ends all sessions of the user, in this transaction.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn set_password(
        &mut self,
        user: UserId,
        password_hash: &str,
    ) -> Result<(), StoreError> {
        self.enter()?;
        let mut change = change(user);
        change.value("password_hash", password_hash);
        change_and_sign_out(self.handle(), user, &change).await?;
        self.leave();
        Ok(())
    }

    /// Makes the user a member with this role, or changes the role.
    ///
    /// # Errors
    /// [`StoreError::Reference`] when there is no such user.
    pub async fn grant(&mut self, user: UserId, role: Role) -> Result<(), StoreError> {
        self.enter()?;
        let mut statement = Query::insert();
        statement
            .into_table("membership")
            .columns([ORGANISATION, "user_id", "role"])
            .values([
                Expr::val(self.organisation().uuid()),
                Expr::val(user.uuid()),
                Expr::val(role.code()),
            ])?
            .on_conflict(
                OnConflict::columns([ORGANISATION, "user_id"])
                    .update_column("role")
                    .to_owned(),
            );
        self.handle().execute(&statement).await?;
        self.leave();
        Ok(())
    }

    /// Ends the membership of the user.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the user is no member.
    pub async fn revoke(&mut self, user: UserId) -> Result<(), StoreError> {
        self.enter()?;
        let mut statement = Query::delete();
        statement
            .from_table("membership")
            .and_where(Expr::col(ORGANISATION).eq(self.organisation().uuid()))
            .and_where(Expr::col("user_id").eq(user.uuid()));
        if self.handle().execute(&statement).await? == 0 {
            return Err(StoreError::NotFound);
        }
        self.leave();
        Ok(())
    }
}
