//! Who may do what: the one decision function. Nothing else in the server compares roles.

mod action;
mod actor;
mod api_client;
mod denied;
mod permission;
mod scope;

use chrono::{DateTime, Utc};
use entity::SiteRole::{Registrar, TemplateAuthor, Viewer};
use entity::{ApiScopes, SiteRole, credential};

pub use action::Action;
pub use actor::{Actor, Role};
pub use denied::Denied;
pub use permission::{
    ConfigurationAction, CredentialAction, DifferenceAction, LearnerAction, Permission, SignatoryAction,
    TemplateAction, asks_for_learner, configuration_actions, credential_actions, difference_actions, learner_actions,
    permissions, signatory_actions, template_actions,
};
pub use scope::{Scope, scope};

use crate::domain::credential::is_public;

/// Proof that [`authorize`] said yes; writing functions of `store` ask for it.
#[derive(Debug)]
pub struct Permit(());

/// Decides whether `actor` may do `action`.
pub fn authorize(actor: &Actor, action: Action<'_>) -> Result<Permit, Denied> {
    let is_allowed = match (client_scopes(actor), action) {
        (Some(scopes), action) => api_client::may(scopes, action),
        (None, action) => is_allowed(actor, action),
    };
    if is_allowed {
        Ok(Permit(()))
    } else {
        Err(denial(actor, action))
    }
}

/// Whether a person, or the platform, may do `action`.
fn is_allowed(actor: &Actor, action: Action<'_>) -> bool {
    match action {
        Action::AwardCredentials | Action::RevokeCredentials | Action::RecordGrades | Action::Reconcile => {
            awards(actor)
        }
        Action::ViewLearnerStatus | Action::ViewAllCredentials => sees_people(actor),
        Action::ViewConfigurations | Action::BrowseCatalogue => {
            is_service(actor) || has_role(actor, &[Viewer, Registrar, TemplateAuthor])
        }
        Action::CreateConfigurations => is_service(actor) || has_role(actor, &[TemplateAuthor]),
        Action::EditConfigurations
        | Action::ManageSignatories
        | Action::ManageAssets
        | Action::ManageTemplates
        | Action::ManageMail => has_role(actor, &[TemplateAuthor]),
        Action::ViewAddresses | Action::ViewTrail => has_role(actor, &[Viewer, Registrar]),
        Action::RefreshCredentials => has_role(actor, &[Registrar]),
        Action::ManageCatalogue => is_service(actor) || has_role(actor, &[]),
        Action::ManageApiClients | Action::ManageOutgoingMail | Action::ManageRoles | Action::ViewOperations => {
            has_role(actor, &[])
        }
        Action::ListCredentials | Action::ShareRecords => !matches!(actor, Actor::Anonymous),
        Action::ViewCredential { credential, now } => is_visible(actor, credential, now),
        Action::ViewCredentialDetails { credential } => owns(actor, credential) || sees_people(actor),
        Action::ViewRecord { learner } => actor.user_id() == Some(learner) || sees_people(actor),
        Action::RevokeRecordShare { learner } => actor.user_id() == Some(learner) || awards(actor),
        // What is shown of a person to whom, that person decides.
        Action::EditRecordShare { learner } | Action::EditRecordSend { learner } => actor.user_id() == Some(learner),
        Action::SendRecord { learner } => actor.user_id() == Some(learner) || sends_records(actor),
        Action::SendRecords => sends_records(actor),
        // A site's admins answer for it; what other sites keep is the person's business and theirs who run the service.
        Action::ExportPersonalData { person } => actor.user_id() == Some(person) || has_role(actor, &[]),
        Action::ExportPersonalDataEverywhere { person } => actor.user_id() == Some(person) || is_superuser(actor),
        Action::SetCredentialVisibility { credential } => owns(actor, credential),
        // What a certificate shows anybody may know; the others are the service's own doing.
        Action::ViewCatalogue
        | Action::ViewSite
        | Action::KnowBearer
        | Action::CountView
        | Action::FollowUp
        | Action::CopyCatalogue => true,
        // Where a site is and which systems it trusts is for who runs them all; what it says about itself is its own.
        Action::EditSite { is_own } => is_superuser(actor) || (is_own && has_role(actor, &[])),
        Action::ManageSites | Action::ManageEvents => is_superuser(actor),
        Action::ReplaceUsernames | Action::RetireUsers => speaks_for_accounts(actor),
    }
}

/// What the key of an API client is good for; none for everybody else.
fn client_scopes(actor: &Actor) -> Option<ApiScopes> {
    match actor {
        Actor::User {
            role: Role::Client(scopes),
            ..
        } => Some(*scopes),
        Actor::User { .. } | Actor::Anonymous => None,
    }
}

/// Whether somebody has one of these roles at the site of the request. Site admins, staff and superusers have every role.
fn has_role(actor: &Actor, roles: &[SiteRole]) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::User { role, roles: held, .. } => match role {
            Role::Staff | Role::Superuser => true,
            Role::Service | Role::Client(_) => false,
            Role::Learner => held.contains(&SiteRole::SiteAdmin) || roles.iter().any(|it| held.contains(it)),
        },
    }
}

