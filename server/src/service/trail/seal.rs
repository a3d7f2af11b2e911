//! Sealing: entries that exist get their places in the chains of their sites.
//!
//! What writes entries knows nothing of it. Whoever seals takes what has no place yet, however late it was written, and adds it at the
//! ends of the chains in one transaction. Of two who do so at once one finds the place taken, reads again, and finds what is left.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::id::SiteId;
use entity::{TrailKind, trail_seal};
use uuid::Uuid;

use crate::context::Ctx;
use crate::domain::trail_chain::{self, BEGINNING, EntryKey, Head, Place};
use crate::policy::{Action, Actor, Permit, authorize};
use crate::service::Fault;
use crate::service::retry::{Missed, commit, retry};
use crate::store;
use crate::store::sealable::Sealable;

/// Entries that one transaction seals at most.
const BATCH: usize = 500;

/// When whoever seals last saw that nothing waited: what is older than that by more than transactions take was written behind.
#[derive(Clone, Copy, Debug, Default)]
pub struct Swept(Option<DateTime<Utc>>);

/// What one transaction sealed.
struct Sealed {
    n_entries: usize,
    heads: BTreeMap<SiteId, Head>,
    /// When everything that waited was seen; none where there was more than one transaction takes.
    swept_at: Option<DateTime<Utc>>,
}

/// Seals all that waits; tells how many entries that were.
pub async fn seal(ctx: &Ctx, swept: &mut Swept) -> Result<usize, Fault> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp).map_err(|it| Fault::Internal(it.into()))?;
    let mut n_entries = 0;
    let mut heads = BTreeMap::new();
    loop {
        let sealed = retry(|| attempt(ctx, &permit, *swept)).await?;
        n_entries += sealed.n_entries;
        heads.extend(sealed.heads);
        if sealed.swept_at.is_some() {
            swept.0 = sealed.swept_at;
            break;
        }
        if ctx.stopping.is_stopping() {
            break;
        }
    }
    for (site, head) in heads {
        // The log is kept elsewhere: a chain that is made anew does not fit it.
        tracing::info!(site.id = %site, %head, "sealed the audit trail up to its entry {}", head.sequence);
    }
    Ok(n_entries)
}

async fn attempt(ctx: &Ctx, permit: &Permit, swept: Swept) -> Result<Sealed, Missed<Fault>> {
    let now = ctx.clock.now();
    let limit = u64::try_from(BATCH).unwrap_or(u64::MAX);
    let mut waiting = store::sealable::list_unsealed(&ctx.db.read, limit).await?;
    let n_of = |kind| waiting.iter().filter(|it| it.material.key.kind == kind).count();
    let is_all = [TrailKind::Deed, TrailKind::Change, TrailKind::Credential]
        .into_iter()
        .all(|kind| n_of(kind) < BATCH);
    // In the order in which things were done, as far as that is known.
    waiting.sort_by_key(|it| (it.material.at, it.material.key));
    let swept_at = Some(now).filter(|_| is_all && waiting.len() <= BATCH);
    waiting.truncate(BATCH);
    let mut sealed = Sealed {
        n_entries: 0,
        heads: BTreeMap::new(),
        swept_at,
    };
    if waiting.is_empty() {
        return Ok(sealed);
    }
    let ids: Vec<Uuid> = waiting.iter().map(|it| it.material.key.id).collect();
    // Those whose row has lost its place keep it: the chain knows.
    let known = store::trail_seal::by_entries(&ctx.db.read, &ids).await?;
    let known: BTreeSet<EntryKey> = known.iter().map(EntryKey::of).collect();
    let mut by_site: BTreeMap<SiteId, Vec<&Sealable>> = BTreeMap::new();
    for entry in &waiting {
        if !known.contains(&entry.material.key) {
            by_site.entry(entry.site).or_default().push(entry);
        }
    }
    let mut links = Vec::new();
    for (site, entries) in by_site {
        let last = store::trail_seal::find_last(&ctx.db.read, site).await?;
        let chained = chain(site, last.as_ref(), &entries, (now, swept));
        let head = chained.last().and_then(|it| Head::stored(it.sequence, &it.hash));
        sealed.heads.extend(head.map(|it| (site, it)));
        sealed.n_entries += chained.len();
        links.extend(chained);
    }
    let tx = ctx.db.begin().await?;
    store::trail_seal::insert_many(&tx, permit, &links).await?;
    for kind in [TrailKind::Deed, TrailKind::Change, TrailKind::Credential] {
        let keys = waiting.iter().map(|it| it.material.key).filter(|it| it.kind == kind);
        let ids: BTreeSet<Uuid> = keys.map(|it| it.id).collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        store::sealable::update_sealed(&tx, permit, kind, &ids).await?;
        if kind == TrailKind::Deed && !ids.is_empty() {
            store::trail_seal::update_erased_with_share(&tx, permit, &ids).await?;
        }
    }
    commit(tx).await?;
    Ok(sealed)
}

/// The links of these entries behind the last one of their site.
fn chain(
    site: SiteId,
    last: Option<&trail_seal::Model>,
    entries: &[&Sealable],
    (now, swept): (DateTime<Utc>, Swept),
) -> Vec<trail_seal::Model> {
    let mut head = last.and_then(|it| Head::stored(it.sequence, &it.hash)).unwrap_or(Head {
        sequence: 0,
        hash: BEGINNING,
    });
    let settled_at = trail_chain::settled(last.map(|it| it.settled_at), swept.0);
    let mut links = Vec::new();
    for entry in entries {
        let place = Place {
            site,
            sequence: head.sequence + 1,
            previous: head.hash,
            sealed_at: now,
            settled_at,
        };
        let link = trail_chain::seal(&place, &entry.material, *crate::id::random().as_bytes());
        head = Head::stored(link.sequence, &link.hash).unwrap_or(head);
        links.push(link);
    }
    links
}
