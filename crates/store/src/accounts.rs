//! Users, memberships, sessions, one-time links, throttling.
//!
//! Not here: hashing of passwords and drawing of tokens (`app`): the store sees hashes only. The
//! one decision to know: these tables are read before anybody is recognised, so they stand outside
//! the wall between organisations; whatever changes the members of one takes its scope.

use chrono::{DateTime, Utc};
use opora_domain::permissions::{Membership, Role};
use opora_domain::{OrganisationId, UserId};

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
        formatter.debug_struct("User").field("id", &self.id).finish_non_exhaustive()
    }
}
