//! Calling people by other names, as the platform does: read what is stored, decide on all at once, write in one transaction, begin
//! again when another writer was first.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use entity::id::{TrailEntryId, UserId};
use entity::{TrailAction, TrailSubject, Username, UsernameKey, trail_entry, user};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use super::merge::hand_over;
use crate::context::Request;
use crate::domain::idempotency::IdempotencyError;
use crate::domain::person::{former, united};
use crate::domain::username_replacement::{
    Decision, Named, Outcome, RawReplacement, Refusal, Replacement, decide, parse,
};
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::bulk::{self, BulkRefusal, Completeness, Effect, Judged, Verdict};
use crate::service::credential::Amendment;
use crate::service::idempotency::Key;
use crate::service::retry::{Missed, commit, retry};
use crate::service::trail::{self, Deed};
use crate::store;

/// What became of one new name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Replaced {
    /// What became of it.
    pub outcome: Outcome,
    /// Whose name it is, where somebody is known.
    pub user_id: Option<UserId>,
    /// Why it was refused; empty otherwise.
    pub refusals: Vec<Refusal>,
}

impl Verdict<Refusal> for Replaced {
    fn refused(refusals: Vec<Refusal>) -> Self {
        Self {
            outcome: Outcome::Refused,
            user_id: None,
            refusals,
        }
    }

    fn is_refused(&self) -> bool {
        self.outcome == Outcome::Refused
    }

    fn forget_what_is_new(&mut self) {}
}

impl BulkRefusal for Refusal {
    const BATCH_REFUSED: Self = Self::BatchRefused;
}

/// New names of many people.
#[derive(Clone, Debug)]
pub struct BulkReplacement {
    /// The new names.
    pub items: Vec<RawReplacement>,
    /// What happens to the others when one is refused.
    pub completeness: Completeness,
    /// Whether anything is written.
    pub effect: Effect,
    /// Lets the caller repeat the request.
    pub idempotency_key: Option<String>,
}

/// Why a whole request to call people by other names is refused.
#[derive(Debug, thiserror::Error)]
pub enum ReplaceUsernamesError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The list is too long.
    #[error("one request replaces at most {max} usernames")]
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

type Order = bulk::Order<Replacement, Refusal>;

/// Calls people by other names, and tells what became of each, in their order.
pub async fn replace_many(request: &Request, bulk: BulkReplacement) -> Result<Vec<Replaced>, ReplaceUsernamesError> {
    let permit = authorize(&request.actor, Action::ReplaceUsernames)?;
    let max = request.ctx.config.limits.bulk_items;
    if bulk.items.len() > max {
        return Err(ReplaceUsernamesError::TooManyItems { max });
    }
    let BulkReplacement {
        items,
        completeness,
        effect,
        idempotency_key,
    } = bulk;
    let key = match (idempotency_key, request.actor.user_id()) {
        (Some(key), Some(caller)) => Some(Key::parse(
            key,
            caller,
            "replaceUsernames",
            &(&items, completeness, effect),
        )?),
        _ => None,
    };
    let order = Order {
        items: items
            .iter()
            .enumerate()
            .map(|(place, it)| item(request, it, place))
            .collect(),
        completeness,
        effect,
        key,
    };
    let unanswered = Unanswered::default();
    let replaced = retry(|| attempt(request, &permit, &order, &unanswered)).await?;
    if replaced.iter().any(|it| it.outcome == Outcome::Replaced) {
        // Tokens seen lately may stand for whoever was called so before.
        request.ctx.bearers.forget();
    }
    Ok(replaced)
}

fn item(request: &Request, raw: &RawReplacement, place: usize) -> bulk::Item<Replacement, Refusal> {
    let key = match (raw.idempotency_key.clone(), request.actor.user_id()) {
        (Some(key), Some(caller)) => Key::parse(key, caller, "replaceUsername", raw).map(Some),
        _ => Ok(None),
    };
    bulk::Item::new(
        parse(raw, place, request.ctx.config.username_rule),
        key,
        crate::id::ordered(),
    )
}

/// Commits of the request that were not answered: an entry of the trail that each wrote, and what would have been answered.
#[derive(Debug, Default)]
struct Unanswered(Mutex<Vec<(TrailEntryId, Vec<Replaced>)>>);

