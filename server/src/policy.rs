//! Who may do what: the one decision function. Nothing else in the server compares roles.

mod action;
mod actor;
mod api_client;
mod denied;
mod permission;
mod scope;

use chrono::{DateTime, Utc};
use entity::{ApiScopes, credential};

pub use action::Action;
pub use actor::{Actor, Role};
pub use denied::Denied;
pub use permission::{
    ConfigurationAction, CredentialAction, LearnerAction, Permission, SignatoryAction, TemplateAction,
    configuration_actions, credential_actions, learner_actions, permissions, signatory_actions, template_actions,
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
        Action::AwardCredentials
        | Action::RevokeCredentials
        | Action::RecordGrades
        | Action::ViewLearnerStatus
        | Action::ViewAllCredentials
        | Action::ManageCatalogue
        | Action::ViewConfigurations
        | Action::CreateConfigurations => runs_credentials(actor),
        Action::EditConfigurations
        | Action::ManageSignatories
        | Action::ManageAssets
        | Action::ManageTemplates
        | Action::ManageMail
        | Action::ManageApiClients
        | Action::ViewAddresses
        | Action::ViewTrail
        | Action::RefreshCredentials => is_staff(actor),
        Action::ListCredentials | Action::ShareRecords => !matches!(actor, Actor::Anonymous),
        Action::ViewCredential { credential, now } => is_visible(actor, credential, now),
        Action::ViewCredentialDetails { credential } => owns(actor, credential) || runs_credentials(actor),
        Action::ViewRecord { learner } | Action::RevokeRecordShare { learner } => {
            actor.user_id() == Some(learner) || runs_credentials(actor)
        }
        // What is shown of a person to whom, that person decides.
        Action::EditRecordShare { learner } | Action::EditRecordSend { learner } => actor.user_id() == Some(learner),
        // Staff may help; no machine sends what people have to agree to.
        Action::SendRecord { learner } => actor.user_id() == Some(learner) || is_staff(actor),
        // Staff answer for their site; what other sites keep is the person's business and theirs who run the service.
        Action::ExportPersonalData { person } => actor.user_id() == Some(person) || is_staff(actor),
        Action::ExportPersonalDataEverywhere { person } => actor.user_id() == Some(person) || is_superuser(actor),
        Action::SetCredentialVisibility { credential } => owns(actor, credential),
        // What a certificate shows anybody may know; the others are the service's own doing.
        Action::ViewCatalogue
        | Action::ViewSite
        | Action::KnowBearer
        | Action::CountView
        | Action::FollowUp
        | Action::CopyCatalogue => true,
        Action::ManageSites => is_superuser(actor),
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

/// Staff, service accounts and superusers run the credentials of the institution.
fn runs_credentials(actor: &Actor) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::User { role, .. } => match role {
            Role::Learner | Role::Client(_) => false,
            Role::Staff | Role::Service | Role::Superuser => true,
        },
    }
}

/// People who run the institution's credentials; service accounts are none.
fn is_staff(actor: &Actor) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::User { role, .. } => match role {
            Role::Learner | Role::Service | Role::Client(_) => false,
            Role::Staff | Role::Superuser => true,
        },
    }
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
    is_public(credential, now) || owns(actor, credential) || runs_credentials(actor)
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
        | Action::ViewLearnerStatus
        | Action::ViewAllCredentials
        | Action::ViewCatalogue
        | Action::ViewSite
        | Action::ManageSites
        | Action::ManageCatalogue
        | Action::CopyCatalogue
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
        | Action::ViewAddresses
        | Action::ViewTrail
        | Action::RefreshCredentials
        | Action::ReplaceUsernames
        | Action::RetireUsers
        | Action::KnowBearer
        | Action::FollowUp => match actor {
            Actor::Anonymous => Denied::Unauthenticated,
            Actor::User { .. } => Denied::Forbidden,
        },
    }
}
