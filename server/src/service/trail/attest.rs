//! Putting on record what credentials say of which no entry does: those that a release wrote which knew nothing of digests.
//!
//! It is an entry like any other, sealed in its turn. It tells what was said when it was written, and nothing of what was said before.

use entity::id::{CredentialId, SiteId};
use entity::{CredentialChange, credential, credential_history};
use serde_json::json;

use crate::context::Ctx;
use crate::domain::trail_chain::{Attestation, attestation};
use crate::policy::Permit;
use crate::service::Fault;
use crate::service::credential::record;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// Credentials that one transaction changes.
const BATCH: usize = 100;

/// Attests what these credentials of a site say, as far as their newest entries do not; tells how many that were.
pub(super) async fn attest(ctx: &Ctx, permit: &Permit, site: SiteId, ids: &[CredentialId]) -> Result<usize, Fault> {
    let mut n_attested = 0;
    for ids in ids.chunks(BATCH) {
        n_attested += retry(|| attempt(ctx, permit, site, ids)).await?;
    }
    Ok(n_attested)
}

async fn attempt(ctx: &Ctx, permit: &Permit, site: SiteId, ids: &[CredentialId]) -> Result<usize, Missed<Fault>> {
    let db = &ctx.db.read;
    let mut rows = store::credential::by_ids(db, site, ids).await?;
    // One order for all writers.
    rows.sort_by_key(|it| it.id);
    let versions: Vec<(CredentialId, i32)> = rows.iter().map(|it| (it.id, it.version)).collect();
    let newest = store::credential_history::by_credentials(db, &versions, 1).await?;
    let attributes = store::credential_attribute::by_credentials(db, ids).await?;
    let mut changes = Vec::new();
    for before in &rows {
        let newest = newest.get(&before.id).map_or(&[][..], Vec::as_slice);
        let own = attributes.get(&before.id).map_or(&[][..], Vec::as_slice);
        if attestation(before, own, newest) != Attestation::Missing {
            continue;
        }
        // What it says stays, and so does since when.
        let after = credential::Model {
            version: before.version + 1,
            ..before.clone()
        };
        let entry = credential_history::Model {
            changed_at: ctx.clock.now(),
            ..record::followed(None, CredentialChange::Attested, &after, json!({}))
        };
        changes.push(record::change(before, &after, &attributes, entry));
    }
    if changes.is_empty() {
        return Ok(0);
    }
    let tx = ctx.db.begin().await?;
    for it in &changes {
        if !store::credential::update(&tx, permit, it).await? {
            return Err(Missed::Lost);
        }
    }
    store::credential_history::insert_many(&tx, permit, &changes).await?;
    commit(tx).await?;
    Ok(changes.len())
}
