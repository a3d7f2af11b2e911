//! `deleteTemplate`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::template_id;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::object::template::Template;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::template::TemplateError;

/// A template to remove.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct DeleteTemplateInput {
    /// The template.
    id: ID,
    /// Remove it only if it has this version.
    expected_version: Option<i32>,
}

/// What became of a template to remove.
#[derive(SimpleObject)]
pub(in crate::graphql) struct DeleteTemplatePayload {
    /// The template, as it was if it was removed; null where there is none.
    template: Option<Template>,
    /// `DELETED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<DeleteTemplateErrorCode>>,
}

/// Why a template was not removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum DeleteTemplateErrorCode {
    /// There is no such template.
    NotFound,
    /// A configuration follows it.
    Used,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The template has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct DeleteTemplate;

#[Object]
impl DeleteTemplate {
    /// Remove a template that no configuration follows. Certificates that were awarded with it look as before. Staff only.
    async fn delete_template(
        &self,
        ctx: &Context<'_>,
        input: DeleteTemplateInput,
    ) -> async_graphql::Result<DeleteTemplatePayload> {
        use DeleteTemplateErrorCode as Code;
        let DeleteTemplateInput { id, expected_version } = input;
        let error = match service::template::delete(ctx.here()?, template_id(&id)?, expected_version).await {
            Ok(gone) => {
                return Ok(DeleteTemplatePayload {
                    template: Some(Template(gone)),
                    outcome: ChangeOutcome::Deleted,
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, field, template) = match error {
            TemplateError::Denied(denied) => return Err(error::denied(denied)),
            TemplateError::Fault(fault) => return Err(error::fault(fault)),
            TemplateError::NotFound => (Code::NotFound, "id", None),
            TemplateError::Used => (Code::Used, "id", None),
            TemplateError::InvalidVersion => (Code::InvalidExpectedVersion, "expectedVersion", None),
            TemplateError::Stale(it) => (Code::VersionConflict, "expectedVersion", Some(*it)),
            TemplateError::Name | TemplateError::TooLarge | TemplateError::Idempotency(_) => {
                return Err(error::impossible(&message));
            }
        };
        Ok(DeleteTemplatePayload {
            template: template.map(Template),
            outcome: ChangeOutcome::Refused,
            user_errors: vec![UserError::at(code, message, [field])],
        })
    }
}
