//! Ending a link, at once and for ever.

use entity::id::RecordShareId;
use entity::{TrailAction, TrailSubject, record_share};

use crate::context::Request;
use crate::domain::record_share::revoked;
use crate::policy::{Action, Denied, authorize};
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::service::trail::{self, Deed};
use crate::store;

/// Which link to end.
#[derive(Clone, Debug)]
pub struct RevokeRecordShare {
    /// The link.
    pub id: RecordShareId,
    /// The version that the caller has seen.
    pub expected_version: Option<i32>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revoked {
    /// It opens nothing any more.
    Now(record_share::Model),
    /// It was revoked before.
    Before(record_share::Model),
}

/// Why a link does not end.
#[derive(Debug, thiserror::Error)]
pub enum RevokeRecordShareError {
    /// The caller must sign in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such link for the caller.
    #[error("there is no such link")]
    NotFound,
    /// The caller has seen another version.
    #[error("the link has version {} now", .0.version)]
    Stale(Box<record_share::Model>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Ends a link. Repeating it changes nothing.
pub async fn revoke(request: &Request, wish: RevokeRecordShare) -> Result<Revoked, RevokeRecordShareError> {
    authorize(&request.actor, Action::ShareRecords)?;
    retry(|| attempt(request, &wish)).await
}

async fn attempt(request: &Request, wish: &RevokeRecordShare) -> Result<Revoked, Missed<RevokeRecordShareError>> {
    use RevokeRecordShareError as Error;
    let ctx = &request.ctx;
    let share = store::record_share::find(&ctx.db.read, request.site.id, wish.id)
        .await?
        .ok_or(Missed::Failed(Error::NotFound))?;
    let learner = share.user_id;
    let permit = authorize(&request.actor, Action::RevokeRecordShare { learner })
        .map_err(|_| Missed::Failed(Error::NotFound))?;
    if wish.expected_version.is_some_and(|it| it != share.version) {
        return Err(Missed::Failed(Error::Stale(Box::new(share))));
    }
    let Some(after) = revoked(&share, ctx.clock.now()) else {
        return Ok(Revoked::Before(share));
    };
    let tx = ctx.db.begin().await?;
    if !store::record_share::update(&tx, &permit, &after).await? {
        return Err(Missed::Lost);
    }
    if request.actor.user_id() != Some(learner) {
        let deed = Deed::of(TrailAction::RecordShareRevoked, (TrailSubject::RecordShare, share.id.0));
        trail::note(&tx, &permit, request, &[deed]).await?;
    }
    commit(tx).await?;
    Ok(Revoked::Now(after))
}
