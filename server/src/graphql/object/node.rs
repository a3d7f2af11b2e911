//! Everything that has an id.

use async_graphql::{ID, Interface};

use super::api_client::ApiClient;
use super::asset::Asset;
use super::catalog_sync::CatalogSync;
use super::completion_mail::CompletionMail;
use super::configuration::CredentialConfiguration;
use super::course::Course;
use super::course_run::CourseRun;
use super::credential::Credential;
use super::organization::Organization;
use super::outgoing_mail::OutgoingMail;
use super::pathway::Pathway;
use super::program::Program;
use super::reconciliation::Reconciliation;
use super::reconciliation_difference::ReconciliationDifference;
use super::record_send::RecordSend;
use super::record_share::RecordShare;
use super::role_assignment::RoleAssignment;
use super::signatory::Signatory;
use super::site::Site;
use super::template::Template;
use super::viewer::Viewer;

/// An object with an id of this API.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "ID", desc = "Opaque id."))]
pub(in crate::graphql) enum Node {
    Credential(Credential),
    CredentialConfiguration(CredentialConfiguration),
    Program(Program),
    Site(Site),
    CourseRun(CourseRun),
    Signatory(Signatory),
    Organization(Organization),
    Course(Course),
    Pathway(Pathway),
    CatalogSync(CatalogSync),
    Asset(Asset),
    Template(Template),
    Viewer(Viewer),
    RecordShare(RecordShare),
    RecordSend(RecordSend),
    CompletionMail(CompletionMail),
    OutgoingMail(OutgoingMail),
    ApiClient(ApiClient),
    RoleAssignment(RoleAssignment),
    Reconciliation(Reconciliation),
    ReconciliationDifference(ReconciliationDifference),
}
