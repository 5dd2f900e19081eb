//! How a use case fails.
//!
//! Not here: sentences for people (locales of `web`, texts of `cli`). The one decision to know:
//! "not allowed", "unknown" and "belongs to another organisation" look the same outside.

use std::fmt;

use opora_store::StoreError;

use crate::ports::RenderFailure;

/// Failure of a use case whose own rules are `R`.
#[derive(Debug)]
pub enum Failure<R> {
    /// The role may not do this, in an organisation it belongs to.
    Denied,
    /// Unknown here, or not of this organisation.
    NotFound,
    /// Somebody changed it meanwhile.
    Conflict,
    /// A rule says no.
    Rule(R),
    /// The store failed.
    Store(StoreError),
    /// A writer of documents failed.
    Render(RenderFailure),
    /// The machine could not do it now (hashing was cut off); try again.
    Unavailable,
}

impl<R> Failure<R> {
    /// The same failure with the rule turned into another type.
    pub fn map_rule<S>(self, turn: impl FnOnce(R) -> S) -> Failure<S> {
        match self {
            Self::Denied => Failure::Denied,
            Self::NotFound => Failure::NotFound,
            Self::Conflict => Failure::Conflict,
            Self::Rule(rule) => Failure::Rule(turn(rule)),
            Self::Store(error) => Failure::Store(error),
            Self::Render(error) => Failure::Render(error),
            Self::Unavailable => Failure::Unavailable,
        }
    }
}

impl<R> From<StoreError> for Failure<R> {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Conflict { .. } => Self::Conflict,
            other => Self::Store(other),
        }
    }
}

impl<R> From<opora_domain::permissions::Denied> for Failure<R> {
    fn from(_: opora_domain::permissions::Denied) -> Self {
        Self::Denied
    }
}

impl<R> From<RenderFailure> for Failure<R> {
    fn from(error: RenderFailure) -> Self {
        Self::Render(error)
    }
}

impl<R: fmt::Debug> fmt::Display for Failure<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Denied => formatter.write_str("not allowed"),
            Self::NotFound => formatter.write_str("not found"),
            Self::Conflict => formatter.write_str("changed by somebody else"),
            Self::Rule(rule) => write!(formatter, "a rule says no: {rule:?}"),
            Self::Store(error) => write!(formatter, "the store failed: {error}"),
            Self::Render(error) => error.fmt(formatter),
            Self::Unavailable => formatter.write_str("the machine could not do it now"),
        }
    }
}

impl<R: fmt::Debug> std::error::Error for Failure<R> {}
