//! What the certificates of new credentials are made of: read, or remembered for a moment.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use entity::credential_configuration;
use entity::id::ConfigurationId;
use sea_orm::DbErr;

use crate::context::Request;
use crate::domain::certificate::Source;
use crate::service::recent::{Moment, Recent};
use crate::store;

/// Most remembered sources; one holds some texts for each organization and signatory.
const CAPACITY: u64 = 1_000;

/// Sources of certificates read lately, by configuration and its version. A change of the catalogue that another replica made is
/// seen when the time of the settings is over, and one that this process made at once.
#[derive(Clone, Debug)]
pub struct SourceCache(Recent<(ConfigurationId, i32), Arc<Source>>);

impl SourceCache {
    /// Remembers a source for this time.
    #[must_use]
    pub fn new(max_age: Duration) -> Self {
        Self(Recent::new(CAPACITY, max_age))
    }
}

/// The sources of these configurations.
pub(super) async fn by_configurations(
    request: &Request,
    configurations: &[&credential_configuration::Model],
) -> Result<BTreeMap<ConfigurationId, Arc<Source>>, DbErr> {
    let Request { ctx, site, .. } = request;
    // Before anything is read: a change from now on makes what is read not worth remembering.
    let moment = Moment {
        now: ctx.clock.now(),
        n_changes: ctx.db.changes().count_of_catalogue(),
    };
    let mut sources = BTreeMap::new();
    let mut unknown = Vec::new();
    for &it in configurations {
        match ctx.sources.0.get(&(it.id, it.version), moment).await {
            Some(source) => drop(sources.insert(it.id, source)),
            None => unknown.push(it),
        }
    }
    if unknown.is_empty() {
        return Ok(sources);
    }
    let mut read = store::certificate_source::by_configurations(&ctx.db.read, site.id, &unknown).await?;
    for it in unknown {
        let source = Arc::new(read.remove(&it.id).unwrap_or_default());
        ctx.sources
            .0
            .insert((it.id, it.version), Arc::clone(&source), moment)
            .await;
        sources.insert(it.id, source);
    }
    Ok(sources)
}
