//! Which tenant a request is for, and what may be changed about tenants.

mod browse;
mod fit;
mod host;
mod manage;

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use entity::id::SiteId;
use entity::{site, site_host};
use url::Url;

pub use browse::list;
pub use manage::{CreateSiteError, EditSiteError, SiteEdited, create, edit};

use super::Fault;
use crate::context::{Ctx, Request};
use crate::policy::{Action, Denied, authorize};
use crate::store;

/// Within what time a change of a site is seen by other replicas; by the one that made it at once.
const MAX_AGE: TimeDelta = TimeDelta::seconds(2);

/// Sites read lately, all of them: there are few.
#[derive(Clone, Debug)]
pub struct SiteCache(moka::future::Cache<(), Arc<Sites>>);

impl Default for SiteCache {
    fn default() -> Self {
        Self(moka::future::Cache::new(1))
    }
}

impl SiteCache {
    /// Reads them again next time, because one has changed here.
    pub(in crate::service) async fn forget(&self) {
        self.0.invalidate(&()).await;
    }
}

/// All sites as they were at one moment.
#[derive(Debug)]
struct Sites {
    read_at: DateTime<Utc>,
    default: Arc<site::Model>,
    by_id: HashMap<SiteId, Arc<site::Model>>,
    /// By the hosts that ask for them, spelled as they are compared.
    by_host: HashMap<String, Arc<site::Model>>,
    /// The same as they are stored.
    hosts: Vec<site_host::Model>,
}

/// All sites, read at most once in two seconds, however many ask.
async fn sites(ctx: &Ctx) -> Result<Arc<Sites>, Fault> {
    let cache = &ctx.sites.0;
    // By the service's own clock, which stands still in tests, however slow the machine is.
    let is_fresh = |it: &Sites| (TimeDelta::zero()..MAX_AGE).contains(&(ctx.clock.now() - it.read_at));
    if let Some(known) = cache.get(&()).await {
        if is_fresh(&known) {
            return Ok(known);
        }
        cache.invalidate(&()).await;
    }
    cache.try_get_with((), read(ctx)).await.map_err(|fault| match &*fault {
        Fault::Unavailable => Fault::Unavailable,
        Fault::Internal(error) => Fault::Internal(anyhow::anyhow!("{error:#}")),
    })
}

async fn read(ctx: &Ctx) -> Result<Arc<Sites>, Fault> {
    let read_at = ctx.clock.now();
    let rows = store::site::list(&ctx.db.read).await?;
    let hosts = store::site::list_hosts(&ctx.db.read).await?;
    let by_id: HashMap<SiteId, Arc<site::Model>> = rows.into_iter().map(|it| (it.id, Arc::new(it))).collect();
    let default = by_id.values().find(|it| it.is_default).map(Arc::clone);
    let known = host::known(ctx);
    let mut by_host = HashMap::new();
    for row in &hosts {
        if let (Some(host), Some(site)) = (host::spelled(&known, row), by_id.get(&row.site_id)) {
            // Two that were not the same while the service listened on another port: of these the first counts, on every replica.
            by_host.entry(host).or_insert_with(|| Arc::clone(site));
        }
    }
    Ok(Arc::new(Sites {
        read_at,
        default: default.context("there is no default site")?,
        by_id,
        by_host,
        hosts,
    }))
}

/// The site of requests that name no other.
pub async fn default_site(ctx: &Ctx) -> Result<Arc<site::Model>, Fault> {
    Ok(Arc::clone(&sites(ctx).await?.default))
}

/// The site that a host, spelled as hosts are compared, asks for; none for a host of no site.
pub async fn of_host(ctx: &Ctx, host: &str) -> Result<Option<Arc<site::Model>>, Fault> {
    Ok(sites(ctx).await?.by_host.get(host).map(Arc::clone))
}

/// The site to which a row belongs.
pub async fn of_row(ctx: &Ctx, id: SiteId) -> Result<Arc<site::Model>, Fault> {
    let site = sites(ctx).await?.by_id.get(&id).map(Arc::clone);
    Ok(site.with_context(|| format!("there is no site {id}"))?)
}

/// Where the world reaches the site, without a slash at the end. Every link is made from it.
#[must_use]
pub fn public_url(ctx: &Ctx, site: &site::Model) -> String {
    let by_settings = || ctx.config.public_url.as_str().trim_end_matches('/').to_owned();
    site.public_url.clone().unwrap_or_else(by_settings)
}

/// Where the world reaches each site.
pub async fn public_urls(ctx: &Ctx) -> Result<HashMap<SiteId, String>, Fault> {
    let sites = sites(ctx).await?;
    Ok(sites.by_id.values().map(|it| (it.id, public_url(ctx, it))).collect())
}

/// The same as a URL.
#[must_use]
pub fn origin(ctx: &Ctx, site: &site::Model) -> Url {
    // What is stored was parsed before.
    let own = site.public_url.as_deref().and_then(|it| Url::parse(it).ok());
    own.unwrap_or_else(|| ctx.config.public_url.clone())
}

/// The learning platform of the site's people, with a slash at the end; none where nobody told.
#[must_use]
pub fn lms_url(ctx: &Ctx, site: &site::Model) -> Option<Url> {
    let own = site.lms_url.as_deref();
    let own = own.and_then(|it| Url::parse(&format!("{}/", it.trim_end_matches('/'))).ok());
    own.or_else(|| ctx.config.sign_in.as_ref()?.lms_url.clone())
}

/// Whether people can sign in with a browser: only through a platform that the settings name.
#[must_use]
pub fn can_sign_in(ctx: &Ctx, site: &site::Model) -> bool {
    super::platform::sign_in(ctx, site).is_some()
}

/// The further hosts of a site, beside that of its public address; for those who run sites.
pub async fn further_hosts(request: &Request, site: &site::Model) -> Result<Vec<String>, SiteError> {
    authorize(&request.actor, Action::ManageSites)?;
    let sites = sites(&request.ctx).await?;
    let mut hosts = host::further(&host::known(&request.ctx), site, &sites.hosts);
    hosts.sort_unstable();
    Ok(hosts)
}

/// Finds a site by its id: the request's own for everybody, others for those who run sites.
pub async fn find(request: &Request, id: SiteId) -> Result<Option<Arc<site::Model>>, Fault> {
    if id == request.site.id {
        return Ok(Some(Arc::clone(&request.site)));
    }
    if authorize(&request.actor, Action::ManageSites).is_err() {
        return Ok(None);
    }
    let sites = sites(&request.ctx).await?;
    Ok(sites.by_id.get(&id).map(Arc::clone))
}

/// Why something about a site is not told.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The caller may not know.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}
