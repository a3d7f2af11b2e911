//! What a caller may do, told ahead so that the app repeats no rule.

use entity::{CredentialStatus, credential};

use super::{Action, Actor, authorize};

/// Something a caller may do anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// See the credentials of every learner.
    ViewAllCredentials,
    /// Award credentials, and change those awarded.
    AwardCredentials,
    /// Revoke credentials.
    RevokeCredentials,
    /// Make sites and change them.
    ManageSites,
}

/// What `actor` may do anywhere.
#[must_use]
pub fn permissions(actor: &Actor) -> Vec<Permission> {
    let all = [
        Permission::ViewAllCredentials,
        Permission::AwardCredentials,
        Permission::RevokeCredentials,
        Permission::ManageSites,
    ];
    let action = |it: &Permission| match it {
        Permission::ViewAllCredentials => Action::ViewAllCredentials,
        Permission::AwardCredentials => Action::AwardCredentials,
        Permission::RevokeCredentials => Action::RevokeCredentials,
        Permission::ManageSites => Action::ManageSites,
    };
    all.into_iter()
        .filter(|it| authorize(actor, action(it)).is_ok())
        .collect()
}

/// Something a caller may do with one credential as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialAction {
    /// Revoke it.
    Revoke,
    /// Award it again, which reinstates it.
    Reinstate,
}

/// What `actor` may do with `credential` as it is now.
#[must_use]
pub fn credential_actions(actor: &Actor, credential: &credential::Model) -> Vec<CredentialAction> {
    let (action, asked) = match credential.status {
        CredentialStatus::Awarded => (CredentialAction::Revoke, Action::RevokeCredentials),
        CredentialStatus::Revoked => (CredentialAction::Reinstate, Action::AwardCredentials),
    };
    if authorize(actor, asked).is_ok() {
        vec![action]
    } else {
        Vec::new()
    }
}
