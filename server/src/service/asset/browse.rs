//! Finding assets, and giving their bytes to anybody who knows the address.

use entity::{AssetKind, asset, site};

use crate::context::{Ctx, Request};
use crate::policy::{Action, Denied, authorize};
use crate::service::{Counted, Fault, Position, counted};
use crate::store;

/// Which assets to list.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Those that have these words in their name.
    pub search: Option<String>,
    /// Where the page starts.
    pub after: Option<Position>,
    /// How many rows it has at most.
    pub size: usize,
    /// Whether to count the whole list.
    pub counts: bool,
}

/// Why a list is refused.
#[derive(Debug, thiserror::Error)]
pub enum ListAssetsError {
    /// The caller may not list assets.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sea_orm::DbErr> for ListAssetsError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

/// Lists assets, newest first.
pub async fn list(request: &Request, listing: Listing) -> Result<Counted<asset::Model>, ListAssetsError> {
    authorize(&request.actor, Action::ViewConfigurations)?;
    let connection = &request.ctx.db.read;
    let site = request.site.id;
    let Listing {
        search,
        after,
        size,
        counts,
    } = listing;
    let words = search.as_deref();
    let page = store::asset::list(connection, site, words, after, size).await?;
    let total = counted::total(counts, async |at_most| {
        store::asset::count(connection, site, words, at_most).await
    })
    .await?;
    Ok(Counted { page, total })
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
