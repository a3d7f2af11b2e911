//! `createApiClient`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::domain::api_client::{RawApiClient, Unfit};
use crate::domain::edit::Edit;
use crate::domain::idempotency::IdempotencyError;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::api_client::ApiClient;
use crate::graphql::object::enumeration::{ApiScope, ChangeOutcome};
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::api_client::{ApiClientError, Keyed, NewApiClient};

/// An API client to make.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CreateApiClientInput {
    /// What to call it: 1 to 80 characters, unlike the name of any other client of the site that was not revoked; letter case does not
    /// matter.
    name: String,
    /// What its key is good for: at least one.
    scopes: Vec<ApiScope>,
    /// From when on its keys do not count, within ten years; without it they count until it is revoked.
    expires_at: Option<DateTime<Utc>>,
    /// Keeps a repeated request from making a second client, for 7 days: a text of at most 255 characters that the caller chooses for
    /// each request. The key is told by the first answer alone.
    idempotency_key: Option<String>,
}

/// What became of an API client to make.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CreateApiClientPayload {
    /// The client; null where it was refused, but for `KEY_ALREADY_SHOWN`.
    api_client: Option<ApiClient>,
    /// Its key, to be sent as `Authorization: Bearer` and the key. It is told here and never again; null where it was refused.
    key: Option<String>,
    /// `CREATED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<CreateApiClientErrorCode>>,
}

/// Why an API client was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum CreateApiClientErrorCode {
    /// The name is empty, too long, or has control characters or a space at either end.
    InvalidName,
    /// Another client of the site has the name.
    NameTaken,
    /// There is no scope.
    InvalidScopes,
    /// It would end in the past, or more than ten years ahead.
    InvalidExpiresAt,
    /// The site has 100 clients that were not revoked.
    TooManyApiClients,
    /// A request with this idempotency key made the client, and its answer told the key. Rotate it if that answer was lost.
    KeyAlreadyShown,
    /// The idempotency key is empty, too long, has control characters, or a space at either end.
    InvalidIdempotencyKey,
    /// The idempotency key was used for a different request.
    IdempotencyMismatch,
}

#[derive(Default)]
pub(in crate::graphql) struct CreateApiClient;

#[Object]
impl CreateApiClient {
    /// Make an API client, and get its key, which is told by this answer alone: only its hash is kept. Goes to the audit trail. Staff
    /// only.
    async fn create_api_client(
        &self,
        ctx: &Context<'_>,
        input: CreateApiClientInput,
    ) -> async_graphql::Result<CreateApiClientPayload> {
        use CreateApiClientErrorCode as Code;
        let CreateApiClientInput {
            name,
            scopes,
            expires_at,
            idempotency_key,
        } = input;
        let new = NewApiClient {
            client: RawApiClient {
                name: Some(name),
                scopes: Some(scopes.into_iter().map(Into::into).collect()),
                expires_at: expires_at.map_or(Edit::Keep, Edit::Set),
            },
            idempotency_key,
        };
        let error = match service::api_client::create(ctx.here()?, new).await {
            Ok(Keyed { client, key }) => {
                return Ok(CreateApiClientPayload {
                    api_client: Some(ApiClient(client)),
                    key: Some(key.reveal()),
                    outcome: ChangeOutcome::Created,
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let one = |code, field: &str| vec![UserError::at(code, &message, [field])];
        let (user_errors, client) = match error {
            ApiClientError::Denied(denied) => return Err(error::denied(denied)),
            ApiClientError::Fault(fault) => return Err(error::fault(fault)),
            ApiClientError::Unfit(unfit) => {
                let errors = unfit.into_iter().map(|it| {
                    let code = match it {
                        Unfit::Name => Code::InvalidName,
                        Unfit::NoScope => Code::InvalidScopes,
                        Unfit::ExpiresAt => Code::InvalidExpiresAt,
                    };
                    UserError::at(code, it, [it.path()])
                });
                (errors.collect(), None)
            }
            ApiClientError::NameTaken => (one(Code::NameTaken, "name"), None),
            ApiClientError::TooMany => (one(Code::TooManyApiClients, "name"), None),
            ApiClientError::KeyAlreadyShown(it) => (one(Code::KeyAlreadyShown, "idempotencyKey"), Some(*it)),
            ApiClientError::Idempotency(IdempotencyError::InvalidKey) => {
                (one(Code::InvalidIdempotencyKey, "idempotencyKey"), None)
            }
            ApiClientError::Idempotency(IdempotencyError::Mismatch) => {
                (one(Code::IdempotencyMismatch, "idempotencyKey"), None)
            }
            ApiClientError::NotFound
            | ApiClientError::InvalidOverlap
            | ApiClientError::Revoked(_)
            | ApiClientError::InvalidVersion
            | ApiClientError::Stale(_) => return Err(error::impossible(&message)),
        };
        Ok(CreateApiClientPayload {
            api_client: client.map(ApiClient),
            key: None,
            outcome: ChangeOutcome::Refused,
            user_errors,
        })
    }
}
