//! Settling differences: making the service say what the platform says, or leaving it as it is.
//!
//! A repair takes the way that every award, revocation, grade and name takes, with the caller's own permissions. What is stored now is
//! read first: where it is not what was compared, only the next run can tell what differs. A repair that was interrupted is found to
//! be done already when it is repeated.

mod present;
mod step;

use std::collections::BTreeMap;

use entity::id::{DifferenceId, TrailEntryId};
use entity::{DifferenceState, TrailAction, TrailSubject, reconciliation_difference};
use serde_json::json;

use self::present::Known;
use crate::context::Request;
use crate::domain::reconciliation::Present;
use crate::domain::text;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::service::trail::{self, Deed};
use crate::store;
use crate::store::reconciliation_difference::Settlement;

/// Most differences that one request settles.
pub const MAX_SETTLED: usize = 100;

/// What became of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The service says the same as the platform now.
    Repaired,
    /// It stays as it is from now on.
    Ignored,
    /// It was settled so before.
    Unchanged,
}

/// Why a difference stays open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsettled {
    /// There is no such difference.
    #[error("there is no such difference")]
    NotFound,
    /// Somebody has settled it otherwise.
    #[error("this difference is settled already")]
    Settled,
    /// What is stored is not what was compared.
    #[error("something has changed here since this was found; compare again")]
    Moved,
    /// Nothing here can make it right.
    #[error("only somebody who knows what happened can put this right")]
    NotRepairable,
    /// The caller may not do what it takes.
    #[error("this takes a permission that you lack")]
    Denied,
    /// What it takes was refused.
    #[error("{0}")]
    Refused(String),
}

/// The verdict on a difference.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The difference as it is now; none where there is none.
    pub difference: Option<reconciliation_difference::Model>,
    /// What became of it.
    pub outcome: Result<Outcome, Unsettled>,
}

/// Why a whole request to repair differences is refused.
#[derive(Debug, thiserror::Error)]
pub enum RepairDifferencesError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The list is too long.
    #[error("one request settles at most {MAX_SETTLED} differences")]
    TooManyItems,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Why a whole request to ignore differences is refused.
#[derive(Debug, thiserror::Error)]
pub enum IgnoreDifferencesError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The list is too long.
    #[error("one request settles at most {MAX_SETTLED} differences")]
    TooManyItems,
    /// The reason is blank, or cannot be kept.
    #[error(
        "a reason has 1 to {} characters, not all of them blank, and no control characters",
        text::MAX_REASON_LENGTH
    )]
    Reason,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

type Verdicts = BTreeMap<DifferenceId, Result<Outcome, Unsettled>>;

/// Makes the service say what the platform says, and tells what became of each difference, in their order. Repeating it changes
/// nothing.
pub async fn repair(request: &Request, ids: &[DifferenceId]) -> Result<Vec<Settled>, RepairDifferencesError> {
    let permit = authorize(&request.actor, Action::Reconcile)?;
    if ids.len() > MAX_SETTLED {
        return Err(RepairDifferencesError::TooManyItems);
    }
    let rows = read(request, ids).await?;
    let mut verdicts = judged(&rows, DifferenceState::Repaired);
    let open: Vec<_> = rows.values().filter(|it| !verdicts.contains_key(&it.id)).collect();
    let known = Known::read(request, &open).await?;
    let mut steps = Vec::new();
    for difference in open {
        match known.present(difference) {
            Present::Settled => drop(verdicts.insert(difference.id, Ok(Outcome::Repaired))),
            Present::Moved => drop(verdicts.insert(difference.id, Err(Unsettled::Moved))),
            Present::Open => steps.push(known.step(difference)),
        }
    }
    step::take(request, &steps, &mut verdicts).await?;
    let settlement = Settlement {
        state: DifferenceState::Repaired,
        by: request.actor.user_id(),
        at: request.ctx.clock.now(),
        reason: None,
    };
    Ok(settle(request, &permit, ids, verdicts, (Outcome::Repaired, settlement)).await?)
}

