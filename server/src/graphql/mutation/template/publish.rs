//! `publishTemplate`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::template_id;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::object::template::Template;
use crate::graphql::object::template_problem::place;
use crate::graphql::user_error::UserError;
use crate::render::problem::ProblemKind;
use crate::service;
use crate::service::template::{Changed, PublishTemplateError, TemplateError};

/// A template to publish.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct PublishTemplateInput {
    /// The template.
    id: ID,
    /// Publish it only if it has this version.
    expected_version: Option<i32>,
}

/// What became of a template to publish.
#[derive(SimpleObject)]
pub(in crate::graphql) struct PublishTemplatePayload {
    /// The template as it is now; null where there is none.
    template: Option<Template>,
    /// `UPDATED`, `UNCHANGED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<PublishTemplateErrorCode>>,
}

/// Why a template was not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum PublishTemplateErrorCode {
    /// There is no such template.
    NotFound,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The template has another version than the expected one.
    VersionConflict,
    /// The newest version was not checked: call `checkTemplate` first.
    NotChecked,
    /// It cannot be read.
    InvalidSyntax,
    /// It uses a part of the template language that certificates have no use for.
    StatementNotAllowed,
    /// It cannot be filled with one of the trial certificates: an unknown variable, a value that may be missing, too much work.
    NotFilled,
    /// It has an element that is not on the list.
    ElementNotAllowed,
    /// It has an attribute that is not on the list.
    AttributeNotAllowed,
    /// It leads or reaches elsewhere in a way that is not allowed.
    ExternalReference,
    /// It has a style that is not on the list.
    StyleNotAllowed,
    /// A picture has no text for those who do not see it.
    AltTextMissing,
    /// It names a picture that the site does not have.
    PictureMissing,
    /// It does not print the recipient's name.
    RecipientMissing,
    /// It begins another page.
    PageOverflow,
    /// It is too large, or becomes so when it is filled.
    TooLarge,
    /// Its elements stand too deep in each other, or one has too many attributes.
    TooComplex,
}

fn code(kind: ProblemKind) -> PublishTemplateErrorCode {
    use PublishTemplateErrorCode as Code;
    match kind {
        ProblemKind::Syntax => Code::InvalidSyntax,
        ProblemKind::StatementNotAllowed => Code::StatementNotAllowed,
        ProblemKind::NotFilled => Code::NotFilled,
        ProblemKind::ElementNotAllowed => Code::ElementNotAllowed,
        ProblemKind::AttributeNotAllowed => Code::AttributeNotAllowed,
        ProblemKind::ExternalReference => Code::ExternalReference,
        ProblemKind::StyleNotAllowed => Code::StyleNotAllowed,
        ProblemKind::AltTextMissing => Code::AltTextMissing,
        ProblemKind::PictureMissing => Code::PictureMissing,
        ProblemKind::RecipientMissing => Code::RecipientMissing,
        ProblemKind::PageOverflow => Code::PageOverflow,
        // Both show by measuring alone, which is a part of the check.
        ProblemKind::TooWide | ProblemKind::TextCutOff => Code::NotChecked,
        ProblemKind::TooLarge => Code::TooLarge,
        ProblemKind::TooComplex => Code::TooComplex,
    }
}

#[derive(Default)]
pub(in crate::graphql) struct PublishTemplate;

#[Object]
impl PublishTemplate {
    /// Publish the newest version of a template, for certificates that are awarded from now on. It must have been checked
    /// (`checkTemplate`); what the service can tell without measuring it tells again, and refuses it with all reasons. Repeating the request
    /// changes nothing. Staff only.
    async fn publish_template(
        &self,
        ctx: &Context<'_>,
        input: PublishTemplateInput,
    ) -> async_graphql::Result<PublishTemplatePayload> {
        use PublishTemplateErrorCode as Code;
        let PublishTemplateInput { id, expected_version } = input;
        let error = match service::template::publish(ctx.here()?, template_id(&id)?, expected_version).await {
            Ok(Changed { is_changed, template }) => {
                return Ok(PublishTemplatePayload {
                    template: Some(Template(template)),
                    outcome: ChangeOutcome::of_edit(is_changed),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let one = |code, field: &str| vec![UserError::at(code, &message, [field])];
        let (user_errors, template) = match error {
            PublishTemplateError::Fault(fault) | PublishTemplateError::Template(TemplateError::Fault(fault)) => {
                return Err(error::fault(fault));
            }
            PublishTemplateError::NotChecked(template) => (one(Code::NotChecked, "id"), Some(*template)),
            PublishTemplateError::Problems(template, problems) => {
                let errors = problems
                    .iter()
                    .map(|it| UserError::at(code(it.kind), format!("{}{}", it.message, place(it)), ["id"]));
                (errors.collect(), Some(*template))
            }
            PublishTemplateError::Template(TemplateError::Denied(denied)) => return Err(error::denied(denied)),
            PublishTemplateError::Template(TemplateError::NotFound) => (one(Code::NotFound, "id"), None),
            PublishTemplateError::Template(TemplateError::InvalidVersion) => {
                (one(Code::InvalidExpectedVersion, "expectedVersion"), None)
            }
            PublishTemplateError::Template(TemplateError::Stale(it)) => {
                (one(Code::VersionConflict, "expectedVersion"), Some(*it))
            }
            PublishTemplateError::Template(
                TemplateError::Name | TemplateError::TooLarge | TemplateError::Used | TemplateError::Idempotency(_),
            ) => return Err(error::impossible(&message)),
        };
        Ok(PublishTemplatePayload {
            template: template.map(Template),
            outcome: ChangeOutcome::Refused,
            user_errors,
        })
    }
}
