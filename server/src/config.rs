//! Settings: a TOML file and environment variables, checked before anything starts.

pub mod jwt;
pub mod limits;

use std::net::SocketAddr;
use std::path::PathBuf;

use url::Url;

pub use jwt::JwtConfig;
pub use limits::LimitsConfig;

/// Every setting of the service.
#[derive(Clone, Debug)]
pub struct Config {
    /// `database_url`: `sqlite://PATH` or `mysql://USER:PASSWORD@HOST:PORT/NAME`.
    pub database_url: Url,
    /// `listen`: address of the public listener; port 0 picks one.
    pub listen: SocketAddr,
    /// `metrics_listen`: address of the metrics listener; none for no metrics.
    pub metrics_listen: Option<SocketAddr>,
    /// `public_url`: where the world reaches the service, without a trailing slash.
    pub public_url: Url,
    /// `web_dir`: folder of the built app; when set the server also serves it.
    pub web_dir: Option<PathBuf>,
    /// `allowed_hosts`: further host names that requests may name.
    pub allowed_hosts: Vec<String>,
    /// `unicode_usernames`: which characters a username may have.
    pub username_rule: entity::UsernameRule,
    /// `jwt`: whose tokens are accepted.
    pub jwt: JwtConfig,
    /// `limits`: how much a caller may ask for.
    pub limits: LimitsConfig,
}
