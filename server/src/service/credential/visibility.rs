//! Keeping a credential to oneself, and showing it again.

use std::sync::Arc;

use entity::id::CredentialId;
use entity::{CredentialChange, credential};
use serde_json::json;

use super::{Found, record};
use crate::context::Request;
use crate::domain::credential::Visibility;
use crate::policy::{Action, Denied, authorize};
use crate::service::recognition::Unanswered;
use crate::service::retry::{Missed, retry};
use crate::service::{Fault, site};
use crate::store;

/// Who may see a credential from now on.
#[derive(Clone, Copy, Debug)]
pub struct SetVisibility {
    /// The credential.
    pub id: CredentialId,
    /// Who may see it.
    pub visibility: Visibility,
    /// The version that the caller has seen.
    pub expected_version: Option<i32>,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VisibilitySet {
    /// It changed.
    Updated(credential::Model),
    /// It was just so already.
    Unchanged(credential::Model),
}

/// Why it does not change.
#[derive(Debug, thiserror::Error)]
pub enum SetVisibilityError {
    /// The caller is not the learner.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such credential for the caller.
    #[error("there is no such credential")]
    NotFound,
    /// The caller has seen another version.
    #[error("the credential has version {} now", .0.version)]
    Stale(Box<credential::Model>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Keeps a credential of the caller's own private, or shows it again. Repeating it changes nothing.
pub async fn set_visibility(request: &Request, wish: SetVisibility) -> Result<VisibilitySet, SetVisibilityError> {
    authorize(&request.actor, Action::ListCredentials)?;
    let unanswered = Unanswered::new(request.token);
    retry(|| attempt(request, wish, &unanswered)).await
}

async fn attempt(
    request: &Request,
    wish: SetVisibility,
    unanswered: &Unanswered<VisibilitySet>,
) -> Result<VisibilitySet, Missed<SetVisibilityError>> {
    use SetVisibilityError as Error;
    let ctx = &request.ctx;
    let now = ctx.clock.now();
    if let Some(answer) = unanswered.find(&ctx.db.read).await? {
        return Ok(answer);
    }
    let found = super::find(request, wish.id).await?;
    let Found {
        credential,
        configuration,
    } = found.ok_or(Missed::Failed(Error::NotFound))?;
    let credential = Arc::unwrap_or_clone(credential);
    let action = Action::SetCredentialVisibility {
        credential: &credential,
    };
    let permit = authorize(&request.actor, action).map_err(|denied| Missed::Failed(denied.into()))?;
    if wish.expected_version.is_some_and(|it| it != credential.version) {
        return Err(Missed::Failed(Error::Stale(Box::new(credential))));
    }
    let is_private = wish.visibility == Visibility::Private;
    if credential.is_private == is_private {
        return Ok(VisibilitySet::Unchanged(credential));
    }
    let replaced = super::replaced::by(&ctx.db.read, &[credential.user_id], &[credential.id]).await?;
    let learner = store::user::by_ids(&ctx.db.read, &[credential.user_id]).await?.pop();
    let Some(learner) = learner else {
        return Err(Fault::Internal(anyhow::anyhow!("credential {} lacks its learner", credential.id)).into());
    };
    let set = |before: &credential::Model| credential::Model {
        is_private,
        version: before.version + 1,
        updated_at: now,
        ..before.clone()
    };
    let after = set(&credential);
    // Those that it replaced are found by nobody but who has their numbers, and so go with it.
    let others = replaced.into_iter().filter(|it| it.is_private != is_private);
    let changed: Vec<credential::Model> = std::iter::once(credential).chain(others).collect();
    let ids: Vec<CredentialId> = changed.iter().map(|it| it.id).collect();
    let attributes = store::credential_attribute::by_credentials(&ctx.db.read, &ids).await?;
    let site_url = site::public_url(ctx, &request.site);
    let change = CredentialChange::Updated;
    let (mut history, mut events) = (Vec::new(), Vec::new());
    let tx = ctx.db.begin().await?;
    for before in &changed {
        let it = set(before);
        let details = json!({ "is_private": { "old": !is_private, "new": is_private } });
        let entry = record::entry(request, change, &it, None, details);
        let recorded = record::change(before, &it, &attributes, entry);
        if !store::credential::update(&tx, &permit, &recorded).await? {
            return Err(Missed::Lost);
        }
        history.push(recorded);
        events.push(record::event(&site_url, change, &it, &learner, &configuration, now));
    }
    store::credential_history::insert_many(&tx, &permit, &history).await?;
    store::outbox::insert_many(&tx, &permit, &events).await?;
    let change = Some((after.id, after.version));
    let answer = VisibilitySet::Updated(after);
    unanswered.commit(tx, change, &answer).await?;
    Ok(answer)
}
