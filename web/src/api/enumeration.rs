//! The schema's enumerations that more than one page shows.
//!
//! Invariant: every page that tells one apart names all its values, so that a new one stops the build where words for it are missing.

use crate::api::schema;

/// What a credential is worth now.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CredentialState {
    Valid,
    Expired,
    NotYetVisible,
    Replaced,
    Revoked,
}

/// What somebody may do anywhere, as far as a page asks for it.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
pub(crate) enum Permission {
    ViewAllCredentials,
    AwardCredentials,
    RevokeCredentials,
    BrowseCatalogue,
    ManageCatalogue,
    ViewTrail,
    ViewOperations,
    ManageEvents,
    ViewConfigurations,
    CreateConfigurations,
    EditConfigurations,
    ManageSignatories,
    ManageAssets,
    ManageTemplates,
    ManageMail,
    ManageApiClients,
    EditSite,
    ManageSites,
    ManageOutgoingMail,
    ManageRoles,
    Reconcile,
    SendRecords,
    /// Anything else.
    #[cynic(fallback)]
    Other,
}

/// What a credential was awarded for.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LearningObjectType {
    Program,
    CourseRun,
}

/// Whom its learner lets see a credential.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CredentialVisibility {
    Public,
    Private,
}

/// What the viewer may do with a credential as it is now.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CredentialAction {
    Refresh,
    Reinstate,
    Revoke,
    SetVisibility,
}
