//! The site that a request is for: found by its host before anything else is done.

use std::sync::Arc;

use axum::http::Extensions;
use entity::site;
use url::Url;

use super::app::App;
use super::error::Refusal;
use crate::service::site::{default_site, origin};

/// The site that a request is for; none for the one that needs no set-up, which is read only where it is needed.
#[derive(Clone, Debug)]
pub(super) struct Tenant(pub(super) Option<Arc<site::Model>>);

impl Tenant {
    /// The site of the request with these extensions.
    pub(super) fn of(extensions: &Extensions) -> Self {
        extensions.get().cloned().unwrap_or(Self(None))
    }

    /// The site's row.
    pub(super) async fn site(&self, app: &App) -> Result<Arc<site::Model>, Refusal> {
        match &self.0 {
            Some(site) => Ok(Arc::clone(site)),
            None => Ok(default_site(&app.open_service()?.ctx).await?),
        }
    }

    /// Where the world reaches the site.
    pub(super) fn origin(&self, app: &App) -> Url {
        match (&self.0, app.service()) {
            (Some(site), Some(service)) => origin(&service.ctx, site),
            _ => app.config().public_url.clone(),
        }
    }
}
