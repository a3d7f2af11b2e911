//! Making an API client and its first key.

use chrono::{DateTime, Utc};
use entity::id::{ApiClientId, UserId};
use entity::{ApiScopes, AuditChange, Username, UsernameKey, api_client, user};
use serde::{Deserialize, Serialize};

use super::{ApiClientError, Keyed, subject};
use crate::context::Request;
use crate::domain::api_client::{MAX_CLIENTS, RawApiClient, apply};
use crate::domain::api_key::ApiKey;
use crate::domain::person::newcomer;
use crate::policy::{Action, Permit, authorize};
use crate::service::audit;
use crate::service::idempotency::Key;
use crate::service::retry::{Missed, commit, retry};
use crate::store;

/// A client to be made, as the caller wrote it.
#[derive(Clone, Debug)]
pub struct NewApiClient {
    /// What is to be kept of it.
    pub client: RawApiClient,
    /// Lets the caller repeat the request.
    pub idempotency_key: Option<String>,
}

/// The stored answer to a request with an idempotency key: which client it made. The client's key is kept nowhere.
#[derive(Serialize, Deserialize)]
struct Answer(ApiClientId);

/// What each attempt at one request writes alike.
struct Order {
    raw: RawApiClient,
    idempotency: Option<Key>,
    id: ApiClientId,
    user: UserId,
    key: ApiKey,
}

/// Makes a client, and tells its key.
pub async fn create(request: &Request, new: NewApiClient) -> Result<Keyed, ApiClientError> {
    let permit = authorize(&request.actor, Action::ManageApiClients)?;
    let NewApiClient {
        client: raw,
        idempotency_key,
    } = new;
    let idempotency = match (idempotency_key, request.actor.user_id()) {
        (Some(key), Some(caller)) => Some(Key::parse(key, caller, "createApiClient", &(request.site.id, &raw))?),
        _ => None,
    };
    // Before the first attempt: when the answer to a commit is lost, the next attempt knows its own row by it.
    let order = Order {
        raw,
        idempotency,
        id: ApiClientId(crate::id::ordered()),
        user: UserId(crate::id::ordered()),
        key: ApiKey::of(crate::id::secret()),
    };
    let client = retry(|| attempt(request, &permit, &order)).await?;
    tracing::info!(client = %client.id, "made an API client");
    Ok(Keyed { client, key: order.key })
}

async fn attempt(
    request: &Request,
    permit: &Permit,
    order: &Order,
) -> Result<api_client::Model, Missed<ApiClientError>> {
    let now = request.ctx.clock.now();
    let connection = &request.ctx.db.read;
    let site = request.site.id;
    let answered = match &order.idempotency {
        Some(key) => key.answer::<Answer>(connection, now).await?,
        None => None,
    };
    let made = match answered {
        Some(Err(error)) => return Err(Missed::Failed(error.into())),
        Some(Ok(Answer(made))) => made,
        None => order.id,
    };
    if let Some(client) = store::api_client::find(connection, site, made).await? {
        return if made == order.id {
            Ok(client)
        } else {
            Err(Missed::Failed(ApiClientError::KeyAlreadyShown(Box::new(client))))
        };
    }
    let client = made_of(request, order, now)?;
    if let Some(name) = &client.name_key
        && store::api_client::find_by_name(connection, site, name).await?.is_some()
    {
        return Err(Missed::Failed(ApiClientError::NameTaken));
    }
    if store::api_client::count_living(connection, site, MAX_CLIENTS).await? >= MAX_CLIENTS {
        return Err(Missed::Failed(ApiClientError::TooMany));
    }
    let entry = audit::entry(
        request,
        subject(&client),
        AuditChange::Created,
        None::<&api_client::Model>,
        Some(&client),
        now,
    );
    let tx = request.ctx.db.begin().await?;
    if !store::user::insert_many(&tx, permit, &[doer(&client, now)]).await? {
        return Err(Missed::Lost);
    }
    // Of two of one name at once the second fails, and its next attempt finds the first.
    store::api_client::insert(&tx, permit, &client).await?;
    store::audit_entry::insert(&tx, permit, &entry).await?;
    if let Some(key) = &order.idempotency {
        key.store(&tx, permit, &Answer(order.id), now).await?;
    }
    commit(tx).await?;
    Ok(client)
}

fn made_of(request: &Request, order: &Order, now: DateTime<Utc>) -> Result<api_client::Model, Missed<ApiClientError>> {
    let blank = api_client::Model {
        id: order.id,
        site_id: request.site.id,
        user_id: order.user,
        name: String::new(),
        name_key: None,
        scopes: ApiScopes::default(),
        key_hash: order.key.hash(),
        key_hint: order.key.hint(),
        previous_key_hash: None,
        previous_key_ends_at: None,
        rotated_at: None,
        last_used_at: None,
        expires_at: None,
        revoked_at: None,
        version: 1,
        created_at: now,
        created_by: request.actor.user_id(),
        updated_at: now,
        updated_by: request.actor.user_id(),
    };
    apply(&order.raw, &blank, now).map_err(|unfit| Missed::Failed(ApiClientError::Unfit(unfit)))
}

/// The row to which is put down what the client does.
fn doer(client: &api_client::Model, now: DateTime<Utc>) -> user::Model {
    let username = Username::api_client(&client.name);
    user::Model {
        // There is no account to compare it with.
        sync_due_at: None,
        ..newcomer(client.user_id, username, UsernameKey::api_client(client.id), now)
    }
}
