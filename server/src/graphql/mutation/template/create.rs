//! `createTemplate`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use super::{TemplatePartialInput, TemplateTextInput, partials, texts};
use crate::domain::idempotency::IdempotencyError;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::object::template::Template;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::template::{NewTemplate, RawSource, TemplateError};

/// A template to make. Its first version is a draft.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CreateTemplateInput {
    /// What staff call it: 1 to 255 characters.
    name: String,
    /// The template: HTML with places to fill in, at most 64 KiB.
    html: String,
    /// Parts that it includes, at most 20.
    partials: Option<Vec<TemplatePartialInput>>,
    /// Words of its own.
    texts: Option<Vec<TemplateTextInput>>,
    /// Makes a repeated request answer with the template that the first one made, for 7 days: a text of at most 255 characters that the
    /// caller chooses for each request.
    idempotency_key: Option<String>,
}

/// What became of a template to make.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CreateTemplatePayload {
    /// The template; null where it was refused.
    template: Option<Template>,
    /// `CREATED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<CreateTemplateErrorCode>>,
}

/// Why a template was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum CreateTemplateErrorCode {
    /// The name is blank, too long, or has control characters.
    InvalidName,
    /// It says more than a template may.
    TooLarge,
    /// The idempotency key is empty, too long, has control characters, or a space at either end.
    InvalidIdempotencyKey,
    /// The idempotency key was used for a different request.
    IdempotencyMismatch,
    /// The template that this idempotency key made was removed since.
    NotFound,
}

#[derive(Default)]
pub(in crate::graphql) struct CreateTemplate;

#[Object]
impl CreateTemplate {
    /// Make a template with a first draft, which may still be wrong. Preview it, have it checked, and publish it when it passes. Staff only.
    async fn create_template(
        &self,
        ctx: &Context<'_>,
        input: CreateTemplateInput,
    ) -> async_graphql::Result<CreateTemplatePayload> {
        use CreateTemplateErrorCode as Code;
        let new = NewTemplate {
            name: input.name,
            source: RawSource {
                html: Some(input.html),
                partials: input.partials.map(partials),
                texts: input.texts.map(texts),
            },
            idempotency_key: input.idempotency_key,
        };
        let error = match service::template::create(ctx.here()?, new).await {
            Ok(made) => {
                return Ok(CreateTemplatePayload {
                    template: Some(Template(made.template)),
                    outcome: ChangeOutcome::Created,
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, field) = match error {
            TemplateError::Denied(denied) => return Err(error::denied(denied)),
            TemplateError::Fault(fault) => return Err(error::fault(fault)),
            TemplateError::Name => (Code::InvalidName, "name"),
            TemplateError::TooLarge => (Code::TooLarge, "html"),
            TemplateError::Idempotency(IdempotencyError::InvalidKey) => (Code::InvalidIdempotencyKey, "idempotencyKey"),
            TemplateError::Idempotency(IdempotencyError::Mismatch) => (Code::IdempotencyMismatch, "idempotencyKey"),
            TemplateError::NotFound => (Code::NotFound, "idempotencyKey"),
            TemplateError::Used | TemplateError::InvalidVersion | TemplateError::Stale(_) => {
                return Err(error::impossible(&message));
            }
        };
        Ok(CreateTemplatePayload {
            template: None,
            outcome: ChangeOutcome::Refused,
            user_errors: vec![UserError::at(code, message, [field])],
        })
    }
}
