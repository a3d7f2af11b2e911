//! What an institution may say about itself.

mod change;
mod color;
mod value;

use chrono::{DateTime, Utc};
use entity::id::SiteId;
use entity::site;

use super::edit::Edit;
use super::host::Host;

pub use change::{Draft, edit};
pub use color::rgb;

/// Most hosts of a site beside that of its public address.
pub const MAX_HOSTS: usize = 20;
/// Most sites.
pub const MAX_SITES: usize = 1000;

/// A site that tells nothing of itself yet.
#[must_use]
pub fn blank(id: SiteId, created_at: DateTime<Utc>) -> site::Model {
    site::Model {
        id,
        name: String::new(),
        is_default: false,
        created_at,
        public_url: None,
        lms_url: None,
        catalog_url: None,
        home_url: None,
        help_url: None,
        terms_url: None,
        privacy_url: None,
        support_address: None,
        sender_address: None,
        logo_url: None,
        accent_color: None,
        accent_color_dark: None,
        shares_on_linkedin: true,
        shares_on_x: true,
        shares_on_facebook: false,
        facebook_app_id: None,
        reconciliation_every_days: None,
        version: 1,
    }
}

/// What somebody wants a site to be: none keeps what it is.
#[derive(Clone, Debug, Default)]
pub struct RawSite {
    /// Name of the platform.
    pub name: Option<String>,
    /// Where the world reaches it.
    pub public_url: Option<String>,
    /// Further hosts by which requests may ask for it.
    pub hosts: Option<Vec<String>>,
    /// Address of the learning platform.
    pub lms_url: Edit<String>,
    /// Address of the catalogue's API.
    pub catalog_url: Edit<String>,
    /// The institution's home page.
    pub home_url: Edit<String>,
    /// Help with certificates.
    pub help_url: Edit<String>,
    /// Terms of service.
    pub terms_url: Edit<String>,
    /// Privacy policy.
    pub privacy_url: Edit<String>,
    /// Mail address of those who help.
    pub support_address: Edit<String>,
    /// Mail address from which the site writes.
    pub sender_address: Edit<String>,
    /// Picture beside the name.
    pub logo_url: Edit<String>,
    /// Color of links and buttons by day.
    pub accent_color: Edit<String>,
    /// Color of links and buttons in the dark.
    pub accent_color_dark: Edit<String>,
    /// Whether learners are offered to share on LinkedIn.
    pub shares_on_linkedin: Option<bool>,
    /// Whether learners are offered to share on X.
    pub shares_on_x: Option<bool>,
    /// Whether learners are offered to share on Facebook.
    pub shares_on_facebook: Option<bool>,
    /// The institution's application at Facebook.
    pub facebook_app_id: Edit<String>,
}

impl RawSite {
    /// Whether it says where the site is reached, from where it writes or which systems it works with, by which one site could take what is
    /// another's.
    #[must_use]
    pub fn is_about_systems(&self) -> bool {
        self.public_url.is_some()
            || self.hosts.is_some()
            || self.lms_url != Edit::Keep
            || self.catalog_url != Edit::Keep
            || self.sender_address != Edit::Keep
    }
}

/// A part of a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The name.
    Name,
    /// The public address.
    PublicUrl,
    /// The further hosts.
    Hosts,
    /// The learning platform.
    LmsUrl,
    /// The catalogue.
    CatalogUrl,
    /// The home page.
    HomeUrl,
    /// Help.
    HelpUrl,
    /// Terms of service.
    TermsUrl,
    /// Privacy policy.
    PrivacyUrl,
    /// Those who help.
    SupportAddress,
    /// From where the site writes.
    SenderAddress,
    /// The picture.
    LogoUrl,
    /// The color by day.
    AccentColor,
    /// The color in the dark.
    AccentColorDark,
    /// The application at Facebook.
    FacebookAppId,
}

/// Something that is wrong with a part of a site.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct InvalidSite {
    /// The part.
    pub part: Part,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a part of a site.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// It cannot be what the part is for: why, for people.
    #[error("{0}")]
    Unfit(String),
    /// This host asks for another site.
    #[error("{0} asks for another site")]
    HostTaken(String),
    /// The settings name other learning platforms.
    #[error(
        "the settings of the service name no learning platform at this address; whoever runs the service adds it to `platforms` first"
    )]
    UnknownPlatform,
    /// People can sign in at the site, and could not any more.
    #[error(
        "nobody could sign in any more: the settings of the service have no application for it; whoever runs the service gives the \
         platform a sign_in_client_id and its secret in `platforms` first"
    )]
    NoSignIn,
    /// Browsers would not show it.
    #[error(
        "pages of the site show no pictures from this address; whoever runs the service adds its origin to `image_origins` first"
    )]
    BlockedPicture,
}

/// The host by which requests ask for what is at this address.
#[must_use]
pub fn host_of(public_url: &str) -> Option<Host> {
    let (_, host) = public_url.split_once("://")?;
    Host::parse(host)
}
