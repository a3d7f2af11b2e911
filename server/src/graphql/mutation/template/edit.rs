//! `editTemplate`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use super::{TemplatePartialInput, TemplateTextInput, partials, texts};
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::template_id;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::object::template::Template;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::template::{Changed, RawSource, TemplateEdit, TemplateError};

/// Changes of a template. What is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditTemplateInput {
    /// The template.
    id: ID,
    /// Change it only if it has this version.
    expected_version: Option<i32>,
    /// What staff call it: 1 to 255 characters.
    name: Option<String>,
    /// The template: HTML with places to fill in, at most 64 KiB.
    html: Option<String>,
    /// Parts that it includes, at most 20, which take the place of those before.
    partials: Option<Vec<TemplatePartialInput>>,
    /// Words of its own, which take the place of those before.
    texts: Option<Vec<TemplateTextInput>>,
}

/// What became of the changes of a template.
#[derive(SimpleObject)]
pub(in crate::graphql) struct EditTemplatePayload {
    /// The template as it is now; null where there is none.
    template: Option<Template>,
    /// `UPDATED`, `UNCHANGED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<EditTemplateErrorCode>>,
}

/// Why a template was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum EditTemplateErrorCode {
    /// There is no such template.
    NotFound,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The template has another version than the expected one.
    VersionConflict,
    /// The name is blank, too long, or has control characters.
    InvalidName,
    /// It says more than a template may.
    TooLarge,
}

#[derive(Default)]
pub(in crate::graphql) struct EditTemplate;

#[Object]
impl EditTemplate {
    /// Change a template: another name, or a new draft, which takes effect when it is published. Repeating the request changes nothing.
    /// Staff only.
    async fn edit_template(
        &self,
        ctx: &Context<'_>,
        input: EditTemplateInput,
    ) -> async_graphql::Result<EditTemplatePayload> {
        use EditTemplateErrorCode as Code;
        let edit = TemplateEdit {
            id: template_id(&input.id)?,
            expected_version: input.expected_version,
            name: input.name,
            source: RawSource {
                html: input.html,
                partials: input.partials.map(partials),
                texts: input.texts.map(texts),
            },
        };
        let error = match service::template::edit(ctx.here()?, edit).await {
            Ok(Changed { is_changed, template }) => {
                return Ok(EditTemplatePayload {
                    template: Some(Template(template)),
                    outcome: ChangeOutcome::of_edit(is_changed),
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
            TemplateError::InvalidVersion => (Code::InvalidExpectedVersion, "expectedVersion", None),
            TemplateError::Stale(it) => (Code::VersionConflict, "expectedVersion", Some(*it)),
            TemplateError::Name => (Code::InvalidName, "name", None),
            TemplateError::TooLarge => (Code::TooLarge, "html", None),
            TemplateError::Used | TemplateError::Idempotency(_) => return Err(error::impossible(&message)),
        };
        Ok(EditTemplatePayload {
            template: template.map(Template),
            outcome: ChangeOutcome::Refused,
            user_errors: vec![UserError::at(code, message, [field])],
        })
    }
}
