//! Root of all mutations: merged from one file for each.

pub(super) mod catalog;
pub(super) mod configuration;
pub(super) mod credential;
pub(super) mod grade;
pub(super) mod record_share;
pub(super) mod signatory;
pub(super) mod site;

use async_graphql::MergedObject;

/// What can be changed.
#[derive(MergedObject, Default)]
pub(super) struct Mutation(
    credential::award::AwardCredential,
    credential::award_many::AwardCredentials,
    credential::revoke::RevokeCredential,
    configuration::create::CreateConfiguration,
    configuration::edit::EditConfiguration,
    configuration::activate::ActivateConfiguration,
    configuration::deactivate::DeactivateConfiguration,
    signatory::create::CreateSignatory,
    signatory::edit::EditSignatory,
    signatory::delete::DeleteSignatory,
    credential::set_visibility::SetCredentialVisibility,
    grade::record_many::RecordGrades,
    record_share::share::ShareRecord,
    record_share::edit::EditRecordShare,
    record_share::revoke::RevokeRecordShare,
    site::create::CreateSite,
    site::edit::EditSite,
    catalog::sync::SyncCatalog,
);
