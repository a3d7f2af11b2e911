//! Programs that use the API by keys of their own: making and changing them, and knowing them by their keys.

mod authenticate;
mod browse;
mod change;
mod create;

use std::time::Duration;

use entity::api_client;
use entity::id::ApiClientId;
use moka::sync::Cache;

use super::Fault;
use crate::domain::api_client::Unfit;
use crate::domain::api_key::ApiKey;
use crate::domain::idempotency::IdempotencyError;
use crate::policy::Denied;

pub use authenticate::authenticate;
pub use browse::{find, list};
pub use change::{Rotation, edit, revoke, rotate};
pub use create::{NewApiClient, create};

/// Whose use this process has noted in which minute, or tries to.
#[derive(Clone, Debug)]
pub struct NotedUses(Cache<(ApiClientId, i64), ()>);

impl Default for NotedUses {
    fn default() -> Self {
        let cache = Cache::builder().max_capacity(10_000);
        Self(cache.time_to_live(Duration::from_mins(5)).build())
    }
}

/// A client that got a key, which is told now and never again.
#[derive(Clone, Debug)]
pub struct Keyed {
    /// The client.
    pub client: api_client::Model,
    /// Its key.
    pub key: ApiKey,
}

/// What became of a client.
#[derive(Clone, Debug)]
pub struct Changed {
    /// Whether anything was written.
    pub is_changed: bool,
    /// The client afterwards.
    pub client: api_client::Model,
}

/// Why a client is not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum ApiClientError {
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such client.
    #[error("there is no such API client")]
    NotFound,
    /// Parts of it cannot be kept.
    #[error("some of it cannot be kept")]
    Unfit(Vec<Unfit>),
    /// Another client has the name.
    #[error("another API client of this site has this name")]
    NameTaken,
    /// There are enough.
    #[error(
        "a site has at most {} API clients; revoke one of them first",
        crate::domain::api_client::MAX_CLIENTS
    )]
    TooMany,
    /// The key before would count for too long.
    #[error("the key before may count for 0 minutes to {} days", crate::domain::api_client::MAX_OVERLAP.num_days())]
    InvalidOverlap,
    /// It was revoked, which is for ever.
    #[error("this API client was revoked")]
    Revoked(Box<api_client::Model>),
    /// The expected version is not positive.
    #[error("a version is a positive number")]
    InvalidVersion,
    /// The caller has seen another version.
    #[error("the API client has version {} now", .0.version)]
    Stale(Box<api_client::Model>),
    /// The client was made by a request before, whose answer told its key.
    #[error(
        "the first answer to this idempotency key told the client's key, which is not kept; rotate it if that answer was lost"
    )]
    KeyAlreadyShown(Box<api_client::Model>),
    /// The idempotency key is unfit or was used otherwise.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyError),
    /// No fault of the caller.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What the audit entry of a change is about.
fn subject(client: &api_client::Model) -> super::audit::Subject {
    super::audit::Subject {
        kind: entity::AuditSubject::ApiClient,
        id: client.id.0,
        version: client.version,
    }
}
