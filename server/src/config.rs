//! Settings: a TOML file and environment variables, checked before anything starts.
//!
//! Invariant: a [`Config`] is complete and sensible; whoever holds one need not check it again. Secrets never appear in
//! an error or in a report.

pub mod assets;
pub mod cache;
pub mod error;
pub mod further_platform;
pub mod jwt;
pub mod limits;
pub mod log;
pub mod mail;
pub mod platform;
pub mod report;
pub mod sign_in;

mod database;
mod entry;
mod jwt_entry;
mod key;
mod network;
mod reader;
mod secret;
mod signing_key;
mod value;

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ipnet::IpNet;
use url::Url;

pub use assets::AssetsConfig;
pub use cache::CacheConfig;
pub use error::ConfigError;
pub use further_platform::FurtherPlatform;
pub use jwt::JwtConfig;
pub use limits::LimitsConfig;
pub use log::LogConfig;
pub use mail::{MailConfig, MailTransport, SmtpConfig, SmtpEncryption};
pub use platform::{CatalogConfig, IdentityConfig, PlatformConfig};
pub use report::Report;
pub use sign_in::{SignInApplication, SignInConfig};
pub use signing_key::SigningKeys;

pub(crate) use network::is_loopback;

use reader::Reader;

/// Every setting of the service.
#[derive(Clone, Debug)]
pub struct Config {
    /// `database_url`: `sqlite://PATH` or `mysql://USER:PASSWORD@HOST:PORT/NAME`.
    pub database_url: Url,
    /// `listen`: address of the public listener; port 0 picks one.
    pub listen: SocketAddr,
    /// `metrics_listen`: address of the metrics listener; none for no metrics.
    pub metrics_listen: Option<SocketAddr>,
    /// `public_url`: where the world reaches the service, without a path. Port 0 stands for the port that `listen` gets.
    pub public_url: Url,
    /// `web_dir`: folder of the built app; when set the server also serves it.
    pub web_dir: Option<PathBuf>,
    /// `allowed_hosts`: further host names that requests may name.
    pub allowed_hosts: Vec<String>,
    /// `cors_origins`: origins of other apps that may call the API from a browser, with tokens and without cookies (those of
    /// `jwt.cookie_origins` may call it, too).
    pub cors_origins: Vec<Url>,
    /// `image_origins`: origins from which pages of the app may show pictures, besides the service's own.
    pub image_origins: Vec<Url>,
    /// `trusted_proxies`: networks whose `X-Forwarded-For` tells who sends a request.
    pub trusted_proxies: Vec<IpNet>,
    /// `assets`: where pictures are kept.
    pub assets: AssetsConfig,
    /// `unicode_usernames`: which characters a username may have.
    pub username_rule: entity::UsernameRule,
    /// `introspection`: who may ask the API for its schema.
    pub introspection: Introspection,
    /// `jwt`: whose tokens are accepted.
    pub jwt: JwtConfig,
    /// `platform`: the learning platform that the service calls; none where it calls none.
    pub platform: Option<PlatformConfig>,
    /// `platforms`: further learning platforms, for sites that have their own.
    pub platforms: Vec<FurtherPlatform>,
    /// `catalog`: the catalogue service of the default site, and how catalogues are copied.
    pub catalog: CatalogConfig,
    /// `outbound.allow_loopback`: how far addresses out of other systems' data may reach.
    pub reach: crate::domain::web_address::Reach,
    /// `sign_in`: how people sign in with a browser; none where they cannot.
    pub sign_in: Option<SignInConfig>,
    /// `limits`: how much a caller may ask for.
    pub limits: LimitsConfig,
    /// `cache`: how long what was read a moment ago may stand for what is stored.
    pub cache: CacheConfig,
    /// `log`: what is logged, and how.
    pub log: LogConfig,
    /// `mail`: how mail is sent.
    pub mail: MailConfig,
    /// `worker`: the background worker.
    pub worker: WorkerConfig,
}

/// Who may ask the API for its schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Introspection {
    /// Every caller with a token.
    SignedIn,
    /// Every caller.
    Everyone,
    /// No caller.
    Nobody,
}

/// `worker`: the background worker.
#[derive(Clone, Debug)]
pub struct WorkerConfig {
    /// `worker.enabled`: whether `serve` runs the worker too.
    pub is_enabled: bool,
    /// `worker.reconciliation_interval`: how often awards, grades and people are compared with what the learning platform answers, on
    /// sites that do not say it themselves; none for only when staff ask for it.
    pub reconciliation_interval: Option<Duration>,
}

