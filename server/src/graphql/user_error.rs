//! Expected refusals, as data in a mutation's payload.

use async_graphql::{OutputType, SimpleObject};

use super::mutation::api_client::create::CreateApiClientErrorCode;
use super::mutation::api_client::edit::EditApiClientErrorCode;
use super::mutation::api_client::revoke::RevokeApiClientErrorCode;
use super::mutation::api_client::rotate_key::RotateApiClientKeyErrorCode;
use super::mutation::asset::delete::DeleteAssetErrorCode;
use super::mutation::asset::edit::EditAssetErrorCode;
use super::mutation::audit_trail::verify::VerifyAuditTrailErrorCode;
use super::mutation::catalog::course::{CreateCourseErrorCode, EditCourseErrorCode};
use super::mutation::catalog::course_run::{CreateCourseRunErrorCode, EditCourseRunErrorCode};
use super::mutation::catalog::organization::{CreateOrganizationErrorCode, EditOrganizationErrorCode};
use super::mutation::catalog::pathway::{CreatePathwayErrorCode, EditPathwayErrorCode};
use super::mutation::catalog::program::{CreateProgramErrorCode, EditProgramErrorCode};
use super::mutation::catalog::sync::SyncCatalogErrorCode;
use super::mutation::completion_mail::create::CreateCompletionMailErrorCode;
use super::mutation::completion_mail::delete::DeleteCompletionMailErrorCode;
use super::mutation::completion_mail::edit::EditCompletionMailErrorCode;
use super::mutation::completion_mail::preview::PreviewCompletionMailErrorCode;
use super::mutation::completion_mail::test::TestCompletionMailErrorCode;
use super::mutation::configuration::activate::ActivateConfigurationErrorCode;
use super::mutation::configuration::create::CreateConfigurationErrorCode;
use super::mutation::configuration::deactivate::DeactivateConfigurationErrorCode;
use super::mutation::configuration::edit::EditConfigurationErrorCode;
use super::mutation::credential::award::AwardCredentialErrorCode;
use super::mutation::credential::award_many::AwardCredentialsErrorCode;
use super::mutation::credential::refresh::RefreshCredentialErrorCode;
use super::mutation::credential::revoke::RevokeCredentialErrorCode;
use super::mutation::credential::revoke_many::RevokeCredentialsErrorCode;
use super::mutation::credential::set_visibility::SetCredentialVisibilityErrorCode;
use super::mutation::event::drop::DropEventErrorCode;
use super::mutation::event::retry::RetryEventErrorCode;
use super::mutation::grade::record_many::RecordGradesErrorCode;
use super::mutation::outgoing_mail::drop::DropOutgoingMailErrorCode;
use super::mutation::outgoing_mail::retry::RetryOutgoingMailErrorCode;
use super::mutation::reconciliation::ignore::IgnoreDifferencesErrorCode;
use super::mutation::reconciliation::repair::RepairDifferencesErrorCode;
use super::mutation::reconciliation::set_schedule::SetReconciliationScheduleErrorCode;
use super::mutation::reconciliation::start::StartReconciliationErrorCode;
use super::mutation::record_send::edit::EditRecordSendErrorCode;
use super::mutation::record_send::send::SendRecordErrorCode;
use super::mutation::record_share::edit::EditRecordShareErrorCode;
use super::mutation::record_share::revoke::RevokeRecordShareErrorCode;
use super::mutation::record_share::share::ShareRecordErrorCode;
use super::mutation::role::grant::GrantRoleErrorCode;
use super::mutation::role::revoke::RevokeRoleErrorCode;
use super::mutation::signatory::create::CreateSignatoryErrorCode;
use super::mutation::signatory::delete::DeleteSignatoryErrorCode;
use super::mutation::signatory::edit::EditSignatoryErrorCode;
use super::mutation::site::create::CreateSiteErrorCode;
use super::mutation::site::edit::EditSiteErrorCode;
use super::mutation::template::check::CheckTemplateErrorCode;
use super::mutation::template::create::CreateTemplateErrorCode;
use super::mutation::template::delete::DeleteTemplateErrorCode;
use super::mutation::template::edit::EditTemplateErrorCode;
use super::mutation::template::preview::PreviewCertificateErrorCode;
use super::mutation::template::publish::PublishTemplateErrorCode;
use super::mutation::user::replace_many::ReplaceUsernamesErrorCode;
use super::mutation::user::retire::RetireUserErrorCode;

