//! Reading runs.

use entity::catalog_sync;
use entity::id::CatalogSyncId;

use crate::context::{Ctx, Request};
use crate::policy::{Action, Denied, authorize};
use crate::service::{Fault, counted};
use crate::store::{self, Page, Position};

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
    let total = counted::total(counts, async |at_most| {
        store::catalog_sync::count(connection, site_id, at_most).await
    })
    .await?;
    Ok(Ok((page, total)))
}

/// The runs of every site that wait or run, for whoever works them off.
pub async fn list_active(ctx: &Ctx) -> Result<Vec<catalog_sync::Model>, Fault> {
    Ok(store::catalog_sync::list_active(&ctx.db.read).await?)
}
