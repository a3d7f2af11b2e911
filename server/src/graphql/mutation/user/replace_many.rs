//! `replaceUsernames`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use crate::domain::idempotency::IdempotencyError;
use crate::domain::username_replacement::{RawReplacement, Refusal};
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::enumeration::ReplacementOutcome;
use crate::graphql::user_error::UserError;
use crate::service::bulk::{Completeness, Effect};
use crate::service::user::rename::{self as service, BulkReplacement, ReplaceUsernamesError, Replaced};

/// A new name of a person.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct UsernameReplacementInput {
    /// What the person has been called on the learning platform.
    current: String,
    /// What the person is called from now on.
    desired: String,
    /// Makes a repeated item answer as the first time, for 7 days: a text of at most 255 characters that the caller chooses for each
    /// item.
    idempotency_key: Option<String>,
}

impl From<UsernameReplacementInput> for RawReplacement {
    fn from(it: UsernameReplacementInput) -> Self {
        let UsernameReplacementInput {
            current,
            desired,
            idempotency_key,
        } = it;
        Self {
            current,
            desired,
            idempotency_key,
        }
    }
}

/// New names of people. The list speaks of everybody at once, whatever its order: two people may exchange their names.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct ReplaceUsernamesInput {
    /// The new names, at most 500; each name at most once as `current`, and once as `desired`.
    items: Vec<UsernameReplacementInput>,
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

/// What became of one new name.
#[derive(SimpleObject)]
pub(in crate::graphql) struct ReplacedUsername {
    /// What became of it.
    outcome: ReplacementOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<ReplaceUsernamesErrorCode>>,
}

impl ReplacedUsername {
    /// The verdict on the item at this place of the list.
    fn of(replaced: &Replaced, index: usize) -> Self {
        let Replaced { outcome, refusals, .. } = replaced;
        let place = |it: &Refusal| {
            let path = ["items".to_owned(), index.to_string()].into_iter();
            path.chain(it.path().map(str::to_owned))
        };
        Self {
            outcome: (*outcome).into(),
            user_errors: refusals
                .iter()
                .map(|it| UserError::at(it.into(), it, place(it)))
                .collect(),
        }
    }
}

/// What became of new names.
#[derive(SimpleObject)]
pub(in crate::graphql) struct ReplaceUsernamesPayload {
    /// What became of each item, in their order; empty where the request was refused as a whole. In a dry run, what would become
    /// of it.
    results: Vec<ReplacedUsername>,
    /// Why nothing was stored; empty otherwise.
    user_errors: Vec<UserError<ReplaceUsernamesErrorCode>>,
}

/// Why a new name, or all of them, was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum ReplaceUsernamesErrorCode {
    /// `current` or `desired` breaks the platform's rule.
    InvalidUsername,
    /// The new name belongs to somebody else, who has another number on the platform.
    UsernameTaken,
    /// The person, or whoever had the new name, was retired.
    UserRetired,
    /// An earlier item has the same name as its current, or as its new one.
    DuplicateItem,
    /// Another item of an all-or-none request was refused.
    BatchRefused,
    /// An item was refused, and `partial` was not asked for. `results` say which, and why.
    ItemsRefused,
    /// The idempotency key is empty, too long, has control characters, or a space at either end.
    InvalidIdempotencyKey,
    /// The idempotency key was used for a different request.
    IdempotencyMismatch,
}

impl From<&Refusal> for ReplaceUsernamesErrorCode {
    fn from(it: &Refusal) -> Self {
        match it {
            Refusal::Current(_) | Refusal::Desired(_) => Self::InvalidUsername,
            Refusal::Taken => Self::UsernameTaken,
            Refusal::Retired | Refusal::DesiredRetired => Self::UserRetired,
            Refusal::DuplicateItem { .. } => Self::DuplicateItem,
            Refusal::IdempotencyKey(error) => error.into(),
            Refusal::BatchRefused => Self::BatchRefused,
        }
    }
}

impl From<&IdempotencyError> for ReplaceUsernamesErrorCode {
    fn from(it: &IdempotencyError) -> Self {
        match it {
            IdempotencyError::InvalidKey => Self::InvalidIdempotencyKey,
            IdempotencyError::Mismatch => Self::IdempotencyMismatch,
        }
    }
}

#[derive(Default)]
pub(in crate::graphql) struct ReplaceUsernames;

#[Object]
impl ReplaceUsernames {
    /// Call up to 500 people by other names, as the learning platform does from now on: all of them or none, unless `partial` is true.
    /// Everything of theirs goes along. A new name that is somebody else's is refused; where only one of the two has a number, they are
    /// one person, and what was awarded to either is handed over. More than 500 are refused with `LIMIT_EXCEEDED`. Service accounts and
    /// superusers only.
    #[graphql(complexity = "1 + input.items.len() * child_complexity")]
    async fn replace_usernames(
        &self,
        ctx: &Context<'_>,
        input: ReplaceUsernamesInput,
    ) -> async_graphql::Result<ReplaceUsernamesPayload> {
        let ReplaceUsernamesInput {
            items,
            partial,
            dry_run,
            idempotency_key,
        } = input;
        let bulk = BulkReplacement {
            items: items.into_iter().map(Into::into).collect(),
            completeness: if partial {
                Completeness::Partial
            } else {
                Completeness::AllOrNone
            },
            effect: if dry_run { Effect::DryRun } else { Effect::Write },
            idempotency_key,
        };
        match service::replace_many(ctx.here()?, bulk).await {
            Ok(replaced) => {
                let results: Vec<_> = replaced
                    .iter()
                    .enumerate()
                    .map(|(index, it)| ReplacedUsername::of(it, index))
                    .collect();
                let is_any_refused = results.iter().any(|it| it.outcome == ReplacementOutcome::Refused);
                let user_errors = if is_any_refused && !partial {
                    let message = "nothing was stored, because an item was refused";
                    vec![UserError::at(
                        ReplaceUsernamesErrorCode::ItemsRefused,
                        message,
                        ["items"],
                    )]
                } else {
                    Vec::new()
                };
                Ok(ReplaceUsernamesPayload { results, user_errors })
            }
            Err(ReplaceUsernamesError::Idempotency(error)) => Ok(ReplaceUsernamesPayload {
                results: Vec::new(),
                user_errors: vec![UserError::at((&error).into(), error, ["idempotencyKey"])],
            }),
            Err(ReplaceUsernamesError::Denied(denied)) => Err(error::denied(denied)),
            Err(error @ ReplaceUsernamesError::TooManyItems { .. }) => {
                Err(error::coded(error::Code::LimitExceeded, error.to_string()))
            }
            Err(ReplaceUsernamesError::Fault(fault)) => Err(error::fault(fault)),
        }
    }
}
