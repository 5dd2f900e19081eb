//! Members of an organisation: who has which role, invitations, passwords.
//!
//! Not here: sessions (`accounts`). The one decision to know: an organisation never loses its last
//! head, since only a head manages users.

use std::convert::Infallible;

use opora_domain::UserId;
use opora_domain::permissions::{Action, Role};
use opora_store::{LinkPurpose, Member};

use crate::passwords::MIN_LENGTH;
use crate::{App, Ctx, Failure, audit};

/// Why a change of members is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberError {
    /// The last head would lose the role.
    LastHead,
    /// The login is empty or longer than 64 characters.
    LoginInvalid,
    /// Somebody has this login already.
    LoginTaken,
}

/// Why a password is not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordError {
    /// The present password is wrong.
    Wrong,
    /// The new one is shorter than eight characters.
    TooShort,
}

impl App {
    /// Members in the order of names.
    ///
    /// # Errors
    /// Only general ones.
    pub async fn members(&self, ctx: &Ctx) -> Result<Vec<Member>, Failure<Infallible>> {
        let scope = ctx.permit(Action::ManageUsers)?;
        let mut members = self.inner.store.list_members(&scope).await?;
        members.sort_by(|a, b| a.user.display_name.cmp(&b.user.display_name));
        Ok(members)
    }

    /// Makes a one-time link by which somebody joins with the role; gives its secret.
    ///
    /// # Errors
    /// [`MemberError::LoginInvalid`], [`MemberError::LoginTaken`].
    pub async fn invite(
        &self,
        ctx: &Ctx,
        login: &str,
        role: Role,
    ) -> Result<String, Failure<MemberError>> {
        let scope = ctx.permit(Action::ManageUsers)?;
        let login = opora_store::fold(login);
        if login.is_empty() || login.chars().count() > 64 {
            return Err(Failure::Rule(MemberError::LoginInvalid));
        }
        if self.inner.store.user_by_login(&login).await?.is_some() {
            return Err(Failure::Rule(MemberError::LoginTaken));
        }
        Ok(self
            .make_link(&scope, LinkPurpose::Invite, role, &login)
            .await?)
    }

    /// Gives a member another role.
    ///
    /// # Errors
    /// [`MemberError::LastHead`].
    pub async fn change_role(
        &self,
        ctx: &Ctx,
        user: UserId,
        role: Role,
    ) -> Result<(), Failure<MemberError>> {
        let scope = ctx.permit(Action::ManageUsers)?;
        let member = self.member(&scope, user, role).await?;
        let mut write = self.inner.store.write(&scope, self.now()).await?;
        write.grant(user, role).await?;
        let entry = audit::entry("member.role", "user", Some(&member.user.login), role.code());
        write.audit(entry).await?;
        write.commit().await?;
        Ok(())
    }

    /// Takes a member's role away.
    ///
    /// # Errors
    /// [`MemberError::LastHead`].
    pub async fn remove_member(&self, ctx: &Ctx, user: UserId) -> Result<(), Failure<MemberError>> {
        let scope = ctx.permit(Action::ManageUsers)?;
        let member = self.member(&scope, user, Role::Mentee).await?;
        let mut write = self.inner.store.write(&scope, self.now()).await?;
        write.revoke(user).await?;
        let entry = audit::entry("member.remove", "user", Some(&member.user.login), "");
        write.audit(entry).await?;
        write.commit().await?;
        Ok(())
    }

    /// The member, when a change to `role` leaves the organisation a head.
    async fn member(
        &self,
        scope: &opora_domain::permissions::OrgScope,
        user: UserId,
        role: Role,
    ) -> Result<Member, Failure<MemberError>> {
        let members = self.inner.store.list_members(scope).await?;
        let heads = members
            .iter()
            .filter(|one| one.role == Role::Head && !one.user.disabled)
            .count();
        let Some(member) = members.into_iter().find(|one| one.user.id == user) else {
            return Err(Failure::NotFound);
        };
        if member.role == Role::Head && role != Role::Head && heads <= 1 {
            return Err(Failure::Rule(MemberError::LastHead));
        }
        Ok(member)
    }

    /// Changes the caller's own password and ends every session.
    ///
    /// # Errors
    /// [`PasswordError`].
    pub async fn change_password(
        &self,
        user: UserId,
        present: String,
        wanted: String,
    ) -> Result<(), Failure<PasswordError>> {
        let stored = self.inner.store.user(user).await?;
        let hash = stored.map(|user| user.password_hash);
        if !self.inner.passwords.verify(present, hash).await {
            return Err(Failure::Rule(PasswordError::Wrong));
        }
        if wanted.chars().count() < MIN_LENGTH {
            return Err(Failure::Rule(PasswordError::TooShort));
        }
        let hash = self
            .inner
            .passwords
            .hash(wanted, &*self.inner.random)
            .await
            .map_err(|_| Failure::Unavailable)?;
        self.note_account(user, "password.change").await?;
        Ok(self.inner.store.set_password(user, &hash).await?)
    }
}
