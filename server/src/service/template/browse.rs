//! Listing templates.

use entity::template;

use crate::context::Request;
use crate::policy::{Action, authorize};
use crate::service::{Counted, ListError, Listing};
use crate::store;

/// Lists templates, newest first; the words are looked for in their name.
pub async fn list(request: &Request, listing: Listing) -> Result<Counted<template::Model>, ListError> {
    authorize(&request.actor, Action::ViewConfigurations)?;
    let connection = &request.ctx.db.read;
    let site = request.site.id;
    listing
        .read(
            async |words, after, size| store::template::list(connection, site, words, after, size).await,
            async |words, at_most| store::template::count(connection, site, words, at_most).await,
        )
        .await
}
