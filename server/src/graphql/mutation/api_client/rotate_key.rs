//! `rotateApiClientKey`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::api_client_id;
use crate::graphql::object::api_client::ApiClient;
use crate::graphql::object::enumeration::ChangeOutcome;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::api_client::{ApiClientError, Keyed, Rotation};

/// The API client that is to get another key.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct RotateApiClientKeyInput {
    /// The client.
    id: ID,
    /// For how many minutes the present key still counts beside the new one: 0 to 10080, which are 7 days. With 0 it ends at once. A key
    /// before that one ends at once in any case.
    overlap_minutes: i32,
    /// Rotate the key only if the client has this version. A repeated request is then refused; without it the repetition makes another
    /// key.
    expected_version: Option<i32>,
}

/// What became of rotating a key.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RotateApiClientKeyPayload {
    /// The client as it is now; null where there is none.
    api_client: Option<ApiClient>,
    /// Its new key. It is told here and never again; null where it was refused.
    key: Option<String>,
    /// `UPDATED` or `REFUSED`.
    outcome: ChangeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<RotateApiClientKeyErrorCode>>,
}

/// Why a key was not rotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RotateApiClientKeyErrorCode {
    /// There is no such client.
    NotFound,
    /// It was revoked, which is for ever.
    Revoked,
    /// The present key may not count for so long, or less than no time.
    InvalidOverlapMinutes,
    /// The expected version is not positive.
    InvalidExpectedVersion,
    /// The client has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct RotateApiClientKey;

#[Object]
impl RotateApiClientKey {
    /// Give an API client another key, which is told by this answer alone. Goes to the audit trail. Staff only.
    async fn rotate_api_client_key(
        &self,
        ctx: &Context<'_>,
        input: RotateApiClientKeyInput,
    ) -> async_graphql::Result<RotateApiClientKeyPayload> {
        use RotateApiClientKeyErrorCode as Code;
        let RotateApiClientKeyInput {
            id,
            overlap_minutes,
            expected_version,
        } = input;
        let rotation = Rotation {
            id: api_client_id(&id)?,
            expected_version,
            overlap_minutes,
        };
        let error = match service::api_client::rotate(ctx.here()?, rotation).await {
            Ok(Keyed { client, key }) => {
                return Ok(RotateApiClientKeyPayload {
                    api_client: Some(ApiClient(client)),
                    key: Some(key.reveal()),
                    outcome: ChangeOutcome::Updated,
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
            ApiClientError::Revoked(it) => (Code::Revoked, "id", Some(*it)),
            ApiClientError::InvalidOverlap => (Code::InvalidOverlapMinutes, "overlapMinutes", None),
            ApiClientError::InvalidVersion => (Code::InvalidExpectedVersion, "expectedVersion", None),
            ApiClientError::Stale(it) => (Code::VersionConflict, "expectedVersion", Some(*it)),
            ApiClientError::Unfit(_)
            | ApiClientError::NameTaken
            | ApiClientError::TooMany
            | ApiClientError::KeyAlreadyShown(_)
            | ApiClientError::Idempotency(_) => return Err(error::impossible(&message)),
        };
        Ok(RotateApiClientKeyPayload {
            api_client: client.map(ApiClient),
            key: None,
            outcome: ChangeOutcome::Refused,
            user_errors: vec![UserError::at(code, message, [field])],
        })
    }
}
