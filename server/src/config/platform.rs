//! `platform`, `catalog` and `outbound`: the systems that the service calls.

use std::time::Duration;

use url::Url;

use super::error::ConfigError;
use super::jwt::Secret;
use super::reader::Reader;
use super::signing_key::SigningKeys;
use super::{network, secret};
use crate::domain::web_address::Reach;

/// `platform`: the learning platform that the service calls.
#[derive(Clone, Debug)]
pub struct PlatformConfig {
    /// `platform.url`: its address; ends with a slash.
    pub url: Url,
    /// Who the service is there.
    pub identity: IdentityConfig,
    /// `platform.sync_interval`: how often people are compared with their accounts there.
    pub sync_interval: Duration,
}

/// Who the service is on the learning platform.
#[derive(Clone, Debug)]
pub enum IdentityConfig {
    /// `platform.client_id` and `platform.client_secret`: an application that gets tokens from the platform.
    Application {
        /// Its name.
        client_id: String,
        /// Its secret.
        client_secret: Secret,
    },
    /// `platform.signing_…`: an account for which the service signs tokens of its own.
    OwnTokens {
        /// The keys; the first one signs.
        keys: SigningKeys,
        /// The claim `iss`.
        issuer: String,
        /// The claim `aud`.
        audience: String,
        /// The account.
        username: String,
    },
}

/// `catalog`: the catalogue service of the default site, and how catalogues are copied.
#[derive(Clone, Debug)]
pub struct CatalogConfig {
    /// `catalog.url`: address of its API; ends with a slash. None where the catalogue is entered by hand.
    pub url: Option<Url>,
    /// `catalog.page_size`: items that it is asked for at a time.
    pub page_size: usize,
    /// `catalog.sync_interval`: how often the worker copies it.
    pub sync_interval: Duration,
    /// `catalog.logo_origins`: origins from which logos are copied, besides that of the catalogue itself.
    pub logo_origins: Vec<Url>,
}

const URL: &str = "platform.url";
const CLIENT_ID: &str = "platform.client_id";
const CLIENT_SECRET: &str = "platform.client_secret";
const CLIENT_SECRET_FILE: &str = "platform.client_secret_file";
const KEY_FILES: &str = "platform.signing_key_files";
const ISSUER: &str = "platform.signing_issuer";
const AUDIENCE: &str = "platform.signing_audience";
const USERNAME: &str = "platform.signing_username";
const SYNC_INTERVAL: &str = "platform.sync_interval";
const LOGO_ORIGINS: &str = "catalog.logo_origins";

pub(super) fn read(reader: &mut Reader, public_url: &Url) -> Result<Option<PlatformConfig>, ConfigError> {
    let url = address(reader, URL)?;
    let client_id = text(reader, CLIENT_ID)?;
    let client_secret = client_secret(reader)?;
    let keys = signing_keys(reader)?;
    let issuer = text(reader, ISSUER)?;
    let audience = text(reader, AUDIENCE)?;
    let username = text(reader, USERNAME)?;
    let bounds = Duration::from_mins(10)..=Duration::from_hours(24 * 30);
    let sync_interval = reader.duration(SYNC_INTERVAL, Duration::from_hours(24), bounds)?;
    let Some(url) = url else {
        let orphan = [
            CLIENT_ID,
            CLIENT_SECRET,
            CLIENT_SECRET_FILE,
            KEY_FILES,
            ISSUER,
            AUDIENCE,
            USERNAME,
            SYNC_INTERVAL,
        ];
        return match orphan.into_iter().find(|it| reader.given(it).is_some()) {
            Some(name) => Err(reader.wrong(name, format!("is given without {URL}"))),
            None => Ok(None),
        };
    };
    let missing = |name: &str, with: &str| ConfigError::new(name, format!("is missing beside {with}"));
    let identity = match (client_id, keys) {
        (Some(_), Some(_)) => {
            return Err(reader.wrong(
                KEY_FILES,
                format!("is given together with {CLIENT_ID}; keep one of them"),
            ));
        }
        (Some(client_id), None) => IdentityConfig::Application {
            client_id,
            client_secret: client_secret.ok_or_else(|| missing(CLIENT_SECRET, CLIENT_ID))?,
        },
        (None, Some(keys)) => IdentityConfig::OwnTokens {
            keys,
            issuer: issuer.unwrap_or_else(|| public_url.as_str().trim_end_matches('/').to_owned()),
            audience: audience.ok_or_else(|| missing(AUDIENCE, KEY_FILES))?,
            username: username.ok_or_else(|| missing(USERNAME, KEY_FILES))?,
        },
        (None, None) => return Err(missing(CLIENT_ID, URL)),
    };
    Ok(Some(PlatformConfig {
        url,
        identity,
        sync_interval,
    }))
}

