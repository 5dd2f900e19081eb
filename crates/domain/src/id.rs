//! Typed identifiers.
//!
//! Not here: how identifiers are drawn (a port of `app`). The one decision to know: an [`Id`] is
//! typed by the record it names, so an id of a person cannot be put where an id of an act belongs.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use uuid::Uuid;

/// Identifier of a record of kind `R`, a `UUIDv7`.
pub struct Id<R> {
    uuid: Uuid,
    kind: PhantomData<fn() -> R>,
}

impl<R> Id<R> {
    /// Wraps a raw identifier.
    pub const fn new(uuid: Uuid) -> Self {
        Self {
            uuid,
            kind: PhantomData,
        }
    }

    /// The raw identifier.
    pub const fn uuid(self) -> Uuid {
        self.uuid
    }
}

impl<R> Clone for Id<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Id<R> {}

impl<R> PartialEq for Id<R> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}

impl<R> Eq for Id<R> {}

impl<R> PartialOrd for Id<R> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<R> Ord for Id<R> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}

impl<R> Hash for Id<R> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}

impl<R> fmt::Debug for Id<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(formatter)
    }
}

impl<R> fmt::Display for Id<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(formatter)
    }
}

/// Marker of an organisation in [`OrganisationId`].
#[derive(Debug)]
pub struct OrganisationMarker;

/// Identifier of an organisation; first in the key of every table that belongs to one.
pub type OrganisationId = Id<OrganisationMarker>;

/// Marker of a user account in [`UserId`].
#[derive(Debug)]
pub struct UserMarker;

/// Identifier of a user account.
pub type UserId = Id<UserMarker>;
