//! A configured issuer, ready to verify: its algorithms and its keys, which serve no other issuer.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use url::Url;

use crate::auth::jwks::{JwksClient, RemoteKeySet};
use crate::auth::key_set::KeySet;
use crate::config::jwt::{self, Algorithm, IssuerKeys, Secret};

/// Fewest bytes of a shared secret.
const MIN_SECRET_LENGTH: usize = 32;

/// Longest wait for a key set.
const MAX_FETCH_TIME: Duration = Duration::from_secs(5);

/// A configured issuer.
#[derive(Debug)]
pub(super) struct Issuer {
    /// The `iss` claim of its tokens.
    pub(super) name: String,
    /// The `aud` claim that its tokens must have.
    pub(super) audience: Option<String>,
    /// The algorithms that it signs by.
    pub(super) algorithms: Vec<Algorithm>,
    /// Its keys.
    pub(super) keys: KeySource,
    /// The sites for which it speaks; empty for all.
    pub(super) sites: Vec<Url>,
}

/// Where an issuer's keys are.
#[derive(Debug)]
pub(super) enum KeySource {
    /// In the configuration.
    Fixed(Arc<KeySet>),
    /// At an address, from which they are fetched again and again.
    Remote(Arc<RemoteKeySet>),
}

/// An issuer's keys at one moment.
#[derive(Clone, Debug)]
pub(super) struct KeySnapshot {
    /// The keys.
    pub(super) keys: Arc<KeySet>,
    /// Grows whenever the keys change.
    pub(super) generation: u64,
}

impl Issuer {
    /// Makes the configured issuers ready; fails when keys and algorithms do not fit together.
    pub(super) fn all(settings: &[jwt::Issuer]) -> anyhow::Result<Vec<Self>> {
        let mut client = None;
        let mut issuers: Vec<Self> = Vec::new();
        for setting in settings {
            let keys = match &setting.keys {
                IssuerKeys::Secret(secret) => fixed_secret(setting, secret),
                IssuerKeys::Jwks(text) => fixed_set(setting, text),
                IssuerKeys::JwksUrl(url) => remote_set(settings, url, &issuers, &mut client),
            };
            issuers.push(Self {
                name: setting.issuer.clone(),
                audience: setting.audience.clone(),
                algorithms: setting.algorithms.clone(),
                sites: setting.sites.clone(),
                keys: keys
                    .and_then(|keys| check_algorithms(setting).map(|()| keys))
                    .with_context(|| format!("the keys of issuer {:?}", setting.issuer))?,
            });
        }
        Ok(issuers)
    }
}

impl Issuer {
    /// Whether it speaks for the site at this address.
    pub(super) fn serves(&self, site: &Url) -> bool {
        self.sites.is_empty() || self.sites.iter().any(|it| it.origin() == site.origin())
    }
}

impl KeySource {
    /// The keys as far as they are known; none while an address has never answered, or not for too long.
    pub(super) async fn current(&self) -> Option<KeySnapshot> {
        match self {
            Self::Fixed(keys) => Some(KeySnapshot {
                keys: Arc::clone(keys),
                generation: 0,
            }),
            Self::Remote(remote) => remote.current().await,
        }
    }

    /// The keys, fetched again unless that was done a moment ago; for tokens that name a key which is not known.
    pub(super) async fn refreshed(&self) -> Option<KeySnapshot> {
        match self {
            Self::Fixed(_) => self.current().await,
            Self::Remote(remote) => remote.refreshed().await,
        }
    }
}

fn fixed_secret(setting: &jwt::Issuer, secret: &Secret) -> anyhow::Result<KeySource> {
    ensure!(
        secret.0.len() >= MIN_SECRET_LENGTH,
        "the shared secret is shorter than {MIN_SECRET_LENGTH} bytes"
    );
    ensure!(
        setting.algorithms.contains(&Algorithm::Hs256),
        "a shared secret serves HS256 only"
    );
    Ok(KeySource::Fixed(Arc::new(KeySet::of_secret(secret.clone()))))
}

fn fixed_set(setting: &jwt::Issuer, text: &str) -> anyhow::Result<KeySource> {
    let parsed = KeySet::parse(text.as_bytes(), &setting.algorithms)
        .context("the inline key set is no JSON object with a list of `keys`")?;
    for (position, reason) in &parsed.skipped {
        tracing::warn!(
            issuer = setting.issuer,
            position,
            reason,
            "a key of the inline key set is skipped"
        );
    }
    if parsed.keys.is_empty() {
        bail!("the inline key set has no key that can be used");
    }
    Ok(KeySource::Fixed(Arc::new(parsed.keys)))
}

/// One address is fetched for all the issuers that name it.
fn remote_set(
    settings: &[jwt::Issuer],
    url: &Url,
    issuers: &[Issuer],
    client: &mut Option<JwksClient>,
) -> anyhow::Result<KeySource> {
    let known = issuers.iter().find_map(|it| match &it.keys {
        KeySource::Remote(remote) if remote.url() == url => Some(Arc::clone(remote)),
        KeySource::Remote(_) | KeySource::Fixed(_) => None,
    });
    if let Some(remote) = known {
        return Ok(KeySource::Remote(remote));
    }

    ensure!(
        matches!(url.scheme(), "http" | "https"),
        "the address of the key set is neither http nor https"
    );
    let algorithms = settings
        .iter()
        .filter(|it| matches!(&it.keys, IssuerKeys::JwksUrl(other) if other == url))
        .flat_map(|it| it.algorithms.iter().copied())
        .collect();
    let client = match client {
        Some(client) => client.clone(),
        None => client.insert(JwksClient::new(MAX_FETCH_TIME)?).clone(),
    };
    Ok(KeySource::Remote(Arc::new(RemoteKeySet::new(
        url.clone(),
        algorithms,
        client,
    ))))
}

/// Public keys must never serve as shared secrets, nor the other way round.
fn check_algorithms(setting: &jwt::Issuer) -> anyhow::Result<()> {
    ensure!(!setting.algorithms.is_empty(), "no algorithm is configured");
    let has_secret = matches!(setting.keys, IssuerKeys::Secret(_));
    let is_fitting = |it: &Algorithm| (*it == Algorithm::Hs256) == has_secret;
    ensure!(
        setting.algorithms.iter().all(is_fitting),
        "HS256 needs a shared secret, RS256 and RS512 need a key set"
    );
    Ok(())
}
