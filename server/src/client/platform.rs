//! Where a site's learning platform is, and how the service proves there who it is.

use std::sync::Arc;

use entity::id::SiteId;
use url::Url;

use crate::config::SigningKeys;
use crate::config::jwt::Secret;

/// Where a site's learning platform is, and how the service proves there who it is.
#[derive(Clone, Debug)]
pub struct Platform {
    /// The site.
    pub site: SiteId,
    /// Address of the platform; ends with a slash.
    pub url: Url,
    /// Who we are there.
    pub identity: Identity,
}

/// How the service proves to a platform who it is.
#[derive(Clone, Debug)]
pub enum Identity {
    /// By tokens that the platform gives for the credentials of an application (OAuth 2.0, client credentials).
    Application {
        /// Its name.
        client_id: String,
        /// Its secret.
        client_secret: Secret,
    },
    /// By tokens of our own, where the platform trusts our keys.
    OwnTokens(Arc<OwnTokens>),
}

/// What the service's own tokens say.
#[derive(Debug)]
pub struct OwnTokens {
    /// The keys; the first one signs.
    pub keys: SigningKeys,
    /// The claim `iss`.
    pub issuer: String,
    /// The claim `aud`.
    pub audience: String,
    /// The service's account on the platform.
    pub username: String,
}

impl Platform {
    /// An address below the platform's own.
    pub(super) fn address(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        url.set_path(&format!("{}/{path}", self.url.path().trim_end_matches('/')));
        url
    }
}
