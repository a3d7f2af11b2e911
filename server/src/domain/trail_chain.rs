//! The chain over the audit trail: what of an entry is hashed, and how.
//!
//! Each entry gets a *link*: SHA-256 over the link before, the entry's digest, and when it was sealed. Who changes, removes or adds an
//! entry further up changes every link after it. What retirement may erase of an entry, its *words*, goes into its digest by a salted
//! digest of its own, which stays when words and salt go.
//!
//! What is written here is for good: another way of hashing would break every chain there is. The values in the tests never change.

mod canonical;
mod head;
mod material;
mod state;
mod told;
mod walk;

use chrono::{DateTime, TimeDelta, Utc};
use entity::id::SiteId;
use entity::{TrailKind, trail_seal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use self::canonical::Fields;

pub use head::{Head, InvalidHead};
pub use material::{Concerns, Material, of_change, of_credential, of_deed};
pub use state::{Attestation, attestation, state_digest};
pub use told::{is_as_told, is_granted};
pub use walk::{Finding, Flaw, Row, RowKind, Walk, Words, words};

/// A SHA-256.
pub type Hash = [u8; 32];

/// What stands for the link before the first.
pub const BEGINNING: Hash = [0; 32];

/// How old an entry may be when it is first seen by somebody who has looked before: transactions end within seconds, and clocks of
/// replicas differ by less.
pub const GRACE: TimeDelta = TimeDelta::hours(1);

/// Which entry it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryKey {
    /// Which table it is in.
    pub kind: TrailKind,
    /// Key of the deed, or of what was changed.
    pub id: Uuid,
    /// The version that a change made; 0 for a deed.
    pub version: i32,
}

impl EntryKey {
    /// The entry that a seal is of.
    #[must_use]
    pub fn of(seal: &trail_seal::Model) -> Self {
        Self {
            kind: seal.kind,
            id: seal.entry_id,
            version: seal.version,
        }
    }
}

impl std::fmt::Display for EntryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, id, version } = self;
        match kind {
            TrailKind::Deed => write!(f, "deed {id}"),
            TrailKind::Change | TrailKind::Credential => write!(f, "{kind} {id} version {version}"),
        }
    }
}

/// Where a new link is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The chain.
    pub site: SiteId,
    /// The place in it, from 1.
    pub sequence: i64,
    /// Hash of the link before.
    pub previous: Hash,
    /// When it is sealed.
    pub sealed_at: DateTime<Utc>,
    /// Everything that was done before this instant had been sealed already.
    pub settled_at: DateTime<Utc>,
}

/// The link of an entry.
#[must_use]
pub fn seal(place: &Place, material: &Material, salt: [u8; 16]) -> trail_seal::Model {
    let words_digest = material.words_digest(&salt);
    let digest = material.digest(&words_digest);
    let EntryKey { kind, id, version } = material.key;
    trail_seal::Model {
        site_id: place.site,
        sequence: place.sequence,
        kind,
        entry_id: id,
        version,
        salt: Some(salt.to_vec()),
        words_digest: words_digest.to_vec(),
        digest: digest.to_vec(),
        hash: link(place, &digest).to_vec(),
        sealed_at: place.sealed_at,
        settled_at: place.settled_at,
    }
}

/// The hash of a link.
#[must_use]
pub fn link(place: &Place, digest: &[u8]) -> Hash {
    let Place {
        site,
        sequence,
        previous,
        sealed_at,
        settled_at,
    } = place;
    let mut fields = Fields::of("credentials/audit-trail/link/1");
    fields.id(site.0);
    fields.number(*sequence);
    fields.bytes(previous);
    fields.bytes(digest);
    fields.instant(*sealed_at);
    fields.instant(*settled_at);
    fields.hash()
}

/// By when everything was sealed that was done before: from the link before, and from when whoever seals last saw that nothing waited.
#[must_use]
pub fn settled(previous: Option<DateTime<Utc>>, swept_at: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let swept = swept_at.map(|it| it - GRACE);
    previous.max(swept).unwrap_or(DateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests;
