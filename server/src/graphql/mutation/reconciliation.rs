//! Mutations of comparisons with the learning platform.

pub(in crate::graphql) mod ignore;
pub(in crate::graphql) mod repair;
pub(in crate::graphql) mod set_schedule;
pub(in crate::graphql) mod start;

use async_graphql::Enum;

use crate::service::reconciliation::{Outcome, Unsettled};

/// What became of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum SettleOutcome {
    /// The service says the same as the learning platform now.
    Repaired,
    /// It stays as it is from now on.
    Ignored,
    /// It was settled so before; nothing was written.
    Unchanged,
    /// It stays open; `userErrors` say why.
    Refused,
}

impl From<&Result<Outcome, Unsettled>> for SettleOutcome {
    fn from(it: &Result<Outcome, Unsettled>) -> Self {
        match it {
            Ok(Outcome::Repaired) => Self::Repaired,
            Ok(Outcome::Ignored) => Self::Ignored,
            Ok(Outcome::Unchanged) => Self::Unchanged,
            Err(_) => Self::Refused,
        }
    }
}
