//! What a caller may do, told ahead so that the app repeats no rule.

use entity::{
    CredentialStatus, DifferenceKind, DifferenceState, credential, credential_configuration, reconciliation_difference,
    template, template_version, user,
};

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
    /// Record the grades of any learner.
    RecordGrades,
    /// Send the records of any learner over pathways.
    SendRecords,
    /// See configurations, signatories, assets and templates.
    ViewConfigurations,
    /// Make a configuration, or let one accept awards.
    CreateConfigurations,
    /// Change a configuration, or let one accept no more awards.
    EditConfigurations,
    /// Make, change and remove signatories.
    ManageSignatories,
    /// Change what the site says about itself.
    EditSite,
    /// Make sites, and change where they are and what they work with.
    ManageSites,
    /// See the whole catalogue.
    BrowseCatalogue,
    /// Keep parts of the catalogue by hand, and have it copied.
    ManageCatalogue,
    /// Have awards, grades and people compared with what the learning platform answers, and say what becomes of what differs.
    Reconcile,
    /// Upload pictures, rename and remove them.
    ManageAssets,
    /// Make, change, check, publish, preview and remove templates.
    ManageTemplates,
    /// Decide what learners are told by mail.
    ManageMail,
    /// Make API clients, give them keys, change and revoke them, and see them.
    ManageApiClients,
    /// See which mail was sent and which was not, and decide about that.
    ManageOutgoingMail,
    /// See who has which role at the site, grant roles and revoke them.
    ManageRoles,
    /// See what others did and must answer for.
    ViewTrail,
    /// See what the service does in the background, and how it fares.
    ViewOperations,
    /// Decide what becomes of events that could not be delivered.
    ManageEvents,
    /// Pin anew what certificates show.
    RefreshCredentials,
    /// Call people by other names.
    ReplaceUsernames,
    /// Have everything forgotten that is known of a person.
    RetireUsers,
}

/// What `actor` may do anywhere.
#[must_use]
pub fn permissions(actor: &Actor) -> Vec<Permission> {
    let all = [
        Permission::ViewAllCredentials,
        Permission::AwardCredentials,
        Permission::RevokeCredentials,
        Permission::RecordGrades,
        Permission::ViewConfigurations,
        Permission::CreateConfigurations,
        Permission::EditConfigurations,
        Permission::ManageSignatories,
        Permission::BrowseCatalogue,
        Permission::ManageCatalogue,
        Permission::Reconcile,
        Permission::ManageAssets,
        Permission::ManageTemplates,
        Permission::ManageMail,
        Permission::ManageApiClients,
        Permission::ManageOutgoingMail,
        Permission::ViewTrail,
        Permission::ViewOperations,
        Permission::ManageEvents,
        Permission::RefreshCredentials,
        Permission::SendRecords,
        Permission::ManageRoles,
        Permission::EditSite,
        Permission::ManageSites,
        Permission::ReplaceUsernames,
        Permission::RetireUsers,
    ];
    let action = |it: &Permission| match it {
        Permission::ViewAllCredentials => Action::ViewAllCredentials,
        Permission::AwardCredentials => Action::AwardCredentials,
        Permission::RevokeCredentials => Action::RevokeCredentials,
        Permission::RecordGrades => Action::RecordGrades,
        Permission::SendRecords => Action::SendRecords,
        Permission::ViewConfigurations => Action::ViewConfigurations,
        Permission::CreateConfigurations => Action::CreateConfigurations,
        Permission::EditConfigurations => Action::EditConfigurations,
        Permission::ManageSignatories => Action::ManageSignatories,
        Permission::EditSite => Action::EditSite { is_own: true },
        Permission::ManageSites => Action::ManageSites,
        Permission::BrowseCatalogue => Action::BrowseCatalogue,
        Permission::ManageCatalogue => Action::ManageCatalogue,
        Permission::Reconcile => Action::Reconcile,
        Permission::ManageAssets => Action::ManageAssets,
        Permission::ManageTemplates => Action::ManageTemplates,
        Permission::ManageMail => Action::ManageMail,
        Permission::ManageApiClients => Action::ManageApiClients,
        Permission::ManageOutgoingMail => Action::ManageOutgoingMail,
        Permission::ManageRoles => Action::ManageRoles,
        Permission::ViewTrail => Action::ViewTrail,
        Permission::ViewOperations => Action::ViewOperations,
        Permission::ManageEvents => Action::ManageEvents,
        Permission::RefreshCredentials => Action::RefreshCredentials,
        Permission::ReplaceUsernames => Action::ReplaceUsernames,
        Permission::RetireUsers => Action::RetireUsers,
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
    /// Keep it private, or show it again.
    SetVisibility,
    /// Pin anew what its certificate shows.
    Refresh,
}

/// Whether it takes the learner to say what `actor` may do with `credential`: only who may award it again has to know whether there is still
/// somebody to award it to.
#[must_use]
pub fn asks_for_learner(actor: &Actor, credential: &credential::Model) -> bool {
    credential.status == CredentialStatus::Revoked && authorize(actor, Action::AwardCredentials).is_ok()
}

/// What `actor` may do with `credential` as it is now. `learner` may be none where it is not [asked for](asks_for_learner).
#[must_use]
pub fn credential_actions(
    actor: &Actor,
    credential: &credential::Model,
    learner: Option<&user::Model>,
) -> Vec<CredentialAction> {
    let status = match credential.status {
        CredentialStatus::Awarded => Some((CredentialAction::Revoke, Action::RevokeCredentials)),
        // Nothing is awarded to who was retired, nor by a name that was given up when its row was merged.
        CredentialStatus::Revoked
            if learner.is_some_and(|it| it.retired_at.is_some() || it.merged_into_id.is_some()) =>
        {
            None
        }
        CredentialStatus::Revoked => Some((CredentialAction::Reinstate, Action::AwardCredentials)),
    };
    let set_visibility = (
        CredentialAction::SetVisibility,
        Action::SetCredentialVisibility { credential },
    );
    let refresh = (CredentialAction::Refresh, Action::RefreshCredentials);
    allowed(actor, status.into_iter().chain([set_visibility, refresh]))
}

/// Something a caller may do with one person as they are known now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LearnerAction {
    /// Award them something.
    Award,
    /// Call them by another name.
    Rename,
    /// Have everything forgotten that is known of them.
    Retire,
    /// Take along all that is kept of them.
    ExportPersonalData,
    /// End their links to records.
    RevokeRecordShares,
}

