//! `revokeRecordShare`.

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::NodeId;
use crate::graphql::mutation::credential::revoke::RevokeOutcome;
use crate::graphql::object::record_share::RecordShare;
use crate::graphql::user_error::UserError;
use crate::service::record_share::{self as service, RevokeRecordShareError, Revoked};

/// The link to end.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct RevokeRecordShareInput {
    /// The link.
    id: ID,
    /// Revoke it only if it has this version.
    expected_version: Option<i32>,
}

/// What became of ending a link.
#[derive(SimpleObject)]
pub(in crate::graphql) struct RevokeRecordSharePayload {
    /// The link as it is now; null where it was not found.
    record_share: Option<RecordShare>,
    /// What became of it.
    outcome: RevokeOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<RevokeRecordShareErrorCode>>,
}

/// Why a link was not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum RevokeRecordShareErrorCode {
    /// There is no such link for the caller.
    NotFound,
    /// The link has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct RevokeRecordShare;

#[Object]
impl RevokeRecordShare {
    /// End a link to a record: it opens nothing any more, at once and for ever. Repeating the request changes nothing. For the learner,
    /// and for staff, whose doing goes to the audit trail.
    async fn revoke_record_share(
        &self,
        ctx: &Context<'_>,
        input: RevokeRecordShareInput,
    ) -> async_graphql::Result<RevokeRecordSharePayload> {
        use RevokeRecordShareErrorCode as Code;
        let here = ctx.here()?;
        let RevokeRecordShareInput { id, expected_version } = input;
        let NodeId::RecordShare(id) = NodeId::decode(&id).map_err(error::bad_input)? else {
            return Err(error::bad_input(
                "`id` names no link to a record, as in recordShare:<uuid>",
            ));
        };
        let payload = |outcome, share| RevokeRecordSharePayload {
            record_share: share,
            outcome,
            user_errors: Vec::new(),
        };
        let error = match service::revoke(here, service::RevokeRecordShare { id, expected_version }).await {
            Ok(Revoked::Now(share)) => return Ok(payload(RevokeOutcome::Revoked, Some(RecordShare(share)))),
            Ok(Revoked::Before(share)) => return Ok(payload(RevokeOutcome::Unchanged, Some(RecordShare(share)))),
            Err(error) => error,
        };
        let message = error.to_string();
        let (code, field, share) = match error {
            RevokeRecordShareError::Denied(denied) => return Err(error::denied(denied)),
            RevokeRecordShareError::Fault(fault) => return Err(error::fault(fault)),
            RevokeRecordShareError::NotFound => (Code::NotFound, "id", None),
            RevokeRecordShareError::Stale(share) => {
                (Code::VersionConflict, "expectedVersion", Some(RecordShare(*share)))
            }
        };
        Ok(RevokeRecordSharePayload {
            user_errors: vec![UserError::at(code, message, [field])],
            ..payload(RevokeOutcome::Refused, share)
        })
    }
}
