//! What makes a client, changes it, gives it another key, and revokes it.

use cynic::{Id, MutationBuilder};

use super::query::ApiClient;
use super::scope::ApiScope;
use crate::api::error::ApiError;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::api::transport::send;

/// What a client is to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Wanted {
    pub(super) name: String,
    pub(super) scopes: Vec<ApiScope>,
    pub(super) expires_at: Option<Instant>,
}

/// A client whose key was just told.
#[derive(Clone, PartialEq)]
pub(super) struct Keyed {
    pub(super) client: ApiClient,
    pub(super) key: String,
}

/// Why nothing was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Refusal {
    Name,
    NameTaken,
    Scopes,
    ExpiresAt,
    /// There are as many as may be.
    TooMany,
    /// It was made, and the answer that told its key got lost.
    KeyLost,
    /// It was changed elsewhere, or is gone.
    Outdated,
    /// The name was not spelled out.
    NotSpelledOut,
    /// No answer that could be used.
    Failed(ApiError),
}

impl From<ApiError> for Refusal {
    fn from(error: ApiError) -> Self {
        Self::Failed(error)
    }
}

/// Makes one; a repeated request with the same key makes none.
pub(super) async fn create(wanted: Wanted, idempotency_key: String) -> Result<Keyed, Refusal> {
    let input = CreateApiClientInput {
        name: wanted.name,
        scopes: wanted.scopes,
        expires_at: wanted.expires_at,
        idempotency_key,
    };
    let payload = send(Create::build(CreateVariables { input }))
        .await?
        .data
        .create_api_client;
    let code = payload.user_errors.first().map(|it| it.code);
    match (payload.api_client, payload.key) {
        (Some(client), Some(key)) => Ok(Keyed { client, key }),
        _ => Err(match code {
            Some(CreateApiClientErrorCode::InvalidName) => Refusal::Name,
            Some(CreateApiClientErrorCode::NameTaken) => Refusal::NameTaken,
            Some(CreateApiClientErrorCode::InvalidScopes) => Refusal::Scopes,
            Some(CreateApiClientErrorCode::InvalidExpiresAt) => Refusal::ExpiresAt,
            Some(CreateApiClientErrorCode::TooManyApiClients) => Refusal::TooMany,
            Some(CreateApiClientErrorCode::KeyAlreadyShown) => Refusal::KeyLost,
            Some(CreateApiClientErrorCode::Other) | None => Refusal::Outdated,
        }),
    }
}

/// Changes the version that was seen.
pub(super) async fn edit(seen: &ApiClient, wanted: Wanted) -> Result<ApiClient, Refusal> {
    let input = EditApiClientInput {
        id: seen.id.clone(),
        expected_version: seen.version,
        name: wanted.name,
        scopes: wanted.scopes,
        expires_at: wanted.expires_at,
    };
    let payload = send(Edit::build(EditVariables { input })).await?.data.edit_api_client;
    match (payload.user_errors.first().map(|it| it.code), payload.api_client) {
        (None, Some(client)) => Ok(client),
        (Some(EditApiClientErrorCode::InvalidName), _) => Err(Refusal::Name),
        (Some(EditApiClientErrorCode::NameTaken), _) => Err(Refusal::NameTaken),
        (Some(EditApiClientErrorCode::InvalidScopes), _) => Err(Refusal::Scopes),
        (Some(EditApiClientErrorCode::InvalidExpiresAt), _) => Err(Refusal::ExpiresAt),
        (Some(EditApiClientErrorCode::Other) | None, _) => Err(Refusal::Outdated),
    }
}

/// Gives the version that was seen another key; the present one counts for so many minutes more.
pub(super) async fn rotate(seen: &ApiClient, overlap_minutes: i32) -> Result<Keyed, Refusal> {
    let operation = Rotate::build(RotateVariables {
        id: seen.id.clone(),
        version: seen.version,
        overlap: overlap_minutes,
    });
    let payload = send(operation).await?.data.rotate_api_client_key;
    match (payload.api_client, payload.key) {
        (Some(client), Some(key)) => Ok(Keyed { client, key }),
        _ => Err(Refusal::Outdated),
    }
}

