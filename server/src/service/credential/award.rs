//! Awarding credentials, one or many: read what is stored, decide, write in one transaction, begin again when another writer was
//! first.
//!
//! One award is a list of one: both take the same path, `attempt`.

mod gathering;
mod known;
mod plan;
mod source;

use std::sync::Arc;

use entity::credential;
use entity::id::{ConfigurationId, CredentialId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use self::gathering::Gathering;
use self::known::Known;
use self::plan::Plan;
pub use self::source::SourceCache;
use crate::context::Request;
use crate::domain::award::{AwardRequest, Outcome, RawAward, Refusal, parse};
use crate::domain::idempotency::IdempotencyError;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::bulk::{self, BulkRefusal, Completeness, Effect, Judged, Verdict};
use crate::service::idempotency::Key;
use crate::service::recognition::Unanswered;
use crate::service::retry::{Missed, retry};

/// What became of one award.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Awarded {
    /// What became of it.
    pub outcome: Outcome,
    /// The credential afterwards; none where nothing is stored.
    pub credential: Option<credential::Model>,
    /// Old and new value of each property that changes; none where it is made, and where it stays as it is.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub changes: Map<String, Value>,
    /// Why it was refused; empty otherwise.
    pub refusals: Vec<Refusal>,
}

impl Verdict<Refusal> for Awarded {
    fn refused(refusals: Vec<Refusal>) -> Self {
        Self {
            outcome: Outcome::Refused,
            credential: None,
            changes: Map::new(),
            refusals,
        }
    }

    fn is_refused(&self) -> bool {
        self.outcome == Outcome::Refused
    }

    fn forget_what_is_new(&mut self) {
        if self.outcome == Outcome::Created {
            self.credential = None;
        }
    }
}

impl BulkRefusal for Refusal {
    const BATCH_REFUSED: Self = Self::BatchRefused;
}

/// Many awards at once.
#[derive(Clone, Debug)]
pub struct BulkAward {
    /// The awards.
    pub items: Vec<RawAward>,
    /// What happens to the others when one is refused.
    pub completeness: Completeness,
    /// Whether anything is written.
    pub effect: Effect,
    /// Lets the caller repeat the request.
    pub idempotency_key: Option<String>,
}

