//! How it stands with a person's account.

use entity::user;

use super::account_sync::is_locked;

/// How it stands with a person's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It may be used, as far as the platform has told.
    Active,
    /// The platform does not let it be used.
    Inactive,
    /// The person was retired.
    Retired,
}

/// How it stands with a person's account.
#[must_use]
pub fn standing(person: &user::Model) -> Standing {
    if person.retired_at.is_some() {
        Standing::Retired
    } else if is_locked(person) {
        Standing::Inactive
    } else {
        Standing::Active
    }
}
