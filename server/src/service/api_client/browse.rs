//! Finding and listing API clients.

use entity::api_client;
use entity::id::ApiClientId;

use crate::context::Request;
use crate::policy::{Action, authorize};
use crate::service::{Counted, Fault, ListError, Listing};
use crate::store;

/// Finds a client; none for those who may not know it.
pub async fn find(request: &Request, id: ApiClientId) -> Result<Option<api_client::Model>, Fault> {
    if authorize(&request.actor, Action::ManageApiClients).is_err() {
        return Ok(None);
    }
    Ok(store::api_client::find(&request.ctx.db.read, request.site.id, id).await?)
}

/// Lists clients, newest first, those that were revoked among them; the words are looked for in their names.
pub async fn list(request: &Request, listing: Listing) -> Result<Counted<api_client::Model>, ListError> {
    authorize(&request.actor, Action::ManageApiClients)?;
    let connection = &request.ctx.db.read;
    let site = request.site.id;
    listing
        .read(
            async |words, after, size| store::api_client::list(connection, site, words, after, size).await,
            async |words, at_most| store::api_client::count(connection, site, words, at_most).await,
        )
        .await
}
