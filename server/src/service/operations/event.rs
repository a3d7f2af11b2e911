//! Having an event delivered again that was given up, or never.

use entity::id::EventId;
use entity::{TrailAction, TrailSubject, outbox_event};
use serde_json::json;

use crate::context::Request;
use crate::domain::outbox::{is_given_up, retried};
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::service::trail::{Deed, note};
use crate::store;

/// Why an event stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum EventError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such event: perhaps it was dropped.
    #[error("there is no such event")]
    NotFound,
    /// It was delivered, or it is still tried.
    #[error("this event is not given up")]
    NotGivenUp,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Has an event delivered that was given up: at once, and with as many attempts as a new one.
pub async fn retry_event(request: &Request, id: EventId) -> Result<(), EventError> {
    let permit = authorize(&request.actor, Action::ManageEvents)?;
    retry(|| attempt_to_retry(request, &permit, id)).await
}

/// Has an event never delivered that was given up.
pub async fn drop_event(request: &Request, id: EventId) -> Result<(), EventError> {
    let permit = authorize(&request.actor, Action::ManageEvents)?;
    retry(|| attempt_to_drop(request, &permit, id)).await
}

async fn attempt_to_retry(request: &Request, permit: &Permit, id: EventId) -> Result<(), Missed<EventError>> {
    let ctx = &request.ctx;
    let before = find(request, id).await?;
    let after = retried(&before, ctx.clock.now()).ok_or(Missed::Failed(EventError::NotGivenUp))?;
    let tx = ctx.db.begin().await?;
    if !store::outbox::update_retried(&tx, permit, &before, &after).await? {
        return Err(Missed::Lost);
    }
    note(&tx, permit, request, &[deed(TrailAction::EventRetried, &before)]).await?;
    commit(tx).await
}

async fn attempt_to_drop(request: &Request, permit: &Permit, id: EventId) -> Result<(), Missed<EventError>> {
    let before = find(request, id).await?;
    if !is_given_up(&before) {
        return Err(Missed::Failed(EventError::NotGivenUp));
    }
    let tx = request.ctx.db.begin().await?;
    if !store::outbox::delete(&tx, permit, &before).await? {
        return Err(Missed::Lost);
    }
    note(&tx, permit, request, &[deed(TrailAction::EventDropped, &before)]).await?;
    commit(tx).await
}

async fn find(request: &Request, id: EventId) -> Result<outbox_event::Model, Missed<EventError>> {
    let found = store::outbox::find(&request.ctx.db.read, id).await?;
    found.ok_or(Missed::Failed(EventError::NotFound))
}

/// What is noted: of the event its id and what it announces, which no person is told by.
fn deed(action: TrailAction, event: &outbox_event::Model) -> Deed {
    Deed {
        details: json!({ "event": event.id, "kind": event.kind }),
        ..Deed::of(action, (TrailSubject::Credential, event.subject_id.0))
    }
}
