//! Listing templates, and the one that comes with the service.

use entity::{TemplateSource, template};

use crate::context::Request;
use crate::policy::{Action, Denied, authorize};
use crate::render::builtin;
use crate::service::{Counted, ListError, Listing};
use crate::store;

/// The template that comes with the service, for others to begin with.
pub fn built_in(request: &Request) -> Result<&'static TemplateSource, Denied> {
    authorize(&request.actor, Action::ManageTemplates)?;
    Ok(builtin::source())
}

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
