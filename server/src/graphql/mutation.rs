//! Root of all mutations: merged from one file for each.

pub(super) mod catalog;
pub(super) mod configuration;
pub(super) mod credential;
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
    site::create::CreateSite,
    site::edit::EditSite,
    catalog::sync::SyncCatalog,
);
