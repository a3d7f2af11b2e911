//! Awards that come one by one while others of the same caller are being written gather meanwhile, and are then written together.
//!
//! A commit costs the database about as much for thirty credentials as for one, so what would queue for it had better share it. An
//! award that comes alone waits for nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use benjamin_batchly::{BatchMutex, BatchResult};
use entity::id::{SiteId, UserId};

use super::{AwardCredentialsError, Awarded, Order, Origin, alone, carry_out, item};
use crate::context::Request;
use crate::domain::award::RawAward;
use crate::policy::Permit;
use crate::service::bulk::{Completeness, Effect, Verdict as _};

/// How many lists of one caller are written at the same time: while one waits for the disk, the next is thought about.
const LANES: usize = 2;

/// Awards that wait for others to be written. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    /// What is answered is none where the award has to go alone.
    waiting: BatchMutex<Lane, Waiting, Option<Awarded>>,
    n_submitted: Arc<AtomicUsize>,
}

/// Only awards of one caller go together: a list has one author.
type Lane = (SiteId, Option<UserId>, usize);

#[derive(Clone, Debug)]
struct Waiting {
    raw: RawAward,
    request_id: Arc<str>,
}

/// Awards one credential, alone or together with others.
///
/// Whatever keeps the list from being written, or this award from being among what is, the award is then carried out alone: its
/// verdict is never that of another's.
pub(super) async fn award(request: &Request, permit: &Permit, raw: RawAward) -> Result<Awarded, AwardCredentialsError> {
    let Gathering { waiting, n_submitted } = &request.ctx.gathering;
    let turn = n_submitted.fetch_add(1, Ordering::Relaxed);
    let lane = (request.site.id, request.actor.user_id(), turn % LANES);
    let own = Waiting {
        raw: raw.clone(),
        request_id: Arc::clone(&request.request_id),
    };
    let awarded = match waiting.submit(lane, own).await {
        BatchResult::Work(mut batch) => {
            let gathered = std::mem::take(&mut batch.items);
            if gathered.len() > 1 {
                for (index, awarded) in together(request, permit, gathered).await.into_iter().enumerate() {
                    batch.notify_done(index, awarded);
                }
                batch.recv_local_notify_done().flatten()
            } else {
                // The lane stays taken meanwhile, so that others gather.
                return alone(request, permit, raw).await;
            }
        }
        BatchResult::Done(awarded) => awarded,
        BatchResult::Failed => None,
    };
    match awarded {
        Some(awarded) => Ok(awarded),
        None => alone(request, permit, raw).await,
    }
}

/// What became of each; none where it has to go alone.
async fn together(request: &Request, permit: &Permit, gathered: Vec<Waiting>) -> Vec<Option<Awarded>> {
    let mut verdicts = Vec::with_capacity(gathered.len());
    let mut gathered = gathered.into_iter();
    loop {
        let n_items = length(gathered.len().min(request.ctx.config.limits.bulk_items));
        if n_items == 0 {
            return verdicts;
        }
        let (items, request_ids): (Vec<_>, Vec<_>) = gathered
            .by_ref()
            .take(n_items)
            .map(|it| (item(request, it.raw), it.request_id))
            .unzip();
        let order = Order {
            items,
            completeness: Completeness::Partial,
            effect: Effect::Write,
            key: None,
        };
        let origin = Origin {
            request_ids,
            reason: None,
        };
        match carry_out(request, permit, &order, &origin).await {
            Ok(awarded) => verdicts.extend(awarded.into_iter().map(|it| (!it.is_refused()).then_some(it))),
            Err(_) => verdicts.extend((0..n_items).map(|_| None)),
        }
    }
}

/// The longest list of at most so many awards that is written as one: a power of two, or one and a half. Each length has statements
/// of its own that every connection prepares, so there are few lengths.
fn length(at_most: usize) -> usize {
    let Some(exponent) = at_most.checked_ilog2() else {
        return 0;
    };
    let power = 1 << exponent;
    let more = power + power / 2;
    if at_most >= more { more } else { power }
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn lists_have_few_lengths() {
        let lengths: Vec<usize> = (0..=17).map(length).collect();
        assert_eq!(lengths, [0, 1, 2, 3, 4, 4, 6, 6, 8, 8, 8, 8, 12, 12, 12, 12, 16, 16]);
    }
}
