//! What every use case needs: [`Ctx`] for the process, [`Request`] for one request. Both are cheap to clone.

use std::sync::Arc;

use entity::site;
use tokio::sync::watch;
use uuid::Uuid;

use crate::client::Clients;
use crate::client::asset_store::AssetStore;
use crate::client::mail::Mailer;
use crate::clock::Clock;
use crate::config::Config;
use crate::policy::Actor;
use crate::service::api_client::NotedUses;
use crate::service::certificate::RenderCache;
use crate::service::credential::CredentialCache;
use crate::service::credential::award::{Gathering, SourceCache};
use crate::service::record_share::Guesses;
use crate::service::site::SiteCache;
use crate::service::user::BearerCache;
use crate::stopping::Stopping;
use crate::store::Database;

/// What every use case needs.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// The database.
    pub db: Database,
    /// The time.
    pub clock: Clock,
    /// The settings.
    pub config: Arc<Config>,
    /// Other systems.
    pub clients: Clients,
    /// The way of mail.
    pub mailer: Mailer,
    /// Sites, read rarely.
    pub sites: SiteCache,
    /// Bearers of tokens seen lately.
    pub bearers: BearerCache,
    /// API clients whose use was noted lately.
    pub noted_uses: NotedUses,
    /// What new certificates are made of, read lately.
    pub sources: SourceCache,
    /// Awards that wait for others to be written.
    pub gathering: Gathering,
    /// Credentials shown to visitors lately.
    pub credentials: CredentialCache,
    /// Links to records that did not exist.
    pub guesses: Guesses,
    /// Codes of sign-ins that a platform did not take.
    pub wrong_codes: Guesses,
    /// The bytes of pictures.
    pub assets: AssetStore,
    /// Certificates drawn lately.
    pub renders: RenderCache,
    /// What the process calls itself, at random.
    pub process_id: Uuid,
    /// Whether the process stops.
    pub stopping: Stopping,
}

impl Ctx {
    /// Brings the parts together.
    #[must_use]
    pub fn new(db: Database, clock: Clock, config: Arc<Config>) -> Self {
        let sources = SourceCache::new(config.cache.certificate_sources);
        let credentials = CredentialCache::new(config.cache.credentials);
        Self {
            clients: Clients::new(clock.clone(), config.reach),
            assets: AssetStore::new(config.assets.place.clone(), config.limits.execution),
            mailer: Mailer::new(config.mail.clone()),
            guesses: Guesses::new(config.limits.wrong_links),
            wrong_codes: Guesses::new(config.limits.wrong_codes),
            renders: RenderCache::default(),
            db,
            clock,
            config,
            sites: SiteCache::default(),
            bearers: BearerCache::default(),
            noted_uses: NotedUses::default(),
            sources,
            gathering: Gathering::default(),
            credentials,
            process_id: crate::id::random(),
            stopping: Stopping::default(),
        }
    }

    /// The same in a process that stops when `stopping` tells so.
    #[must_use]
    pub fn stopped_by(self, stopping: watch::Receiver<bool>) -> Self {
        Self {
            stopping: Stopping::of(stopping),
            ..self
        }
    }
}

/// One request: the process it came to, the tenant it is for, and who asks.
#[derive(Clone, Debug)]
pub struct Request {
    /// The process.
    pub ctx: Arc<Ctx>,
    /// The tenant.
    pub site: Arc<site::Model>,
    /// Who asks.
    pub actor: Actor,
    /// Name of the request in logs and history.
    pub request_id: Arc<str>,
    /// What history entries of the request carry, at random and made before anything is tried: its own changes are known by it.
    pub token: Uuid,
}
