//! `editApiClient`.

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::domain::api_client::{RawApiClient, Unfit};
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::api_client_id;
use crate::graphql::mutation::configuration::edit_of;
use crate::graphql::object::api_client::ApiClient;
use crate::graphql::object::enumeration::{ApiScope, EditOutcome};
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::api_client::{ApiClientError, Changed};

/// Changes of an API client. What is left out stays as it is.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditApiClientInput {
    /// The client.
    id: ID,
    /// Change it only if it has this version.
    expected_version: Option<i32>,
    /// What to call it: 1 to 80 characters, unlike the name of any other client of the site that was not revoked; letter case does not
    /// matter. What it did is told under the new name, too.
    name: Option<String>,
    /// What its key is good for: at least one.
    scopes: Option<Vec<ApiScope>>,
    /// From when on its keys do not count, within ten years; null for never.
    expires_at: MaybeUndefined<DateTime<Utc>>,
}

/// What became of the changes of an API client.
#[derive(SimpleObject)]
pub(in crate::graphql) struct EditApiClientPayload {
    /// The client as it is now; null where there is none.
    api_client: Option<ApiClient>,
    /// What became of the changes.
    outcome: EditOutcome,
    /// Why they were refused; empty otherwise.
    user_errors: Vec<UserError<EditApiClientErrorCode>>,
}

/// Why an API client was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum EditApiClientErrorCode {
    /// There is no such client.
    NotFound,
    /// It was revoked, which is for ever.
    Revoked,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The client has another version than the expected one.
    VersionConflict,
    /// The name is empty, too long, or has control characters or a space at either end.
    InvalidName,
    /// Another client of the site has the name.
    NameTaken,
    /// There is no scope.
    InvalidScopes,
    /// It would end in the past, or more than ten years ahead.
    InvalidExpiresAt,
}

#[derive(Default)]
pub(in crate::graphql) struct EditApiClient;

#[Object]
impl EditApiClient {
    /// Change what an API client is called, what its key is good for, or when it ends; from its next request on. One that has expired may
    /// be given more time. Repeating the request changes nothing. Goes to the audit trail. Staff only.
    async fn edit_api_client(
        &self,
        ctx: &Context<'_>,
        input: EditApiClientInput,
    ) -> async_graphql::Result<EditApiClientPayload> {
        use EditApiClientErrorCode as Code;
        let EditApiClientInput {
            id,
            expected_version,
            name,
            scopes,
            expires_at,
        } = input;
        let raw = RawApiClient {
            name,
            scopes: scopes.map(|it| it.into_iter().map(Into::into).collect()),
            expires_at: edit_of(expires_at),
        };
        let edited = service::api_client::edit(ctx.here()?, api_client_id(&id)?, raw, expected_version).await;
        let error = match edited {
            Ok(Changed { is_changed, client }) => {
                return Ok(EditApiClientPayload {
                    api_client: Some(ApiClient(client)),
                    outcome: if is_changed {
                        EditOutcome::Updated
                    } else {
                        EditOutcome::Unchanged
                    },
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
            ApiClientError::NotFound => (one(Code::NotFound, "id"), None),
            ApiClientError::Revoked(it) => (one(Code::Revoked, "id"), Some(*it)),
            ApiClientError::InvalidVersion => (one(Code::InvalidExpectedVersion, "expectedVersion"), None),
            ApiClientError::Stale(it) => (one(Code::VersionConflict, "expectedVersion"), Some(*it)),
            ApiClientError::NameTaken => (one(Code::NameTaken, "name"), None),
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
            ApiClientError::TooMany
            | ApiClientError::InvalidOverlap
            | ApiClientError::KeyAlreadyShown(_)
            | ApiClientError::Idempotency(_) => return Err(error::impossible(&message)),
        };
        Ok(EditApiClientPayload {
            api_client: client.map(ApiClient),
            outcome: EditOutcome::Refused,
            user_errors,
        })
    }
}
