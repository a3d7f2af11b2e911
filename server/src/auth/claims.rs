//! What a verified token says about its bearer.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::Username;

/// What a verified token says about its bearer (claims of the learning platform's tokens).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Claims {
    /// `iss`.
    pub issuer: String,
    /// `preferred_username`.
    pub username: Username,
    /// `user_id`: number on the learning platform.
    pub lms_user_id: Option<i64>,
    /// `name`, of at most 255 characters.
    pub name: Option<String>,
    /// `email`, of at most 254 characters.
    pub email: Option<String>,
    /// `administrator`.
    pub is_administrator: bool,
    /// `superuser`.
    pub is_superuser: bool,
    /// `scopes`; only those that mean something here.
    pub scopes: BTreeSet<Scope>,
    /// `is_restricted`: only what the scopes name is allowed.
    pub is_restricted: bool,
    /// Whether the issuer speaks for some sites only; then its tokens make nobody a superuser of all.
    pub is_bound_to_sites: bool,
    /// `exp`.
    pub expires_at: DateTime<Utc>,
}

/// A scope that means something to this service; others are ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// `credentials:read`: read what the bearer may read.
    Read,
    /// `credentials:write`: change what the bearer may change.
    Write,
}

impl Scope {
    /// Reads a scope's name; none for a scope that means nothing here.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "credentials:read" => Some(Self::Read),
            "credentials:write" => Some(Self::Write),
            _ => None,
        }
    }
}