/// Revokes the version that was seen.
pub(super) async fn revoke(seen: &ApiClient) -> Result<ApiClient, Refusal> {
    let operation = Revoke::build(RevokeVariables {
        id: seen.id.clone(),
        version: seen.version,
    });
    let payload = send(operation).await?.data.revoke_api_client;
    match payload.outcome {
        RevokeOutcome::Revoked | RevokeOutcome::Unchanged => payload.api_client.ok_or(Refusal::Outdated),
        RevokeOutcome::Refused => Err(Refusal::Outdated),
    }
}

#[derive(cynic::InputObject)]
struct CreateApiClientInput {
    name: String,
    scopes: Vec<ApiScope>,
    expires_at: Option<Instant>,
    idempotency_key: String,
}

#[derive(cynic::QueryVariables)]
struct CreateVariables {
    input: CreateApiClientInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "CreateVariables")]
struct Create {
    #[arguments(input: $input)]
    create_api_client: CreateApiClientPayload,
}

#[derive(cynic::QueryFragment)]
struct CreateApiClientPayload {
    api_client: Option<ApiClient>,
    key: Option<String>,
    user_errors: Vec<CreateApiClientError>,
}

#[derive(cynic::QueryFragment)]
struct CreateApiClientError {
    code: CreateApiClientErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum CreateApiClientErrorCode {
    InvalidExpiresAt,
    InvalidName,
    InvalidScopes,
    KeyAlreadyShown,
    NameTaken,
    TooManyApiClients,
    #[cynic(fallback)]
    Other,
}

/// What is none is taken away.
#[derive(cynic::InputObject)]
struct EditApiClientInput {
    id: Id,
    expected_version: i32,
    name: String,
    scopes: Vec<ApiScope>,
    expires_at: Option<Instant>,
}

#[derive(cynic::QueryVariables)]
struct EditVariables {
    input: EditApiClientInput,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "EditVariables")]
struct Edit {
    #[arguments(input: $input)]
    edit_api_client: EditApiClientPayload,
}

#[derive(cynic::QueryFragment)]
struct EditApiClientPayload {
    api_client: Option<ApiClient>,
    user_errors: Vec<EditApiClientError>,
}

#[derive(cynic::QueryFragment)]
struct EditApiClientError {
    code: EditApiClientErrorCode,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[cynic(non_exhaustive)]
enum EditApiClientErrorCode {
    InvalidExpiresAt,
    InvalidName,
    InvalidScopes,
    NameTaken,
    #[cynic(fallback)]
    Other,
}

#[derive(cynic::QueryVariables)]
struct RotateVariables {
    id: Id,
    version: i32,
    overlap: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RotateVariables")]
struct Rotate {
    #[arguments(input: { id: $id, expectedVersion: $version, overlapMinutes: $overlap })]
    rotate_api_client_key: RotateApiClientKeyPayload,
}

#[derive(cynic::QueryFragment)]
struct RotateApiClientKeyPayload {
    api_client: Option<ApiClient>,
    key: Option<String>,
}

#[derive(cynic::QueryVariables)]
struct RevokeVariables {
    id: Id,
    version: i32,
}

#[derive(cynic::QueryFragment)]
#[cynic(graphql_type = "Mutation", variables = "RevokeVariables")]
struct Revoke {
    #[arguments(input: { id: $id, expectedVersion: $version })]
    revoke_api_client: RevokeApiClientPayload,
}

#[derive(cynic::QueryFragment)]
struct RevokeApiClientPayload {
    api_client: Option<ApiClient>,
    outcome: RevokeOutcome,
}

#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
enum RevokeOutcome {
    Refused,
    Revoked,
    Unchanged,
}
