//! Root of all mutations: merged from one file for each.

pub(super) mod api_client;
pub(super) mod asset;
pub(super) mod audit_trail;
pub(super) mod catalog;
pub(super) mod completion_mail;
pub(super) mod configuration;
pub(super) mod credential;
pub(super) mod event;
pub(super) mod grade;
pub(super) mod outgoing_mail;
pub(super) mod reconciliation;
pub(super) mod record_send;
pub(super) mod record_share;
pub(super) mod role;
pub(super) mod signatory;
pub(super) mod site;
pub(super) mod template;
pub(super) mod user;

use async_graphql::MergedObject;

/// What can be changed. Merged by area: one list of all would nest too deep for the compiler.
#[derive(MergedObject, Default)]
pub(super) struct Mutation(
    OfCredentials,
    OfConfigurations,
    OfTemplates,
    OfRecords,
    OfUsers,
    OfMail,
    OfCatalog,
    OfReconciliation,
    OfSites,
    OfApiClients,
    OfEvents,
);

#[derive(MergedObject, Default)]
struct OfCredentials(
    credential::award::AwardCredential,
    credential::award_many::AwardCredentials,
    credential::revoke::RevokeCredential,
    credential::revoke_many::RevokeCredentials,
    credential::refresh::RefreshCredential,
    credential::set_visibility::SetCredentialVisibility,
);

#[derive(MergedObject, Default)]
struct OfConfigurations(
    configuration::create::CreateConfiguration,
    configuration::edit::EditConfiguration,
    configuration::activate::ActivateConfiguration,
    configuration::deactivate::DeactivateConfiguration,
    signatory::create::CreateSignatory,
    signatory::edit::EditSignatory,
    signatory::delete::DeleteSignatory,
);

#[derive(MergedObject, Default)]
struct OfTemplates(
    template::create::CreateTemplate,
    template::edit::EditTemplate,
    template::check::CheckTemplate,
    template::publish::PublishTemplate,
    template::delete::DeleteTemplate,
    template::preview::PreviewCertificate,
    asset::edit::EditAsset,
    asset::delete::DeleteAsset,
);

#[derive(MergedObject, Default)]
struct OfRecords(
    grade::record_many::RecordGrades,
    record_share::share::ShareRecord,
    record_share::edit::EditRecordShare,
    record_share::revoke::RevokeRecordShare,
    record_send::send::SendRecord,
    record_send::edit::EditRecordSend,
);

#[derive(MergedObject, Default)]
struct OfUsers(
    user::replace_many::ReplaceUsernames,
    user::retire::RetireUser,
    audit_trail::verify::VerifyAuditTrail,
    role::grant::GrantRole,
    role::revoke::RevokeRole,
);

#[derive(MergedObject, Default)]
struct OfMail(
    completion_mail::create::CreateCompletionMail,
    completion_mail::edit::EditCompletionMail,
    completion_mail::delete::DeleteCompletionMail,
    completion_mail::preview::PreviewCompletionMail,
    completion_mail::test::TestCompletionMail,
    outgoing_mail::retry::RetryOutgoingMail,
    outgoing_mail::drop::DropOutgoingMail,
);

#[derive(MergedObject, Default)]
struct OfCatalog(
    catalog::sync::SyncCatalog,
    catalog::organization::CreateOrganization,
    catalog::organization::EditOrganization,
    catalog::course::CreateCourse,
    catalog::course::EditCourse,
    catalog::course_run::CreateCourseRun,
    catalog::course_run::EditCourseRun,
    catalog::program::CreateProgram,
    catalog::program::EditProgram,
    catalog::pathway::CreatePathway,
    catalog::pathway::EditPathway,
);

#[derive(MergedObject, Default)]
struct OfEvents(event::retry::RetryEvent, event::drop::DropEvent);

#[derive(MergedObject, Default)]
struct OfReconciliation(
    reconciliation::start::StartReconciliation,
    reconciliation::repair::RepairDifferences,
    reconciliation::ignore::IgnoreDifferences,
    reconciliation::set_schedule::SetReconciliationSchedule,
);

#[derive(MergedObject, Default)]
struct OfSites(site::create::CreateSite, site::edit::EditSite);

#[derive(MergedObject, Default)]
struct OfApiClients(
    api_client::create::CreateApiClient,
    api_client::edit::EditApiClient,
    api_client::rotate_key::RotateApiClientKey,
    api_client::revoke::RevokeApiClient,
);
