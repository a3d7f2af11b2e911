//! What each scope of an API client lets it do.

use entity::{ApiScope, ApiScopes};

use super::Action;
use crate::domain::credential::is_public;

/// What it takes for an API client to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// Everybody may.
    Nothing,
    /// A key that is good for it.
    Scope(ApiScope),
    /// No key is good for it.
    Person,
}

/// Whether an API client with these scopes may do `action`.
pub(super) fn may(scopes: ApiScopes, action: Action<'_>) -> bool {
    match need(action) {
        Need::Nothing => true,
        Need::Scope(scope) => scopes.contains(scope),
        Need::Person => false,
    }
}

/// The scope that an API client with these would need for `action`; none where it lacks none, and where no scope is enough.
pub(super) fn lacking(scopes: ApiScopes, action: Action<'_>) -> Option<ApiScope> {
    match need(action) {
        Need::Scope(scope) => (!scopes.contains(scope)).then_some(scope),
        Need::Nothing | Need::Person => None,
    }
}

/// What each action takes.
///
/// No scope lets a client rename or retire people: they are shared by all sites, so only the platform speaks for them. Nor may one do
/// what service accounts may not. Everything here staff of the site may do, so nobody gets more by a key than they have themselves.
fn need(action: Action<'_>) -> Need {
    match action {
        // What visitors see, everybody does.
        Action::ViewCredential { credential, now } if is_public(credential, now) => Need::Nothing,
        Action::ViewCredential { .. }
        | Action::ViewAllCredentials
        | Action::ListCredentials
        | Action::ViewCredentialDetails { .. } => Need::Scope(ApiScope::CredentialsRead),
        Action::AwardCredentials | Action::RevokeCredentials => Need::Scope(ApiScope::CredentialsWrite),
        Action::RecordGrades => Need::Scope(ApiScope::GradesWrite),
        Action::ViewLearnerStatus | Action::ViewRecord { .. } => Need::Scope(ApiScope::RecordsRead),
        Action::BrowseCatalogue | Action::ManageCatalogue => Need::Scope(ApiScope::CatalogueWrite),
        Action::ViewConfigurations => Need::Scope(ApiScope::ConfigurationsRead),
        Action::CreateConfigurations => Need::Scope(ApiScope::ConfigurationsWrite),
        Action::ViewCatalogue
        | Action::ViewSite
        | Action::KnowBearer
        | Action::CountView
        | Action::FollowUp
        | Action::CopyCatalogue => Need::Nothing,
        Action::ViewAddresses
        | Action::ViewTrail
        | Action::ShareRecords
        | Action::EditRecordShare { .. }
        | Action::RevokeRecordShare { .. }
        | Action::SendRecord { .. }
        | Action::SendRecords
        | Action::EditRecordSend { .. }
        | Action::SetCredentialVisibility { .. }
        | Action::EditConfigurations
        | Action::ManageSignatories
        | Action::EditSite { .. }
        | Action::ManageSites
        | Action::ManageAssets
        | Action::ManageTemplates
        | Action::ManageMail
        | Action::ManageApiClients
        | Action::ManageOutgoingMail
        | Action::ManageRoles
        | Action::Reconcile
        | Action::ViewOperations
        | Action::ManageEvents
        | Action::RefreshCredentials
        | Action::ReplaceUsernames
        | Action::RetireUsers
        | Action::ExportPersonalData { .. }
        | Action::ExportPersonalDataEverywhere { .. } => Need::Person,
    }
}
