//! Links that pass a certificate on.

use async_graphql::{Enum, SimpleObject};

use crate::domain::sharing;

/// What following a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum ShareTarget {
    /// Adds the certificate to one's own profile on LinkedIn.
    LinkedInProfile,
    /// Writes a post on LinkedIn.
    LinkedIn,
    /// Writes a post on X.
    X,
    /// Writes a post on Facebook.
    Facebook,
    /// Writes a mail.
    Mail,
}

impl From<sharing::ShareTarget> for ShareTarget {
    fn from(it: sharing::ShareTarget) -> Self {
        match it {
            sharing::ShareTarget::LinkedInProfile => Self::LinkedInProfile,
            sharing::ShareTarget::LinkedIn => Self::LinkedIn,
            sharing::ShareTarget::X => Self::X,
            sharing::ShareTarget::Facebook => Self::Facebook,
            sharing::ShareTarget::Mail => Self::Mail,
        }
    }
}

/// A link that opens a network's own page, or a mail, with the certificate's address filled in.
#[derive(SimpleObject)]
pub(in crate::graphql) struct ShareLink {
    /// What following it does.
    target: ShareTarget,
    /// Its address. Nothing is told to anybody before it is followed.
    url: String,
}

impl From<sharing::ShareLink> for ShareLink {
    fn from(it: sharing::ShareLink) -> Self {
        Self {
            target: it.target.into(),
            url: it.url,
        }
    }
}
