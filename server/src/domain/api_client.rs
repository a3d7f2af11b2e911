//! Programs that use the API by a key: what may be kept of one, which keys count, and when.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{ApiScope, ApiScopes, api_client};

use super::api_key::ApiKey;
use super::edit::Edit;
use super::{instant, text};

/// Longest name, in characters.
const MAX_NAME_LENGTH: usize = 80;
/// How far ahead a client may end.
const MAX_LIFE: TimeDelta = TimeDelta::days(3650);
/// Longest time for which a key counts beside the one that took its place.
pub const MAX_OVERLAP: TimeDelta = TimeDelta::days(7);
/// How exactly it is known when a key was last used; so often its row is written at most.
pub const PRECISION: TimeDelta = TimeDelta::minutes(1);
/// Most clients of a site that were not revoked.
pub const MAX_CLIENTS: u64 = 100;

/// Whether the keys of a client count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiClientState {
    /// They do.
    Active,
    /// Its time is over.
    Expired,
    /// Staff ended it.
    Revoked,
}

/// Whether the keys of a client count at `now`.
#[must_use]
pub fn state(client: &api_client::Model, now: DateTime<Utc>) -> ApiClientState {
    if client.revoked_at.is_some() {
        ApiClientState::Revoked
    } else if client.expires_at.is_some_and(|it| it <= now) {
        ApiClientState::Expired
    } else {
        ApiClientState::Active
    }
}

/// Whether the key of this hash, which is one of the client's, counts at `now`.
#[must_use]
pub fn accepts(client: &api_client::Model, key_hash: &[u8], now: DateTime<Utc>) -> bool {
    let is_present = client.key_hash == key_hash;
    let is_previous = client.previous_key_hash.as_deref() == Some(key_hash);
    let may_overlap = client.previous_key_ends_at.is_some_and(|it| now < it);
    state(client, now) == ApiClientState::Active && (is_present || is_previous && may_overlap)
}

/// Whether a use at `now` is to be noted.
#[must_use]
pub fn is_use_due(client: &api_client::Model, now: DateTime<Utc>) -> bool {
    client.last_used_at.is_none_or(|it| now - it >= PRECISION)
}

/// A client as the caller wrote it. What is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RawApiClient {
    /// What staff call it.
    pub name: Option<String>,
    /// What its key is good for.
    pub scopes: Option<Vec<ApiScope>>,
    /// When it ends by itself.
    pub expires_at: Edit<DateTime<Utc>>,
}

/// What is wrong with a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// The name cannot be kept.
    #[error(
        "a name has 1 to {MAX_NAME_LENGTH} characters, none of them a control character, and no space at either end"
    )]
    Name,
    /// It would be good for nothing.
    #[error("a key is good for something: give at least one scope")]
    NoScope,
    /// It would end before it begins, or live too long.
    #[error("a client ends in the future, and within ten years")]
    ExpiresAt,
}

impl Unfit {
    /// Where in the input the fault lies.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::NoScope => "scopes",
            Self::ExpiresAt => "expiresAt",
        }
    }
}

/// The client afterwards, its version and times for the caller to set; or everything that is wrong.
pub fn apply(
    raw: &RawApiClient,
    before: &api_client::Model,
    now: DateTime<Utc>,
) -> Result<api_client::Model, Vec<Unfit>> {
    let RawApiClient {
        name,
        scopes,
        expires_at,
    } = raw.clone();
    let mut unfit = Vec::new();
    let name = name.unwrap_or_else(|| before.name.clone());
    if name.is_empty() || name.trim() != name || text::plain(name.clone(), MAX_NAME_LENGTH).is_err() {
        unfit.push(Unfit::Name);
    }
    let scopes = scopes.map_or(before.scopes, ApiScopes::from_iter);
    if scopes.is_empty() {
        unfit.push(Unfit::NoScope);
    }
    let expires_at = match expires_at {
        // As it is, even where that is over by now.
        Edit::Keep => before.expires_at,
        Edit::Clear => None,
        Edit::Set(at) => match instant::parse(at) {
            Ok(at) if before.expires_at == Some(at) || (at > now && at <= now + MAX_LIFE) => Some(at),
            Ok(_) | Err(_) => {
                unfit.push(Unfit::ExpiresAt);
                None
            }
        },
    };
    if !unfit.is_empty() {
        return Err(unfit);
    }
    Ok(api_client::Model {
        name_key: Some(name.to_lowercase()),
        name,
        scopes,
        expires_at,
        ..before.clone()
    })
}

/// For how long a key counts beside the one that takes its place; none where it may not be so long.
#[must_use]
pub fn overlap(minutes: i32) -> Option<TimeDelta> {
    let overlap = TimeDelta::minutes(minutes.into());
    (TimeDelta::zero()..=MAX_OVERLAP).contains(&overlap).then_some(overlap)
}

/// The client with another key, its version for the caller to set. The key before counts for `overlap`; one before that no longer.
#[must_use]
pub fn rotated(client: &api_client::Model, key: &ApiKey, overlap: TimeDelta, now: DateTime<Utc>) -> api_client::Model {
    let overlaps = overlap > TimeDelta::zero();
    api_client::Model {
        key_hash: key.hash(),
        key_hint: key.hint(),
        previous_key_hash: overlaps.then(|| client.key_hash.clone()),
        previous_key_ends_at: overlaps.then(|| now + overlap),
        rotated_at: Some(now),
        ..client.clone()
    }
}

