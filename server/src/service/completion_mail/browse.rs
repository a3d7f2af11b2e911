//! Listing the texts of completion mail.

use entity::completion_mail;

use crate::context::Request;
use crate::policy::{Action, authorize};
use crate::service::{Counted, ListError, Listing};
use crate::store;

/// Lists them, newest first; the words are looked for in subject, type and UUID of the program.
pub async fn list(request: &Request, listing: Listing) -> Result<Counted<completion_mail::Model>, ListError> {
    authorize(&request.actor, Action::ViewConfigurations)?;
    let connection = &request.ctx.db.read;
    let site = request.site.id;
    listing
        .read(
            async |words, after, size| store::completion_mail::list(connection, site, words, after, size).await,
            async |words, at_most| store::completion_mail::count(connection, site, words, at_most).await,
        )
        .await
}
