//! Deciding whether who got a record is told when its program is completed.

use entity::id::RecordSendId;
use entity::record_send;

use crate::context::Request;
use crate::policy::{Action, Denied, authorize};
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// A change of what is sent.
#[derive(Clone, Copy, Debug)]
pub struct EditRecordSend {
    /// What was sent.
    pub id: RecordSendId,
    /// Whether the institution is told when the program is completed later.
    pub sends_updates: bool,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edited {
    /// It changed.
    Updated(record_send::Model),
    /// It was just so already.
    Unchanged(record_send::Model),
}

/// Why nothing changes.
#[derive(Debug, thiserror::Error)]
pub enum EditRecordSendError {
    /// The caller must sign in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Nothing of that id was sent, for the caller.
    #[error("no record was sent under this id")]
    NotFound,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Changes what becomes of a record that the caller sent. Repeating it changes nothing.
pub async fn edit(request: &Request, wish: EditRecordSend) -> Result<Edited, EditRecordSendError> {
    authorize(&request.actor, Action::ShareRecords)?;
    retry(|| attempt(request, wish)).await
}

async fn attempt(request: &Request, wish: EditRecordSend) -> Result<Edited, Missed<EditRecordSendError>> {
    let not_found = || Missed::Failed(EditRecordSendError::NotFound);
    let ctx = &request.ctx;
    let send = store::record_send::find(&ctx.db.read, request.site.id, wish.id).await?;
    let send = send.ok_or_else(not_found)?;
    let learner = send.user_id;
    let permit = authorize(&request.actor, Action::EditRecordSend { learner }).map_err(|_| not_found())?;
    if send.sends_updates == wish.sends_updates {
        return Ok(Edited::Unchanged(send));
    }
    let after = record_send::Model {
        sends_updates: wish.sends_updates,
        version: send.version + 1,
        ..send
    };
    let tx = ctx.db.begin().await?;
    if !store::record_send::update(&tx, &permit, &after).await? {
        return Err(Missed::Lost);
    }
    commit(tx).await?;
    Ok(Edited::Updated(after))
}
