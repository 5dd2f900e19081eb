//! Who calls a use case, and for which organisation.
//!
//! Not here: how a caller is recognised (`accounts`). The one decision to know: a use case asks the
//! context for a permission and gets a scope back; without one no query on an organisation compiles.

use opora_domain::permissions::{self, Action, Denied, Membership, OrgScope, Role};
use opora_domain::{FieldClass, OrganisationId};

/// The caller of a use case.
#[derive(Clone, Copy, Debug)]
pub struct Ctx {
    caller: Caller,
}

#[derive(Clone, Copy, Debug)]
enum Caller {
    Member(Membership),
    System {
        organisation: OrganisationId,
        reason: &'static str,
    },
}

impl Ctx {
    /// A signed-in user acting in one organisation.
    pub const fn member(membership: Membership) -> Self {
        Self {
            caller: Caller::Member(membership),
        }
    }

    /// Whoever holds the command line of the server and thus the data themselves.
    pub const fn system(organisation: OrganisationId, reason: &'static str) -> Self {
        Self {
            caller: Caller::System {
                organisation,
                reason,
            },
        }
    }

    /// The organisation.
    pub const fn organisation(&self) -> OrganisationId {
        match self.caller {
            Caller::Member(membership) => membership.organisation,
            Caller::System { organisation, .. } => organisation,
        }
    }

    /// The role; `None` for the command line.
    pub const fn role(&self) -> Option<Role> {
        match self.caller {
            Caller::Member(membership) => Some(membership.role),
            Caller::System { .. } => None,
        }
    }

    /// Whether the matrix allows the action; for what a page offers, never instead of a permit.
    pub const fn allows(&self, action: Action) -> bool {
        match self.caller {
            Caller::Member(membership) => permissions::allowed(membership.role, action),
            Caller::System { .. } => true,
        }
    }

    /// The permission check.
    ///
    /// # Errors
    /// [`Denied`] when the matrix says no.
    pub const fn permit(&self, action: Action) -> Result<OrgScope, Denied> {
        match self.caller {
            Caller::Member(membership) => permissions::permit(&membership, action),
            Caller::System {
                organisation,
                reason,
            } => Ok(OrgScope::system_without_actor(organisation, reason)),
        }
    }

    /// Highest class of personal fields the caller reads.
    pub const fn readable(&self) -> FieldClass {
        match self.caller {
            Caller::Member(membership) => permissions::readable(membership.role),
            Caller::System { .. } => FieldClass::C4,
        }
    }
}
