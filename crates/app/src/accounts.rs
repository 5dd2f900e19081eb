//! Signing in and out, sessions, one-time links.
//!
//! Not here: roles of members (`members`). The one decision to know: tokens leave the program once,
//! to their owner; the store holds SHA-256 of them only.

use chrono::{DateTime, Duration, Utc};
use opora_domain::permissions::{Membership, OrgScope, Role};
use opora_domain::{OrganisationId, UserId};
use opora_store::{Link, LinkPurpose, NewSession, StoreError, User};
use sha2::{Digest, Sha256};

use crate::passwords::MIN_LENGTH;
use crate::{App, Failure, audit};

/// A session ends this long after its last use at the latest.
const SESSION_IDLE: Duration = Duration::hours(12);
/// A session ends this long after sign-in at the latest.
const SESSION_LIFE: Duration = Duration::days(14);
/// `last_seen` is written no more often, so that reading pages does not write.
const TOUCH_EVERY: Duration = Duration::minutes(10);
/// Failures of one name from one address within the window before it has to wait: counted per name
/// and address, so that a class behind one address signs in within a minute.
const ATTEMPTS_PER_NAME: u64 = 8;
const ATTEMPT_WINDOW: Duration = Duration::minutes(10);
/// One-time links are good for this long.
const LINK_LIFE: Duration = Duration::days(7);

/// What a person typed on the sign-in page.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Login name, in any case.
    pub login: String,
    /// Password.
    pub password: String,
    /// Address the request came from.
    pub address: String,
    /// Name of the browser, for the list of sessions.
    pub agent: String,
}

/// Why signing in is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInError {
    /// Unknown name or wrong password: never which.
    Wrong,
    /// Too many failures: wait.
    TooMany,
}

/// A session just opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Secret for the cookie.
    pub token: String,
    /// When it ends at the latest.
    pub expires_at: DateTime<Utc>,
}

/// A signed-in user.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The user.
    pub user: User,
    /// Roles in organisations, in the order of the names of organisations.
    pub memberships: Vec<Membership>,
    /// Secret every form of this session carries.
    pub form_token: String,
}

/// A session of the user who asks.
#[derive(Clone, Debug)]
pub struct OwnSession {
    /// Handle of the session, for ending it; opens nothing.
    pub handle: String,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it was last used, to within five minutes.
    pub seen_at: DateTime<Utc>,
    /// What the browser calls itself.
    pub agent: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// Why a one-time link is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcceptError {
    /// Unknown, used or expired: never which.
    LinkInvalid,
    /// The password is shorter than eight characters.
    PasswordTooShort,
    /// The login is empty or longer than 64 characters.
    LoginInvalid,
    /// The login is taken.
    LoginTaken,
    /// The displayed name is empty.
    NameEmpty,
}

/// What a person typed to accept a one-time link.
#[derive(Clone, Debug)]
pub struct Accept {
    /// Secret of the link.
    pub token: String,
    /// Wanted login name.
    pub login: String,
    /// Name as shown.
    pub display_name: String,
    /// Wanted password.
    pub password: String,
}

pub(crate) fn digest(token: &str) -> String {
    hex::encode(Sha256::digest(token.as_bytes()))
}

/// What a page names a session by: neither the token nor what the store knows it by.
fn handle(token_sha256: &str) -> String {
    let mut handle = digest(&format!("handle:{token_sha256}"));
    handle.truncate(16);
    handle
}

fn form_token(token: &str) -> String {
    digest(&format!("form:{token}"))
}

impl App {
    /// Opens a session.
    ///
    /// # Errors
    /// [`SignInError`]; both take as long as success.
    pub async fn sign_in(&self, command: SignIn) -> Result<Opened, Failure<SignInError>> {
        let store = &self.inner.store;
        let now = self.now();
        let login = opora_store::fold(&command.login);
        let attempt = digest(&format!("{login}\n{}", command.address));
        let failures = store.count_attempts(&attempt, now - ATTEMPT_WINDOW).await?;
        if failures >= ATTEMPTS_PER_NAME {
            return Err(Failure::Rule(SignInError::TooMany));
        }
        let user = store
            .user_by_login(&login)
            .await?
            .filter(|user| !user.disabled);
        let stored = user.as_ref().map(|user| user.password_hash.clone());
        let matches = self.inner.passwords.verify(command.password, stored).await;
        let Some(user) = user.filter(|_| matches) else {
            store.record_attempt(&attempt, now).await?;
            return Err(Failure::Rule(SignInError::Wrong));
        };
        let opened = self.open_session(user.id, &command.agent).await?;
        Ok(opened)
    }

