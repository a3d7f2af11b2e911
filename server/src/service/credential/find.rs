//! One credential, as the caller may see it: read, or for visitors remembered for a moment.
//!
//! A certificate that is passed around is opened by many within seconds. What visitors are shown may be as old as the settings say,
//! but never older than the last change that this process made to anything: a revocation is seen by the next request.

use std::sync::Arc;
use std::time::Duration;

use entity::id::{CredentialId, SiteId};
use entity::{credential, credential_configuration};

use crate::context::{Ctx, Request};
use crate::policy::{Action, Actor, authorize};
use crate::service::Fault;
use crate::service::recent::{Moment, Recent};
use crate::store;

/// Most remembered credentials; one takes a few kilobytes.
const CAPACITY: u64 = 1_000;

/// A credential and what it was awarded for.
#[derive(Clone, Debug)]
pub struct Found {
    /// The credential.
    pub credential: Arc<credential::Model>,
    /// What it was awarded for.
    pub configuration: Arc<credential_configuration::Model>,
}

/// Credentials shown to visitors lately.
#[derive(Clone, Debug)]
pub struct CredentialCache(Recent<(SiteId, CredentialId), Found>);

impl CredentialCache {
    /// Remembers a credential for this time.
    #[must_use]
    pub fn new(max_age: Duration) -> Self {
        Self(Recent::new(CAPACITY, max_age))
    }
}

/// Finds a credential; none where it does not exist for the caller.
pub async fn find(request: &Request, id: CredentialId) -> Result<Option<Found>, Fault> {
    let Request { ctx, site, actor, .. } = request;
    let found = match actor {
        Actor::Anonymous => recent(ctx, site.id, id).await?,
        // Who may change it decides on what is there now.
        Actor::User { .. } => read(ctx, site.id, id).await?,
    };
    Ok(found.filter(|it| is_visible(ctx, actor, &it.credential)))
}

/// The credentials of these numbers that the caller may see.
pub async fn find_many(request: &Request, ids: &[CredentialId]) -> Result<Vec<credential::Model>, Fault> {
    let mut credentials = store::credential::by_ids(&request.ctx.db.read, request.site.id, ids).await?;
    credentials.retain(|it| is_visible(&request.ctx, &request.actor, it));
    Ok(credentials)
}

/// Finds a credential that everybody may see.
pub async fn find_public(ctx: &Ctx, site: SiteId, id: CredentialId) -> Result<Option<Found>, Fault> {
    let found = recent(ctx, site, id).await?;
    Ok(found.filter(|it| is_visible(ctx, &Actor::Anonymous, &it.credential)))
}

fn is_visible(ctx: &Ctx, actor: &Actor, credential: &credential::Model) -> bool {
    let now = ctx.clock.now();
    authorize(actor, Action::ViewCredential { credential, now }).is_ok()
}

async fn recent(ctx: &Ctx, site: SiteId, id: CredentialId) -> Result<Option<Found>, Fault> {
    // Before it is read: a change from now on makes what is read not worth remembering.
    let moment = Moment::now(ctx);
    if let Some(found) = ctx.credentials.0.get(&(site, id), moment).await {
        return Ok(Some(found));
    }
    let found = read(ctx, site, id).await?;
    // What does not exist is not remembered: strangers can ask for any number.
    if let Some(found) = &found {
        ctx.credentials.0.insert((site, id), found.clone(), moment).await;
    }
    Ok(found)
}

async fn read(ctx: &Ctx, site: SiteId, id: CredentialId) -> Result<Option<Found>, Fault> {
    let found = store::credential::find_with_configuration(&ctx.db.read, site, id).await?;
    Ok(found.map(|(credential, configuration)| Found {
        credential: Arc::new(credential),
        configuration: Arc::new(configuration),
    }))
}
