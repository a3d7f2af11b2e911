//! Awarding credentials, one or many: read what is stored, decide, write in one transaction, begin again when another writer was
//! first.
//!
//! One award is a list of one: both take the same path, `attempt`.

mod known;
mod plan;
mod source;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::id::{ConfigurationId, CredentialId, UserId};
use entity::{credential, user};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use self::known::Known;
use self::plan::Plan;
pub use self::source::SourceCache;
use crate::context::Request;
use crate::domain::award::{AwardRequest, Outcome, RawAward, Refusal, parse};
use crate::domain::idempotency::IdempotencyError;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::idempotency::{Key, answers};
use crate::service::recognition::Unanswered;
use crate::service::retry::{Missed, retry};
use crate::service::user::merge;

/// What became of one award.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Awarded {
    /// What became of it.
    pub outcome: Outcome,
    /// The credential afterwards; none where nothing is stored.
    pub credential: Option<credential::Model>,
    /// Why it was refused; empty otherwise.
    pub refusals: Vec<Refusal>,
}

impl Awarded {
    fn refused(refusals: Vec<Refusal>) -> Self {
        Self {
            outcome: Outcome::Refused,
            credential: None,
            refusals,
        }
    }
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

/// What happens to the other awards of a list when one is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Completeness {
    /// None is stored.
    AllOrNone,
    /// They are stored.
    Partial,
}

/// Whether a list of awards is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Effect {
    /// It is.
    Write,
    /// Only the verdicts are told.
    DryRun,
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
    let (completeness, effect) = (Completeness::AllOrNone, Effect::Write);
    let bulk = BulkAward {
        items: vec![raw],
        completeness,
        effect,
        idempotency_key: None,
    };
    let mut awarded = award_many(request, bulk).await?;
    awarded
        .pop()
        .ok_or_else(|| Fault::Internal(anyhow::anyhow!("an award without a verdict")).into())
}

/// Awards many credentials, and tells what became of each, in their order.
pub async fn award_many(request: &Request, bulk: BulkAward) -> Result<Vec<Awarded>, AwardCredentialsError> {
    let permit = authorize(&request.actor, Action::AwardCredentials)?;
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
    let items = items.into_iter().map(|it| Item::parse(request, it)).collect();
    let order = Order {
        items,
        completeness,
        effect,
        key,
    };
    let unanswered = Unanswered::new(request.token);
    retry(|| attempt(request, &permit, &order, &unanswered)).await
}

/// A well-formed award, or why it is none.
struct Item {
    award: Result<AwardRequest, Vec<Refusal>>,
    /// Lets the caller repeat this award, alone or in another list.
    key: Option<Key>,
    /// The id that the credential gets if it is new. Made before the first attempt, so that every attempt writes the same.
    new_id: CredentialId,
}

impl Item {
    fn parse(request: &Request, raw: RawAward) -> Self {
        let new_id = CredentialId(crate::id::random());
        let key = match (raw.idempotency_key.clone(), request.actor.user_id()) {
            (Some(key), Some(caller)) => Key::parse(key, caller, "awardCredential", &(request.site.id, &raw)).map(Some),
            _ => Ok(None),
        };
        let award = parse(raw, request.ctx.config.username_rule);
        match key {
            Ok(key) => Self { award, key, new_id },
            Err(error) => {
                let mut refusals = award.err().unwrap_or_default();
                refusals.push(error.into());
                Self {
                    award: Err(refusals),
                    key: None,
                    new_id,
                }
            }
        }
    }
}

struct Order {
    items: Vec<Item>,
    completeness: Completeness,
    effect: Effect,
    key: Option<Key>,
}

