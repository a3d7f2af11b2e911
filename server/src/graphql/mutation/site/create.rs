//! `createSite`.

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};

use super::{refusals, share_on};
use crate::domain::edit::Edit;
use crate::domain::site::{Problem, RawSite};
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::object::site::{SharingNetwork, Site};
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::site::CreateSiteError;

/// A site to make. Addresses are https.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct CreateSiteInput {
    /// Name of the institution's platform, at most 255 characters.
    name: String,
    /// Where the world reaches it, such as `https://credentials.example.org`: no path, and a host of no other site.
    public_url: String,
    /// Further hosts by which requests may ask for it, at most 20.
    hosts: Option<Vec<String>>,
    /// Address of its learning platform, where its people sign in: one that the settings of the service name.
    lms_url: Option<String>,
    /// Address of its catalogue's API. It is copied where the settings of the service name its host.
    catalog_url: Option<String>,
    /// The institution's home page.
    home_url: Option<String>,
    /// Where people find help with certificates.
    help_url: Option<String>,
    /// Terms of service.
    terms_url: Option<String>,
    /// Privacy policy.
    privacy_url: Option<String>,
    /// Mail address of those who help.
    support_address: Option<String>,
    /// Mail address from which the site writes.
    sender_address: Option<String>,
    /// Picture to show beside the name: of the site itself, or from where the settings of the service allow pictures.
    logo_url: Option<String>,
    /// Color of links and buttons by day, as `#rrggbb`: its contrast with white is at least 5.2 to 1.
    accent_color: Option<String>,
    /// Color of links and buttons in the dark, as `#rrggbb`: its contrast with black is at least 7 to 1.
    accent_color_dark: Option<String>,
    /// Where learners are offered to share; LinkedIn and X unless told.
    sharing: Option<Vec<SharingNetwork>>,
    /// Number of the institution's application at Facebook; needed for sharing there.
    facebook_app: Option<String>,
}

fn set(value: Option<String>) -> Edit<String> {
    value.map_or(Edit::Keep, Edit::Set)
}

impl From<CreateSiteInput> for RawSite {
    fn from(it: CreateSiteInput) -> Self {
        let CreateSiteInput {
            name,
            public_url,
            hosts,
            lms_url,
            catalog_url,
            home_url,
            help_url,
            terms_url,
            privacy_url,
            support_address,
            sender_address,
            logo_url,
            accent_color,
            accent_color_dark,
            sharing,
            facebook_app,
        } = it;
        let mut raw = Self {
            name: Some(name),
            public_url: Some(public_url),
            hosts,
            lms_url: set(lms_url),
            catalog_url: set(catalog_url),
            home_url: set(home_url),
            help_url: set(help_url),
            terms_url: set(terms_url),
            privacy_url: set(privacy_url),
            support_address: set(support_address),
            sender_address: set(sender_address),
            logo_url: set(logo_url),
            accent_color: set(accent_color),
            accent_color_dark: set(accent_color_dark),
            facebook_app_id: set(facebook_app),
            ..Self::default()
        };
        share_on(&mut raw, sharing);
        raw
    }
}

/// What became of it.
#[derive(SimpleObject)]
pub(in crate::graphql) struct CreateSitePayload {
    /// The site as it is now; null where it was refused.
    site: Option<Site>,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<CreateSiteErrorCode>>,
}

/// Why a site was not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum CreateSiteErrorCode {
    /// A value cannot be what its field is for.
    Invalid,
    /// A host asks for another site already.
    HostTaken,
    /// The settings of the service name no learning platform at this address: whoever runs the service adds it to `platforms` first.
    UnknownPlatform,
    /// Pages of the site show no pictures from this address: whoever runs the service adds its origin to `image_origins` first.
    BlockedPicture,
    /// There are too many sites.
    TooMany,
}

#[derive(Default)]
pub(in crate::graphql) struct CreateSite;

#[Object]
impl CreateSite {
    /// Make a site: a tenant with credentials of its own, which requests reach by its hosts within two seconds. Everything that is wrong
    /// with it is told at once. Superusers only.
    async fn create_site(&self, ctx: &Context<'_>, input: CreateSiteInput) -> async_graphql::Result<CreateSitePayload> {
        use CreateSiteErrorCode as Code;
        let error = match service::site::create(ctx.here()?, input.into()).await {
            Ok(site) => {
                return Ok(CreateSitePayload {
                    site: Some(site.into()),
                    user_errors: Vec::new(),
                });
            }
            Err(error) => error,
        };
        let message = error.to_string();
        let user_errors = match error {
            CreateSiteError::Denied(denied) => return Err(error::denied(denied)),
            CreateSiteError::Fault(fault) => return Err(error::fault(fault)),
            CreateSiteError::Invalid(problems) => refusals(&problems, |it| match it {
                Problem::Unfit(_) => Code::Invalid,
                Problem::HostTaken(_) => Code::HostTaken,
                // Nobody can have signed in at a site that is new.
                Problem::UnknownPlatform | Problem::NoSignIn => Code::UnknownPlatform,
                Problem::BlockedPicture => Code::BlockedPicture,
            }),
            CreateSiteError::TooMany => vec![UserError::at(Code::TooMany, message, None::<&str>)],
        };
        Ok(CreateSitePayload {
            site: None,
            user_errors,
        })
    }
}
