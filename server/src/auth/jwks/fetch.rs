//! One fetch of a key set: short, small, from exactly the configured address.

use std::time::Duration;

use anyhow::Context;
use reqwest::redirect;
use reqwest::{Client, StatusCode, header};
use url::Url;

use crate::auth::key_set::{KeySet, ParsedKeySet};
use crate::config::jwt::Algorithm;

/// Largest answer, in bytes.
const MAX_BYTES: usize = 256 << 10;

/// Longest wait for a connection.
const MAX_CONNECT_TIME: Duration = Duration::from_secs(3);

/// Fetches key sets.
#[derive(Clone, Debug)]
pub(in crate::auth) struct JwksClient {
    client: Client,
    max_time: Duration,
}

/// Why a fetch brought no key set.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchJwksError {
    /// No connection, or it ended early.
    #[error("the address does not answer: {0}")]
    Transport(#[source] reqwest::Error),
    /// No whole answer in time.
    #[error("the address does not answer in time")]
    TooSlow,
    /// Another status than 200; redirects are not followed.
    #[error("the address answers with status {0}")]
    Status(StatusCode),
    /// More than [`MAX_BYTES`].
    #[error("the answer is larger than {MAX_BYTES} bytes")]
    TooLarge,
    /// Not a JSON object with a list of `keys`.
    #[error("the answer is no key set")]
    NotAKeySet,
    /// A key set, but without one key that can be used.
    #[error("the key set has no key that can be used")]
    NoUsableKey,
}

impl JwksClient {
    /// A client that follows no redirect, uses no proxy, and waits for a whole answer no longer than `max_time`.
    pub(in crate::auth) fn new(max_time: Duration) -> anyhow::Result<Self> {
        let client = Client::builder()
            .user_agent(concat!("credentials/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .retry(reqwest::retry::never())
            .connect_timeout(MAX_CONNECT_TIME)
            .timeout(max_time)
            .pool_max_idle_per_host(0)
            .build()
            .context("the HTTP client for key sets")?;
        Ok(Self { client, max_time })
    }

    /// Fetches the key set at `url`.
    pub(super) async fn fetch(&self, url: &Url, algorithms: &[Algorithm]) -> Result<ParsedKeySet, FetchJwksError> {
        let text = tokio::time::timeout(self.max_time, self.read(url))
            .await
            .map_err(|_| FetchJwksError::TooSlow)??;
        let parsed = KeySet::parse(&text, algorithms).ok_or(FetchJwksError::NotAKeySet)?;
        if parsed.keys.is_empty() {
            return Err(FetchJwksError::NoUsableKey);
        }
        Ok(parsed)
    }

    async fn read(&self, url: &Url) -> Result<Vec<u8>, FetchJwksError> {
        let mut response = self
            .client
            .get(url.clone())
            .header(header::ACCEPT, "application/json, application/jwk-set+json")
            .send()
            .await?;
        if response.status() != StatusCode::OK {
            return Err(FetchJwksError::Status(response.status()));
        }

        let mut text = Vec::new();
        while let Some(chunk) = response.chunk().await? {
            if text.len() + chunk.len() > MAX_BYTES {
                return Err(FetchJwksError::TooLarge);
            }
            text.extend_from_slice(&chunk);
        }
        Ok(text)
    }
}

impl From<reqwest::Error> for FetchJwksError {
    fn from(error: reqwest::Error) -> Self {
        // The address may hold a password; it stays out of logs.
        let error = error.without_url();
        if error.is_timeout() {
            Self::TooSlow
        } else {
            Self::Transport(error)
        }
    }
}

#[cfg(test)]
mod tests;