pub(super) fn read_catalog(
    reader: &mut Reader,
    platform: Option<&PlatformConfig>,
) -> Result<CatalogConfig, ConfigError> {
    let url = address(reader, "catalog.url")?;
    let page_size = reader.count("catalog.page_size", 100, 1..=500)?;
    let bounds = Duration::from_mins(1)..=Duration::from_hours(24 * 7);
    let sync_interval = reader.duration("catalog.sync_interval", Duration::from_hours(6), bounds)?;
    let logo_origins = network::origins(reader, LOGO_ORIGINS)?;
    if let Some(problem) = logo_origins.iter().find_map(|it| network::check_safe(it).err()) {
        return Err(reader.wrong(LOGO_ORIGINS, format!("has an item that {problem}")));
    }
    if url.is_some() && platform.is_none() {
        return Err(reader.wrong("catalog.url", format!("is given without {URL}, whose tokens it takes")));
    }
    Ok(CatalogConfig {
        url,
        page_size,
        sync_interval,
        logo_origins,
    })
}

pub(super) fn reach(reader: &mut Reader) -> Result<Reach, ConfigError> {
    Ok(if reader.flag("outbound.allow_loopback", false)? {
        Reach::PublicAndLoopback
    } else {
        Reach::Public
    })
}

fn address(reader: &mut Reader, name: &'static str) -> Result<Option<Url>, ConfigError> {
    let url = reader.optional(name, |it| network::base_url(it.text()?))?;
    reader.report(name, url.as_ref().map_or("none", Url::as_str));
    Ok(url)
}

fn text(reader: &mut Reader, name: &'static str) -> Result<Option<String>, ConfigError> {
    let text = reader.optional(name, |it| it.text().map(str::to_owned))?;
    reader.report(name, text.clone().unwrap_or_else(|| "none".to_owned()));
    Ok(text)
}

fn client_secret(reader: &mut Reader) -> Result<Option<Secret>, ConfigError> {
    let direct = reader.optional(CLIENT_SECRET, |it| it.text().map(str::to_owned))?;
    let from_file = reader.optional(CLIENT_SECRET_FILE, |it| secret::read(it.text()?))?;
    if direct.is_some() && from_file.is_some() {
        return Err(reader.wrong(
            CLIENT_SECRET_FILE,
            format!("is given together with {CLIENT_SECRET}; keep one of them"),
        ));
    }
    let file = reader.optional(CLIENT_SECRET_FILE, |it| it.text().map(str::to_owned))?;
    reader.report(CLIENT_SECRET_FILE, file.unwrap_or_else(|| "none".to_owned()));
    reader.report(CLIENT_SECRET, direct.as_ref().map_or("none", |_| "***"));
    Ok(direct.or(from_file).map(|it| Secret(it.into_bytes())))
}

fn signing_keys(reader: &mut Reader) -> Result<Option<SigningKeys>, ConfigError> {
    let files = reader
        .optional(KEY_FILES, super::value::Value::texts)?
        .unwrap_or_default();
    let pems = reader.optional(KEY_FILES, |_| {
        files.iter().map(|it| secret::read(it)).collect::<Result<Vec<_>, _>>()
    })?;
    reader.report(KEY_FILES, files);
    match pems {
        None => Ok(None),
        Some(pems) => SigningKeys::read(pems.iter().map(String::as_bytes))
            .map(Some)
            .map_err(|_| reader.wrong(KEY_FILES, "names no file, or one that is no RSA key in PEM form")),
    }
}
