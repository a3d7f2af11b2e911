//! Why a caller could not be told apart from a stranger.
//!
//! Callers learn only which variant it is; the reason of a refusal goes to metrics and logs, never into an answer.

/// Why a caller could not be authenticated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthError {
    /// The caller showed something that is no acceptable token; which of [`reason::ALL`] it was is for operators only.
    #[error("the token is not acceptable")]
    Invalid(&'static str),
    /// The keys of the token's issuer cannot be read at present, so nobody can say whether the token is good.
    #[error("tokens cannot be checked at present")]
    Unavailable,
}

/// Why a token was refused: a closed list, short enough for a metric's label, free of anything that the token said.
pub mod reason {
    /// More than one `Authorization` header, or one that is not `SCHEME TOKEN`.
    pub const HEADER: &str = "header";
    /// The scheme is neither `JWT` nor `Bearer`.
    pub const SCHEME: &str = "scheme";
    /// The token is longer than 8 kB.
    pub const SIZE: &str = "size";
    /// The token is not three base64url segments of JSON objects.
    pub const FORMAT: &str = "format";
    /// The token's own header is of another kind, or demands extensions.
    pub const TOKEN_HEADER: &str = "token_header";
    /// No issuer of that name is configured.
    pub const ISSUER: &str = "issuer";
    /// The issuer is not configured for that algorithm.
    pub const ALGORITHM: &str = "algorithm";
    /// No key of the issuer verifies the signature.
    pub const SIGNATURE: &str = "signature";
    /// The token is meant for somebody else.
    pub const AUDIENCE: &str = "audience";
    /// The token's time is over.
    pub const EXPIRED: &str = "expired";
    /// The token's time has not come.
    pub const NOT_YET_VALID: &str = "not_yet_valid";
    /// The token's claims are of a version that this service does not know.
    pub const VERSION: &str = "version";
    /// The token names nobody, or not clearly.
    pub const USERNAME: &str = "username";
    /// The issuer does not speak for the site that was asked.
    pub const SITE: &str = "site";
    /// It looks like a key of an API client and is none.
    pub const KEY_FORMAT: &str = "key_format";
    /// No API client of the site has the key, or it counts no longer: revoked, expired, or replaced.
    pub const KEY: &str = "key";
    /// A claim that matters has the wrong type.
    pub const CLAIM: &str = "claim";

    /// Every reason there is.
    pub const ALL: [&str; 17] = [
        HEADER,
        SCHEME,
        SIZE,
        FORMAT,
        TOKEN_HEADER,
        ISSUER,
        ALGORITHM,
        SIGNATURE,
        AUDIENCE,
        EXPIRED,
        NOT_YET_VALID,
        VERSION,
        USERNAME,
        SITE,
        KEY_FORMAT,
        KEY,
        CLAIM,
    ];
}
