//! Keeping pictures that were got from other systems, many at a time. Held to what uploads are held to.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use entity::asset;
use entity::id::{AssetId, SiteId};
use sea_orm::DbErr;

use super::keep::{Kept, decode};
use crate::context::Ctx;
use crate::domain::picture::{UnfitPicture, kind_of};
use crate::store;

/// Longest wait for a decoder: uploads go first, because people wait for them.
const PATIENCE: Duration = Duration::from_mins(1);

/// Why a picture is not kept.
#[derive(Debug, thiserror::Error)]
pub(in crate::service) enum NotCopied {
    /// It is none of the kinds that are kept.
    #[error("it is neither PNG nor JPEG nor WebP")]
    Kind,
    /// It cannot be kept.
    #[error(transparent)]
    Unfit(#[from] UnfitPicture),
    /// No fault of the picture.
    #[error("it could not be stored")]
    Fault,
}

/// Decodes a picture, writes it anew and puts its bytes into the asset store, where they are swept after a while unless a row comes to
/// name them ([`rows`]).
pub(in crate::service) async fn take(ctx: &Ctx, bytes: Vec<u8>, file_name: &str) -> Result<Kept, NotCopied> {
    let kind = kind_of(&bytes).ok_or(NotCopied::Kind)?;
    let decoded = decode(kind, bytes, PATIENCE).await.map_err(|fault| {
        tracing::error!(error = %fault, "a picture of another system cannot be decoded");
        NotCopied::Fault
    })?;
    let picture = decoded?;
    let kept = Kept::of(&picture, file_name);
    ctx.assets.put(&kept.hash, picture.bytes).await.map_err(|failure| {
        tracing::error!(
            error = format!("{:#}", anyhow::Error::new(failure)),
            "the asset store does not take a picture"
        );
        NotCopied::Fault
    })?;
    Ok(kept)
}

/// The rows of pictures whose bytes are in the store.
pub(in crate::service) struct Rows {
    /// Their keys, by hash; none of a picture for which the site has no room.
    pub(in crate::service) ids: BTreeMap<String, AssetId>,
    /// Those that are still to be written.
    pub(in crate::service) new: Vec<asset::Model>,
}

/// The rows of these pictures: those that the site has, and new ones as far as it may have more. Two statements, however many there are.
pub(in crate::service) async fn rows(ctx: &Ctx, site: SiteId, pictures: &[&Kept]) -> Result<Rows, DbErr> {
    let pictures: BTreeMap<&str, &Kept> = pictures.iter().map(|it| (it.hash.as_str(), *it)).collect();
    let hashes: BTreeSet<String> = pictures.keys().map(|it| (*it).to_owned()).collect();
    let mut ids = store::asset::ids_by_hashes(&ctx.db.read, site, &hashes).await?;
    let mut new = Vec::new();
    if ids.len() < pictures.len() {
        let max = u64::try_from(ctx.config.assets.count).unwrap_or(u64::MAX);
        let n_kept = store::asset::count(&ctx.db.read, site, None, max).await?;
        let room = usize::try_from(max.saturating_sub(n_kept)).unwrap_or(usize::MAX);
        let now = ctx.clock.now();
        let unknown = pictures.values().filter(|it| !ids.contains_key(&it.hash));
        new = unknown
            .take(room)
            .map(|it| it.row(AssetId(crate::id::ordered()), site, now, None))
            .collect();
        ids.extend(new.iter().map(|it| (it.hash.clone(), it.id)));
    }
    Ok(Rows { ids, new })
}
