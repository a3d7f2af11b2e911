//! `ignoreDifferences`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use entity::id::DifferenceId;

use super::SettleOutcome;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::difference_id;
use crate::graphql::object::reconciliation_difference::ReconciliationDifference;
use crate::graphql::user_error::UserError;
use crate::service::reconciliation::{IgnoreDifferencesError, Settled, Unsettled, ignore};

/// Differences that stay.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct IgnoreDifferencesInput {
    /// The differences, at most 100.
    ids: Vec<ID>,
    /// Why they stay: at most 1,000 characters.
    reason: String,
}

/// What became of one difference.
#[derive(SimpleObject)]
pub(in crate::graphql) struct IgnoredDifference {
    /// The difference as it is now; null where there is none.
    difference: Option<ReconciliationDifference>,
    /// What became of it.
    outcome: SettleOutcome,
    /// Why it was left alone; empty otherwise.
    user_errors: Vec<UserError<IgnoreDifferencesErrorCode>>,
}

impl IgnoredDifference {
    /// The verdict on the difference at this place of the list.
    fn of((index, settled): (usize, Settled)) -> Self {
        let Settled { difference, outcome } = settled;
        let refused = |error: &Unsettled| {
            let code = match error {
                Unsettled::NotFound => IgnoreDifferencesErrorCode::NotFound,
                Unsettled::Settled
                | Unsettled::Moved
                | Unsettled::NotRepairable
                | Unsettled::Denied
                | Unsettled::Refused(_) => IgnoreDifferencesErrorCode::Settled,
            };
            vec![UserError::at(code, error, ["ids".to_owned(), index.to_string()])]
        };
        Self {
            difference: difference.map(ReconciliationDifference),
            outcome: (&outcome).into(),
            user_errors: outcome.as_ref().err().map(refused).unwrap_or_default(),
        }
    }
}

/// What became of differences that are to stay.
#[derive(SimpleObject)]
pub(in crate::graphql) struct IgnoreDifferencesPayload {
    /// What became of each, in their order; empty where the request was refused as a whole.
    results: Vec<IgnoredDifference>,
    /// Why nothing was done; empty otherwise.
    user_errors: Vec<UserError<IgnoreDifferencesErrorCode>>,
}

/// Why a difference was left alone, or nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum IgnoreDifferencesErrorCode {
    /// No difference was named.
    Empty,
    /// There is no such difference.
    NotFound,
    /// It was repaired before.
    Settled,
    /// The reason is blank, too long, or has control characters.
    InvalidReason,
}

#[derive(Default)]
pub(in crate::graphql) struct IgnoreDifferences;

#[Object]
impl IgnoreDifferences {
    /// Decide that up to 100 differences stay, with the reason. The next comparison finds them again where they still are. Repeating it
    /// changes nothing. More than 100 are refused with `LIMIT_EXCEEDED`. Staff and service accounts only.
    #[graphql(complexity = "1 + input.ids.len() * child_complexity")]
    async fn ignore_differences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The differences, and why they stay.")] input: IgnoreDifferencesInput,
    ) -> async_graphql::Result<IgnoreDifferencesPayload> {
        use IgnoreDifferencesErrorCode as Code;
        let IgnoreDifferencesInput { ids, reason } = input;
        let ids: Vec<DifferenceId> = ids.iter().map(difference_id).collect::<Result<_, _>>()?;
        let refused = |code, message: String, path| IgnoreDifferencesPayload {
            results: Vec::new(),
            user_errors: vec![UserError::at(code, message, [path])],
        };
        match ignore(ctx.here()?, &ids, reason).await {
            Ok(settled) if settled.is_empty() => {
                Ok(refused(Code::Empty, "name the differences that stay".to_owned(), "ids"))
            }
            Ok(settled) => Ok(IgnoreDifferencesPayload {
                results: settled.into_iter().enumerate().map(IgnoredDifference::of).collect(),
                user_errors: Vec::new(),
            }),
            Err(IgnoreDifferencesError::Denied(denied)) => Err(error::denied(denied)),
            Err(error @ IgnoreDifferencesError::Reason) => {
                Ok(refused(Code::InvalidReason, error.to_string(), "reason"))
            }
            Err(error @ IgnoreDifferencesError::TooManyItems) => {
                Err(error::coded(error::Code::LimitExceeded, error.to_string()))
            }
            Err(IgnoreDifferencesError::Fault(fault)) => Err(error::fault(fault)),
        }
    }
}
