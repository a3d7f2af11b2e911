//! What a key may be good for, in words.

use leptos_i18n::I18nContext;

use crate::api::schema;
use crate::i18n::{Locale, t_string};

/// What a key is good for.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ApiScope {
    CatalogueWrite,
    ConfigurationsRead,
    ConfigurationsWrite,
    CredentialsRead,
    CredentialsWrite,
    GradesWrite,
    RecordsRead,
}

impl ApiScope {
    /// All of them, in the order of the form.
    pub(super) const ALL: [Self; 7] = [
        Self::CredentialsRead,
        Self::CredentialsWrite,
        Self::GradesWrite,
        Self::RecordsRead,
        Self::CatalogueWrite,
        Self::ConfigurationsRead,
        Self::ConfigurationsWrite,
    ];

    /// The same for programs, as the documentation names it.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::CatalogueWrite => "catalogue:write",
            Self::ConfigurationsRead => "configurations:read",
            Self::ConfigurationsWrite => "configurations:write",
            Self::CredentialsRead => "credentials:read",
            Self::CredentialsWrite => "credentials:write",
            Self::GradesWrite => "grades:write",
            Self::RecordsRead => "records:read",
        }
    }

    /// The same for people.
    pub(super) fn words(self, i18n: I18nContext<Locale>) -> &'static str {
        match self {
            Self::CatalogueWrite => t_string!(i18n, console.api_clients.scope.catalogue_write),
            Self::ConfigurationsRead => t_string!(i18n, console.api_clients.scope.configurations_read),
            Self::ConfigurationsWrite => t_string!(i18n, console.api_clients.scope.configurations_write),
            Self::CredentialsRead => t_string!(i18n, console.api_clients.scope.credentials_read),
            Self::CredentialsWrite => t_string!(i18n, console.api_clients.scope.credentials_write),
            Self::GradesWrite => t_string!(i18n, console.api_clients.scope.grades_write),
            Self::RecordsRead => t_string!(i18n, console.api_clients.scope.records_read),
        }
    }
}
