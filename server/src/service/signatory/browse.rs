//! Listing signatories.

use entity::signatory;

use crate::context::Request;
use crate::policy::{Action, authorize};
use crate::service::{Counted, ListError, Listing};
use crate::store;

/// Lists signatories, newest first; the words are looked for in name, title or organization.
pub async fn list(request: &Request, listing: Listing) -> Result<Counted<signatory::Model>, ListError> {
    authorize(&request.actor, Action::ViewConfigurations)?;
    let connection = &request.ctx.db.read;
    let site = request.site.id;
    listing
        .read(
            async |words, after, size| store::signatory::list(connection, site, words, after, size).await,
            async |words, at_most| store::signatory::count(connection, site, words, at_most).await,
        )
        .await
}
