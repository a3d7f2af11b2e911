//! Links by which learners show their records: made, changed, revoked, followed.

mod edit;
mod follow;
mod guess;
mod revoke;
mod share;

use chrono::NaiveDate;
use entity::id::{ProgramId, RecordShareId, ShareToken, UserId};
use entity::record_share;

use super::{Fault, site};
use crate::context::Request;
use crate::policy::{Action, authorize};
use crate::store;

pub use edit::{EditRecordShare, EditRecordShareError, Edited, edit};
pub use follow::{FollowError, FollowedShare, Kind, Visitor, follow};
pub use guess::{Guesses, TooManyGuesses, WINDOW};
pub use revoke::{RevokeRecordShare, RevokeRecordShareError, Revoked, revoke};
pub use share::{ShareRecord, ShareRecordError, share};

/// Most links of one record that are listed.
pub const MAX_LISTED: usize = 100;

/// Where the world follows a link.
#[must_use]
pub fn public_url(request: &Request, token: ShareToken) -> String {
    let base = site::public_url(&request.ctx, &request.site);
    format!("{base}/records/shared/{}", token.0.simple())
}

/// Finds a link; none where it does not exist for the caller.
pub async fn find(request: &Request, id: RecordShareId) -> Result<Option<record_share::Model>, Fault> {
    let share = store::record_share::find(&request.ctx.db.read, request.site.id, id).await?;
    Ok(share.filter(|it| authorize(&request.actor, Action::ViewRecord { learner: it.user_id }).is_ok()))
}

/// The newest links to these records that the caller may see.
pub async fn of_records(request: &Request, records: &[(UserId, ProgramId)]) -> Result<Vec<record_share::Model>, Fault> {
    let records: Vec<(UserId, ProgramId)> = records
        .iter()
        .copied()
        .filter(|(learner, _)| authorize(&request.actor, Action::ViewRecord { learner: *learner }).is_ok())
        .collect();
    let at_most = u64::try_from(MAX_LISTED * records.len()).unwrap_or(u64::MAX);
    Ok(store::record_share::by_records(&request.ctx.db.read, request.site.id, &records, at_most).await?)
}

/// How often these links were followed on each day, oldest day first.
pub async fn views(request: &Request, ids: &[RecordShareId]) -> Result<Vec<(RecordShareId, NaiveDate, i64)>, Fault> {
    Ok(store::record_share::count_views(&request.ctx.db.read, ids).await?)
}
