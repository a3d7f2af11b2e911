//! Root of all mutations: merged from one file for each.

pub(super) mod credential;
pub(super) mod site;

use async_graphql::MergedObject;

/// What can be changed.
#[derive(MergedObject, Default)]
pub(super) struct Mutation(
    credential::award::AwardCredential,
    credential::award_many::AwardCredentials,
    credential::revoke::RevokeCredential,
    site::create::CreateSite,
    site::edit::EditSite,
);
