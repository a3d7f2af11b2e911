//! `jwt`: whose tokens are accepted, and by which keys.

use std::collections::BTreeSet;

use url::Url;

/// `jwt`: whose tokens are accepted.
#[derive(Clone, Debug, Default)]
pub struct JwtConfig {
    /// `jwt.issuers`: accepted issuers; keys and algorithms are bound to one issuer each.
    pub issuers: Vec<Issuer>,
    /// `jwt.service_usernames`: service accounts of the platform, which act with the role *service*.
    pub service_usernames: BTreeSet<entity::UsernameKey>,
    /// `jwt.leeway_seconds`: tolerated clock difference, 0 to 60.
    pub leeway_seconds: u64,
    /// `jwt.accepts_cookies`: whether the platform's own token cookies count where a request says so.
    pub accepts_cookies: bool,
    /// `jwt.cookie_origins`: origins of other apps, such as the platform's micro-frontends, whose requests may show these cookies.
    pub cookie_origins: Vec<Url>,
}

/// One accepted issuer of tokens.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// The `iss` claim, compared exactly.
    pub issuer: String,
    /// The `aud` claim to require; none accepts every audience.
    pub audience: Option<String>,
    /// Where its keys come from.
    pub keys: IssuerKeys,
    /// Accepted signature algorithms: only these, whatever a token's header says.
    pub algorithms: Vec<Algorithm>,
    /// Public addresses of the sites at which its tokens count; empty for all sites.
    pub sites: Vec<Url>,
}

/// Where the keys of an issuer come from. Secrets never appear in `Debug` output.
#[derive(Clone, Debug)]
pub enum IssuerKeys {
    /// `jwks_url`: a JWK set to fetch and refresh.
    JwksUrl(Url),
    /// `jwks`: an inline JWK set, as JSON text.
    Jwks(String),
    /// `secret` or `secret_file`: a shared secret for HS256, 32 bytes at least.
    Secret(Secret),
}

/// A value that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub Vec<u8>);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("***")
    }
}

/// A signature algorithm that may be configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512,
    /// HMAC with SHA-256.
    Hs256,
}
