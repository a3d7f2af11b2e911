//! What the trail proves of itself: how far it is sealed, and how its last verification ended.
//!
//! A verification is a worker's: nightly, and when staff ask for one. It is in the hands of whoever holds the site's lease; where that
//! one stops, another begins anew.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::SiteId;
use entity::{trail_seal, trail_verification};
use serde_json::json;

use super::attest::attest;
use super::states::States;
use super::told::untold;
use super::verify::{Verification, Verified};
use crate::context::{Ctx, Request};
use crate::domain::trail_chain::{Finding, Head, InvalidHead, Row, RowKind};
use crate::policy::{Action, Actor, Denied, Permit, authorize};
use crate::service::{Fault, ListError, counted, lease};
use crate::store::lease::Hold;
use crate::store::{self, SAMPLES};

/// How long a lease lasts; every batch prolongs it.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// What whoever verifies a site's chain holds.
pub(in crate::service) fn lease_name(site: SiteId) -> String {
    format!("verify-trail:{site}")
}
/// How long after one verification the next is due.
const EVERY: TimeDelta = TimeDelta::hours(24);

/// What the trail of a site proves of itself.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The last link of the chain.
    pub last: Option<trail_seal::Model>,
    /// How many entries wait to be sealed; none where they are too many to count.
    pub n_waiting: Option<u64>,
    /// What is known of its verification.
    pub verification: Option<trail_verification::Model>,
}

