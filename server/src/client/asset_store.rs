//! The store of pictures' bytes: a folder or a bucket, by content. What lies there is found by the hash of its bytes and by nothing
//! else; no name that a person chose ever becomes a path.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{BackoffConfig, ClientOptions, ObjectStore, ObjectStoreExt as _, PutPayload, RetryConfig};
use tokio::sync::OnceCell;

use crate::config::assets::AssetsPlace;

/// How long a bucket may take to be reached.
const MAX_CONNECT_TIME: Duration = Duration::from_secs(2);
/// How often a bucket that is reached and has trouble is asked again.
const RETRIES: usize = 2;
/// Longest pause before that.
const MAX_PAUSE: Duration = Duration::from_millis(500);

/// What can go wrong with the store; never the caller's doing.
#[derive(Debug, thiserror::Error)]
#[error("the asset store does not do its work")]
pub struct StoreFailure(#[source] Box<dyn std::error::Error + Send + Sync>);

fn failed(error: impl std::error::Error + Send + Sync + 'static) -> StoreFailure {
    StoreFailure(Box::new(error))
}

/// The store of pictures' bytes. Cheap to clone.
#[derive(Clone)]
pub struct AssetStore(Arc<Parts>);

struct Parts {
    place: AssetsPlace,
    /// How long a bucket may take for one answer.
    patience: Duration,
    opened: OnceCell<Arc<dyn ObjectStore>>,
}

impl std::fmt::Debug for AssetStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("AssetStore").field(&self.0.place).finish()
    }
}

impl AssetStore {
    /// A store at this place; it is opened when it is first needed. A bucket may take as long as `patience` for one answer.
    #[must_use]
    pub fn new(place: AssetsPlace, patience: Duration) -> Self {
        Self(Arc::new(Parts {
            place,
            patience,
            opened: OnceCell::new(),
        }))
    }

    async fn open(&self) -> Result<&Arc<dyn ObjectStore>, StoreFailure> {
        let Parts {
            place,
            patience,
            opened,
        } = &*self.0;
        opened.get_or_try_init(async || open(place, *patience).await).await
    }

    /// Keeps bytes under their hash, over what may lie there.
    pub async fn put(&self, hash: &str, bytes: Vec<u8>) -> Result<(), StoreFailure> {
        let store = self.open().await?;
        store
            .put(&path(hash), PutPayload::from(bytes))
            .await
            .map(drop)
            .map_err(failed)
    }

    /// The bytes of a hash; none where there are none.
    pub async fn get(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreFailure> {
        let store = self.open().await?;
        match store.get(&path(hash)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(failed)?.to_vec())),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    /// Whether there are bytes of a hash.
    pub async fn has(&self, hash: &str) -> Result<bool, StoreFailure> {
        let store = self.open().await?;
        match store.head(&path(hash)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(failed(error)),
        }
    }

    /// Removes the bytes of a hash.
    pub async fn delete(&self, hash: &str) -> Result<(), StoreFailure> {
        let store = self.open().await?;
        match store.delete(&path(hash)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    /// The hashes of everything that was kept before an instant.
    pub async fn hashes_before(&self, instant: DateTime<Utc>) -> Result<Vec<String>, StoreFailure> {
        let store = self.open().await?;
        let all: Vec<_> = store.list(None).try_collect().await.map_err(failed)?;
        Ok(all
            .into_iter()
            .filter(|it| it.last_modified < instant)
            .filter_map(|it| it.location.filename().map(str::to_owned))
            .filter(|it| is_hash(it))
            .collect())
    }
}

/// Whether a text is a hash as the store writes it.
#[must_use]
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'))
}

/// Spread over 256 folders, which some file systems like better.
fn path(hash: &str) -> Path {
    Path::from_iter([hash.get(..2).unwrap_or_default(), hash])
}

async fn open(place: &AssetsPlace, patience: Duration) -> Result<Arc<dyn ObjectStore>, StoreFailure> {
    match place {
        AssetsPlace::Folder(folder) => {
            tokio::fs::create_dir_all(folder).await.map_err(failed)?;
            let store = LocalFileSystem::new_with_prefix(folder).map_err(failed)?;
            Ok(Arc::new(store.with_fsync(true)))
        }
        AssetsPlace::Bucket {
            name,
            endpoint,
            region,
            access_key_id,
            secret_access_key,
        } => {
            let is_plain = endpoint.as_ref().is_some_and(|it| it.scheme() == "http");
            let options = ClientOptions::new()
                .with_allow_http(is_plain)
                .with_connect_timeout(MAX_CONNECT_TIME)
                .with_timeout(patience);
            let mut builder = AmazonS3Builder::new()
                .with_client_options(options)
                .with_retry(retries(patience))
                // Some stores know no other way to remove something.
                .with_disable_bulk_delete(true)
                .with_bucket_name(name)
                .with_region(region)
                .with_access_key_id(access_key_id)
                .with_secret_access_key(secret_access_key);
            if let Some(endpoint) = endpoint {
                builder = builder.with_endpoint(endpoint.as_str().trim_end_matches('/'));
            }
            Ok(Arc::new(builder.build().map_err(failed)?))
        }
    }
}

/// So that somebody who waits for a picture is told soon that there is none.
fn retries(patience: Duration) -> RetryConfig {
    RetryConfig {
        backoff: BackoffConfig {
            max_backoff: MAX_PAUSE,
            ..BackoffConfig::default()
        },
        max_retries: RETRIES,
        retry_timeout: patience,
    }
}
