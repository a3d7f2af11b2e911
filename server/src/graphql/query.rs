//! Root of all queries: merged from one file for each noun.

mod catalog_sync;
mod catalogue;
mod configuration;
mod credential;
mod node;
mod service_limits;
mod site;
mod viewer;

use async_graphql::MergedObject;

/// What can be read.
#[derive(MergedObject, Default)]
pub(super) struct Query(
    credential::CredentialQuery,
    catalogue::CatalogueQuery,
    configuration::ConfigurationQuery,
    catalog_sync::CatalogSyncQuery,
    node::NodeQuery,
    viewer::ViewerQuery,
    service_limits::ServiceLimitsQuery,
    site::SiteQuery,
);
