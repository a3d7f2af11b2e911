//! The token by which the service calls the learning platform: had once, kept until shortly before it expires.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::json;
use tokio::time::Instant;
use url::Url;

use super::exchange::{Answer, Ask, Http};
use super::platform::{Identity, OwnTokens, Platform};
use super::{ClientError, Clients, Patience, Upstream};
use crate::clock::Clock;
use crate::strict_json;

/// A token is not used any more when it expires within this time.
const MARGIN: TimeDelta = TimeDelta::seconds(30);
/// How long a token counts whose answer does not say it.
const UNTOLD_LIFETIME: TimeDelta = TimeDelta::minutes(1);
/// How long a token is kept at most.
const MAX_LIFETIME: TimeDelta = TimeDelta::hours(24);
/// How long a token of our own counts.
const OWN_LIFETIME: TimeDelta = TimeDelta::minutes(5);

/// A token, ready to be sent.
#[derive(Debug)]
struct ServiceToken {
    authorization: HeaderValue,
    expires_at: DateTime<Utc>,
}

/// Tokens by platform and application.
#[derive(Clone, Debug)]
pub(super) struct Tokens {
    kept: moka::future::Cache<(Url, String), Arc<ServiceToken>>,
    clock: Clock,
}

#[derive(Deserialize)]
struct Given {
    access_token: String,
    token_type: Option<String>,
    expires_in: Option<i64>,
}

impl Clients {
    /// Gets an address of a platform, or of a service that trusts it, by the service's token. A token that is refused is renewed
    /// once.
    pub(super) async fn get_as_service(
        &self,
        platform: &Platform,
        upstream: Upstream,
        url: &Url,
        patience: Patience,
    ) -> Result<Answer, ClientError> {
        let deadline = patience.deadline();
        let token = self.tokens.current(&self.http, platform, deadline).await?;
        let ask = |token: &ServiceToken| Ask {
            upstream,
            url,
            authorization: Some(token.authorization.clone()),
            deadline,
        };
        match self.http.get(&ask(&token)).await {
            Err(ClientError::Refused(StatusCode::UNAUTHORIZED)) => {}
            other => return other,
        }
        self.tokens.forget(platform, &token).await;
        let renewed = self.tokens.current(&self.http, platform, deadline).await?;
        self.http.get(&ask(&renewed)).await
    }
}

impl Tokens {
    pub(super) fn new(clock: Clock) -> Self {
        let kept = moka::future::Cache::builder().max_capacity(1_000).build();
        Self { kept, clock }
    }

    /// A token that counts. However many ask at the same time, it is fetched once.
    async fn current(
        &self,
        http: &Http,
        platform: &Platform,
        deadline: Instant,
    ) -> Result<Arc<ServiceToken>, ClientError> {
        let key = key(platform);
        if let Some(token) = self.kept.get(&key).await {
            if token.expires_at - MARGIN > self.clock.now() {
                return Ok(token);
            }
            self.forget(platform, &token).await;
        }
        let fresh = self
            .kept
            .try_get_with(key, Box::pin(self.fetch(http, platform, deadline)))
            .await;
        fresh.map_err(|error| (*error).clone())
    }

    async fn forget(&self, platform: &Platform, token: &Arc<ServiceToken>) {
        let key = key(platform);
        // Somebody else may have renewed it meanwhile.
        if self.kept.get(&key).await.is_some_and(|it| Arc::ptr_eq(&it, token)) {
            self.kept.invalidate(&key).await;
        }
    }

    async fn fetch(
        &self,
        http: &Http,
        platform: &Platform,
        deadline: Instant,
    ) -> Result<Arc<ServiceToken>, ClientError> {
        let (text, lifetime) = match &platform.identity {
            Identity::OwnTokens(own) => (self.sign(own)?, OWN_LIFETIME),
            Identity::Application {
                client_id,
                client_secret,
            } => {
                let url = platform.address("oauth2/access_token");
                let secret = String::from_utf8_lossy(&client_secret.0);
                let form = [
                    ("grant_type", "client_credentials"),
                    ("token_type", "jwt"),
                    ("client_id", client_id.as_str()),
                    ("client_secret", &secret),
                ];
                let ask = Ask {
                    upstream: Upstream::Token,
                    url: &url,
                    authorization: None,
                    deadline,
                };
                read(&http.post(&ask, &form).await?)?
            }
        };
        let mut authorization =
            HeaderValue::try_from(format!("JWT {text}")).map_err(|_| ClientError::Invalid("its token is no token"))?;
        authorization.set_sensitive(true);
        Ok(Arc::new(ServiceToken {
            authorization,
            expires_at: self.clock.now() + lifetime,
        }))
    }

    fn sign(&self, own: &OwnTokens) -> Result<String, ClientError> {
        let now = self.clock.now();
        let claims = json!({
            "iss": own.issuer,
            "aud": own.audience,
            "sub": own.username,
            "preferred_username": own.username,
            "iat": now.timestamp(),
            "exp": (now + OWN_LIFETIME).timestamp(),
            "version": "1.2.0",
            "grant_type": "client-credentials",
            "scopes": ["read", "write"],
            "is_restricted": false,
        });
        own.keys.sign(&claims).map_err(|error| {
            tracing::error!(%error, "a token of our own cannot be signed");
            ClientError::unavailable("our own token cannot be signed")
        })
    }
}

fn key(platform: &Platform) -> (Url, String) {
    let name = match &platform.identity {
        Identity::Application { client_id, .. } => client_id.clone(),
        Identity::OwnTokens(own) => format!("own {}", own.username),
    };
    (platform.url.clone(), name)
}

fn read(answer: &Answer) -> Result<(String, TimeDelta), ClientError> {
    let Given {
        access_token,
        token_type,
        expires_in,
    } = strict_json::parse_foreign(&answer.bytes).ok_or(ClientError::Invalid("it gives no token"))?;
    if token_type.is_some_and(|it| !it.eq_ignore_ascii_case("jwt")) {
        return Err(ClientError::Invalid("it gives a token of another kind"));
    }
    let is_plausible =
        (1..=8_192).contains(&access_token.len()) && access_token.bytes().all(|it| it.is_ascii_graphic());
    if !is_plausible {
        return Err(ClientError::Invalid("its token is no token"));
    }
    let lifetime = expires_in.map_or(UNTOLD_LIFETIME, |it| {
        TimeDelta::try_seconds(it.max(0))
            .unwrap_or(MAX_LIFETIME)
            .min(MAX_LIFETIME)
    });
    Ok((access_token, lifetime))
}

#[cfg(test)]
mod tests;
