//! Finding assets, and giving their bytes to anybody who knows the address.

use entity::{AssetKind, asset, site};

use crate::context::{Ctx, Request};
use crate::policy::{Action, authorize};
use crate::service::{Counted, Fault, ListError, Listing};
use crate::store;

/// Lists assets, newest first; the words are looked for in their name.
pub async fn list(request: &Request, listing: Listing) -> Result<Counted<asset::Model>, ListError> {
    authorize(&request.actor, Action::ViewConfigurations)?;
    let connection = &request.ctx.db.read;
    let site = request.site.id;
    listing
        .read(
            async |words, after, size| store::asset::list(connection, site, words, after, size).await,
            async |words, at_most| store::asset::count(connection, site, words, at_most).await,
        )
        .await
}

/// A picture, to be served.
#[derive(Clone, Debug)]
pub struct Served {
    /// What it is.
    pub kind: AssetKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// The picture of a hash; none where the site has none.
pub async fn serve(ctx: &Ctx, site: &site::Model, hash: &str) -> Result<Option<Served>, Fault> {
    let Some(asset) = store::asset::find_by_hash(&ctx.db.read, site.id, hash).await? else {
        return Ok(None);
    };
    match ctx.assets.get(hash).await {
        Ok(Some(bytes)) => Ok(Some(Served {
            kind: asset.kind,
            bytes,
        })),
        Ok(None) => {
            tracing::error!(asset.hash = hash, "the bytes of an asset are missing");
            Ok(None)
        }
        Err(failure) => {
            tracing::error!(
                error = format!("{:#}", anyhow::Error::new(failure)),
                "the asset store does not answer"
            );
            Err(Fault::Unavailable)
        }
    }
}
