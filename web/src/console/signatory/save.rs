//! What changes, makes and removes a signatory.

use cynic::{Id, MutationBuilder};

use super::draft::Draft;
use super::query::Signatory;
use crate::api::error::ApiError;
use crate::api::schema;
use crate::api::transport::send;

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    Name,
    Title,
    Organization,
    /// The picture is gone.
    Image,
    /// Configurations name the signatory.
    Used,
    /// Somebody else changed it: as it is now.
    Conflict(Box<Signatory>),
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

/// Changes the version that is `now`.
pub(super) async fn edit(now: &Signatory, draft: Draft) -> Result<(), Refusal> {
    let input = EditSignatoryInput {
        id: now.id.clone(),
        expected_version: now.version,
        name: draft.name,
        title: draft.title,
        organization_name: some(draft.organization),
        image: some(draft.image).map(Id::new),
    };
    let payload = send(Edit::build(EditVariables { input })).await?.data.edit_signatory;
    match payload.user_errors.first().map(|it| it.code) {
        None => Ok(()),
        Some(EditSignatoryErrorCode::InvalidName) => Err(Refusal::Name),
        Some(EditSignatoryErrorCode::InvalidTitle) => Err(Refusal::Title),
        Some(EditSignatoryErrorCode::InvalidOrganizationName) => Err(Refusal::Organization),
        Some(EditSignatoryErrorCode::ImageNotFound) => Err(Refusal::Image),
        Some(EditSignatoryErrorCode::VersionConflict) => Err(match payload.signatory {
            Some(now) => Refusal::Conflict(Box::new(now)),
            None => Refusal::Outdated,
        }),
        Some(EditSignatoryErrorCode::Other) => Err(Refusal::Outdated),
    }
}

/// Makes one; a repeated request with the same key makes none.
pub(super) async fn create(draft: Draft, key: String) -> Result<(), Refusal> {
    let input = CreateSignatoryInput {
        idempotency_key: key,
        name: draft.name,
        title: draft.title,
        organization_name: some(draft.organization),
        image: some(draft.image).map(Id::new),
    };
    let payload = send(Create::build(CreateVariables { input }))
        .await?
        .data
        .create_signatory;
    match payload.user_errors.first().map(|it| it.code) {
        None => Ok(()),
        Some(CreateSignatoryErrorCode::InvalidName) => Err(Refusal::Name),
        Some(CreateSignatoryErrorCode::InvalidTitle) => Err(Refusal::Title),
        Some(CreateSignatoryErrorCode::InvalidOrganizationName) => Err(Refusal::Organization),
        Some(CreateSignatoryErrorCode::ImageNotFound) => Err(Refusal::Image),
        Some(CreateSignatoryErrorCode::Other) => Err(Refusal::Outdated),
    }
}

/// Removes the version that was seen.
pub(super) async fn delete(signatory: &Signatory) -> Result<(), Refusal> {
    let operation = Delete::build(DeleteVariables {
        id: signatory.id.clone(),
        version: signatory.version,
    });
    let payload = send(operation).await?.data.delete_signatory;
    match payload.user_errors.first().map(|it| it.code) {
        None => Ok(()),
        Some(DeleteSignatoryErrorCode::Used) => Err(Refusal::Used),
        Some(DeleteSignatoryErrorCode::Other) => Err(Refusal::Outdated),
    }
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// What is none is taken away.
#[derive(cynic::InputObject)]
struct EditSignatoryInput {
    id: Id,
    expected_version: i32,
    name: String,
    title: String,
    organization_name: Option<String>,
    image: Option<Id>,
}

#[derive(cynic::QueryVariables)]
struct EditVariables {
    input: EditSignatoryInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EditVariables")]
struct Edit {
    #[arguments(input: $input)]
    edit_signatory: EditSignatoryPayload,
}

#[derive(cynic::QueryFragment)]
struct EditSignatoryPayload {
    signatory: Option<Signatory>,
    user_errors: Vec<EditSignatoryError>,
}

#[derive(cynic::QueryFragment)]
struct EditSignatoryError {
    code: EditSignatoryErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum EditSignatoryErrorCode {
    ImageNotFound,
    InvalidName,
    InvalidOrganizationName,
    InvalidTitle,
    VersionConflict,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::InputObject)]
struct CreateSignatoryInput {
    idempotency_key: String,
    name: String,
    title: String,
    organization_name: Option<String>,
    image: Option<Id>,
}

#[derive(cynic::QueryVariables)]
struct CreateVariables {
    input: CreateSignatoryInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CreateVariables")]
struct Create {
    #[arguments(input: $input)]
    create_signatory: CreateSignatoryPayload,
}

#[derive(cynic::QueryFragment)]
struct CreateSignatoryPayload {
    user_errors: Vec<CreateSignatoryError>,
}

#[derive(cynic::QueryFragment)]
struct CreateSignatoryError {
    code: CreateSignatoryErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum CreateSignatoryErrorCode {
    ImageNotFound,
    InvalidName,
    InvalidOrganizationName,
    InvalidTitle,
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
    delete_signatory: DeleteSignatoryPayload,
}

#[derive(cynic::QueryFragment)]
struct DeleteSignatoryPayload {
    user_errors: Vec<DeleteSignatoryError>,
}

#[derive(cynic::QueryFragment)]
struct DeleteSignatoryError {
    code: DeleteSignatoryErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum DeleteSignatoryErrorCode {
    Used,
    #[cynic(fallback)]
    Other,
}