impl Config {
    /// Reads the settings from a file, if one is named, and from environment variables, which win.
    ///
    /// The report lists every setting with its origin, secrets masked.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<(Self, Report), ConfigError> {
        let mut reader = Reader::collect(file, environment)?;
        let database_url = database::read(&mut reader)?;
        let listen = network::listen(&mut reader)?;
        let metrics_listen = network::metrics_listen(&mut reader, listen)?;
        let public_url = network::public_url(&mut reader, listen)?;
        let web_dir = network::web_dir(&mut reader)?;
        let allowed_hosts = network::allowed_hosts(&mut reader)?;
        let cors_origins = network::origins(&mut reader, "cors_origins")?;
        let image_origins = network::origins(&mut reader, "image_origins")?;
        let trusted_proxies = network::trusted_proxies(&mut reader)?;
        let assets = assets::read(&mut reader, &database_url)?;
        let username_rule = if reader.flag("unicode_usernames", false)? {
            entity::UsernameRule::Unicode
        } else {
            entity::UsernameRule::Ascii
        };
        let introspection = reader.choice(
            "introspection",
            &[
                ("signed-in", Introspection::SignedIn),
                ("everyone", Introspection::Everyone),
                ("nobody", Introspection::Nobody),
            ],
        )?;
        let jwt = jwt_entry::read(&mut reader, username_rule, &public_url)?;
        let platform = platform::read(&mut reader, &public_url)?;
        let platforms = further_platform::read(&mut reader, platform.as_ref())?;
        let catalog = platform::read_catalog(&mut reader, platform.as_ref())?;
        let reach = platform::reach(&mut reader)?;
        let sign_in = sign_in::read(&mut reader, &public_url, platform.as_ref(), &platforms)?;
        let limits = limits::read(&mut reader)?;
        let cache = cache::read(&mut reader)?;
        let log = log::read(&mut reader)?;
        let mail = mail::read(&mut reader)?;
        let worker = WorkerConfig {
            is_enabled: reader.flag("worker.enabled", true)?,
            reconciliation_interval: reader.optional_duration(
                "worker.reconciliation_interval",
                Duration::from_hours(1)..=Duration::from_hours(24 * 30),
            )?,
        };
        let config = Self {
            database_url,
            listen,
            metrics_listen,
            public_url,
            web_dir,
            allowed_hosts,
            cors_origins,
            image_origins,
            trusted_proxies,
            assets,
            username_rule,
            introspection,
            jwt,
            platform,
            platforms,
            catalog,
            reach,
            sign_in,
            limits,
            cache,
            log,
            mail,
            worker,
        };
        Ok((config, reader.into_report()))
    }

    /// Things that are allowed but unwise, one sentence each, to be logged at the start.
    #[must_use]
    pub fn warnings(&self) -> Vec<&'static str> {
        let is_local = network::is_loopback(&self.public_url);
        let mut warnings = Vec::new();
        if self.public_url.scheme() == "http" && !is_local {
            warnings.push("public_url is plain http: whoever is on the way can read and change what is sent");
        }
        if self.trusted_proxies.iter().any(|it| it.prefix_len() == 0) {
            warnings.push("trusted_proxies covers every address: whoever asks may claim to be anybody else");
        }
        if self.jwt.issuers.is_empty() {
            warnings.push("jwt.issuers is empty: nobody can sign in or award credentials");
        }
        if self.reach == crate::domain::web_address::Reach::PublicAndLoopback && !is_local {
            warnings.push(
                "outbound.allow_loopback is on: logos in the catalogue may lead the browsers of visitors to machines of their own",
            );
        }
        if self.metrics_listen.is_some_and(|it| !it.ip().is_loopback()) {
            warnings.push("metrics_listen is reachable from other machines");
        }
        if matches!(self.mail.transport, MailTransport::Console) && !is_local {
            warnings.push("mail.transport is console: no mail is sent");
        }
        if let MailTransport::Smtp(smtp) = &self.mail.transport
            && smtp.encryption == SmtpEncryption::None
            && !matches!(smtp.host.as_str(), "localhost" | "127.0.0.1" | "::1")
        {
            warnings.push("mail.smtp.encryption is none: whoever is on the way can read mail");
        }
        if self.database_url.scheme() == "mysql" && matches!(self.assets.place, assets::AssetsPlace::Folder(_)) {
            warnings
                .push("assets.dir is a folder: replicas on other machines must share it, or keep pictures in a bucket");
        }
        warnings
    }
}

#[cfg(test)]
mod tests;
