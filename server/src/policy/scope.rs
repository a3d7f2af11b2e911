//! Which rows a caller may list.

use entity::id::UserId;

use super::{Action, Actor, Denied, authorize};

/// Which credentials a caller may list. Every list function of `store` takes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of every learner.
    Everyone,
    /// Those of one learner.
    Learner(UserId),
}

/// Decides which credentials `actor` may list.
pub fn scope(actor: &Actor) -> Result<Scope, Denied> {
    authorize(actor, Action::ListCredentials)?;
    if authorize(actor, Action::ViewAllCredentials).is_ok() {
        return Ok(Scope::Everyone);
    }
    actor.user_id().map(Scope::Learner).ok_or(Denied::Unauthenticated)
}
