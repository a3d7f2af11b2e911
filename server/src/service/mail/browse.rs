//! Listing mail.

use entity::id::OutgoingMailId;
use entity::{MailState, outgoing_mail};

use crate::context::Request;
use crate::policy::{Action, authorize};
use crate::service::{Counted, Fault, ListError, Position, counted};
use crate::store;

/// Which mail to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct Listing {
    /// In this state.
    pub state: Option<MailState>,
    /// Where the page starts.
    pub after: Option<Position>,
    /// How many rows it has at most.
    pub size: usize,
    /// Whether to count the whole list.
    pub counts: bool,
}

/// Finds a mail; none where it does not exist for the caller.
pub async fn find(request: &Request, id: OutgoingMailId) -> Result<Option<outgoing_mail::Model>, Fault> {
    if authorize(&request.actor, Action::ManageOutgoingMail).is_err() {
        return Ok(None);
    }
    Ok(store::outgoing_mail::find(&request.ctx.db.read, request.site.id, id).await?)
}

/// Lists mail, newest first.
pub async fn list(request: &Request, listing: Listing) -> Result<Counted<outgoing_mail::Model>, ListError> {
    authorize(&request.actor, Action::ManageOutgoingMail)?;
    let (connection, site) = (&request.ctx.db.read, request.site.id);
    let Listing {
        state,
        after,
        size,
        counts,
    } = listing;
    let page = store::outgoing_mail::list(connection, site, state, after, size).await?;
    let total = counted::total(counts, async |at_most| {
        store::outgoing_mail::count(connection, site, state, at_most).await
    })
    .await?;
    Ok(Counted { page, total })
}
