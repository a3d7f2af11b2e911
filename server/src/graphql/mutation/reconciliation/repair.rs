//! `repairDifferences`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use entity::id::DifferenceId;

use super::SettleOutcome;
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::difference_id;
use crate::graphql::object::reconciliation_difference::ReconciliationDifference;
use crate::graphql::user_error::UserError;
use crate::service::reconciliation::{RepairDifferencesError, Settled, Unsettled, repair};

/// Differences to repair.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct RepairDifferencesInput {
    /// The differences, at most 100.
    ids: Vec<ID>,
}

/// What became of one difference.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RepairedDifference {
    /// The difference as it is now; null where there is none.
    difference: Option<ReconciliationDifference>,
    /// What became of it.
    outcome: SettleOutcome,
    /// Why it stays open; empty otherwise.
    user_errors: Vec<UserError<RepairDifferencesErrorCode>>,
}

impl RepairedDifference {
    /// The verdict on the difference at this place of the list.
    fn of((index, settled): (usize, Settled)) -> Self {
        let Settled { difference, outcome } = settled;
        let refused = |error: &Unsettled| {
            vec![UserError::at(
                error.into(),
                error,
                ["ids".to_owned(), index.to_string()],
            )]
        };
        Self {
            difference: difference.map(ReconciliationDifference),
            outcome: (&outcome).into(),
            user_errors: outcome.as_ref().err().map(refused).unwrap_or_default(),
        }
    }
}

/// What became of differences to repair.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RepairDifferencesPayload {
    /// What became of each, in their order; empty where the request was refused as a whole.
    results: Vec<RepairedDifference>,
    /// Why nothing was done; empty otherwise.
    user_errors: Vec<UserError<RepairDifferencesErrorCode>>,
}

/// Why a difference stays open, or nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RepairDifferencesErrorCode {
    /// No difference was named.
    Empty,
    /// There is no such difference.
    NotFound,
    /// It was decided that it stays.
    Settled,
    /// Something has changed here since it was found: only another comparison can tell what differs.
    Moved,
    /// Nothing here can make it right.
    NotRepairable,
    /// The caller lacks the permission for what it takes.
    Forbidden,
    /// What it takes was refused; the message says why.
    Refused,
}

impl From<&Unsettled> for RepairDifferencesErrorCode {
    fn from(it: &Unsettled) -> Self {
        match it {
            Unsettled::NotFound => Self::NotFound,
            Unsettled::Settled => Self::Settled,
            Unsettled::Moved => Self::Moved,
            Unsettled::NotRepairable => Self::NotRepairable,
            Unsettled::Denied => Self::Forbidden,
            Unsettled::Refused(_) => Self::Refused,
        }
    }
}

#[derive(Default)]
pub(in crate::graphql) struct RepairDifferences;

#[Object]
impl RepairDifferences {
    /// Make the service say what the learning platform says, by up to 100 awards, revocations, grades, names and retirements; the
    /// history gives `reconciliation` as the reason. Each is done where what was compared is stored still, and as far as the caller may.
    /// Repeating it changes nothing. More than 100 are refused with `LIMIT_EXCEEDED`. Staff and service accounts only.
    #[graphql(complexity = "1 + input.ids.len() * child_complexity")]
    async fn repair_differences(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The differences.")] input: RepairDifferencesInput,
    ) -> async_graphql::Result<RepairDifferencesPayload> {
        let ids: Vec<DifferenceId> = input.ids.iter().map(difference_id).collect::<Result<_, _>>()?;
        match repair(ctx.here()?, &ids).await {
            Ok(settled) => Ok(RepairDifferencesPayload {
                user_errors: if settled.is_empty() {
                    let message = "name the differences to repair";
                    vec![UserError::at(RepairDifferencesErrorCode::Empty, message, ["ids"])]
                } else {
                    Vec::new()
                },
                results: settled.into_iter().enumerate().map(RepairedDifference::of).collect(),
            }),
            Err(RepairDifferencesError::Denied(denied)) => Err(error::denied(denied)),
            Err(error @ RepairDifferencesError::TooManyItems) => {
                Err(error::coded(error::Code::LimitExceeded, error.to_string()))
            }
            Err(RepairDifferencesError::Fault(fault)) => Err(error::fault(fault)),
        }
    }
}