/// Leaves differences as they are, and tells what became of each, in their order. Repeating it changes nothing.
pub async fn ignore(
    request: &Request,
    ids: &[DifferenceId],
    reason: String,
) -> Result<Vec<Settled>, IgnoreDifferencesError> {
    let permit = authorize(&request.actor, Action::Reconcile)?;
    if ids.len() > MAX_SETTLED {
        return Err(IgnoreDifferencesError::TooManyItems);
    }
    let reason = text::reason(Some(reason))
        .ok()
        .flatten()
        .ok_or(IgnoreDifferencesError::Reason)?;
    let rows = read(request, ids).await?;
    let mut verdicts = judged(&rows, DifferenceState::Ignored);
    for id in rows.keys() {
        verdicts.entry(*id).or_insert(Ok(Outcome::Ignored));
    }
    let settlement = Settlement {
        state: DifferenceState::Ignored,
        by: request.actor.user_id(),
        at: request.ctx.clock.now(),
        reason: Some(reason),
    };
    Ok(settle(request, &permit, ids, verdicts, (Outcome::Ignored, settlement)).await?)
}

async fn read(
    request: &Request,
    ids: &[DifferenceId],
) -> Result<BTreeMap<DifferenceId, reconciliation_difference::Model>, Fault> {
    let rows = store::reconciliation_difference::by_ids(&request.ctx.db.read, request.site.id, ids).await?;
    Ok(rows.into_iter().map(|it| (it.id, it)).collect())
}

/// The verdicts on those that are settled already, where `wanted` is what is asked for.
fn judged(rows: &BTreeMap<DifferenceId, reconciliation_difference::Model>, wanted: DifferenceState) -> Verdicts {
    rows.values()
        .filter(|it| it.state != DifferenceState::Open)
        .map(|it| {
            let verdict = if it.state == wanted {
                Ok(Outcome::Unchanged)
            } else {
                Err(Unsettled::Settled)
            };
            (it.id, verdict)
        })
        .collect()
}

/// Writes what became of the differences that are settled now, and tells about all.
async fn settle(
    request: &Request,
    permit: &Permit,
    ids: &[DifferenceId],
    verdicts: Verdicts,
    (outcome, settlement): (Outcome, Settlement),
) -> Result<Vec<Settled>, Fault> {
    let settled: Vec<(DifferenceId, TrailEntryId)> = verdicts
        .iter()
        .filter(|(_, verdict)| **verdict == Ok(outcome))
        .map(|(id, _)| (*id, TrailEntryId(crate::id::ordered())))
        .collect();
    if !settled.is_empty() {
        retry(|| attempt(request, permit, &settled, &settlement)).await?;
    }
    let rows = read(request, ids).await?;
    let told = ids.iter().map(|id| Settled {
        difference: rows.get(id).cloned(),
        outcome: verdicts.get(id).cloned().unwrap_or(Err(Unsettled::NotFound)),
    });
    Ok(told.collect())
}

/// One transaction: those that are open still are settled, each with its entry in the trail.
async fn attempt(
    request: &Request,
    permit: &Permit,
    settled: &[(DifferenceId, TrailEntryId)],
    settlement: &Settlement,
) -> Result<(), Missed<Fault>> {
    let ids: Vec<DifferenceId> = settled.iter().map(|(id, _)| *id).collect();
    let rows = store::reconciliation_difference::by_ids(&request.ctx.db.read, request.site.id, &ids).await?;
    let open: BTreeMap<_, _> = rows
        .iter()
        .filter(|it| it.state == DifferenceState::Open)
        .map(|it| (it.id, it))
        .collect();
    if open.is_empty() {
        return Ok(());
    }
    let action = match settlement.state {
        DifferenceState::Repaired | DifferenceState::Open => TrailAction::DifferenceRepaired,
        DifferenceState::Ignored => TrailAction::DifferenceIgnored,
    };
    let entries: Vec<_> = settled
        .iter()
        .filter_map(|(id, entry)| Some((*open.get(id)?, *entry)))
        .map(|(difference, entry)| {
            let deed = Deed {
                action,
                // With the person the reason is found, and forgotten, however long the difference itself is kept.
                subject: match difference.user_id {
                    Some(person) => (TrailSubject::User, person.0),
                    None => (TrailSubject::Difference, difference.id.0),
                },
                reason: settlement.reason.clone(),
                details: json!({ "kind": difference.kind, "comparison": difference.reconciliation_id }),
            };
            trail::entry(request, &deed, entry)
        })
        .collect();
    let open: Vec<DifferenceId> = open.into_keys().collect();
    let tx = request.ctx.db.begin().await?;
    let n_settled = store::reconciliation_difference::update_settled(&tx, permit, &open, settlement).await?;
    if usize::try_from(n_settled) != Ok(open.len()) {
        // Somebody else settles some of them at the same time.
        return Err(Missed::Lost);
    }
    store::trail_entry::insert_many(&tx, permit, &entries).await?;
    commit(tx).await
}
