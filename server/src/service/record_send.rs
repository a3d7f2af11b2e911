//! Records that are sent over pathways.

mod edit;
mod send;

use std::collections::BTreeMap;

use entity::id::{ProgramId, RecordSendId, UserId};
use entity::{outgoing_mail, record_send};
use uuid::Uuid;

pub use edit::{EditRecordSend, EditRecordSendError, Edited, edit};
pub use send::{SendRecord, SendRecordError, Sent, send};

use super::Fault;
use crate::context::Request;
use crate::policy::{Action, authorize};
use crate::store;

/// Finds one; none where it does not exist for the caller.
pub async fn find(request: &Request, id: RecordSendId) -> Result<Option<record_send::Model>, Fault> {
    let send = store::record_send::find(&request.ctx.db.read, request.site.id, id).await?;
    Ok(send.filter(|it| authorize(&request.actor, Action::ViewRecord { learner: it.user_id }).is_ok()))
}

/// What was sent of these records, as far as the caller may see it.
pub async fn of_records(request: &Request, records: &[(UserId, ProgramId)]) -> Result<Vec<record_send::Model>, Fault> {
    let records: Vec<(UserId, ProgramId)> = records
        .iter()
        .copied()
        .filter(|(learner, _)| authorize(&request.actor, Action::ViewRecord { learner: *learner }).is_ok())
        .collect();
    let sends = store::record_send::by_records(&request.ctx.db.read, request.site.id, &records).await?;
    Ok(sends
        .into_iter()
        .filter(|it| records.contains(&(it.user_id, it.program_id)))
        .collect())
}

/// The newest mail of each of these: for those who may see what was sent.
pub async fn newest_mails(
    request: &Request,
    ids: &[RecordSendId],
) -> Result<BTreeMap<Uuid, outgoing_mail::Model>, Fault> {
    let subjects: Vec<Uuid> = ids.iter().map(|it| it.0).collect();
    Ok(store::outgoing_mail::newest_by_subjects(&request.ctx.db.read, request.site.id, &subjects).await?)
}
