//! What is done with a picture that is to be kept, wherever it comes from: it is decoded and written anew, and named by its content.

use std::sync::LazyLock;
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::id::{AssetId, SiteId, UserId};
use entity::{AssetKind, asset};
use sha2::{Digest as _, Sha256};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::domain::hexadecimal::digits;
use crate::domain::picture::{Picture, UnfitPicture, display_name, rewrite};
use crate::service::Fault;

/// Pictures that are decoded at a time: each takes memory that nobody else has then.
static DECODERS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(1));

/// What is known of a picture whose bytes were written anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::service) struct Kept {
    /// SHA-256 of the bytes, by which they are found.
    pub(in crate::service) hash: String,
    kind: AssetKind,
    n_bytes: usize,
    width: u32,
    height: u32,
    name: String,
}

/// Decodes a picture and writes it anew. The inner error is the picture's own fault.
pub(super) async fn decode(
    kind: AssetKind,
    bytes: Vec<u8>,
    patience: Duration,
) -> Result<Result<Picture, UnfitPicture>, Fault> {
    let Ok(Ok(place)) = timeout(patience, DECODERS.acquire()).await else {
        return Err(Fault::Unavailable);
    };
    let decoded = tokio::task::spawn_blocking(move || {
        // Held until the work ends, even if nobody waits for it any more.
        let _place = place;
        rewrite(kind, &bytes)
    });
    decoded
        .await
        .map_err(|error| Fault::Internal(anyhow::Error::new(error).context("decode a picture")))
}

/// The hash under which bytes are kept.
pub(super) fn hash_of(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

impl Kept {
    /// What there is to know of a picture that comes from a file of this name.
    pub(super) fn of(picture: &Picture, file_name: &str) -> Self {
        Self {
            hash: hash_of(&picture.bytes),
            kind: picture.kind,
            n_bytes: picture.bytes.len(),
            width: picture.width,
            height: picture.height,
            name: display_name(file_name),
        }
    }

    /// The row of it.
    pub(super) fn row(
        &self,
        id: AssetId,
        site_id: SiteId,
        created_at: DateTime<Utc>,
        created_by: Option<UserId>,
    ) -> asset::Model {
        let number = |it: u32| i32::try_from(it).unwrap_or(i32::MAX);
        asset::Model {
            id,
            site_id,
            hash: self.hash.clone(),
            kind: self.kind,
            byte_size: i32::try_from(self.n_bytes).unwrap_or(i32::MAX),
            width: number(self.width),
            height: number(self.height),
            name: self.name.clone(),
            version: 1,
            created_at,
            created_by,
            n_claims: 0,
        }
    }
}
