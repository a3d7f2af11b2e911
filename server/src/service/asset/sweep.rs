//! Bringing rows and bytes together: bytes that no row names are removed, rows whose bytes are gone are told.

use chrono::{DateTime, TimeDelta, Utc};

use super::every::EveryPicture;
use crate::client::asset_store::StoreFailure;
use crate::clock::Clock;
use crate::context::Ctx;
use crate::service::Fault;
use crate::store;

/// Bytes younger than this may belong to an upload that is under way.
const GRACE: TimeDelta = TimeDelta::hours(1);
/// Hashes that one statement looks up.
const BATCH: usize = 200;

/// What a sweep found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// How many bytes without a row were removed, in pieces.
    pub n_removed: usize,
    /// Hashes of rows without bytes.
    pub missing: Vec<String>,
}

/// Sweeps the store. The store tells time by its own clock, so that is the clock that counts here.
pub async fn sweep(ctx: &Ctx) -> Result<Swept, Fault> {
    sweep_before(ctx, Clock::system().now() - GRACE).await
}

/// Sweeps of the store what was kept before an instant.
pub async fn sweep_before(ctx: &Ctx, instant: DateTime<Utc>) -> Result<Swept, Fault> {
    let mut swept = Swept::default();
    let hashes = ctx.assets.hashes_before(instant).await.map_err(failed)?;
    for batch in hashes.chunks(BATCH) {
        let known = store::asset::known_hashes(&ctx.db.read, batch).await?;
        for hash in batch.iter().filter(|it| !known.contains(it)) {
            ctx.assets.delete(hash).await.map_err(failed)?;
            swept.n_removed += 1;
        }
    }
    let mut pictures = EveryPicture::default();
    while let Some(rows) = pictures.next(ctx).await? {
        for row in &rows {
            if !ctx.assets.has(&row.hash).await.map_err(failed)? {
                tracing::error!(asset.hash = row.hash, "the bytes of an asset are missing");
                swept.missing.push(row.hash.clone());
            }
        }
    }
    Ok(swept)
}

fn failed(failure: StoreFailure) -> Fault {
    tracing::error!(
        error = format!("{:#}", anyhow::Error::new(failure)),
        "the asset store cannot be swept"
    );
    Fault::Unavailable
}
