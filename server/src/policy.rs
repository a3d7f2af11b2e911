//! Who may do what: the one decision function. Nothing else in the server compares roles.

mod action;
mod actor;
mod denied;
mod permission;
mod scope;

use chrono::{DateTime, Utc};
use entity::credential;

pub use action::Action;
pub use actor::{Actor, Role};
pub use denied::Denied;
pub use permission::{
    ConfigurationAction, CredentialAction, DifferenceAction, LearnerAction, Permission, SignatoryAction,
    TemplateAction, configuration_actions, credential_actions, difference_actions, learner_actions, permissions,
    signatory_actions, template_actions,
};
pub use scope::{Scope, scope};

use crate::domain::credential::is_public;

/// Proof that [`authorize`] said yes; writing functions of `store` ask for it.
#[derive(Debug)]
pub struct Permit(());

/// Decides whether `actor` may do `action`.
pub fn authorize(actor: &Actor, action: Action<'_>) -> Result<Permit, Denied> {
    let is_allowed = match action {
        Action::AwardCredentials
        | Action::RevokeCredentials
        | Action::RecordGrades
        | Action::ViewLearnerStatus
        | Action::ViewAllCredentials
        | Action::ManageCatalogue
        | Action::Reconcile
        | Action::ViewConfigurations
        | Action::CreateConfigurations => runs_credentials(actor),
        Action::EditConfigurations
        | Action::ManageSignatories
        | Action::ManageAssets
        | Action::ManageTemplates
        | Action::ManageMail
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
    };
    if is_allowed {
        Ok(Permit(()))
    } else {
        Err(denial(actor, action))
    }
}

/// Staff, service accounts and superusers run the credentials of the institution.
fn runs_credentials(actor: &Actor) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::User { role, .. } => match role {
            Role::Learner => false,
            Role::Staff | Role::Service | Role::Superuser => true,
        },
    }
}

/// People who run the institution's credentials; service accounts are none.
fn is_staff(actor: &Actor) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::User { role, .. } => match role {
            Role::Learner | Role::Service => false,
            Role::Staff | Role::Superuser => true,
        },
    }
}

fn is_superuser(actor: &Actor) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::User { role, .. } => match role {
            Role::Learner | Role::Staff | Role::Service => false,
            Role::Superuser => true,
        },
    }
}

/// Those who say what becomes of accounts: the platform itself, and who may do everything.
fn speaks_for_accounts(actor: &Actor) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::User { role, .. } => match role {
            Role::Learner | Role::Staff => false,
            Role::Service | Role::Superuser => true,
        },
    }
}

/// Whether what `actor` looks at of other people goes to the audit trail: what a person looks at does; what the platform's machine
/// asks, which is much and says nothing, does not.
#[must_use]
pub fn must_account(actor: &Actor) -> bool {
    match actor {
        Actor::Anonymous => false,
        Actor::User { role, .. } => match role {
            Role::Service => false,
            Role::Learner | Role::Staff | Role::Superuser => true,
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
