//! Mutations of credential configurations.

pub(in crate::graphql) mod activate;
pub(in crate::graphql) mod create;
pub(in crate::graphql) mod deactivate;
pub(in crate::graphql) mod edit;

use async_graphql::{ID, InputObject, MaybeUndefined};
use chrono::{DateTime, Utc};

use crate::domain::edit::Edit;
use crate::domain::expiry::RawExpiry;

/// When credentials expire: exactly one of its fields is given.
#[derive(Clone, Copy, Debug, InputObject)]
pub(in crate::graphql) struct ExpiryInput {
    /// So many days after their issue, 1 to 36,525.
    after_days: Option<i32>,
    /// So many calendar months after their issue, 1 to 1,200; where the month is shorter, on its last day.
    after_months: Option<i32>,
    /// All of them, at this instant.
    expires_at: Option<DateTime<Utc>>,
}

impl From<ExpiryInput> for RawExpiry {
    fn from(it: ExpiryInput) -> Self {
        let ExpiryInput {
            after_days,
            after_months,
            expires_at,
        } = it;
        Self {
            after_days,
            after_months,
            expires_at,
        }
    }
}

/// Absent keeps, null clears, a value sets.
pub(in crate::graphql) fn edit_of<T>(value: MaybeUndefined<T>) -> Edit<T> {
    match value {
        MaybeUndefined::Undefined => Edit::Keep,
        MaybeUndefined::Null => Edit::Clear,
        MaybeUndefined::Value(value) => Edit::Set(value),
    }
}

/// As [`edit_of`], of an id.
pub(super) fn edit_of_id<T>(
    id: MaybeUndefined<ID>,
    read: impl FnOnce(&ID) -> async_graphql::Result<T>,
) -> async_graphql::Result<Edit<T>> {
    Ok(match edit_of(id) {
        Edit::Keep => Edit::Keep,
        Edit::Clear => Edit::Clear,
        Edit::Set(id) => Edit::Set(read(&id)?),
    })
}