/// Why a verification was not asked for.
#[derive(Debug, thiserror::Error)]
pub enum VerifyTrailError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What was noted down is no head.
    #[error(transparent)]
    InvalidHead(#[from] InvalidHead),
    /// The chain has another link there, or none.
    #[error("the chain does not hold this head: what it was noted of was rewritten, or is of another site")]
    HeadNotFound,
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What the trail of the site proves of itself.
pub async fn prove(request: &Request) -> Result<Proof, ListError> {
    authorize(&request.actor, Action::ViewTrail)?;
    let (db, site) = (&request.ctx.db.read, request.site.id);
    let n_waiting = counted::total(true, async |at_most| {
        store::sealable::count_unsealed(db, site, at_most).await
    })
    .await?;
    Ok(Proof {
        last: store::trail_seal::find_last(db, site).await?,
        n_waiting,
        verification: store::trail_verification::find(db, site).await?,
    })
}

/// Asks for a verification, unless a head that was noted down tells already that the chain was rewritten.
pub async fn ask(request: &Request, expected_head: Option<&str>) -> Result<(), VerifyTrailError> {
    let permit = authorize(&request.actor, Action::ViewTrail)?;
    let (ctx, site) = (&request.ctx, request.site.id);
    if let Some(text) = expected_head {
        let head = Head::parse(text)?;
        let links = store::trail_seal::by_sequences(&ctx.db.read, site, &[head.sequence])
            .await
            .map_err(Fault::from)?;
        if !links.iter().any(|it| it.hash == head.hash) {
            tracing::warn!(site.id = %site, %head, "the audit trail does not hold a head that was noted down");
            return Err(VerifyTrailError::HeadNotFound);
        }
    }
    let written = async {
        let tx = ctx.db.begin().await?;
        store::trail_verification::insert(&tx, &permit, &new(site)).await?;
        store::trail_verification::update_asked(&tx, &permit, site, ctx.clock.now()).await?;
        tx.commit().await
    };
    Ok(written.await.map_err(Fault::from)?)
}

fn new(site: SiteId) -> trail_verification::Model {
    trail_verification::Model {
        site_id: site,
        asked_at: None,
        began_at: None,
        n_checked: 0,
        n_expected: 0,
        finished_at: None,
        n_verified: 0,
        findings: json!([]),
        head_sequence: None,
        head_hash: None,
    }
}

/// What a verification found.
#[must_use]
pub fn findings(row: &trail_verification::Model) -> Vec<Finding> {
    serde_json::from_value(row.findings.clone()).unwrap_or_default()
}

/// Whether a verification is to begin: one that was asked for, one whose worker has gone, or the nightly one.
fn is_due(row: &trail_verification::Model, now: DateTime<Utc>) -> bool {
    row.asked_at.is_some() || row.began_at.is_some() || row.finished_at.is_none_or(|it| it + EVERY <= now)
}

/// Verifies the chains for which that is due; tells how many.
pub async fn verify_due(ctx: &Ctx) -> Result<usize, Fault> {
    let permit = authorize(&Actor::Anonymous, Action::FollowUp).map_err(|it| Fault::Internal(it.into()))?;
    let known = store::trail_verification::list(&ctx.db.read).await?;
    let mut n_verified = 0;
    for site in store::site::list(&ctx.db.read).await? {
        let row = known.iter().find(|it| it.site_id == site.id);
        if !row.is_none_or(|it| is_due(it, ctx.clock.now())) {
            continue;
        }
        let Some(hold) = lease::claim(ctx, &permit, &lease_name(site.id), LEASE).await? else {
            continue;
        };
        let work = Box::pin(verify_site(ctx, (&permit, &hold), site.id));
        if lease::under(ctx, &permit, &hold, work).await? == Some(true) {
            n_verified += 1;
        }
    }
    Ok(n_verified)
}

/// Verifies the chain of a site; tells whether there was anything to do.
async fn verify_site(ctx: &Ctx, (permit, hold): (&Permit, &Hold), site: SiteId) -> Result<bool, Fault> {
    // Read again under the lease: whoever held it before may have done it.
    let stored = store::trail_verification::find(&ctx.db.read, site).await?;
    let now = ctx.clock.now();
    let is_new = stored.is_none();
    let last = store::trail_seal::find_last(&ctx.db.read, site).await?;
    let mut row = stored.unwrap_or_else(|| new(site));
    if !is_due(&row, now) || (is_new && last.is_none()) {
        lease::release(ctx, permit, hold).await?;
        return Ok(false);
    }
    row.began_at = Some(now);
    row.n_checked = 0;
    row.n_expected = last.map_or(0, |it| it.sequence);
    let tx = ctx.db.begin().await?;
    store::trail_verification::insert(&tx, permit, &row).await?;
    store::trail_verification::update_begun(&tx, permit, &row).await?;
    tx.commit().await?;

    let noted = row.head_sequence.zip(row.head_hash.clone());
    let noted = noted.and_then(|(sequence, hash)| Head::stored(sequence, &hash));
    let mut verification = Verification::begin(ctx, site, noted.into_iter().collect()).await?;
    while let Some(n_checked) = verification.go_on().await? {
        let tx = ctx.db.begin().await?;
        if !store::lease::update_expiry(&tx, permit, hold, ctx.clock.now() + LEASE).await? {
            // Somebody else began anew.
            return Err(Fault::Unavailable);
        }
        store::trail_verification::update_progress(&tx, permit, site, n_checked).await?;
        tx.commit().await?;
    }
    let Verified { head, mut findings } = verification.end().await?;
    for finding in &findings {
        tracing::error!(site.id = %site, %finding, "the audit trail was tampered with");
    }
    let is_chain_sound = findings.is_empty();
    findings.extend(compare(ctx, (permit, hold), site).await?);
    findings.truncate(SAMPLES);
    row.began_at = None;
    row.n_checked = head.sequence;
    row.finished_at = Some(ctx.clock.now());
    row.n_verified = head.sequence;
    if is_chain_sound && head.sequence > 0 {
        row.head_sequence = Some(head.sequence);
        row.head_hash = Some(head.hash.to_vec());
    }
    row.findings = serde_json::to_value(&findings).map_err(|it| Fault::Internal(it.into()))?;
    let tx = ctx.db.begin().await?;
    store::trail_verification::update_finished(&tx, permit, &row).await?;
    store::lease::update_expiry(&tx, permit, hold, ctx.clock.now()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Compares what a site has with what entries tell of it. What a credential says of which none tells is put on record on the way.
async fn compare(ctx: &Ctx, (permit, hold): (&Permit, &Hold), site: SiteId) -> Result<Vec<Finding>, Fault> {
    let mut states = States::begin(ctx, site);
    let mut n_attested = 0;
    while let Some(unattested) = states.go_on().await? {
        n_attested += attest(ctx, permit, site, &unattested).await?;
        let tx = ctx.db.begin().await?;
        if !store::lease::update_expiry(&tx, permit, hold, ctx.clock.now() + LEASE).await? {
            // Somebody else began anew.
            return Err(Fault::Unavailable);
        }
        tx.commit().await?;
    }
    if n_attested > 0 {
        tracing::info!(site.id = %site, n_attested, "put on record what {n_attested} credentials say");
    }
    let credentials = states.end().forged.into_iter().map(|it| Row {
        kind: RowKind::Credential,
        id: it.0,
    });
    let rows: Vec<Row> = credentials.chain(untold(ctx, site).await?).collect();
    for row in &rows {
        tracing::error!(site.id = %site, %row, "what is stored is not what the audit trail tells of it");
    }
    Ok(rows.into_iter().map(Finding::forged).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verification_is_due_each_night_and_when_asked_for() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(9);
        let row = |change: fn(&mut trail_verification::Model)| {
            let mut row = new(SiteId(crate::id::random()));
            row.finished_at = Some(DateTime::UNIX_EPOCH + TimeDelta::days(9) - TimeDelta::hours(23));
            change(&mut row);
            row
        };
        assert!(!is_due(&row(|_| ()), now));
        assert!(is_due(&row(|_| ()), now + TimeDelta::hours(1)));
        assert!(is_due(&row(|it| it.finished_at = None), now));
        assert!(is_due(&row(|it| it.asked_at = it.finished_at), now));
        assert!(is_due(&row(|it| it.began_at = it.finished_at), now));
    }
}