/// Why the request, or a part of it, was refused. Nothing was stored for the refused part.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(concrete(name = "AwardCredentialError", params(AwardCredentialErrorCode)))]
#[graphql(concrete(name = "AwardCredentialsError", params(AwardCredentialsErrorCode)))]
#[graphql(concrete(name = "RevokeCredentialError", params(RevokeCredentialErrorCode)))]
#[graphql(concrete(name = "RevokeCredentialsError", params(RevokeCredentialsErrorCode)))]
#[graphql(concrete(name = "SetCredentialVisibilityError", params(SetCredentialVisibilityErrorCode)))]
#[graphql(concrete(name = "RecordGradesError", params(RecordGradesErrorCode)))]
#[graphql(concrete(name = "SendRecordError", params(SendRecordErrorCode)))]
#[graphql(concrete(name = "EditRecordSendError", params(EditRecordSendErrorCode)))]
#[graphql(concrete(name = "ShareRecordError", params(ShareRecordErrorCode)))]
#[graphql(concrete(name = "EditRecordShareError", params(EditRecordShareErrorCode)))]
#[graphql(concrete(name = "RevokeRecordShareError", params(RevokeRecordShareErrorCode)))]
#[graphql(concrete(name = "CreateConfigurationError", params(CreateConfigurationErrorCode)))]
#[graphql(concrete(name = "EditConfigurationError", params(EditConfigurationErrorCode)))]
#[graphql(concrete(name = "ActivateConfigurationError", params(ActivateConfigurationErrorCode)))]
#[graphql(concrete(name = "DeactivateConfigurationError", params(DeactivateConfigurationErrorCode)))]
#[graphql(concrete(name = "CreateSignatoryError", params(CreateSignatoryErrorCode)))]
#[graphql(concrete(name = "EditSignatoryError", params(EditSignatoryErrorCode)))]
#[graphql(concrete(name = "DeleteSignatoryError", params(DeleteSignatoryErrorCode)))]
#[graphql(concrete(name = "DeleteAssetError", params(DeleteAssetErrorCode)))]
#[graphql(concrete(name = "EditAssetError", params(EditAssetErrorCode)))]
#[graphql(concrete(name = "CreateCompletionMailError", params(CreateCompletionMailErrorCode)))]
#[graphql(concrete(name = "DeleteCompletionMailError", params(DeleteCompletionMailErrorCode)))]
#[graphql(concrete(name = "EditCompletionMailError", params(EditCompletionMailErrorCode)))]
#[graphql(concrete(name = "PreviewCompletionMailError", params(PreviewCompletionMailErrorCode)))]
#[graphql(concrete(name = "TestCompletionMailError", params(TestCompletionMailErrorCode)))]
#[graphql(concrete(name = "DropOutgoingMailError", params(DropOutgoingMailErrorCode)))]
#[graphql(concrete(name = "RetryOutgoingMailError", params(RetryOutgoingMailErrorCode)))]
#[graphql(concrete(name = "VerifyAuditTrailError", params(VerifyAuditTrailErrorCode)))]
#[graphql(concrete(name = "CreateSiteError", params(CreateSiteErrorCode)))]
#[graphql(concrete(name = "EditSiteError", params(EditSiteErrorCode)))]
#[graphql(concrete(name = "SyncCatalogError", params(SyncCatalogErrorCode)))]
#[graphql(concrete(name = "CreateOrganizationError", params(CreateOrganizationErrorCode)))]
#[graphql(concrete(name = "EditOrganizationError", params(EditOrganizationErrorCode)))]
#[graphql(concrete(name = "CreateCourseError", params(CreateCourseErrorCode)))]
#[graphql(concrete(name = "EditCourseError", params(EditCourseErrorCode)))]
#[graphql(concrete(name = "CreateCourseRunError", params(CreateCourseRunErrorCode)))]
#[graphql(concrete(name = "EditCourseRunError", params(EditCourseRunErrorCode)))]
#[graphql(concrete(name = "CreateProgramError", params(CreateProgramErrorCode)))]
#[graphql(concrete(name = "EditProgramError", params(EditProgramErrorCode)))]
#[graphql(concrete(name = "CreatePathwayError", params(CreatePathwayErrorCode)))]
#[graphql(concrete(name = "EditPathwayError", params(EditPathwayErrorCode)))]
#[graphql(concrete(name = "CheckTemplateError", params(CheckTemplateErrorCode)))]
#[graphql(concrete(name = "CreateTemplateError", params(CreateTemplateErrorCode)))]
#[graphql(concrete(name = "DeleteTemplateError", params(DeleteTemplateErrorCode)))]
#[graphql(concrete(name = "EditTemplateError", params(EditTemplateErrorCode)))]
#[graphql(concrete(name = "PreviewCertificateError", params(PreviewCertificateErrorCode)))]
#[graphql(concrete(name = "PublishTemplateError", params(PublishTemplateErrorCode)))]
#[graphql(concrete(name = "RefreshCredentialError", params(RefreshCredentialErrorCode)))]
#[graphql(concrete(name = "ReplaceUsernamesError", params(ReplaceUsernamesErrorCode)))]
#[graphql(concrete(name = "RetireUserError", params(RetireUserErrorCode)))]
#[graphql(concrete(name = "CreateApiClientError", params(CreateApiClientErrorCode)))]
#[graphql(concrete(name = "EditApiClientError", params(EditApiClientErrorCode)))]
#[graphql(concrete(name = "RotateApiClientKeyError", params(RotateApiClientKeyErrorCode)))]
#[graphql(concrete(name = "RevokeApiClientError", params(RevokeApiClientErrorCode)))]
#[graphql(concrete(name = "GrantRoleError", params(GrantRoleErrorCode)))]
#[graphql(concrete(name = "RevokeRoleError", params(RevokeRoleErrorCode)))]
#[graphql(concrete(name = "RetryEventError", params(RetryEventErrorCode)))]
#[graphql(concrete(name = "DropEventError", params(DropEventErrorCode)))]
#[graphql(concrete(name = "StartReconciliationError", params(StartReconciliationErrorCode)))]
#[graphql(concrete(name = "RepairDifferencesError", params(RepairDifferencesErrorCode)))]
#[graphql(concrete(name = "IgnoreDifferencesError", params(IgnoreDifferencesErrorCode)))]
#[graphql(concrete(name = "SetReconciliationScheduleError", params(SetReconciliationScheduleErrorCode)))]
pub(super) struct UserError<C: OutputType> {
    /// What is wrong, for programs.
    pub(super) code: C,
    /// What is wrong, for people. In English; may change.
    pub(super) message: String,
    /// Where in the arguments it is wrong, outermost first, such as `["input", "username"]`.
    pub(super) path: Vec<String>,
}

impl<C: OutputType> UserError<C> {
    /// An error at a place below `input`.
    pub(super) fn at(
        code: C,
        message: impl std::fmt::Display,
        path: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let path = std::iter::once("input".to_owned())
            .chain(path.into_iter().map(Into::into))
            .collect();
        Self {
            code,
            message: message.to_string(),
            path,
        }
    }
}