/// Why a whole request to award is refused.
#[derive(Debug, thiserror::Error)]
pub enum AwardCredentialsError {
    /// The caller may not award.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The list is too long.
    #[error("one request awards at most {max} credentials")]
    TooManyItems {
        /// How many there may be.
        max: usize,
    },
    /// The idempotency key is unfit or was used otherwise.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Awards a credential, changes it, or reinstates it. Repeating it changes nothing.
pub async fn award(request: &Request, raw: RawAward) -> Result<Awarded, AwardCredentialsError> {
    let permit = authorize(&request.actor, Action::AwardCredentials)?;
    gathering::award(request, &permit, raw).await
}

async fn alone(request: &Request, permit: &Permit, raw: RawAward) -> Result<Awarded, AwardCredentialsError> {
    only(perform(request, permit, list_of(raw), None).await?)
}

fn list_of(raw: RawAward) -> BulkAward {
    BulkAward {
        items: vec![raw],
        completeness: Completeness::AllOrNone,
        effect: Effect::Write,
        idempotency_key: None,
    }
}

fn only(mut awarded: Vec<Awarded>) -> Result<Awarded, AwardCredentialsError> {
    awarded
        .pop()
        .ok_or_else(|| Fault::Internal(anyhow::anyhow!("an award without a verdict")).into())
}

/// Awards many credentials, and tells what became of each, in their order.
pub async fn award_many(request: &Request, bulk: BulkAward) -> Result<Vec<Awarded>, AwardCredentialsError> {
    let permit = authorize(&request.actor, Action::AwardCredentials)?;
    perform(request, &permit, bulk, None).await
}

/// The same for a reason that the history tells.
pub(in crate::service) async fn award_many_because(
    request: &Request,
    bulk: BulkAward,
    reason: &'static str,
) -> Result<Vec<Awarded>, AwardCredentialsError> {
    let permit = authorize(&request.actor, Action::AwardCredentials)?;
    perform(request, &permit, bulk, Some(reason)).await
}

/// Awards a credential because the service itself found that it is earned.
pub(in crate::service) async fn award_as_service(
    request: &Request,
    raw: RawAward,
) -> Result<Awarded, AwardCredentialsError> {
    let permit = authorize(&request.actor, Action::FollowUp)?;
    alone(request, &permit, raw).await
}

async fn perform(
    request: &Request,
    permit: &Permit,
    bulk: BulkAward,
    reason: Option<&'static str>,
) -> Result<Vec<Awarded>, AwardCredentialsError> {
    let max = request.ctx.config.limits.bulk_items;
    if bulk.items.len() > max {
        return Err(AwardCredentialsError::TooManyItems { max });
    }
    let BulkAward {
        items,
        completeness,
        effect,
        idempotency_key,
    } = bulk;
    let key = match (idempotency_key, request.actor.user_id()) {
        (Some(key), Some(caller)) => Some(Key::parse(
            key,
            caller,
            "awardCredentials",
            &(request.site.id, &items, completeness, effect),
        )?),
        _ => None,
    };
    let origin = Origin {
        request_ids: vec![Arc::clone(&request.request_id); items.len()],
        reason,
    };
    let items = items.into_iter().map(|it| item(request, it)).collect();
    let order = Order {
        items,
        completeness,
        effect,
        key,
    };
    carry_out(request, permit, &order, &origin).await
}

/// Where a list comes from, for its history.
struct Origin {
    /// Names of the requests that the items came with.
    request_ids: Vec<Arc<str>>,
    /// Why all of it is awarded, where that is told and an item tells no reason of its own.
    reason: Option<&'static str>,
}

/// Carries a list out.
async fn carry_out(
    request: &Request,
    permit: &Permit,
    order: &Order,
    origin: &Origin,
) -> Result<Vec<Awarded>, AwardCredentialsError> {
    let unanswered = Unanswered::new(request.token);
    retry(|| attempt(request, permit, order, origin, &unanswered)).await
}

type Order = bulk::Order<AwardRequest, Refusal>;

fn item(request: &Request, raw: RawAward) -> bulk::Item<AwardRequest, Refusal> {
    let key = match (raw.idempotency_key.clone(), request.actor.user_id()) {
        (Some(key), Some(caller)) => Key::parse(key, caller, "awardCredential", &(request.site.id, &raw)).map(Some),
        _ => Ok(None),
    };
    let asked = parse(raw, request.ctx.config.username_rule);
    bulk::Item::new(asked, key, crate::id::random())
}

/// One try: whatever it reads may have changed when it writes, and then it is [lost](Missed::Lost).
async fn attempt(
    request: &Request,
    permit: &Permit,
    order: &Order,
    origin: &Origin,
    unanswered: &Unanswered<Vec<Awarded>>,
) -> Result<Vec<Awarded>, Missed<AwardCredentialsError>> {
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
    let known = Known::read(request, order.asked()).await?;
    let mut plan = Plan::new(request, origin, known, now);
    let judged = order.judge(answered, |index, award, new_id| {
        plan.add(index, award, CredentialId(new_id))
    });
    let (mut awarded, answered) = match judged {
        Judged::Told(awarded) => return Ok(awarded),
        Judged::Accepted(awarded, answered) => (awarded, answered),
    };
    if plan.learners().merge(request, permit, now).await? {
        return Err(Missed::Lost);
    }

    let facts = plan.read_facts().await?;
    for it in awarded.iter_mut().filter_map(|it| it.credential.as_mut()) {
        if let Some(facts) = facts.get(&it.id) {
            it.facts = facts.clone();
        }
    }
    if plan.is_empty() && !order.has_answers_to_store(&awarded, &answered) {
        return Ok(awarded);
    }
    let change = plan.first_change();
    let tx = ctx.db.begin().await?;
    if !plan.write(&tx, permit, &facts).await? {
        return Err(Missed::Lost);
    }
    order.store_answers(&tx, permit, &awarded, &answered, now).await?;
    unanswered.commit(tx, change, &awarded).await?;
    Ok(awarded)
}

/// Tells a learner's credential of a configuration from every other.
type Slot = (UserId, ConfigurationId);
