//! Listing signatories.

use entity::signatory;

use crate::context::Request;
use crate::policy::{Action, Denied, authorize};
use crate::service::{Counted, Fault, Position, counted};
use crate::store;

/// Which signatories to list.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Those that have these words in name, title or organization.
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
pub enum ListSignatoriesError {
    /// The caller may not list signatories.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sea_orm::DbErr> for ListSignatoriesError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

/// Lists signatories, newest first.
pub async fn list(request: &Request, listing: Listing) -> Result<Counted<signatory::Model>, ListSignatoriesError> {
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
    let page = store::signatory::list(connection, site, words, after, size).await?;
    let total = counted::total(counts, async |at_most| {
        store::signatory::count(connection, site, words, at_most).await
    })
    .await?;
    Ok(Counted { page, total })
}
