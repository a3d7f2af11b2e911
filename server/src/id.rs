//! New ids and secrets: the one place where chance enters.

use std::time::Duration;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// A random UUID (version 4): for what strangers see.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that makes random ids")]
pub(crate) fn random() -> Uuid {
    Uuid::new_v4()
}

/// A UUID that grows with time (version 7): for keys of rows, so that neighbors in time are neighbors on disk.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the one place that makes ids by time")]
pub(crate) fn ordered() -> Uuid {
    Uuid::now_v7()
}

/// The id of what follows `before`, alike whoever makes it (version 8): of several who would make it, the key lets one.
#[must_use]
pub(crate) fn following(before: Uuid) -> Uuid {
    let digest = Sha256::new()
        .chain_update(b"following")
        .chain_update(before.as_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// A random part of a pause, from nothing to all of it, to the millisecond: those who failed together shall not come back together.
#[must_use]
pub(crate) fn part_of(pause: Duration) -> Duration {
    let [a, b, c, d, ..] = *random().as_bytes();
    let most = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
    Duration::from_millis(u64::from(u32::from_be_bytes([a, b, c, d])) % most.saturating_add(1))
}

/// 256 bits that nobody can guess.
#[must_use]
pub(crate) fn secret() -> [u8; 32] {
    // Each brings 122 random bits.
    let mut digest = Sha256::new();
    for _ in 0..3 {
        digest.update(random().as_bytes());
    }
    digest.finalize().into()
}
