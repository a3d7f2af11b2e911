//! Taking the bytes of a picture away with its last row. Where that fails they wait for the sweep: without a row no address leads to
//! them.

use crate::context::Ctx;
use crate::store;

/// Removes the bytes of a hash unless a site still has them, or comes to have them in this very moment.
pub(super) async fn remove(ctx: &Ctx, hash: &str) {
    if let Err(error) = try_to_remove(ctx, hash).await {
        tracing::error!(
            error = format!("{error:#}"),
            asset.hash = hash,
            "the bytes of a removed picture are left to the sweep"
        );
    }
}

async fn try_to_remove(ctx: &Ctx, hash: &str) -> anyhow::Result<()> {
    let Some(bytes) = ctx.assets.get(hash).await? else {
        return Ok(());
    };
    if is_known(ctx, hash).await? {
        return Ok(());
    }
    ctx.assets.delete(hash).await?;
    // Whoever uploads the same at this moment has seen these bytes: their row comes before the second look, or after it, and then
    // the upload finds that the bytes are gone and puts them there again.
    if is_known(ctx, hash).await? {
        ctx.assets.put(hash, bytes).await?;
    }
    Ok(())
}

/// Whether any site has a picture of this hash.
async fn is_known(ctx: &Ctx, hash: &str) -> anyhow::Result<bool> {
    let known = store::asset::known_hashes(&ctx.db.read, &[hash.to_owned()]).await?;
    Ok(!known.is_empty())
}
