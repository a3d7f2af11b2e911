//! `setReconciliationSchedule`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::enumeration::EditOutcome;
use crate::graphql::object::reconciliation_schedule::ReconciliationSchedule;
use crate::graphql::user_error::UserError;
use crate::service::reconciliation::{Schedule, ScheduleSet, SetScheduleError, set_schedule};

/// How often the site is to be compared with its learning platform.
#[derive(Clone, Copy, Debug, InputObject)]
pub(in crate::graphql) struct SetReconciliationScheduleInput {
    /// Days from the end of one comparison to the next, 1 to 366; 0 for none but those that are asked for. Null, or without it, the settings
    /// of the service decide.
    every_days: Option<i32>,
    /// Change it only if the site has this version. What is set already needs no change, whatever the version.
    expected_version: Option<i32>,
}

/// What became of it.
#[derive(SimpleObject)]
pub(in crate::graphql) struct SetReconciliationSchedulePayload {
    /// The schedule as it is now; null where no number of days was given.
    schedule: Option<ReconciliationSchedule>,
    /// What became of it.
    outcome: EditOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<SetReconciliationScheduleErrorCode>>,
}

/// Why the schedule did not change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum SetReconciliationScheduleErrorCode {
    /// It is no number of days from 0 to 366.
    InvalidInterval,
    /// The site has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct SetReconciliationSchedule;

#[Object]
impl SetReconciliationSchedule {
    /// Say how often the site is compared with its learning platform without anybody asking. What is due by that is asked for at once.
    /// Repeating it changes nothing, and is no conflict. Goes to the audit trail. Staff and service accounts only.
    async fn set_reconciliation_schedule(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How often.")] input: SetReconciliationScheduleInput,
    ) -> async_graphql::Result<SetReconciliationSchedulePayload> {
        use SetReconciliationScheduleErrorCode as Code;
        let SetReconciliationScheduleInput {
            every_days,
            expected_version,
        } = input;
        let payload = |outcome, schedule: Option<Schedule>| SetReconciliationSchedulePayload {
            schedule: schedule.map(Into::into),
            outcome,
            user_errors: Vec::new(),
        };
        let error = match set_schedule(ctx.here()?, every_days, expected_version).await {
            Ok(ScheduleSet::Updated(it)) => return Ok(payload(EditOutcome::Updated, Some(it))),
            Ok(ScheduleSet::Unchanged(it)) => return Ok(payload(EditOutcome::Unchanged, Some(it))),
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, field, schedule) = match error {
            SetScheduleError::Denied(denied) => return Err(error::denied(denied)),
            SetScheduleError::Fault(fault) => return Err(error::fault(fault)),
            SetScheduleError::Invalid(_) => (Code::InvalidInterval, "everyDays", None),
            SetScheduleError::Stale(it) => (Code::VersionConflict, "expectedVersion", Some(*it)),
        };
        Ok(SetReconciliationSchedulePayload {
            user_errors: vec![UserError::at(code, message, [field])],
            ..payload(EditOutcome::Refused, schedule)
        })
    }
}
