//! Knowing a client by its key.
//!
//! The key is looked up anew for each request, by one statement, and nothing of it is remembered: what was revoked, replaced or has
//! expired is refused from the next request on, by every replica.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::id::ApiClientId;
use entity::{Username, api_client, site};
use tracing::Instrument as _;

use crate::context::Ctx;
use crate::domain::api_client::{PRECISION, accepts, is_use_due};
use crate::domain::api_key::ApiKey;
use crate::policy::{Action, Actor, Permit, Role, authorize};
use crate::service::Fault;
use crate::store;

/// Who holds this key; none where it does not count on this site.
pub async fn authenticate(ctx: &Arc<Ctx>, site: &site::Model, key: &ApiKey) -> Result<Option<Actor>, Fault> {
    let now = ctx.clock.now();
    let hash = key.hash();
    let found = store::api_client::find_by_key(&ctx.db.read, site.id, &hash).await?;
    let Some(client) = found.filter(|it| accepts(it, &hash, now)) else {
        return Ok(None);
    };
    note(ctx, &client, now);
    Ok(Some(Actor::User {
        id: client.user_id,
        username: Username::api_client(&client.name),
        role: Role::Client(client.scopes),
        roles: BTreeSet::new(),
    }))
}

/// Has it noted that the client was used, beside the request, which neither waits for that nor fails with it. In a minute one request
/// of this process tries; the statement sees to it that of several processes one writes.
fn note(ctx: &Arc<Ctx>, client: &api_client::Model, now: DateTime<Utc>) {
    let minute = now.timestamp() / PRECISION.num_seconds();
    if !is_use_due(client, now) || !ctx.noted_uses.0.entry((client.id, minute)).or_insert(()).is_fresh() {
        return;
    }
    let (ctx, id) = (Arc::clone(ctx), client.id);
    let work = async move {
        if let Err(error) = write(&ctx, id, now).await {
            tracing::warn!(error = %error, client = %id, "could not note that an API client was used");
        }
    };
    tokio::spawn(work.in_current_span());
}

async fn write(ctx: &Ctx, id: ApiClientId, now: DateTime<Utc>) -> Result<(), Fault> {
    let permit = permit()?;
    let tx = ctx.db.begin().await?;
    store::api_client::update_last_used(&tx, &permit, id, now, now - PRECISION).await?;
    Ok(tx.commit().await?)
}

fn permit() -> Result<Permit, Fault> {
    authorize(&Actor::Anonymous, Action::KnowBearer).map_err(|it| Fault::Internal(it.into()))
}
