//! `awardCredentials`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use super::award::{AwardCredentialInput, AwardCredentialPayload};
use crate::domain::idempotency::IdempotencyError;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::enumeration::AwardOutcome;
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::bulk::{Completeness, Effect};
use crate::service::credential::award::{AwardCredentialsError, BulkAward};

/// Credentials to award together.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct AwardCredentialsInput {
    /// The credentials, at most 500, none of them twice.
    items: Vec<AwardCredentialInput>,
    /// Store what can be stored even if some items are refused. Without it all are stored or none.
    #[graphql(default)]
    partial: bool,
    /// Tell what would become of the items, and write nothing.
    #[graphql(default)]
    dry_run: bool,
    /// Makes a repeated request answer as the first time, for 7 days: a text of at most 255 characters that the caller chooses for
    /// each request.
    idempotency_key: Option<String>,
}

/// What became of credentials awarded together.
#[derive(SimpleObject)]
pub(in crate::graphql) struct AwardCredentialsPayload {
    /// What became of each item, in their order; empty where the request was refused as a whole. In a dry run, what would become
    /// of it.
    results: Vec<AwardCredentialPayload>,
    /// Why nothing was stored; empty otherwise.
    user_errors: Vec<UserError<AwardCredentialsErrorCode>>,
}

/// Why nothing was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum AwardCredentialsErrorCode {
    /// An item was refused, and `partial` was not asked for. `results` say which, and why.
    ItemsRefused,
    /// The idempotency key is empty, too long, has control characters, or a space at either end.
    InvalidIdempotencyKey,
    /// The idempotency key was used for a different request.
    IdempotencyMismatch,
}

#[derive(Default)]
pub(in crate::graphql) struct AwardCredentials;

#[Object]
impl AwardCredentials {
    /// Award up to 500 credentials: all of them or none, unless `partial` is true. More are refused with `LIMIT_EXCEEDED`. Staff and
    /// service accounts only.
    #[graphql(complexity = "1 + input.items.len() * child_complexity")]
    async fn award_credentials(
        &self,
        ctx: &Context<'_>,
        input: AwardCredentialsInput,
    ) -> async_graphql::Result<AwardCredentialsPayload> {
        let AwardCredentialsInput {
            items,
            partial,
            dry_run,
            idempotency_key,
        } = input;
        let refused = |code, message: String, path: Vec<String>| {
            Ok(AwardCredentialsPayload {
                results: Vec::new(),
                user_errors: vec![UserError::at(code, message, path)],
            })
        };
        let bulk = BulkAward {
            items: items.into_iter().map(Into::into).collect(),
            completeness: if partial {
                Completeness::Partial
            } else {
                Completeness::AllOrNone
            },
            effect: if dry_run { Effect::DryRun } else { Effect::Write },
            idempotency_key,
        };
        match service::credential::award::award_many(ctx.here()?, bulk).await {
            Ok(awarded) => {
                let place = |index: usize| ["items".to_owned(), index.to_string()];
                let results: Vec<_> = awarded
                    .into_iter()
                    .enumerate()
                    .map(|(index, it)| AwardCredentialPayload::of(it, &place(index)))
                    .collect();
                let n_refused = results.iter().filter(|it| it.outcome == AwardOutcome::Refused).count();
                let user_errors = if n_refused > 0 && !partial {
                    let message = "nothing was stored, because an item was refused";
                    vec![UserError::at(
                        AwardCredentialsErrorCode::ItemsRefused,
                        message,
                        ["items"],
                    )]
                } else {
                    Vec::new()
                };
                Ok(AwardCredentialsPayload { results, user_errors })
            }
            Err(AwardCredentialsError::Idempotency(error)) => {
                let code = match error {
                    IdempotencyError::InvalidKey => AwardCredentialsErrorCode::InvalidIdempotencyKey,
                    IdempotencyError::Mismatch => AwardCredentialsErrorCode::IdempotencyMismatch,
                };
                refused(code, error.to_string(), vec!["idempotencyKey".to_owned()])
            }
            Err(AwardCredentialsError::Denied(denied)) => Err(error::denied(denied)),
            Err(error @ AwardCredentialsError::TooManyItems { .. }) => {
                Err(error::coded(error::Code::LimitExceeded, error.to_string()))
            }
            Err(AwardCredentialsError::Fault(fault)) => Err(error::fault(fault)),
        }
    }
}