/// One try: whatever it reads may have changed when it writes, and then it is [lost](Missed::Lost).
async fn attempt(
    request: &Request,
    permit: &Permit,
    order: &Order,
    unanswered: &Unanswered,
) -> Result<Vec<Replaced>, Missed<ReplaceUsernamesError>> {
    let ctx = &request.ctx;
    let connection = &ctx.db.read;
    let now = ctx.clock.now();
    if let Some(answer) = unanswered.find(request).await? {
        return Ok(answer);
    }
    if let Some(answer) = order.answer(connection, now).await? {
        return answer.map_err(|error| Missed::Failed(error.into()));
    }
    let answered = order.answered(connection, now).await?;
    let items: Vec<&Replacement> = order.asked().collect();
    let keys = items
        .iter()
        .flat_map(|it| [it.current.key(), it.desired.key()])
        .collect();
    let named = Named::of(store::user::by_keys_or_retired(connection, keys).await?);
    let mut decided = decide(&items, &named);
    let mut plan = Plan::new(request, now);
    let judged = order.judge(answered, |_, item, new_id| match decided.remove(&item.place) {
        Some(Ok(decision)) => plan.add(decision, &item.desired, TrailEntryId(new_id)),
        Some(Err(refusal)) => Replaced::refused(vec![refusal]),
        None => Replaced::refused(Vec::new()),
    });
    let (replaced, answered) = match judged {
        Judged::Told(replaced) => return Ok(replaced),
        Judged::Accepted(replaced, answered) => (replaced, answered),
    };
    if plan.is_empty() && !order.has_answers_to_store(&replaced, &answered) {
        return Ok(replaced);
    }
    let amendments = plan.read_amendments().await?;
    let tx = ctx.db.begin().await?;
    if !plan.write(&tx, permit, amendments).await? {
        return Err(Missed::Lost);
    }
    order.store_answers(&tx, permit, &replaced, &answered, now).await?;
    let entry = plan.entries.first().map(|it| it.id);
    let result = commit(tx).await;
    if let (Err(Missed::Lost), Some(entry)) = (&result, entry) {
        let mut commits = unanswered.0.lock().unwrap_or_else(PoisonError::into_inner);
        commits.push((entry, replaced.clone()));
    }
    result.map(|()| replaced)
}

impl Unanswered {
    /// What was to be answered, if one of the commits took place after all.
    async fn find(&self, request: &Request) -> Result<Option<Vec<Replaced>>, DbErr> {
        let commits = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for (entry, answer) in commits {
            if store::trail_entry::find(&request.ctx.db.read, entry).await?.is_some() {
                return Ok(Some(answer));
            }
        }
        Ok(None)
    }
}

/// The rows that a list of new names writes, gathered before anything is written.
struct Plan<'a> {
    request: &'a Request,
    now: DateTime<Utc>,
    /// Rows with their new names.
    renamed: Vec<user::Model>,
    /// Rows that give their names up, by the row that each is merged into.
    merged: BTreeMap<UserId, user::Model>,
    /// Rows by which the names are known again that people give up.
    former: Vec<user::Model>,
    entries: Vec<trail_entry::Model>,
}

impl<'a> Plan<'a> {
    fn new(request: &'a Request, now: DateTime<Utc>) -> Self {
        Self {
            request,
            now,
            renamed: Vec::new(),
            merged: BTreeMap::new(),
            former: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// Notes what an item writes.
    fn add(&mut self, decision: Decision, desired: &Username, entry_id: TrailEntryId) -> Replaced {
        let verdict = |outcome, user_id| Replaced {
            outcome,
            user_id,
            refusals: Vec::new(),
        };
        let (before, row) = match decision {
            Decision::Unknown => return verdict(Outcome::Unknown, None),
            Decision::Unchanged(row) => return verdict(Outcome::Unchanged, Some(row.id)),
            Decision::Rename(row) => (row.clone(), row),
            Decision::Merge { stays, goes } => {
                let row = united(stays.clone(), &goes);
                let goes = user::Model {
                    username_key: UsernameKey::given_up(goes.id),
                    merged_into_id: Some(stays.id),
                    sync_due_at: None,
                    version: goes.version + 1,
                    updated_at: self.now,
                    ..*goes
                };
                self.merged.insert(stays.id, goes);
                (stays, row)
            }
        };
        let id = row.id;
        let row = user::Model {
            username: desired.clone(),
            username_key: desired.key(),
            version: row.version + 1,
            updated_at: self.now,
            // A token that was given under the former name does not bring it back.
            claims_at: Some(self.now),
            ..row
        };
        self.former
            .extend(former(&before, &row, UserId(crate::id::ordered()), self.now));
        self.renamed.push(row);
        let deed = Deed::of(TrailAction::UserRenamed, (TrailSubject::User, id.0));
        self.entries.push(trail::entry(self.request, &deed, entry_id));
        verdict(Outcome::Replaced, Some(id))
    }

    fn is_empty(&self) -> bool {
        self.renamed.is_empty()
    }

    /// Reads what the credentials of merged rows become.
    async fn read_amendments(&self) -> Result<Vec<(Amendment, UserId, UserId)>, Fault> {
        let mut amendments = Vec::new();
        for (into, goes) in &self.merged {
            let Some(stays) = self.renamed.iter().find(|it| it.id == *into) else {
                continue;
            };
            let actor_id = self.request.actor.user_id();
            let amendment = Amendment::read(&self.request.ctx, stays, Some(goes.id), actor_id, self.now).await?;
            amendments.push((amendment, goes.id, stays.id));
        }
        Ok(amendments)
    }

    /// Writes it; tells whether every row still was as it was read.
    async fn write(
        &self,
        tx: &impl sea_orm::ConnectionTrait,
        permit: &Permit,
        amendments: Vec<(Amendment, UserId, UserId)>,
    ) -> Result<bool, DbErr> {
        for goes in self.merged.values() {
            if !store::user::update(tx, permit, goes).await? {
                return Ok(false);
            }
        }
        let is_written = store::user::rename_many(tx, permit, &self.renamed).await?
            && store::user::insert_many(tx, permit, &self.former).await?;
        if !is_written {
            return Ok(false);
        }
        for (amendment, from, to) in amendments {
            if !hand_over(tx, permit, amendment, from, to, self.now).await? {
                return Ok(false);
            }
        }
        store::trail_entry::insert_many(tx, permit, &self.entries).await?;
        Ok(true)
    }
}
