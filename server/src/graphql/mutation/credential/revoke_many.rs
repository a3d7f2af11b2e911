//! `revokeCredentials`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use entity::id::CredentialId;

use super::revoke::{RevokeCredentialErrorCode, RevokeCredentialPayload, RevokeOutcome};
use crate::domain::idempotency::IdempotencyError;
use crate::domain::revocation::Refusal;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::scalar::PublicUuid;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::bulk::{Completeness, Effect};
use crate::service::credential::revoke_many::{BulkRevocation, Outcome, RawItem, RevokeCredentialsError, Revoked};

/// One of the credentials to revoke together.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CredentialToRevokeInput {
    /// Its certificate number.
    uuid: PublicUuid,
    /// Revoke it only if it has this version.
    expected_version: Option<i32>,
    /// Makes a repeated revocation answer as the first time, for 7 days: a text of at most 255 characters that the caller chooses
    /// for each credential.
    idempotency_key: Option<String>,
}

/// Credentials to revoke together.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct RevokeCredentialsInput {
    /// The credentials, at most 500, none of them twice.
    items: Vec<CredentialToRevokeInput>,
    /// Why, for staff and the learners: 1 to 1,000 characters. Needed but in a dry run.
    reason: Option<String>,
    /// Revoke what can be revoked even if some items are refused. Without it all are revoked or none.
    #[graphql(default)]
    partial: bool,
    /// Tell what would become of the items, and write nothing.
    #[graphql(default)]
    dry_run: bool,
    /// Makes a repeated request answer as the first time, for 7 days: a text of at most 255 characters that the caller chooses for
    /// each request.
    idempotency_key: Option<String>,
}

/// What became of credentials revoked together.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RevokeCredentialsPayload {
    /// What became of each item, in their order; empty where the request was refused as a whole. In a dry run, what would become
    /// of it.
    results: Vec<RevokeCredentialPayload>,
    /// Why nothing was stored; empty otherwise.
    user_errors: Vec<UserError<RevokeCredentialsErrorCode>>,
}

/// Why nothing was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RevokeCredentialsErrorCode {
    /// An item was refused, and `partial` was not asked for. `results` say which, and why.
    ItemsRefused,
    /// The reason is missing, too long or has control characters.
    InvalidReason,
    /// The idempotency key is empty, too long, has control characters, or a space at either end.
    InvalidIdempotencyKey,
    /// The idempotency key was used for a different request.
    IdempotencyMismatch,
}

impl From<CredentialToRevokeInput> for RawItem {
    fn from(it: CredentialToRevokeInput) -> Self {
        let CredentialToRevokeInput {
            uuid,
            expected_version,
            idempotency_key,
        } = it;
        Self {
            id: CredentialId(uuid.0),
            expected_version,
            idempotency_key,
        }
    }
}

impl From<&Refusal> for RevokeCredentialErrorCode {
    fn from(it: &Refusal) -> Self {
        match it {
            Refusal::NotFound => Self::NotFound,
            Refusal::InvalidVersion => Self::InvalidExpectedVersion,
            Refusal::Stale { .. } => Self::VersionConflict,
            Refusal::DuplicateItem { .. } => Self::DuplicateItem,
            Refusal::IdempotencyKey(IdempotencyError::InvalidKey) => Self::InvalidIdempotencyKey,
            Refusal::IdempotencyKey(IdempotencyError::Mismatch) => Self::IdempotencyMismatch,
            Refusal::BatchRefused => Self::BatchRefused,
        }
    }
}

impl RevokeCredentialPayload {
    /// The verdict on the item at this place of the list.
    fn of(revoked: Revoked, index: usize) -> Self {
        let Revoked {
            outcome,
            credential,
            refusals,
        } = revoked;
        let place = |it: &Refusal| {
            let path = ["items".to_owned(), index.to_string()].into_iter();
            path.chain(it.path().map(str::to_owned))
        };
        Self {
            credential: credential.map(Into::into),
            outcome: match outcome {
                Outcome::Revoked => RevokeOutcome::Revoked,
                Outcome::Unchanged => RevokeOutcome::Unchanged,
                Outcome::Refused => RevokeOutcome::Refused,
            },
            user_errors: refusals
                .iter()
                .map(|it| UserError::at(it.into(), it, place(it)))
                .collect(),
        }
    }
}

#[derive(Default)]
pub(in crate::graphql) struct RevokeCredentials;

#[Object]
impl RevokeCredentials {
    /// Revoke up to 500 credentials: all of them or none, unless `partial` is true. What each has become is seen at once, as after
    /// `revokeCredential`. More are refused with `LIMIT_EXCEEDED`. Staff and service accounts only.
    #[graphql(complexity = "1 + input.items.len() * child_complexity")]
    async fn revoke_credentials(
        &self,
        ctx: &Context<'_>,
        input: RevokeCredentialsInput,
    ) -> async_graphql::Result<RevokeCredentialsPayload> {
        use RevokeCredentialsErrorCode as Code;
        let RevokeCredentialsInput {
            items,
            reason,
            partial,
            dry_run,
            idempotency_key,
        } = input;
        let bulk = BulkRevocation {
            items: items.into_iter().map(Into::into).collect(),
            reason,
            completeness: if partial {
                Completeness::Partial
            } else {
                Completeness::AllOrNone
            },
            effect: if dry_run { Effect::DryRun } else { Effect::Write },
            idempotency_key,
        };
        let error = match service::credential::revoke_many::revoke_many(ctx.here()?, bulk).await {
            Ok(revoked) => {
                let results: Vec<_> = revoked
                    .into_iter()
                    .enumerate()
                    .map(|(index, it)| RevokeCredentialPayload::of(it, index))
                    .collect();
                let is_any_refused = results.iter().any(|it| it.outcome == RevokeOutcome::Refused);
                let user_errors = if is_any_refused && !partial {
                    let message = "nothing was stored, because an item was refused";
                    vec![UserError::at(Code::ItemsRefused, message, ["items"])]
                } else {
                    Vec::new()
                };
                return Ok(RevokeCredentialsPayload { results, user_errors });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, path) = match error {
            RevokeCredentialsError::Denied(denied) => return Err(error::denied(denied)),
            RevokeCredentialsError::TooManyItems { .. } => {
                return Err(error::coded(error::Code::LimitExceeded, message));
            }
            RevokeCredentialsError::Fault(fault) => return Err(error::fault(fault)),
            RevokeCredentialsError::NoReason | RevokeCredentialsError::Reason(_) => (Code::InvalidReason, "reason"),
            RevokeCredentialsError::Idempotency(IdempotencyError::InvalidKey) => {
                (Code::InvalidIdempotencyKey, "idempotencyKey")
            }
            RevokeCredentialsError::Idempotency(IdempotencyError::Mismatch) => {
                (Code::IdempotencyMismatch, "idempotencyKey")
            }
        };
        Ok(RevokeCredentialsPayload {
            results: Vec::new(),
            user_errors: vec![UserError::at(code, message, [path])],
        })
    }
}
