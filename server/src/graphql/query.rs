//! Root of all queries: merged from one file for each noun.

mod api_client;
mod audit_trail;
mod catalog_sync;
mod catalogue;
mod catalogue_list;
mod configuration;
mod credential;
mod insights;
mod learner;
mod learner_status;
mod mail;
mod node;
mod operations;
mod program_record;
mod reconciliation;
mod role;
mod service_limits;
mod shared_record;
mod site;
mod template;
mod viewer;

use async_graphql::MergedObject;

/// What can be read.
#[derive(MergedObject, Default)]
pub(super) struct Query(
    credential::CredentialQuery,
    catalogue::CatalogueQuery,
    catalogue_list::CatalogueListQuery,
    configuration::ConfigurationQuery,
    catalog_sync::CatalogSyncQuery,
    template::TemplateQuery,
    mail::MailQuery,
    reconciliation::ReconciliationQuery,
    node::NodeQuery,
    program_record::ProgramRecordQuery,
    shared_record::SharedRecordQuery,
    learner::LearnerQuery,
    audit_trail::AuditTrailQuery,
    insights::InsightsQuery,
    operations::OperationsQuery,
    learner_status::LearnerStatusQuery,
    viewer::ViewerQuery,
    service_limits::ServiceLimitsQuery,
    site::SiteQuery,
    api_client::ApiClientQuery,
    role::RoleQuery,
);
