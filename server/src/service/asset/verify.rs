//! Whether the bytes of every picture are there and are the ones that were kept. For the operator: reads all of them.

use super::every::EveryPicture;
use super::keep::hash_of;
use crate::client::asset_store::StoreFailure;
use crate::context::Ctx;
use crate::store::{Invariant, SAMPLES};

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
    let mut pictures = EveryPicture::default();
    while let Some(rows) = pictures.next(ctx).await? {
        for row in &rows {
            let bytes = ctx.assets.get(&row.hash).await?;
            let is_whole = bytes.is_some_and(|it| hash_of(&it) == row.hash);
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
