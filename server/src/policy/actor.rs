//! Who asks.

use std::collections::BTreeSet;

use entity::id::UserId;
use entity::{ApiScopes, SiteRole, Username};

use crate::config::limits::Caller;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody we know: a visitor.
    Anonymous,
    /// A person or service account with a verified token, or an API client with a key.
    User {
        /// The user row.
        id: UserId,
        /// Name on the platform.
        username: Username,
        /// What the token makes of the bearer.
        role: Role,
        /// Roles at the request's site that were granted to them.
        roles: BTreeSet<SiteRole>,
    },
}

/// What a verified token or key makes of its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Sees and shares what they earned.
    Learner,
    /// Runs the institution's credentials: has every role at every site.
    Staff,
    /// A service account of the learning platform: awards and revokes.
    Service,
    /// Everything staff may, on every site.
    Superuser,
    /// An API client: what its scopes name, on its site.
    Client(ApiScopes),
}

impl Role {
    /// Whose limits hold.
    #[must_use]
    pub fn caller(self) -> Caller {
        match self {
            Self::Service | Self::Client(_) => Caller::Service,
            Self::Learner | Self::Staff | Self::Superuser => Caller::SignedIn,
        }
    }
}

impl Actor {
    /// Whose limits hold.
    #[must_use]
    pub fn caller(&self) -> Caller {
        match self {
            Self::Anonymous => Caller::Anonymous,
            Self::User { role, .. } => role.caller(),
        }
    }

    /// The user row of the one who asks; none for a visitor.
    #[must_use]
    pub fn user_id(&self) -> Option<UserId> {
        match self {
            Self::Anonymous => None,
            Self::User { id, .. } => Some(*id),
        }
    }
}
