//! A site.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object};
use entity::site;

use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::NodeId;
use crate::policy::{Action, authorize};
use crate::service;
use crate::service::site::SiteError;

/// A site: one institution's face of the service, with people of its own platform and credentials of its own.
pub(in crate::graphql) struct Site(pub(in crate::graphql) Arc<site::Model>);

impl From<site::Model> for Site {
    fn from(site: site::Model) -> Self {
        Self(Arc::new(site))
    }
}

/// Where learners may be offered to share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum SharingNetwork {
    /// Their profile on LinkedIn.
    LinkedIn,
    /// A post on X.
    X,
    /// A post on Facebook, by the site's application there.
    Facebook,
}

/// A site: one institution's face of the service, with people of its own platform and credentials of its own.
#[Object]
impl Site {
    /// Opaque id.
    pub(in crate::graphql) async fn id(&self) -> ID {
        NodeId::Site(self.0.id).encode()
    }

    /// Name of the institution's platform.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Whether requests that name no other site are for this one.
    async fn is_default(&self) -> bool {
        self.0.is_default
    }

    /// Where the world reaches it, without a slash at the end. Every link to it begins so.
    async fn public_url(&self, ctx: &Context<'_>) -> async_graphql::Result<String> {
        Ok(service::site::public_url(&ctx.here()?.ctx, &self.0))
    }

    /// Further hosts by which requests may ask for it, at most 20. For superusers; empty for others.
    async fn hosts(&self, ctx: &Context<'_>) -> async_graphql::Result<Vec<String>> {
        match service::site::further_hosts(ctx.here()?, &self.0).await {
            Ok(hosts) => Ok(hosts),
            Err(SiteError::Denied(_)) => Ok(Vec::new()),
            Err(SiteError::Fault(fault)) => Err(error::fault(fault)),
        }
    }

    /// Address of its learning platform, of its own or by the settings; null where neither is given.
    async fn lms_url(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let url = service::site::lms_url(&ctx.here()?.ctx, &self.0);
        Ok(url.map(|it| it.as_str().trim_end_matches('/').to_owned()))
    }

    /// Whether people can sign in with a browser: a visit to `/sign-in` leads to the learning platform and back.
    async fn can_sign_in(&self, ctx: &Context<'_>) -> async_graphql::Result<bool> {
        Ok(service::site::can_sign_in(&ctx.here()?.ctx, &self.0))
    }

    /// Where people sign out of the learning platform, which signing out here does not; null where they cannot sign in.
    async fn platform_sign_out_url(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<String>> {
        let ctx = &ctx.here()?.ctx;
        let url = service::site::lms_url(ctx, &self.0).filter(|_| service::site::can_sign_in(ctx, &self.0));
        Ok(url.and_then(|it| it.join("logout").ok()).map(Into::into))
    }

    /// Address of its catalogue's API. For superusers; null for others, and where the settings name it.
    async fn catalog_url(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        Ok(self.0.catalog_url.as_deref().filter(|_| runs_sites(ctx)))
    }

    /// The institution's home page.
    async fn home_url(&self) -> Option<&str> {
        self.0.home_url.as_deref()
    }

    /// Where people find help with certificates.
    async fn help_url(&self) -> Option<&str> {
        self.0.help_url.as_deref()
    }

    /// Terms of service.
    async fn terms_url(&self) -> Option<&str> {
        self.0.terms_url.as_deref()
    }

    /// Privacy policy.
    async fn privacy_url(&self) -> Option<&str> {
        self.0.privacy_url.as_deref()
    }

    /// Mail address of those who help.
    async fn support_address(&self) -> Option<&str> {
        self.0.support_address.as_deref()
    }

    /// Mail address from which the site writes. For superusers; null for others.
    async fn sender_address(&self, ctx: &Context<'_>) -> async_graphql::Result<Option<&str>> {
        Ok(self.0.sender_address.as_deref().filter(|_| runs_sites(ctx)))
    }

    /// Picture to show beside the name.
    async fn logo_url(&self) -> Option<&str> {
        self.0.logo_url.as_deref()
    }

    /// Color of links and buttons by day, as `#rrggbb`; null for the app's own.
    async fn accent_color(&self) -> Option<&str> {
        self.0.accent_color.as_deref()
    }

    /// Color of links and buttons in the dark, as `#rrggbb`; null for the app's own.
    async fn accent_color_dark(&self) -> Option<&str> {
        self.0.accent_color_dark.as_deref()
    }

    /// Where learners are offered to share what they earned; each network at most once.
    async fn sharing(&self) -> Vec<SharingNetwork> {
        [
            (self.0.shares_on_linkedin, SharingNetwork::LinkedIn),
            (self.0.shares_on_x, SharingNetwork::X),
            (self.0.shares_on_facebook, SharingNetwork::Facebook),
        ]
        .into_iter()
        .filter_map(|(is_on, network)| is_on.then_some(network))
        .collect()
    }

    /// Number of the institution's application at Facebook.
    async fn facebook_app(&self) -> Option<&str> {
        self.0.facebook_app_id.as_deref()
    }

    /// Counts the changes of the site, from 1.
    async fn version(&self) -> i32 {
        self.0.version
    }
}

fn runs_sites(ctx: &Context<'_>) -> bool {
    ctx.here()
        .is_ok_and(|it| authorize(&it.actor, Action::ManageSites).is_ok())
}
