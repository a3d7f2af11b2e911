//! Which tenant a request is for.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use entity::site;

use super::Fault;
use crate::context::Ctx;
use crate::store;

/// Sites read lately. A change is seen within two seconds.
#[derive(Clone, Debug)]
pub struct SiteCache(moka::future::Cache<(), Arc<site::Model>>);

impl Default for SiteCache {
    fn default() -> Self {
        Self(
            moka::future::Cache::builder()
                .max_capacity(1)
                .time_to_live(Duration::from_secs(2))
                .build(),
        )
    }
}

/// The site of requests that name no other.
pub async fn default_site(ctx: &Ctx) -> Result<Arc<site::Model>, Fault> {
    if let Some(site) = ctx.sites.0.get(&()).await {
        return Ok(site);
    }
    let site = Arc::new(
        store::site::find_default(&ctx.db.read)
            .await?
            .context("there is no default site")?,
    );
    ctx.sites.0.insert((), Arc::clone(&site)).await;
    Ok(site)
}
