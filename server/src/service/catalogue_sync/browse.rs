//! Reading runs.

use entity::catalog_sync;
use entity::id::CatalogSyncId;

use crate::context::{Ctx, Request};
use crate::policy::{Action, Denied, authorize};
use crate::service::Fault;
use crate::store::{self, Page, Position};

/// Totals are counted up to here; a larger one is not told.
const MAX_COUNT: u64 = 10_000;

/// Finds a run; none where it does not exist for the caller.
pub async fn find(request: &Request, id: CatalogSyncId) -> Result<Option<catalog_sync::Model>, Fault> {
    if authorize(&request.actor, Action::BrowseCatalogue).is_err() {
        return Ok(None);
    }
    Ok(store::catalog_sync::find(&request.ctx.db.read, request.site.id, id).await?)
}

/// A page of runs, newest first, with their number where it is asked for and is not too large to count.
pub async fn list(
    request: &Request,
    after: Option<Position>,
    size: usize,
    counts: bool,
) -> Result<Result<(Page<catalog_sync::Model>, Option<u64>), Denied>, Fault> {
    if let Err(denied) = authorize(&request.actor, Action::BrowseCatalogue) {
        return Ok(Err(denied));
    }
    let (connection, site_id) = (&request.ctx.db.read, request.site.id);
    let page = store::catalog_sync::list(connection, site_id, after, size).await?;
    let total = if counts {
        let counted = store::catalog_sync::count(connection, site_id, MAX_COUNT + 1).await?;
        Some(counted).filter(|it| *it <= MAX_COUNT)
    } else {
        None
    };
    Ok(Ok((page, total)))
}

/// The runs of every site that wait or run, for whoever works them off.
pub async fn list_active(ctx: &Ctx) -> Result<Vec<catalog_sync::Model>, Fault> {
    Ok(store::catalog_sync::list_active(&ctx.db.read).await?)
}
