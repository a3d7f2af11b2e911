//! The demo that `run` shows: how the server is set up, who asks for the first awards, and what a newcomer reads.

mod client;
mod config;
mod summary;

use anyhow::{Context as _, Result};
use serde_json::Value;

pub(crate) use self::client::{award_all, staff_token};
pub(crate) use self::config::write_config;
pub(crate) use self::summary::summary;

/// Where the demo listens.
#[derive(Debug)]
pub(crate) struct Addresses {
    /// API, app and public pages.
    pub(crate) server: String,
    /// Metrics, on a listener of their own.
    pub(crate) metrics: String,
    /// Host and port of the simulated platform.
    pub(crate) platform: String,
}

/// What the simulated platform says about itself when it is ready.
#[derive(Debug)]
pub(crate) struct Platform {
    listening: String,
    issuer: String,
    audience: String,
    jwks_url: String,
    token_url: String,
    catalog_url: String,
    client_id: String,
    client_secret: String,
    service_usernames: Vec<String>,
}

impl Platform {
    /// Reads the ready line.
    pub(crate) fn read(ready: &Value) -> Result<Self> {
        let text = |name: &str| {
            ready[name]
                .as_str()
                .map(str::to_owned)
                .with_context(|| format!("the platform does not tell its {name}"))
        };
        let usernames = ready["service_usernames"].as_array().cloned().unwrap_or_default();
        Ok(Self {
            listening: text("listening")?,
            issuer: text("issuer")?,
            audience: text("audience")?,
            jwks_url: text("jwks_url")?,
            token_url: text("token_url")?,
            catalog_url: text("catalog_url")?,
            client_id: text("client_id")?,
            client_secret: text("client_secret")?,
            service_usernames: usernames.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        })
    }
}
