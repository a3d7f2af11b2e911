//! Trying a text: shown as it would be sent, or sent to who tries it.

use entity::id::{CompletionMailId, OutgoingMailId};
use entity::outgoing_mail;

use super::change::{CompletionMailError, applied, blank, find};
use super::{own, removed};
use crate::context::Request;
use crate::domain::completion_mail::{RawCompletionMail, Scope};
use crate::domain::mail::of_test;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::render::mail::{Letter, Told, completion, samples};
use crate::render::problem::Problem;
use crate::service::retry::{Missed, commit, retry};
use crate::service::{Fault, site};
use crate::store;

/// A text to look at: a stored one, or none, with changes that are not kept.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The stored text that is changed.
    pub id: Option<CompletionMailId>,
    /// The changes.
    pub mail: RawCompletionMail,
}

/// A mail as it would be sent.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The mail.
    pub letter: Letter,
    /// What was taken out of its HTML.
    pub removed: Vec<Problem>,
}

/// What a learner of a made-up name would get.
pub async fn preview(request: &Request, draft: Draft) -> Result<Shown, CompletionMailError> {
    authorize(&request.actor, Action::ManageMail)?;
    let now = request.ctx.clock.now();
    let before = match draft.id {
        Some(id) => find(request, id)
            .await
            .map_err(Fault::from)?
            .ok_or(CompletionMailError::NotFound)?,
        None => blank(request, CompletionMailId(crate::id::ordered()), &Scope::Default),
    };
    let mail = match applied(&draft.mail, &before) {
        Ok(mail) => mail,
        Err(Missed::Failed(error)) => return Err(error),
        Err(Missed::Lost) => return Err(Fault::Unavailable.into()),
    };
    let [sample, _] = samples();
    let url = site::public_url(&request.ctx, &request.site);
    let told = Told {
        language: mail.language.as_deref().unwrap_or("en"),
        site_name: &request.site.name,
        site_url: &url,
        issued_at: now,
        ..sample
    };
    let letter = completion(own(&mail), told).map_err(|(part, problem)| {
        // What cannot be filled was told before.
        Fault::Internal(anyhow::anyhow!("{}: {}", part.path(), problem.message))
    })?;
    let removed = removed(&mail);
    Ok(Shown { letter, removed })
}

/// Sends a text to the caller, with a made-up name in it: once a minute. Asked for again sooner, it tells of the same mail.
pub async fn test(request: &Request, id: CompletionMailId) -> Result<outgoing_mail::Model, CompletionMailError> {
    let permit = authorize(&request.actor, Action::ManageMail)?;
    let new_id = OutgoingMailId(crate::id::ordered());
    retry(|| attempt_to_test(request, &permit, id, new_id)).await
}

async fn attempt_to_test(
    request: &Request,
    permit: &Permit,
    id: CompletionMailId,
    new_id: OutgoingMailId,
) -> Result<outgoing_mail::Model, Missed<CompletionMailError>> {
    let (ctx, site) = (&request.ctx, request.site.id);
    let failed = |error| Err(Missed::Failed(error));
    let Some(caller) = request.actor.user_id() else {
        return failed(Denied::Unauthenticated.into());
    };
    if find(request, id).await?.is_none() {
        return failed(CompletionMailError::NotFound);
    }
    let person = store::user::by_ids(&ctx.db.read, &[caller]).await?.pop();
    if person.and_then(|it| it.email).is_none() {
        return failed(CompletionMailError::NoAddress);
    }
    let mail = of_test(new_id, site, caller, id, ctx.clock.now());
    if let Some(before) = store::outgoing_mail::find_by_dedupe_key(&ctx.db.read, site, &mail.dedupe_key).await? {
        return Ok(before);
    }
    let tx = ctx.db.begin().await?;
    store::outgoing_mail::insert_many(&tx, permit, std::slice::from_ref(&mail)).await?;
    commit(tx).await?;
    Ok(mail)
}
