//! What is asked, with the facts needed to decide.

use chrono::{DateTime, Utc};
use entity::credential;

/// What is asked, with the facts needed to decide.
#[derive(Clone, Copy, Debug)]
pub enum Action<'a> {
    /// Award credentials, and change those awarded.
    AwardCredentials,
    /// Revoke credentials.
    RevokeCredentials,
    /// See the credentials of every learner.
    ViewAllCredentials,
    /// List credentials, as far as one may see them.
    ListCredentials,
    /// See what a credential's certificate says.
    ViewCredential {
        /// The credential.
        credential: &'a credential::Model,
        /// The present instant.
        now: DateTime<Utc>,
    },
    /// See what only the learner and staff may know of a credential: attributes, reasons, history.
    ViewCredentialDetails {
        /// The credential.
        credential: &'a credential::Model,
    },
    /// See programs and course runs of the catalogue.
    ViewCatalogue,
    /// See what a site tells everybody about itself.
    ViewSite,
    /// Make sites, change them, and see what they tell only those who run them.
    ManageSites,
    /// Keep what a verified token tells of its bearer.
    KnowBearer,
}