fn is_service(actor: &Actor) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::User { role, .. } => match role {
            Role::Service => true,
            Role::Learner | Role::Staff | Role::Superuser | Role::Client(_) => false,
        },
    }
}

/// Who sees what others earned, and everything about that.
fn sees_people(actor: &Actor) -> bool {
    is_service(actor) || has_role(actor, &[SiteRole::Viewer, SiteRole::Registrar])
}

/// Who decides what others earn.
fn awards(actor: &Actor) -> bool {
    is_service(actor) || has_role(actor, &[SiteRole::Registrar])
}

/// Who helps people to send their records; no machine sends what people have to agree to.
fn sends_records(actor: &Actor) -> bool {
    has_role(actor, &[SiteRole::Registrar])
}

fn is_superuser(actor: &Actor) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::User { role, .. } => match role {
            Role::Learner | Role::Staff | Role::Service | Role::Client(_) => false,
            Role::Superuser => true,
        },
    }
}

/// Those who say what becomes of accounts: the platform itself, and who may do everything.
fn speaks_for_accounts(actor: &Actor) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::User { role, .. } => match role {
            Role::Learner | Role::Staff | Role::Client(_) => false,
            Role::Service | Role::Superuser => true,
        },
    }
}

/// The roles of `actor` at the site of the request; of who has every role, the one that has all others in it.
#[must_use]
pub fn roles(actor: &Actor) -> Vec<SiteRole> {
    match actor {
        Actor::Anonymous => Vec::new(),
        Actor::User { role, roles, .. } => match role {
            Role::Staff | Role::Superuser => vec![SiteRole::SiteAdmin],
            Role::Learner => roles.iter().copied().collect(),
            Role::Service | Role::Client(_) => Vec::new(),
        },
    }
}

/// Whether what `actor` looks at of other people goes to the audit trail: what a person looks at does, and what is looked at by a key
/// that somebody made, which must be no way around the trail; what the platform's machine asks, which is much and says nothing, does
/// not.
#[must_use]
pub fn must_account(actor: &Actor) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::User { role, .. } => match role {
            Role::Service => false,
            Role::Learner | Role::Staff | Role::Superuser | Role::Client(_) => true,
        },
    }
}

fn owns(actor: &Actor, credential: &credential::Model) -> bool {
    actor.user_id() == Some(credential.user_id)
}

fn is_visible(actor: &Actor, credential: &credential::Model, now: DateTime<Utc>) -> bool {
    is_public(credential, now) || owns(actor, credential) || sees_people(actor)
}

/// A client is told which scope it takes, if any is enough: its scopes are no secret to who holds its key.
fn forbidden(actor: &Actor, action: Action<'_>) -> Denied {
    let lacking = client_scopes(actor).and_then(|scopes| api_client::lacking(scopes, action));
    lacking.map_or(Denied::Forbidden, Denied::LacksScope)
}

fn denial(actor: &Actor, action: Action<'_>) -> Denied {
    match action {
        // What a caller may not see answers as if it did not exist.
        Action::ViewCredential { .. }
        | Action::ViewCredentialDetails { .. }
        | Action::ViewRecord { .. }
        | Action::EditRecordShare { .. }
        | Action::SendRecord { .. }
        | Action::EditRecordSend { .. }
        | Action::ExportPersonalData { .. }
        | Action::ExportPersonalDataEverywhere { .. }
        | Action::RevokeRecordShare { .. } => Denied::Hidden,
        Action::AwardCredentials
        | Action::RevokeCredentials
        | Action::RecordGrades
        | Action::SendRecords
        | Action::ViewLearnerStatus
        | Action::ViewAllCredentials
        | Action::ViewCatalogue
        | Action::ViewSite
        | Action::EditSite { .. }
        | Action::ManageSites
        | Action::BrowseCatalogue
        | Action::ManageCatalogue
        | Action::CopyCatalogue
        | Action::Reconcile
        | Action::ListCredentials
        | Action::ShareRecords
        | Action::SetCredentialVisibility { .. }
        | Action::ViewConfigurations
        | Action::CreateConfigurations
        | Action::EditConfigurations
        | Action::ManageSignatories
        | Action::CountView
        | Action::ManageAssets
        | Action::ManageTemplates
        | Action::ManageMail
        | Action::ManageApiClients
        | Action::ManageOutgoingMail
        | Action::ManageRoles
        | Action::ViewAddresses
        | Action::ViewTrail
        | Action::ViewOperations
        | Action::ManageEvents
        | Action::RefreshCredentials
        | Action::ReplaceUsernames
        | Action::RetireUsers
        | Action::KnowBearer
        | Action::FollowUp => match actor {
            Actor::Anonymous => Denied::Unauthenticated,
            Actor::User { .. } => forbidden(actor, action),
        },
    }
}
