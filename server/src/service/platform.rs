//! Where the learning platform and the catalogue service of a site are: by its row, and for the default site by the settings.

use std::sync::Arc;

use entity::site;
use url::Url;

use crate::client::platform::OwnTokens;
use crate::client::{Identity, Platform};
use crate::config::IdentityConfig;
use crate::context::Ctx;

/// The learning platform of a site; none where the service calls none.
///
/// The secret of an application goes to the platform that the settings name, and to no other: who runs sites may name any.
#[must_use]
pub fn platform(ctx: &Ctx, site: &site::Model) -> Option<Platform> {
    let config = ctx.config.platform.as_ref()?;
    let url = address(site.lms_url.as_deref(), Some(&config.url), site)?;
    let identity = match &config.identity {
        IdentityConfig::Application { .. } if url != config.url => return None,
        IdentityConfig::Application {
            client_id,
            client_secret,
        } => Identity::Application {
            client_id: client_id.clone(),
            client_secret: client_secret.clone(),
        },
        IdentityConfig::OwnTokens {
            keys,
            issuer,
            audience,
            username,
        } => Identity::OwnTokens(Arc::new(OwnTokens {
            keys: keys.clone(),
            issuer: issuer.clone(),
            audience: audience.clone(),
            username: username.clone(),
        })),
    };
    Some(Platform {
        site: site.id,
        url,
        identity,
    })
}

/// The catalogue service of a site.
#[derive(Clone, Debug)]
pub struct CatalogueSource {
    /// The platform whose tokens it takes.
    pub platform: Platform,
    /// Address of its API; ends with a slash.
    pub url: Url,
    /// Items that it is asked for at a time.
    pub page_size: usize,
}

/// The catalogue service of a site; none where the catalogue is entered by hand.
#[must_use]
pub fn catalogue_source(ctx: &Ctx, site: &site::Model) -> Option<CatalogueSource> {
    let config = &ctx.config.catalog;
    Some(CatalogueSource {
        url: address(site.catalog_url.as_deref(), config.url.as_ref(), site)?,
        platform: platform(ctx, site)?,
        page_size: config.page_size,
    })
}

/// The site's own address, or that of the settings for the default site; with a slash at its end.
fn address(own: Option<&str>, by_settings: Option<&Url>, site: &site::Model) -> Option<Url> {
    let Some(own) = own else {
        return by_settings.filter(|_| site.is_default).cloned();
    };
    // What is stored was parsed before.
    let mut url = Url::parse(own).ok()?;
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Some(url)
}
