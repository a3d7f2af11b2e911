//! Sending a mail again, or not at all, because staff say so.

use entity::id::OutgoingMailId;
use entity::outgoing_mail;

use crate::context::Request;
use crate::domain::mail::{Step, stepped};
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// Why a mail stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such mail.
    #[error("there is no such mail")]
    NotFound,
    /// It was sent, is being sent, or has ended otherwise.
    #[error("this mail is {} and cannot be changed now", .0.state)]
    Settled(Box<outgoing_mail::Model>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Has a mail sent that waits, was given up or was dropped: at once, and with as many attempts as a new one.
pub async fn retry_mail(request: &Request, id: OutgoingMailId) -> Result<outgoing_mail::Model, StepError> {
    step(request, id, Step::Retry).await
}

/// Has a mail not sent that waits.
pub async fn drop_mail(request: &Request, id: OutgoingMailId) -> Result<outgoing_mail::Model, StepError> {
    step(request, id, Step::Drop).await
}

async fn step(request: &Request, id: OutgoingMailId, step: Step) -> Result<outgoing_mail::Model, StepError> {
    let permit = authorize(&request.actor, Action::ManageOutgoingMail)?;
    retry(|| attempt(request, &permit, id, step)).await
}

async fn attempt(
    request: &Request,
    permit: &Permit,
    id: OutgoingMailId,
    step: Step,
) -> Result<outgoing_mail::Model, Missed<StepError>> {
    let ctx = &request.ctx;
    let stored = store::outgoing_mail::find(&ctx.db.read, request.site.id, id).await?;
    let stored = stored.ok_or(Missed::Failed(StepError::NotFound))?;
    let Some(after) = stepped(&stored, step, ctx.clock.now()) else {
        return Err(Missed::Failed(StepError::Settled(Box::new(stored))));
    };
    let tx = ctx.db.begin().await?;
    if !store::outgoing_mail::update(&tx, permit, &after).await? {
        return Err(Missed::Lost);
    }
    commit(tx).await?;
    Ok(after)
}
