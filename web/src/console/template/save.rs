//! What changes, makes and removes a template.

use cynic::{Id, MutationBuilder};

use super::draft::Draft;
use super::query::Template;
use super::source::{TemplatePartialInput, TemplateTextInput};
use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    Name,
    /// It says more than a template may.
    TooLarge,
    /// A partial or a word is there twice.
    Doubles,
    /// Configurations follow it.
    Used,
    /// Somebody else changed it: as it is now.
    Conflict(Box<Template>),
    /// It is gone, or something that this page does not expect.
    Outdated,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// Writes a new draft of the version that is `now`.
pub(super) async fn edit(now: &Template, draft: Draft) -> Result<Id, Refusal> {
    if draft.source.has_doubles() {
        return Err(Refusal::Doubles);
    }
    let input = EditTemplateInput {
        id: now.id.clone(),
        expected_version: now.version,
        name: draft.name,
        partials: draft.source.told_partials(),
        texts: draft.source.told_texts(),
        html: draft.source.html,
    };
    let payload = send(Edit::build(EditVariables { input })).await?.data.edit_template;
    match payload.user_errors.first().map(|it| it.code) {
        None => Ok(now.id.clone()),
        Some(EditTemplateErrorCode::InvalidName) => Err(Refusal::Name),
        Some(EditTemplateErrorCode::TooLarge) => Err(Refusal::TooLarge),
        Some(EditTemplateErrorCode::VersionConflict) => Err(match payload.template {
            Some(now) => Refusal::Conflict(Box::new(now)),
            None => Refusal::Outdated,
        }),
        Some(EditTemplateErrorCode::Other) => Err(Refusal::Outdated),
    }
}

/// Makes one with its first draft; a repeated request with the same key makes none.
pub(super) async fn create(draft: Draft, key: String) -> Result<Id, Refusal> {
    if draft.source.has_doubles() {
        return Err(Refusal::Doubles);
    }
    let input = CreateTemplateInput {
        idempotency_key: key,
        name: draft.name,
        partials: draft.source.told_partials(),
        texts: draft.source.told_texts(),
        html: draft.source.html,
    };
    let payload = send(Create::build(CreateVariables { input }))
        .await?
        .data
        .create_template;
    match payload.user_errors.first().map(|it| it.code) {
        None => payload.template.map(|it| it.id).ok_or(Refusal::Outdated),
        Some(CreateTemplateErrorCode::InvalidName) => Err(Refusal::Name),
        Some(CreateTemplateErrorCode::TooLarge) => Err(Refusal::TooLarge),
        Some(CreateTemplateErrorCode::Other) => Err(Refusal::Outdated),
    }
}

/// Removes the version that was seen.
pub(super) async fn delete(template: &Template) -> Result<(), Refusal> {
    let operation = Delete::build(DeleteVariables {
        id: template.id.clone(),
        version: template.version,
    });
    let payload = send(operation).await?.data.delete_template;
    match payload.user_errors.first().map(|it| it.code) {
        None => Ok(()),
        Some(DeleteTemplateErrorCode::Used) => Err(Refusal::Used),
        Some(DeleteTemplateErrorCode::Other) => Err(Refusal::Outdated),
    }
}

#[derive(cynic::InputObject)]
struct EditTemplateInput {
    id: Id,
    expected_version: i32,
    name: String,
    html: String,
    partials: Vec<TemplatePartialInput>,
    texts: Vec<TemplateTextInput>,
}

#[derive(cynic::QueryVariables)]
struct EditVariables {
    input: EditTemplateInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EditVariables")]
struct Edit {
    #[arguments(input: $input)]
    edit_template: EditTemplatePayload,
}

#[derive(cynic::QueryFragment)]
struct EditTemplatePayload {
    template: Option<Template>,
    user_errors: Vec<EditTemplateError>,
}

#[derive(cynic::QueryFragment)]
struct EditTemplateError {
    code: EditTemplateErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum EditTemplateErrorCode {
    InvalidName,
    TooLarge,
    VersionConflict,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::InputObject)]
struct CreateTemplateInput {
    idempotency_key: String,
    name: String,
    html: String,
    partials: Vec<TemplatePartialInput>,
    texts: Vec<TemplateTextInput>,
}

#[derive(cynic::QueryVariables)]
struct CreateVariables {
    input: CreateTemplateInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CreateVariables")]
struct Create {
    #[arguments(input: $input)]
    create_template: CreateTemplatePayload,
}

#[derive(cynic::QueryFragment)]
struct CreateTemplatePayload {
    template: Option<Made>,
    user_errors: Vec<CreateTemplateError>,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Template")]
struct Made {
    id: Id,
}

#[derive(cynic::QueryFragment)]
struct CreateTemplateError {
    code: CreateTemplateErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum CreateTemplateErrorCode {
    InvalidName,
    TooLarge,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryVariables)]
struct DeleteVariables {
    id: Id,
    version: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "DeleteVariables")]
struct Delete {
    #[arguments(input: { id: $id, expectedVersion: $version })]
    delete_template: DeleteTemplatePayload,
}

#[derive(cynic::QueryFragment)]
struct DeleteTemplatePayload {
    user_errors: Vec<DeleteTemplateError>,
}

#[derive(cynic::QueryFragment)]
struct DeleteTemplateError {
    code: DeleteTemplateErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum DeleteTemplateErrorCode {
    Used,
    #[cynic(fallback)]
    Other,
}
