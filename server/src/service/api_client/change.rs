//! Changing an API client, giving it another key, and revoking it.

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::ApiClientId;
use entity::{AuditChange, Username, api_client, user};

use super::{ApiClientError, Changed, Keyed, subject};
use crate::context::Request;
use crate::domain::api_client::{RawApiClient, apply, overlap, revoked, rotated};
use crate::domain::api_key::ApiKey;
use crate::policy::{Action, Permit, authorize};
use crate::service::audit;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// Another key for a client.
#[derive(Clone, Copy, Debug)]
pub struct Rotation {
    /// The client.
    pub id: ApiClientId,
    /// The version that the caller has seen.
    pub expected_version: Option<i32>,
    /// For how many minutes the key before still counts.
    pub overlap_minutes: i32,
}

/// Changes a client, from the next request on. Repeating it changes nothing.
pub async fn edit(
    request: &Request,
    id: ApiClientId,
    raw: RawApiClient,
    expected_version: Option<i32>,
) -> Result<Changed, ApiClientError> {
    let permit = authorize(&request.actor, Action::ManageApiClients)?;
    check(expected_version)?;
    retry(|| attempt_to_edit(request, &permit, id, &raw, expected_version)).await
}

async fn attempt_to_edit(
    request: &Request,
    permit: &Permit,
    id: ApiClientId,
    raw: &RawApiClient,
    expected_version: Option<i32>,
) -> Result<Changed, Missed<ApiClientError>> {
    let now = request.ctx.clock.now();
    let stored = seen(request, id, expected_version).await?;
    if stored.revoked_at.is_some() {
        return Err(Missed::Failed(ApiClientError::Revoked(Box::new(stored))));
    }
    let edited = apply(raw, &stored, now).map_err(|unfit| Missed::Failed(ApiClientError::Unfit(unfit)))?;
    if edited == stored {
        return Ok(Changed {
            is_changed: false,
            client: stored,
        });
    }
    if let Some(name) = edited
        .name_key
        .as_ref()
        .filter(|it| stored.name_key.as_ref() != Some(it))
        && store::api_client::find_by_name(&request.ctx.db.read, request.site.id, name)
            .await?
            .is_some()
    {
        return Err(Missed::Failed(ApiClientError::NameTaken));
    }
    let client = write(request, permit, &stored, edited, AuditChange::Edited, now).await?;
    Ok(Changed {
        is_changed: true,
        client,
    })
}

/// Gives a client another key, and tells it. The one before counts for a while longer where that is wished.
pub async fn rotate(request: &Request, rotation: Rotation) -> Result<Keyed, ApiClientError> {
    let permit = authorize(&request.actor, Action::ManageApiClients)?;
    check(rotation.expected_version)?;
    let overlap = overlap(rotation.overlap_minutes).ok_or(ApiClientError::InvalidOverlap)?;
    // Before the first attempt: when the answer to a commit is lost, the next attempt finds it stored.
    let key = ApiKey::of(crate::id::secret());
    let client = retry(|| attempt_to_rotate(request, &permit, rotation, &key, overlap)).await?;
    tracing::info!(client = %client.id, "gave an API client another key");
    Ok(Keyed { client, key })
}

async fn attempt_to_rotate(
    request: &Request,
    permit: &Permit,
    rotation: Rotation,
    key: &ApiKey,
    overlap: TimeDelta,
) -> Result<api_client::Model, Missed<ApiClientError>> {
    let now = request.ctx.clock.now();
    let own = store::api_client::find_by_key(&request.ctx.db.read, request.site.id, &key.hash()).await?;
    if let Some(done) = own {
        return Ok(done);
    }
    let stored = seen(request, rotation.id, rotation.expected_version).await?;
    if stored.revoked_at.is_some() {
        return Err(Missed::Failed(ApiClientError::Revoked(Box::new(stored))));
    }
    let after = rotated(&stored, key, overlap, now);
    write(request, permit, &stored, after, AuditChange::Edited, now).await
}

/// Ends a client and all its keys, from the next request on and for ever. Repeating it changes nothing.
pub async fn revoke(
    request: &Request,
    id: ApiClientId,
    expected_version: Option<i32>,
) -> Result<Changed, ApiClientError> {
    let permit = authorize(&request.actor, Action::ManageApiClients)?;
    check(expected_version)?;
    let changed = retry(|| attempt_to_revoke(request, &permit, id, expected_version)).await?;
    tracing::info!(client = %id, "revoked an API client");
    Ok(changed)
}

async fn attempt_to_revoke(
    request: &Request,
    permit: &Permit,
    id: ApiClientId,
    expected_version: Option<i32>,
) -> Result<Changed, Missed<ApiClientError>> {
    let now = request.ctx.clock.now();
    let stored = seen(request, id, expected_version).await?;
    let Some(after) = revoked(&stored, now) else {
        return Ok(Changed {
            is_changed: false,
            client: stored,
        });
    };
    let client = write(request, permit, &stored, after, AuditChange::Deactivated, now).await?;
    Ok(Changed {
        is_changed: true,
        client,
    })
}

fn check(expected_version: Option<i32>) -> Result<(), ApiClientError> {
    if expected_version.is_some_and(|it| it < 1) {
        return Err(ApiClientError::InvalidVersion);
    }
    Ok(())
}

/// The client, if it has the version that the caller has seen.
async fn seen(
    request: &Request,
    id: ApiClientId,
    expected_version: Option<i32>,
) -> Result<api_client::Model, Missed<ApiClientError>> {
    let stored = store::api_client::find(&request.ctx.db.read, request.site.id, id)
        .await?
        .ok_or(Missed::Failed(ApiClientError::NotFound))?;
    if expected_version.is_some_and(|it| it != stored.version) {
        return Err(Missed::Failed(ApiClientError::Stale(Box::new(stored))));
    }
    Ok(stored)
}

/// Writes the client as it is after a change, with the change's audit entry and, where it has another name, the row to which is put
/// down what it does.
async fn write(
    request: &Request,
    permit: &Permit,
    before: &api_client::Model,
    after: api_client::Model,
    change: AuditChange,
    now: DateTime<Utc>,
) -> Result<api_client::Model, Missed<ApiClientError>> {
    let after = api_client::Model {
        version: before.version + 1,
        updated_at: now,
        updated_by: request.actor.user_id(),
        ..after
    };
    let renamed = if after.name == before.name {
        Vec::new()
    } else {
        store::user::by_ids(&request.ctx.db.read, &[after.user_id]).await?
    };
    let entry = audit::entry(request, subject(&after), change, Some(before), Some(&after), now);
    let tx = request.ctx.db.begin().await?;
    if !store::api_client::update(&tx, permit, &after).await? {
        return Err(Missed::Lost);
    }
    for row in renamed {
        let row = user::Model {
            username: Username::api_client(&after.name),
            version: row.version + 1,
            updated_at: now,
            ..row
        };
        if !store::user::update(&tx, permit, &row).await? {
            return Err(Missed::Lost);
        }
    }
    store::audit_entry::insert(&tx, permit, &entry).await?;
    commit(tx).await?;
    Ok(after)
}