/// One try: whatever it reads may have changed when it writes, and then it is [lost](Missed::Lost).
async fn attempt(
    request: &Request,
    permit: &Permit,
    order: &Order,
    unanswered: &Unanswered<Vec<Awarded>>,
) -> Result<Vec<Awarded>, Missed<AwardCredentialsError>> {
    let ctx = &request.ctx;
    let connection = &ctx.db.read;
    let now = ctx.clock.now();
    if let Some(answer) = unanswered.find(connection).await? {
        return Ok(answer);
    }
    if let Some(key) = &order.key
        && let Some(answer) = key.answer(connection, now).await?
    {
        return answer.map_err(|error| Missed::Failed(error.into()));
    }

    let mut answered = Answered::read(connection, order, now).await?;
    let known = Known::read(
        connection,
        request.site.id,
        order.items.iter().filter_map(|it| it.award.as_ref().ok()),
    )
    .await?;
    let mut plan = Plan::new(request, known, now);
    let mut awarded: Vec<Awarded> = Vec::with_capacity(order.items.len());
    let mut replayed = BTreeSet::new();
    for (index, item) in order.items.iter().enumerate() {
        awarded.push(match (&item.award, answered.take(item)) {
            (Err(refusals), _) => Awarded::refused(refusals.clone()),
            (Ok(_), Some(Ok(answer))) => {
                replayed.insert(index);
                answer
            }
            (Ok(_), Some(Err(error))) => Awarded::refused(vec![error.into()]),
            (Ok(award), None) => plan.add(index, award, item.new_id),
        });
    }

    let is_any_refused = awarded.iter().any(|it| it.outcome == Outcome::Refused);
    if order.completeness == Completeness::AllOrNone && is_any_refused {
        for (index, it) in awarded.iter_mut().enumerate() {
            // What an earlier request stored stays stored, and is answered as then.
            if it.outcome != Outcome::Refused && !replayed.contains(&index) {
                *it = Awarded::refused(vec![Refusal::BatchRefused]);
            }
        }
        return Ok(awarded);
    }
    if order.effect == Effect::DryRun {
        for it in awarded.iter_mut().filter(|it| it.outcome == Outcome::Created) {
            it.credential = None;
        }
        return Ok(awarded);
    }

    if !plan.merges().is_empty() {
        // Afterwards there is one row for each of these people: everything is read and decided anew.
        for (numbered, named) in plan.merges() {
            let numbered = user::Model {
                version: numbered.version + 1,
                updated_at: now,
                ..numbered.clone()
            };
            merge(ctx, permit, &numbered, named, request.actor.user_id(), now).await?;
        }
        return Err(Missed::Lost);
    }

    let facts = plan.read_facts().await?;
    for it in awarded.iter_mut().filter_map(|it| it.credential.as_mut()) {
        if let Some(facts) = facts.get(&it.id) {
            it.facts = facts.clone();
        }
    }
    let new_answers: Vec<(&Key, &Awarded)> = order
        .items
        .iter()
        .zip(&awarded)
        .filter_map(|(item, it)| Some((item.key.as_ref().filter(|key| answered.lacks(key))?, it)))
        .filter(|(_, it)| it.outcome != Outcome::Refused)
        .collect();
    if plan.is_empty() && order.key.is_none() && new_answers.is_empty() {
        return Ok(awarded);
    }
    let change = plan.first_change();
    let tx = ctx.db.begin().await?;
    if !plan.write(&tx, permit, &facts).await? {
        return Err(Missed::Lost);
    }
    for (key, answer) in new_answers {
        key.store(&tx, permit, answer, now).await?;
    }
    if let Some(key) = &order.key {
        key.store(&tx, permit, &awarded, now).await?;
    }
    unanswered.commit(tx, change, &awarded).await?;
    Ok(awarded)
}

/// What was answered to the items that carry an idempotency key.
struct Answered {
    stored: BTreeMap<String, Result<Awarded, IdempotencyError>>,
    /// Keys that the list itself or an earlier item of it has.
    taken: BTreeSet<String>,
}

impl Answered {
    async fn read(connection: &impl ConnectionTrait, order: &Order, now: DateTime<Utc>) -> Result<Self, Fault> {
        let keys: Vec<&Key> = order.items.iter().filter_map(|it| it.key.as_ref()).collect();
        Ok(Self {
            stored: answers(connection, &keys, now).await?,
            taken: order.key.iter().map(|it| it.as_str().to_owned()).collect(),
        })
    }

    /// The answer to an item; none where it has to be carried out. One key in one list is for one item.
    fn take(&mut self, item: &Item) -> Option<Result<Awarded, IdempotencyError>> {
        let key = item.key.as_ref()?;
        if !self.taken.insert(key.as_str().to_owned()) {
            return Some(Err(IdempotencyError::Mismatch));
        }
        self.stored.get(key.as_str()).cloned()
    }

    fn lacks(&self, key: &Key) -> bool {
        !self.stored.contains_key(key.as_str())
    }
}

/// Tells a learner's credential of a configuration from every other.
type Slot = (UserId, ConfigurationId);