/// The client, revoked, its version for the caller to set; none where it was revoked before. Its name may be given to another.
#[must_use]
pub fn revoked(client: &api_client::Model, now: DateTime<Utc>) -> Option<api_client::Model> {
    client.revoked_at.is_none().then(|| api_client::Model {
        name_key: None,
        revoked_at: Some(now),
        ..client.clone()
    })
}

#[cfg(test)]
mod tests {
    use entity::id::{ApiClientId, SiteId, UserId};

    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).expect("a small number")
    }

    fn key(byte: u8) -> ApiKey {
        ApiKey::of([byte; 32])
    }

    fn client() -> api_client::Model {
        api_client::Model {
            id: ApiClientId(crate::id::random()),
            site_id: SiteId(crate::id::random()),
            user_id: UserId(crate::id::random()),
            name: "Registrar".to_owned(),
            name_key: Some("registrar".to_owned()),
            scopes: ApiScopes::from_iter([ApiScope::CredentialsRead]),
            key_hash: key(1).hash(),
            key_hint: key(1).hint(),
            previous_key_hash: None,
            previous_key_ends_at: None,
            rotated_at: None,
            last_used_at: None,
            expires_at: None,
            revoked_at: None,
            version: 1,
            created_at: at(0),
            created_by: None,
            updated_at: at(0),
            updated_by: None,
        }
    }

    #[test]
    fn a_key_counts_until_it_ends() {
        let (one, two, three) = (key(1).hash(), key(2).hash(), key(3).hash());
        let mut client = client();
        assert!(accepts(&client, &one, at(9)) && !accepts(&client, &two, at(9)));
        client = rotated(&client, &key(2), TimeDelta::seconds(10), at(100));
        assert!(accepts(&client, &two, at(100)) && accepts(&client, &one, at(109)));
        assert!(!accepts(&client, &one, at(110)));
        // The key before the one before counts no longer, whatever was promised.
        client = rotated(&client, &key(3), TimeDelta::seconds(10), at(101));
        assert!(accepts(&client, &three, at(101)) && accepts(&client, &two, at(101)));
        assert!(!accepts(&client, &one, at(101)));
        client = rotated(&client, &key(4), TimeDelta::zero(), at(102));
        assert!(!accepts(&client, &three, at(102)));
        client.expires_at = Some(at(200));
        assert!(accepts(&client, &key(4).hash(), at(199)) && !accepts(&client, &key(4).hash(), at(200)));
        assert_eq!(state(&client, at(200)), ApiClientState::Expired);
        let ended = revoked(&client, at(50)).expect("it was not revoked");
        assert_eq!(
            (state(&ended, at(51)), ended.name_key.as_deref()),
            (ApiClientState::Revoked, None)
        );
        assert!(!accepts(&ended, &key(4).hash(), at(51)));
        assert_eq!(revoked(&ended, at(60)), None);
    }

    #[test]
    fn what_cannot_be_kept_is_told_all_at_once() {
        let raw = |name: &str, scopes: &[ApiScope], end: i64| RawApiClient {
            name: Some(name.to_owned()),
            scopes: Some(scopes.to_vec()),
            expires_at: Edit::Set(at(end)),
        };
        let wrong = apply(&raw(" x", &[], 100), &client(), at(100));
        assert_eq!(wrong, Err(vec![Unfit::Name, Unfit::NoScope, Unfit::ExpiresAt]));
        for name in ["", "x ", "a\u{7}b", &"x".repeat(81)] {
            let wrong = apply(&raw(name, &[ApiScope::GradesWrite], 101), &client(), at(100));
            assert_eq!(wrong, Err(vec![Unfit::Name]), "{name:?}");
        }
        let after = apply(&raw("LMS", &[ApiScope::GradesWrite], 101), &client(), at(100)).expect("fit");
        assert_eq!((after.name.as_str(), after.name_key.as_deref()), ("LMS", Some("lms")));
        // What is over may stay so while something else changes.
        let renamed = RawApiClient {
            name: Some("Other".to_owned()),
            ..RawApiClient::default()
        };
        assert!(apply(&renamed, &after, at(500)).is_ok_and(|it| it.expires_at == Some(at(101))));
        assert_eq!(apply(&RawApiClient::default(), &after, at(500)), Ok(after));
    }

    #[test]
    fn bounds_belong_to_the_overlap() {
        assert_eq!(overlap(0), Some(TimeDelta::zero()));
        assert_eq!(overlap(7 * 24 * 60), Some(MAX_OVERLAP));
        assert_eq!((overlap(-1), overlap(7 * 24 * 60 + 1)), (None, None));
    }

    #[test]
    fn little_is_written() {
        let used = api_client::Model {
            last_used_at: Some(at(100)),
            ..client()
        };
        assert!(is_use_due(&client(), at(100)) && is_use_due(&used, at(160)));
        assert!(!is_use_due(&used, at(159)));
    }
}
