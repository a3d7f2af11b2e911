//! Programs that use the API by keys.

use async_graphql::Enum;

/// What a key of an API client is good for, beside what everybody may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entity::ApiScope")]
pub(in crate::graphql) enum ApiScope {
    /// `credentials:read`: see the credentials of every learner, and find learners.
    CredentialsRead,
    /// `credentials:write`: award credentials, change those awarded, and revoke them.
    CredentialsWrite,
    /// `grades:write`: record the grades of any learner.
    GradesWrite,
    /// `records:read`: see records of learners, and where any learner stands. Each look goes to the audit trail.
    RecordsRead,
    /// `catalogue:write`: see the whole catalogue, keep parts of it by hand, and have it copied.
    CatalogueWrite,
    /// `configurations:read`: see configurations, signatories, assets and templates.
    ConfigurationsRead,
    /// `configurations:write`: make a configuration, or let one accept awards.
    ConfigurationsWrite,
}

/// Whether the keys of an API client count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "crate::domain::api_client::ApiClientState")]
pub(in crate::graphql) enum ApiClientState {
    /// They do.
    Active,
    /// They do not: its time is over, since `expiresAt`. It may be given more.
    Expired,
    /// They do not, and never will: it was revoked, at `revokedAt`.
    Revoked,
}
