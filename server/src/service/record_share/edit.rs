//! Changing a link.

use chrono::{DateTime, Utc};
use entity::id::RecordShareId;
use entity::record_share;

use crate::context::Request;
use crate::domain::edit::Edit;
use crate::domain::record_share::{Choice, InvalidChoice, changed, expiry, label};
use crate::policy::{Action, Denied, authorize};
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// What to change of a link; a switch that is none stays as it is.
#[derive(Clone, Debug)]
pub struct EditRecordShare {
    /// The link.
    pub id: RecordShareId,
    /// What it is called from now on.
    pub label: Edit<String>,
    /// When it ends by itself from now on.
    pub expires_at: Edit<DateTime<Utc>>,
    /// Whether it shows grades.
    pub shows_grades: Option<bool>,
    /// Whether it shows the learner's name.
    pub shows_name: Option<bool>,
    /// Whether it shows the learner's mail address.
    pub shows_email: Option<bool>,
    /// The version that the caller has seen.
    pub expected_version: Option<i32>,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edited {
    /// The link changed.
    Updated(record_share::Model),
    /// It was just so already.
    Unchanged(record_share::Model),
}

/// Why a link does not change.
#[derive(Debug, thiserror::Error)]
pub enum EditRecordShareError {
    /// The caller must sign in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such link for the caller.
    #[error("there is no such link")]
    NotFound,
    /// What was chosen cannot be.
    #[error(transparent)]
    Choice(#[from] InvalidChoice),
    /// It was revoked, which is for ever.
    #[error("the link was revoked, which is for ever; share the record anew")]
    Revoked,
    /// The caller has seen another version.
    #[error("the link has version {} now", .0.version)]
    Stale(Box<record_share::Model>),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Changes a link of the caller's own.
pub async fn edit(request: &Request, wish: EditRecordShare) -> Result<Edited, EditRecordShareError> {
    authorize(&request.actor, Action::ShareRecords)?;
    retry(|| attempt(request, wish.clone())).await
}

async fn attempt(request: &Request, wish: EditRecordShare) -> Result<Edited, Missed<EditRecordShareError>> {
    use EditRecordShareError as Error;
    let ctx = &request.ctx;
    let now = ctx.clock.now();
    let EditRecordShare {
        id,
        label: text,
        expires_at,
        shows_grades,
        shows_name,
        shows_email,
        expected_version,
    } = wish;
    let share = store::record_share::find(&ctx.db.read, request.site.id, id)
        .await?
        .ok_or(Missed::Failed(Error::NotFound))?;
    let learner = share.user_id;
    let permit =
        authorize(&request.actor, Action::EditRecordShare { learner }).map_err(|_| Missed::Failed(Error::NotFound))?;
    if expected_version.is_some_and(|it| it != share.version) {
        return Err(Missed::Failed(Error::Stale(Box::new(share))));
    }
    if share.revoked_at.is_some() {
        return Err(Missed::Failed(Error::Revoked));
    }
    let failed = |error: InvalidChoice| Missed::Failed(Error::from(error));
    let choice = Choice {
        label: match text {
            Edit::Keep => share.label.clone(),
            Edit::Clear => None,
            Edit::Set(text) => label(Some(text)).map_err(failed)?,
        },
        expires_at: match expires_at {
            Edit::Keep => share.expires_at,
            Edit::Clear => None,
            Edit::Set(at) => expiry(Some(at), now).map_err(failed)?,
        },
        shows_grades: shows_grades.unwrap_or(share.shows_grades),
        shows_name: shows_name.unwrap_or(share.shows_name),
        shows_email: shows_email.unwrap_or(share.shows_email),
    };
    let Some(after) = changed(&share, choice, now) else {
        return Ok(Edited::Unchanged(share));
    };
    let tx = ctx.db.begin().await?;
    if !store::record_share::update(&tx, &permit, &after).await? {
        return Err(Missed::Lost);
    }
    commit(tx).await?;
    Ok(Edited::Updated(after))
}
