//! What each scope of an API client lets it do.

use chrono::{DateTime, Utc};
use entity::{ApiScope, ApiScopes, credential};

use super::Action;
use crate::domain::credential::is_public;

/// Whether an API client with these scopes may do `action`.
///
/// No scope lets a client rename or retire people: they are shared by all sites, so only the platform speaks for them. Nor may one do
/// what service accounts may not. Everything here staff of the site may do, so nobody gets more by a key than they have themselves.
pub(super) fn may(scopes: ApiScopes, action: Action<'_>) -> bool {
    let has = |scope| scopes.contains(scope);
    match action {
        Action::ViewAllCredentials | Action::ListCredentials | Action::ViewCredentialDetails { .. } => {
            has(ApiScope::CredentialsRead)
        }
        Action::ViewCredential { credential, now } => sees(scopes, credential, now),
        Action::AwardCredentials | Action::RevokeCredentials => has(ApiScope::CredentialsWrite),
        Action::RecordGrades => has(ApiScope::GradesWrite),
        Action::ViewLearnerStatus | Action::ViewRecord { .. } => has(ApiScope::RecordsRead),
        Action::BrowseCatalogue | Action::ManageCatalogue => has(ApiScope::CatalogueWrite),
        Action::ViewConfigurations => has(ApiScope::ConfigurationsRead),
        Action::CreateConfigurations => has(ApiScope::ConfigurationsWrite),
        Action::ViewCatalogue
        | Action::ViewSite
        | Action::KnowBearer
        | Action::CountView
        | Action::FollowUp
        | Action::CopyCatalogue => true,
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
        | Action::ExportPersonalDataEverywhere { .. } => false,
    }
}

fn sees(scopes: ApiScopes, credential: &credential::Model, now: DateTime<Utc>) -> bool {
    is_public(credential, now) || scopes.contains(ApiScope::CredentialsRead)
}