    async fn open_session(&self, user: UserId, agent: &str) -> Result<Opened, StoreError> {
        self.note_account(user, "session.open").await?;
        let token = self.draw_secret();
        let now = self.now();
        let expires_at = now + SESSION_LIFE;
        let agent: String = agent.chars().take(200).collect();
        self.inner
            .store
            .insert_session(&NewSession {
                token_sha256: digest(&token),
                user,
                created_at: now,
                expires_at,
                agent,
            })
            .await?;
        Ok(Opened { token, expires_at })
    }

    /// Writes into the log of every organisation of the user what happened to the account. Before it happens:
    /// an entry too many is better than a session nobody knows of.
    pub(crate) async fn note_account(&self, user: UserId, action: &str) -> Result<(), StoreError> {
        for membership in self.inner.store.memberships_of(user).await? {
            let scope = OrgScope::own_account(&membership);
            let entry = audit::entry(action, "user", None, "");
            self.inner
                .store
                .audit_read(&scope, self.now(), entry)
                .await?;
        }
        Ok(())
    }

    /// Who a session token belongs to; `None` when it is unknown, over or idle for too long.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn session(&self, token: &str) -> Result<Option<SignedIn>, StoreError> {
        let now = self.now();
        let Some(found) = self.inner.store.session(&digest(token), now).await? else {
            return Ok(None);
        };
        if found.user.disabled || now - found.last_seen_at > SESSION_IDLE {
            return Ok(None);
        }
        if now - found.last_seen_at > TOUCH_EVERY {
            self.inner.store.touch(&digest(token), now).await?;
        }
        Ok(Some(SignedIn {
            user: found.user,
            memberships: found.memberships,
            form_token: form_token(token),
        }))
    }

    /// Sessions of the user behind this token, the one used last first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_sessions(
        &self,
        user: UserId,
        token: &str,
    ) -> Result<Vec<OwnSession>, StoreError> {
        let now = self.now();
        let own = digest(token);
        let rows = self.inner.store.list_sessions_of(user, now).await?;
        let alive = rows
            .into_iter()
            .filter(|row| now - row.last_seen_at <= SESSION_IDLE);
        Ok(alive
            .map(|row| OwnSession {
                handle: handle(&row.token_sha256),
                began_at: row.created_at,
                seen_at: row.last_seen_at,
                current: row.token_sha256 == own,
                agent: row.agent,
            })
            .collect())
    }

    /// Ends one session of the user; nothing happens when it is over already.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_own_session(&self, user: UserId, wanted: &str) -> Result<(), StoreError> {
        let rows = self.inner.store.list_sessions_of(user, self.now()).await?;
        for row in rows {
            if handle(&row.token_sha256) == wanted {
                self.note_account(user, "session.end").await?;
                self.inner.store.delete_session(&row.token_sha256).await?;
            }
        }
        Ok(())
    }

    /// Closes a session.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sign_out(&self, token: &str) -> Result<(), StoreError> {
        self.inner.store.delete_session(&digest(token)).await
    }

    /// Forgets sessions, links and attempts nobody can use any more; a server calls it now and then.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_expired(&self) -> Result<(), StoreError> {
        self.inner.store.forget_expired(self.now()).await
    }

    /// Secret of a one-time link that makes the first user head of the organisation; `None` when
    /// somebody can sign in already.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn first_link(
        &self,
        organisation: OrganisationId,
    ) -> Result<Option<String>, StoreError> {
        let scope = OrgScope::system_without_actor(organisation, "first start");
        if !self.inner.store.list_members(&scope).await?.is_empty() {
            return Ok(None);
        }
        Ok(Some(
            self.make_link(&scope, LinkPurpose::Setup, Role::Head, "")
                .await?,
        ))
    }

    pub(crate) async fn make_link(
        &self,
        scope: &OrgScope,
        purpose: LinkPurpose,
        role: Role,
        login: &str,
    ) -> Result<String, StoreError> {
        let token = self.draw_secret();
        let now = self.now();
        let mut write = self.inner.store.write(scope, now).await?;
        write
            .insert_link(&Link {
                token_sha256: digest(&token),
                purpose,
                organisation: Some(scope.organisation()),
                role: Some(role),
                login: Some(opora_store::fold(login)).filter(|login| !login.is_empty()),
                expires_at: now + LINK_LIFE,
                used_at: None,
            })
            .await?;
        write
            .audit(audit::entry("member.invite", "user", None, role.code()))
            .await?;
        write.commit().await?;
        Ok(token)
    }

    /// What a one-time link is for; reading it never uses it up.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn link(&self, token: &str) -> Result<Option<Link>, StoreError> {
        self.inner.store.link(&digest(token), self.now()).await
    }

    /// Uses a one-time link: makes the user, gives the role, opens a session.
    ///
    /// # Errors
    /// [`AcceptError`], with nothing changed.
    pub async fn accept_link(
        &self,
        command: Accept,
        agent: &str,
    ) -> Result<Opened, Failure<AcceptError>> {
        let now = self.now();
        let token = digest(&command.token);
        let Some(link) = self.inner.store.link(&token, now).await? else {
            return Err(Failure::Rule(AcceptError::LinkInvalid));
        };
        let (Some(organisation), Some(role)) = (link.organisation, link.role) else {
            return Err(Failure::Rule(AcceptError::LinkInvalid));
        };
        let wanted = link
            .login
            .clone()
            .unwrap_or_else(|| opora_store::fold(&command.login));
        check_accept(&wanted, &command)?;
        if self.inner.store.user_by_login(&wanted).await?.is_some() {
            return Err(Failure::Rule(AcceptError::LoginTaken));
        }
        let user = self
            .new_user(&wanted, &command.display_name, command.password)
            .await?;
        let id = user.id;
        let scope = OrgScope::system_without_actor(organisation, "one-time link");
        let mut write = self.inner.store.write(&scope, now).await?;
        if write.consume_link(&token).await?.is_none() {
            return Err(Failure::Rule(AcceptError::LinkInvalid));
        }
        write.insert_user(&user).await?;
        write.grant(id, role).await?;
        write
            .audit(audit::entry(
                "member.join",
                "user",
                Some(&wanted),
                role.code(),
            ))
            .await?;
        write.commit().await?;
        Ok(self.open_session(id, agent).await?)
    }

    pub(crate) async fn new_user<R>(
        &self,
        login: &str,
        display_name: &str,
        password: String,
    ) -> Result<User, Failure<R>> {
        let hash = self
            .inner
            .passwords
            .hash(password, &*self.inner.random)
            .await
            .map_err(|_| Failure::Unavailable)?;
        Ok(User {
            id: UserId::new(self.draw_id()),
            login: login.to_owned(),
            display_name: display_name.trim().to_owned(),
            password_hash: hash,
            language: "ru".to_owned(),
            disabled: false,
            created_at: self.now(),
        })
    }
}

fn check_accept(login: &str, command: &Accept) -> Result<(), Failure<AcceptError>> {
    let refuse = |error| Err(Failure::Rule(error));
    if login.is_empty() || login.chars().count() > 64 {
        return refuse(AcceptError::LoginInvalid);
    }
    if command.display_name.trim().is_empty() {
        return refuse(AcceptError::NameEmpty);
    }
    if command.password.chars().count() < MIN_LENGTH {
        return refuse(AcceptError::PasswordTooShort);
    }
    Ok(())
}

/// Membership a session acts in: the one of the wanted organisation, else the first.
pub fn current_membership(
    signed_in: &SignedIn,
    wanted: Option<OrganisationId>,
) -> Option<Membership> {
    signed_in
        .memberships
        .iter()
        .find(|membership| Some(membership.organisation) == wanted)
        .or_else(|| signed_in.memberships.first())
        .copied()
}
