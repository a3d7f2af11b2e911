//! What new credentials are made of, by the catalogue and its configurations: read, or remembered for a moment.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use entity::credential_configuration;
use entity::id::{ConfigurationId, SiteId};
use sea_orm::DbErr;

use crate::context::Request;
use crate::domain::certificate::Source;
use crate::domain::learning_object::LearningObject;
use crate::service::recent::{Moment, Recent};
use crate::store;

/// Most remembered configurations, and most remembered sources; one holds some texts for each organization and signatory.
const CAPACITY: u64 = 1_000;

/// Configurations read lately, and the sources of their certificates, by configuration and its version. A change that another
/// replica made is seen when the time of the settings is over, and one that this process made at once.
#[derive(Clone, Debug)]
pub struct SourceCache {
    configurations: Recent<(SiteId, LearningObject), Arc<credential_configuration::Model>>,
    sources: Recent<(ConfigurationId, i32), Arc<Source>>,
}

impl SourceCache {
    /// Remembers them for this time.
    #[must_use]
    pub fn new(max_age: Duration) -> Self {
        Self {
            configurations: Recent::new(CAPACITY, max_age),
            sources: Recent::new(CAPACITY, max_age),
        }
    }
}

/// Taken before anything is read: a change from then on makes what is read not worth remembering.
fn moment(request: &Request) -> Moment {
    Moment {
        now: request.ctx.clock.now(),
        n_changes: request.ctx.db.changes().count_of_catalogue(),
    }
}

/// The configurations of these learning objects, as far as they exist.
pub(super) async fn configurations(
    request: &Request,
    objects: BTreeSet<LearningObject>,
) -> Result<BTreeMap<LearningObject, credential_configuration::Model>, DbErr> {
    let (site, cache) = (request.site.id, &request.ctx.sources.configurations);
    let moment = moment(request);
    let mut configurations = BTreeMap::new();
    let mut unknown = Vec::new();
    for object in objects {
        match cache.get(&(site, object.clone()), moment).await {
            Some(configuration) => drop(configurations.insert(object, (*configuration).clone())),
            None => unknown.push(object),
        }
    }
    let read = store::configuration::by_learning_objects(&request.ctx.db.read, site, &unknown).await?;
    for it in read {
        let Ok(object) = LearningObject::parse(it.learning_object_type, &it.learning_object_id) else {
            continue;
        };
        cache.insert((site, object.clone()), Arc::new(it.clone()), moment).await;
        configurations.insert(object, it);
    }
    Ok(configurations)
}

/// The sources of these configurations.
pub(super) async fn by_configurations(
    request: &Request,
    configurations: &[&credential_configuration::Model],
) -> Result<BTreeMap<ConfigurationId, Arc<Source>>, DbErr> {
    let cache = &request.ctx.sources.sources;
    let moment = moment(request);
    let mut sources = BTreeMap::new();
    let mut unknown = Vec::new();
    for &it in configurations {
        match cache.get(&(it.id, it.version), moment).await {
            Some(source) => drop(sources.insert(it.id, source)),
            None => unknown.push(it),
        }
    }
    if unknown.is_empty() {
        return Ok(sources);
    }
    let mut read =
        store::certificate_source::by_configurations(&request.ctx.db.read, request.site.id, &unknown).await?;
    for it in unknown {
        let source = Arc::new(read.remove(&it.id).unwrap_or_default());
        cache.insert((it.id, it.version), Arc::clone(&source), moment).await;
        sources.insert(it.id, source);
    }
    Ok(sources)
}
