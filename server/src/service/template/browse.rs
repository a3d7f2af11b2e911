//! Listing templates.

use entity::template;

use crate::context::Request;
use crate::policy::{Action, Denied, authorize};
use crate::service::{Counted, Fault, Position, counted};
use crate::store;

/// Which templates to list.
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
pub enum ListTemplatesError {
    /// The caller may not list templates.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

impl From<sea_orm::DbErr> for ListTemplatesError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

/// Lists templates, newest first.
pub async fn list(request: &Request, listing: Listing) -> Result<Counted<template::Model>, ListTemplatesError> {
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
    let page = store::template::list(connection, site, words, after, size).await?;
    let total = counted::total(counts, async |at_most| {
        store::template::count(connection, site, words, at_most).await
    })
    .await?;
    Ok(Counted { page, total })
}
