//! Making a link.

use chrono::{DateTime, Utc};
use entity::id::{RecordShareId, ShareToken, UserId};
use entity::record_share;
use serde::Serialize;
use uuid::Uuid;

use crate::context::Request;
use crate::domain::idempotency::IdempotencyError;
use crate::domain::record_share::{Choice, InvalidChoice, MAX_LIVE, ShareState, expiry, label, state};
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::idempotency::Key;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// A link as the caller wishes it.
#[derive(Clone, Debug, Serialize)]
pub struct ShareRecord {
    /// The program, by its UUID in the catalogue.
    pub program: Uuid,
    /// What the link is called.
    pub label: Option<String>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// Whether it shows grades.
    pub shows_grades: bool,
    /// Whether it shows the learner's name.
    pub shows_name: bool,
    /// Whether it shows the learner's mail address.
    pub shows_email: bool,
    /// Lets the caller repeat the request.
    #[serde(skip)]
    pub idempotency_key: Option<String>,
}

/// Why no link is made.
#[derive(Debug, thiserror::Error)]
pub enum ShareRecordError {
    /// The caller has no record to share.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The catalogue does not know the program.
    #[error("there is no such program")]
    ProgramNotFound,
    /// What was chosen cannot be.
    #[error(transparent)]
    Choice(#[from] InvalidChoice),
    /// There are enough links.
    #[error("at most {MAX_LIVE} links to one record may be open; revoke one of them first")]
    TooManyShares,
    /// The idempotency key is unfit or was used otherwise.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

struct Order {
    learner: UserId,
    program: Uuid,
    choice: Choice,
    key: Option<Key>,
    /// Made before the first attempt, so that each writes the same.
    id: RecordShareId,
    token: ShareToken,
}

/// Makes a link to the caller's own record.
pub async fn share(request: &Request, wish: ShareRecord) -> Result<record_share::Model, ShareRecordError> {
    let permit = authorize(&request.actor, Action::ShareRecords)?;
    let learner = request.actor.user_id().ok_or(Denied::Unauthenticated)?;
    let key = match wish.idempotency_key.clone() {
        Some(key) => Some(Key::parse(key, learner, "shareRecord", &(request.site.id, &wish))?),
        None => None,
    };
    let ShareRecord {
        program,
        label: text,
        expires_at,
        shows_grades,
        shows_name,
        shows_email,
        idempotency_key: _,
    } = wish;
    let order = Order {
        learner,
        program,
        choice: Choice {
            label: label(text)?,
            expires_at: expiry(expires_at, request.ctx.clock.now())?,
            shows_grades,
            shows_name,
            shows_email,
        },
        key,
        id: RecordShareId(crate::id::ordered()),
        token: ShareToken(crate::id::random()),
    };
    retry(|| attempt(request, &permit, &order)).await
}

async fn attempt(
    request: &Request,
    permit: &Permit,
    order: &Order,
) -> Result<record_share::Model, Missed<ShareRecordError>> {
    let ctx = &request.ctx;
    let connection = &ctx.db.read;
    let site = request.site.id;
    let now = ctx.clock.now();
    if let Some(key) = &order.key
        && let Some(answer) = key.answer(connection, now).await?
    {
        return answer.map_err(|error| Missed::Failed(error.into()));
    }
    let program = store::program::by_uuids(connection, site, &[order.program])
        .await?
        .pop()
        .ok_or(Missed::Failed(ShareRecordError::ProgramNotFound))?;
    let record = (order.learner, program.id);
    let limit = u64::try_from(super::MAX_LISTED).unwrap_or(u64::MAX);
    let others = store::record_share::by_records(connection, site, &[record], limit).await?;
    if let Some(made) = others.iter().find(|it| it.id == order.id) {
        // An earlier attempt of this very request made it, and the answer to its commit was lost.
        return Ok(made.clone());
    }
    if others.iter().filter(|it| state(it, now) == ShareState::Live).count() >= MAX_LIVE {
        return Err(Missed::Failed(ShareRecordError::TooManyShares));
    }
    let Choice {
        label,
        expires_at,
        shows_grades,
        shows_name,
        shows_email,
    } = order.choice.clone();
    let share = record_share::Model {
        id: order.id,
        site_id: site,
        user_id: order.learner,
        program_id: program.id,
        token: order.token,
        label,
        shows_grades,
        shows_name,
        shows_email,
        expires_at,
        revoked_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let tx = ctx.db.begin().await?;
    store::record_share::insert(&tx, permit, &share).await?;
    if let Some(key) = &order.key {
        key.store(&tx, permit, &share, now).await?;
    }
    commit(tx).await?;
    Ok(share)
}
