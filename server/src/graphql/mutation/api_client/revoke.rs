//! `revokeApiClient`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::api_client_id;
use crate::graphql::mutation::credential::revoke::RevokeOutcome;
use crate::graphql::object::api_client::ApiClient;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::api_client::{ApiClientError, Changed};

/// The API client to end.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct RevokeApiClientInput {
    /// The client.
    id: ID,
    /// Revoke it only if it has this version.
    expected_version: Option<i32>,
}

/// What became of ending an API client.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RevokeApiClientPayload {
    /// The client as it is now; null where there is none.
    api_client: Option<ApiClient>,
    /// What became of it.
    outcome: RevokeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<RevokeApiClientErrorCode>>,
}

/// Why an API client was not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RevokeApiClientErrorCode {
    /// There is no such client.
    NotFound,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The client has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct RevokeApiClient;

#[Object]
impl RevokeApiClient {
    /// End an API client: its keys count no more, from the next request on and for ever. Its name may be given to another. Repeating the
    /// request changes nothing. Goes to the audit trail. Staff only.
    async fn revoke_api_client(
        &self,
        ctx: &Context<'_>,
        input: RevokeApiClientInput,
    ) -> async_graphql::Result<RevokeApiClientPayload> {
        use RevokeApiClientErrorCode as Code;
        let RevokeApiClientInput { id, expected_version } = input;
        let error = match service::api_client::revoke(ctx.here()?, api_client_id(&id)?, expected_version).await {
            Ok(Changed { is_changed, client }) => {
                return Ok(RevokeApiClientPayload {
                    api_client: Some(ApiClient(client)),
                    outcome: if is_changed {
                        RevokeOutcome::Revoked
                    } else {
                        RevokeOutcome::Unchanged
                    },
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, field, client) = match error {
            ApiClientError::Denied(denied) => return Err(error::denied(denied)),
            ApiClientError::Fault(fault) => return Err(error::fault(fault)),
            ApiClientError::NotFound => (Code::NotFound, "id", None),
            ApiClientError::InvalidVersion => (Code::InvalidExpectedVersion, "expectedVersion", None),
            ApiClientError::Stale(it) => (Code::VersionConflict, "expectedVersion", Some(*it)),
            ApiClientError::Unfit(_)
            | ApiClientError::NameTaken
            | ApiClientError::TooMany
            | ApiClientError::InvalidOverlap
            | ApiClientError::Revoked(_)
            | ApiClientError::KeyAlreadyShown(_)
            | ApiClientError::Idempotency(_) => return Err(error::impossible(&message)),
        };
        Ok(RevokeApiClientPayload {
            api_client: client.map(ApiClient),
            outcome: RevokeOutcome::Refused,
            user_errors: vec![UserError::at(code, message, [field])],
        })
    }
}