/// What `actor` may do with `person` as they are known now; nothing with somebody who was retired.
#[must_use]
pub fn learner_actions(actor: &Actor, person: &user::Model) -> Vec<LearnerAction> {
    if person.retired_at.is_some() {
        return Vec::new();
    }
    allowed(
        actor,
        [
            (LearnerAction::Award, Action::AwardCredentials),
            (LearnerAction::Rename, Action::ReplaceUsernames),
            (LearnerAction::Retire, Action::RetireUsers),
            (
                LearnerAction::ExportPersonalData,
                Action::ExportPersonalData { person: person.id },
            ),
            (
                LearnerAction::RevokeRecordShares,
                Action::RevokeRecordShare { learner: person.id },
            ),
        ],
    )
}

/// Something a caller may do with one configuration as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigurationAction {
    /// Change it.
    Edit,
    /// Let it accept awards.
    Activate,
    /// Let it accept no more awards.
    Deactivate,
}

/// What `actor` may do with `configuration` as it is now. Whether it lacks anything to be active is told when that is asked for.
#[must_use]
pub fn configuration_actions(
    actor: &Actor,
    configuration: &credential_configuration::Model,
) -> Vec<ConfigurationAction> {
    let turn = if configuration.is_active {
        (ConfigurationAction::Deactivate, Action::EditConfigurations)
    } else {
        (ConfigurationAction::Activate, Action::CreateConfigurations)
    };
    allowed(actor, [(ConfigurationAction::Edit, Action::EditConfigurations), turn])
}

/// Something a caller may do with a difference as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DifferenceAction {
    /// Make the service say what the learning platform says.
    Repair,
    /// Decide that it stays.
    Ignore,
}

/// What `actor` may do with `difference` as it is now.
#[must_use]
pub fn difference_actions(actor: &Actor, difference: &reconciliation_difference::Model) -> Vec<DifferenceAction> {
    if difference.state != DifferenceState::Open || authorize(actor, Action::Reconcile).is_err() {
        return Vec::new();
    }
    let asked = match difference.kind {
        DifferenceKind::AwardMissing | DifferenceKind::AwardRevoked => Some(Action::AwardCredentials),
        DifferenceKind::AwardUnknown | DifferenceKind::AwardNotPassing => Some(Action::RevokeCredentials),
        DifferenceKind::GradeMissing | DifferenceKind::GradeDiffers => Some(Action::RecordGrades),
        DifferenceKind::UsernameChanged => Some(Action::ReplaceUsernames),
        DifferenceKind::AccountRetired => Some(Action::RetireUsers),
        // Whether an account was removed or never existed nobody but people can find out.
        DifferenceKind::AccountUnknown => None,
    };
    let repair = asked
        .filter(|it| authorize(actor, *it).is_ok())
        .map(|_| DifferenceAction::Repair);
    repair.into_iter().chain([DifferenceAction::Ignore]).collect()
}

/// Something a caller may do with a signatory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatoryAction {
    /// Change it.
    Edit,
    /// Remove it, unless a configuration names it.
    Delete,
}

/// What `actor` may do with signatories.
#[must_use]
pub fn signatory_actions(actor: &Actor) -> Vec<SignatoryAction> {
    allowed(
        actor,
        [SignatoryAction::Edit, SignatoryAction::Delete].map(|it| (it, Action::ManageSignatories)),
    )
}

/// Something a caller may do with one template as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateAction {
    /// Change it.
    Edit,
    /// Have its newest version checked.
    Check,
    /// Publish its newest version, which was checked.
    Publish,
    /// Remove it, unless a configuration follows it.
    Delete,
}

/// What `actor` may do with `template` as it is now; `latest` is its newest version.
#[must_use]
pub fn template_actions(
    actor: &Actor,
    template: &template::Model,
    latest: &template_version::Model,
) -> Vec<TemplateAction> {
    let has_draft = template.published_version_id != Some(template.latest_version_id);
    let is_checked = latest.checked_at.is_some();
    let actions = [
        TemplateAction::Edit,
        TemplateAction::Check,
        TemplateAction::Publish,
        TemplateAction::Delete,
    ];
    allowed(actor, actions.map(|it| (it, Action::ManageTemplates)))
        .into_iter()
        .filter(|it| match it {
            TemplateAction::Edit | TemplateAction::Delete => true,
            TemplateAction::Check => has_draft && !is_checked,
            TemplateAction::Publish => has_draft && is_checked,
        })
        .collect()
}

fn allowed<'a, T>(actor: &Actor, choices: impl IntoIterator<Item = (T, Action<'a>)>) -> Vec<T> {
    choices
        .into_iter()
        .filter(|(_, asked)| authorize(actor, *asked).is_ok())
        .map(|(action, _)| action)
        .collect()
}
