//! Revoking many credentials: read what is stored, decide, write in one transaction, begin again when another writer was first.
//!
//! Invariant: how many statements it takes does not depend on how many credentials there are.

mod plan;

use entity::credential;
use entity::id::CredentialId;
use serde::{Deserialize, Serialize};

use self::plan::Plan;
use crate::context::Request;
use crate::domain::idempotency::IdempotencyError;
use crate::domain::revocation::{Refusal, RevocationRequest, parse};
use crate::domain::text;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::bulk::{self, BulkRefusal, Completeness, Effect, Judged, Verdict};
use crate::service::idempotency::Key;
use crate::service::recognition::Unanswered;
use crate::service::retry::{Missed, retry};

/// One credential of a list as the caller wrote it.
#[derive(Clone, Debug, Serialize)]
pub struct RawItem {
    /// Which one.
    pub id: CredentialId,
    /// The version that the caller has seen.
    pub expected_version: Option<i32>,
    /// Lets the caller repeat this item, alone or in another list.
    #[serde(skip)]
    pub idempotency_key: Option<String>,
}

/// Many revocations at once.
#[derive(Clone, Debug)]
pub struct BulkRevocation {
    /// The credentials.
    pub items: Vec<RawItem>,
    /// Why they are revoked.
    pub reason: Option<String>,
    /// What happens to the others when one is refused.
    pub completeness: Completeness,
    /// Whether anything is written.
    pub effect: Effect,
    /// Lets the caller repeat the request.
    pub idempotency_key: Option<String>,
}

/// What became of one of many revocations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is revoked now.
    Revoked,
    /// It was revoked before; nothing changed.
    Unchanged,
    /// Nothing was stored.
    Refused,
}

/// The answer to one of many revocations.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Revoked {
    /// What became of it.
    pub outcome: Outcome,
    /// The credential afterwards; none where the item was refused.
    pub credential: Option<credential::Model>,
    /// Why it was refused; empty otherwise.
    pub refusals: Vec<Refusal>,
}

impl Verdict<Refusal> for Revoked {
    fn refused(refusals: Vec<Refusal>) -> Self {
        Self {
            outcome: Outcome::Refused,
            credential: None,
            refusals,
        }
    }

    fn is_refused(&self) -> bool {
        self.outcome == Outcome::Refused
    }

    fn forget_what_is_new(&mut self) {
        // A revocation makes nothing that was not there.
    }
}

impl BulkRefusal for Refusal {
    const BATCH_REFUSED: Self = Self::BatchRefused;
}

/// Why a whole request to revoke is refused.
#[derive(Debug, thiserror::Error)]
pub enum RevokeCredentialsError {
    /// The caller may not revoke.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The list is too long.
    #[error("one request revokes at most {max} credentials")]
    TooManyItems {
        /// How many there may be.
        max: usize,
    },
    /// There is no reason.
    #[error("who revokes many credentials says why")]
    NoReason,
    /// The reason cannot be kept.
    #[error("{0}")]
    Reason(text::UnfitText),
    /// The idempotency key is unfit or was used otherwise.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Revokes many credentials, and tells what became of each, in their order.
pub async fn revoke_many(request: &Request, bulk: BulkRevocation) -> Result<Vec<Revoked>, RevokeCredentialsError> {
    let permit = authorize(&request.actor, Action::RevokeCredentials)?;
    let max = request.ctx.config.limits.bulk_items;
    if bulk.items.len() > max {
        return Err(RevokeCredentialsError::TooManyItems { max });
    }
    let BulkRevocation {
        items,
        reason,
        completeness,
        effect,
        idempotency_key,
    } = bulk;
    let reason = text::reason(reason).map_err(RevokeCredentialsError::Reason)?;
    if reason.is_none() && effect == Effect::Write {
        return Err(RevokeCredentialsError::NoReason);
    }
    let key = match (idempotency_key, request.actor.user_id()) {
        (Some(key), Some(caller)) => Some(Key::parse(
            key,
            caller,
            "revokeCredentials",
            &(request.site.id, &items, &reason, completeness, effect),
        )?),
        _ => None,
    };
    let items = items
        .into_iter()
        .map(|it| item(request, it, reason.as_deref()))
        .collect();
    let order = Order {
        items,
        completeness,
        effect,
        key,
    };
    let unanswered = Unanswered::new(request.token);
    retry(|| attempt(request, &permit, &order, reason.as_deref(), &unanswered)).await
}

type Order = bulk::Order<RevocationRequest, Refusal>;

fn item(request: &Request, raw: RawItem, reason: Option<&str>) -> bulk::Item<RevocationRequest, Refusal> {
    let key = match (raw.idempotency_key.clone(), request.actor.user_id()) {
        (Some(key), Some(caller)) => {
            Key::parse(key, caller, "revokeCredentials.item", &(request.site.id, &raw, reason)).map(Some)
        }
        _ => Ok(None),
    };
    // It makes no row.
    bulk::Item::new(parse(raw.id, raw.expected_version), key, uuid::Uuid::nil())
}

/// One try: whatever it reads may have changed when it writes, and then it is [lost](Missed::Lost).
async fn attempt(
    request: &Request,
    permit: &Permit,
    order: &Order,
    reason: Option<&str>,
    unanswered: &Unanswered<Vec<Revoked>>,
) -> Result<Vec<Revoked>, Missed<RevokeCredentialsError>> {
    let ctx = &request.ctx;
    let connection = &ctx.db.read;
    let now = ctx.clock.now();
    if let Some(answer) = unanswered.find(connection).await? {
        return Ok(answer);
    }
    if let Some(answer) = order.answer(connection, now).await? {
        return answer.map_err(|error| Missed::Failed(error.into()));
    }
    let answered = order.answered(connection, now).await?;
    let mut plan = Plan::read(request, order.asked(), reason, now).await?;
    let judged = order.judge(answered, |index, asked, _| {
        plan.add(index, asked)
            .unwrap_or_else(|refusal| Revoked::refused(vec![refusal]))
    });
    let (revoked, answered) = match judged {
        Judged::Told(revoked) => return Ok(revoked),
        Judged::Accepted(revoked, answered) => (revoked, answered),
    };
    if plan.is_empty() && !order.has_answers_to_store(&revoked, &answered) {
        return Ok(revoked);
    }
    let change = plan.first_change();
    let followed = plan.follow().await?;
    let tx = ctx.db.begin().await?;
    if !plan.write(&tx, permit, &followed).await? {
        return Err(Missed::Lost);
    }
    order.store_answers(&tx, permit, &revoked, &answered, now).await?;
    unanswered.commit(tx, change, &revoked).await?;
    Ok(revoked)
}
