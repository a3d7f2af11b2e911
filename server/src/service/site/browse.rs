//! Listing sites.

use entity::site;

use crate::context::Request;
use crate::policy::{Action, authorize};
use crate::service::{Counted, ListError, Listing};
use crate::store;

/// Lists all sites, newest first, for those who run them; the words are looked for in their name.
pub async fn list(request: &Request, listing: Listing) -> Result<Counted<site::Model>, ListError> {
    authorize(&request.actor, Action::ManageSites)?;
    let connection = &request.ctx.db.read;
    listing
        .read(
            async |words, after, size| store::site::list_page(connection, words, after, size).await,
            async |words, at_most| store::site::count(connection, words, at_most).await,
        )
        .await
}
