//! Whether the bytes of every picture are there and are the ones that were kept. For the operator: reads all of them.

use entity::id::AssetId;
use sha2::{Digest as _, Sha256};

use super::upload::hex;
use crate::client::asset_store::StoreFailure;
use crate::context::Ctx;
use crate::store;
use crate::store::{Invariant, SAMPLES};

/// Rows that one statement reads.
const ROWS: u64 = 500;

/// Why it cannot be told.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The rows cannot be read.
    #[error(transparent)]
    Database(#[from] sea_orm::DbErr),
    /// The bytes cannot be read.
    #[error(transparent)]
    Store(#[from] StoreFailure),
}

/// Compares the bytes of every picture with the hash under which they are kept.
pub async fn verify(ctx: &Ctx) -> Result<Invariant, VerifyError> {
    let mut broken_by = Vec::new();
    let mut after: Option<AssetId> = None;
    loop {
        let rows = store::asset::list_all(&ctx.db.read, after, ROWS).await?;
        let Some(last) = rows.last() else { break };
        after = Some(last.id);
        for row in &rows {
            let bytes = ctx.assets.get(&row.hash).await?;
            let is_whole = bytes.is_some_and(|it| hex(&Sha256::digest(it)) == row.hash);
            if !is_whole && broken_by.len() < SAMPLES {
                broken_by.push(row.id.to_string());
            }
        }
    }
    Ok(Invariant {
        what: "the bytes of a picture are in the asset store, as they were kept",
        broken_by,
    })
}
