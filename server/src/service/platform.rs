//! Which of the learning platforms and catalogue services that the settings name are those of a site.
//!
//! Secrets and tokens go to what the settings name and nowhere else. A site's row chooses among it: who runs sites may write any
//! address there, of a host that keeps what it is sent, or of one inside our own network.

use std::sync::Arc;

use entity::site;
use url::Url;

use super::site::lms_url;
use crate::client::platform::OwnTokens;
use crate::client::{Identity, Platform};
use crate::config::{Config, IdentityConfig, SignInApplication};
use crate::context::Ctx;

/// A platform that the settings name.
struct Named<'a> {
    url: &'a Url,
    identity: &'a IdentityConfig,
    /// The catalogue that takes its tokens.
    catalog_url: Option<&'a Url>,
}

/// The platforms that the settings name, that of the default site first.
fn named(config: &Config) -> impl Iterator<Item = Named<'_>> {
    let first = config.platform.iter().map(|it| Named {
        url: &it.url,
        identity: &it.identity,
        catalog_url: config.catalog.url.as_ref(),
    });
    let further = config.platforms.iter().filter_map(|it| {
        Some(Named {
            url: &it.url,
            identity: it.identity.as_ref()?,
            catalog_url: it.catalog_url.as_ref(),
        })
    });
    first.chain(further)
}

/// The learning platform of a site; none where the service calls none.
#[must_use]
pub fn platform(ctx: &Ctx, site: &site::Model) -> Option<Platform> {
    let url = own_platform(ctx, site)?;
    let found = named(&ctx.config).find(|it| *it.url == url)?;
    Some(found.of(site))
}

/// Who the service is on the platform where the people of a site sign in; none where they cannot.
#[must_use]
pub fn sign_in<'a>(ctx: &'a Ctx, site: &site::Model) -> Option<&'a SignInApplication> {
    ctx.config.sign_in.as_ref()?.application(&lms_url(ctx, site)?)
}

/// Whether the settings name the learning platform of a site, for whatever purpose. Where they name none at all it is but a link, and any
/// will do.
#[must_use]
pub fn is_known(ctx: &Ctx, site: &site::Model) -> bool {
    let config = &ctx.config;
    let called = config.platform.iter().map(|it| &it.url);
    let further = config.platforms.iter().map(|it| &it.url);
    let sign_in = config.sign_in.iter();
    let sign_in = sign_in.flat_map(|it| it.lms_url.iter().chain(it.applications.iter().map(|it| &it.lms_url)));
    let mut known = called.chain(further).chain(sign_in).peekable();
    let own = lms_url(ctx, site);
    known.peek().is_none() || known.any(|it| Some(it) == own.as_ref())
}

impl Named<'_> {
    fn of(&self, site: &site::Model) -> Platform {
        let identity = match self.identity {
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
        Platform {
            site: site.id,
            url: self.url.clone(),
            identity,
        }
    }
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
///
/// Its address alone tells which platform's tokens it takes, so a site without people of its own needs no platform. Of two
/// platforms with one catalogue it is the site's own.
#[must_use]
pub fn catalogue_source(ctx: &Ctx, site: &site::Model) -> Option<CatalogueSource> {
    let config = &ctx.config.catalog;
    let url = address(site.catalog_url.as_deref(), config.url.as_ref(), site)?;
    let own = own_platform(ctx, site);
    let takes_its_tokens = |it: &Named<'_>| it.catalog_url.is_some_and(|named| named.origin() == url.origin());
    let platform = named(&ctx.config)
        .filter(takes_its_tokens)
        .min_by_key(|it| own.as_ref() != Some(it.url))?
        .of(site);
    Some(CatalogueSource {
        platform,
        url,
        page_size: config.page_size,
    })
}

/// Where the platform of a site is, whether or not the settings name it.
fn own_platform(ctx: &Ctx, site: &site::Model) -> Option<Url> {
    let by_settings = ctx.config.platform.as_ref().map(|it| &it.url);
    address(site.lms_url.as_deref(), by_settings, site)
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
