//! Keeping an uploaded picture.

use std::time::Duration;

use entity::id::AssetId;
use entity::{AssetKind, AuditChange, AuditSubject, asset};

use super::keep::{Kept, decode};
use crate::context::Request;
use crate::domain::asset_address;
use crate::domain::picture::UnfitPicture;
use crate::policy::{Action, Denied, Permit, authorize};
use crate::service::audit::{self, Subject};
use crate::service::retry::{Missed, commit, retry};
use crate::service::{Fault, site};
use crate::store;

/// Longest wait for a decoder.
const PATIENCE: Duration = Duration::from_secs(3);

/// What became of an upload.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// Whether there was no such picture before.
    pub is_new: bool,
    /// The asset.
    pub asset: asset::Model,
}

/// Why a picture is not kept.
#[derive(Debug, thiserror::Error)]
pub enum UploadAssetError {
    /// The caller may not upload.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It cannot be kept.
    #[error(transparent)]
    Unfit(#[from] UnfitPicture),
    /// There are too many already.
    #[error("this site keeps at most {max} pictures")]
    TooMany {
        /// How many there may be.
        max: usize,
    },
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// Where an asset of the request's site is seen.
#[must_use]
pub fn public_url(request: &Request, hash: &str) -> String {
    format!(
        "{}{}",
        site::public_url(&request.ctx, &request.site),
        asset_address::path(hash)
    )
}

/// Whether the caller may upload; asked before the body is read.
pub fn may_upload(request: &Request) -> Result<Permit, Denied> {
    authorize(&request.actor, Action::ManageAssets)
}

/// Keeps a picture, written anew. The same picture is kept once.
pub async fn upload(
    request: &Request,
    permit: &Permit,
    kind: AssetKind,
    file_name: &str,
    bytes: Vec<u8>,
) -> Result<Uploaded, UploadAssetError> {
    let picture = decode(kind, bytes, PATIENCE).await??;
    let kept = Kept::of(&picture, file_name);
    let id = AssetId(crate::id::ordered());
    let store = &request.ctx.assets;
    // Bytes first: what a crash leaves behind is bytes without a row, which the sweep removes.
    store
        .put(&kept.hash, picture.bytes.clone())
        .await
        .map_err(unavailable)?;
    let uploaded = retry(|| attempt(request, permit, &kept, id)).await?;
    // A sweep that looked just before the row was written may have taken the bytes away.
    if !store.has(&kept.hash).await.map_err(unavailable)? {
        store.put(&kept.hash, picture.bytes).await.map_err(unavailable)?;
    }
    Ok(uploaded)
}

fn unavailable(failure: crate::client::asset_store::StoreFailure) -> UploadAssetError {
    tracing::error!(
        error = format!("{:#}", anyhow::Error::new(failure)),
        "the asset store does not take a picture"
    );
    Fault::Unavailable.into()
}

async fn attempt(
    request: &Request,
    permit: &Permit,
    kept: &Kept,
    id: AssetId,
) -> Result<Uploaded, Missed<UploadAssetError>> {
    let ctx = &request.ctx;
    let site_id = request.site.id;
    if let Some(asset) = store::asset::find_by_hash(&ctx.db.read, site_id, &kept.hash).await? {
        return Ok(Uploaded {
            is_new: asset.id == id,
            asset,
        });
    }
    let max = ctx.config.assets.count;
    let at_most = u64::try_from(max).unwrap_or(u64::MAX);
    if store::asset::count(&ctx.db.read, site_id, None, at_most).await? >= at_most {
        return Err(Missed::Failed(UploadAssetError::TooMany { max }));
    }
    let now = ctx.clock.now();
    let asset = kept.row(id, site_id, now, request.actor.user_id());
    let subject = Subject {
        kind: AuditSubject::Asset,
        id: id.0,
        version: 1,
    };
    let entry = audit::entry(
        request,
        subject,
        AuditChange::Created,
        None::<&asset::Model>,
        Some(&asset),
        now,
    );
    let tx = ctx.db.begin().await?;
    store::asset::insert(&tx, permit, &asset).await?;
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(Uploaded { is_new: true, asset })
}
