//! What a key of an API client is good for.

crate::value::text_enum! {
    /// What a key of an API client is good for.
    ApiScope {
        /// See the credentials of every learner, and find learners.
        CredentialsRead = "credentials:read",
        /// Award credentials, change those awarded, and revoke them.
        CredentialsWrite = "credentials:write",
        /// Record the grades of any learner.
        GradesWrite = "grades:write",
        /// See records of learners, and where any learner stands.
        RecordsRead = "records:read",
        /// See the whole catalogue, keep parts of it, and have it copied.
        CatalogueWrite = "catalogue:write",
        /// See configurations, signatories, assets and templates.
        ConfigurationsRead = "configurations:read",
        /// Make a configuration, or let one accept awards.
        ConfigurationsWrite = "configurations:write",
    }
}

impl ApiScope {
    /// All scopes, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::CredentialsRead,
        Self::CredentialsWrite,
        Self::GradesWrite,
        Self::RecordsRead,
        Self::CatalogueWrite,
        Self::ConfigurationsRead,
        Self::ConfigurationsWrite,
    ];

    /// Reads a scope's name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }
}
