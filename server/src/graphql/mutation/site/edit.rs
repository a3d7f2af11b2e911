//! `editSite`.

use async_graphql::{Context, Enum, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::{refusals, share_on};
use crate::domain::site::{Problem, RawSite};
use crate::graphql::Here as _;
use crate::graphql::error;
use crate::graphql::id::NodeId;
use crate::graphql::mutation::configuration::edit_of;
use crate::graphql::object::enumeration::EditOutcome;
use crate::graphql::object::site::{SharingNetwork, Site};
use crate::graphql::user_error::UserError;
use crate::service;
use crate::service::site::{EditSiteError, SiteEdited};

/// What to change about a site. What is left out stays as it is, and null clears it.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct EditSiteInput {
    /// The site.
    id: ID,
    /// Change it only if it has this version. What is set already needs no change, whatever the version.
    expected_version: Option<i32>,
    /// Name of the institution's platform, at most 255 characters; null keeps it.
    name: Option<String>,
    /// Where the world reaches it; null keeps it. That of the default site is a setting.
    public_url: Option<String>,
    /// All further hosts by which requests may ask for it, at most 20; null keeps them.
    hosts: Option<Vec<String>>,
    /// Address of its learning platform, where its people sign in: one that the settings of the service name.
    lms_url: MaybeUndefined<String>,
    /// Address of its catalogue's API. It is copied where the settings of the service name its host.
    catalog_url: MaybeUndefined<String>,
    /// The institution's home page.
    home_url: MaybeUndefined<String>,
    /// Where people find help with certificates.
    help_url: MaybeUndefined<String>,
    /// Terms of service.
    terms_url: MaybeUndefined<String>,
    /// Privacy policy.
    privacy_url: MaybeUndefined<String>,
    /// Mail address of those who help.
    support_address: MaybeUndefined<String>,
    /// Mail address from which the site writes.
    sender_address: MaybeUndefined<String>,
    /// Picture to show beside the name: of the site itself, or from where the settings of the service allow pictures.
    logo_url: MaybeUndefined<String>,
    /// Color of links and buttons by day, as `#rrggbb`: its contrast with white is at least 5.2 to 1.
    accent_color: MaybeUndefined<String>,
    /// Color of links and buttons in the dark, as `#rrggbb`: its contrast with black is at least 7 to 1.
    accent_color_dark: MaybeUndefined<String>,
    /// Where learners are offered to share; null keeps them.
    sharing: Option<Vec<SharingNetwork>>,
    /// Number of the institution's application at Facebook; needed for sharing there.
    facebook_app: MaybeUndefined<String>,
}

impl From<EditSiteInput> for RawSite {
    fn from(it: EditSiteInput) -> Self {
        let EditSiteInput {
            id: _,
            expected_version: _,
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
            name,
            public_url,
            hosts,
            lms_url: edit_of(lms_url),
            catalog_url: edit_of(catalog_url),
            home_url: edit_of(home_url),
            help_url: edit_of(help_url),
            terms_url: edit_of(terms_url),
            privacy_url: edit_of(privacy_url),
            support_address: edit_of(support_address),
            sender_address: edit_of(sender_address),
            logo_url: edit_of(logo_url),
            accent_color: edit_of(accent_color),
            accent_color_dark: edit_of(accent_color_dark),
            facebook_app_id: edit_of(facebook_app),
            ..Self::default()
        };
        share_on(&mut raw, sharing);
        raw
    }
}

/// What became of it.
#[derive(SimpleObject)]
pub(in crate::graphql) struct EditSitePayload {
    /// The site as it is now; null where there is none, and where a part of it is refused.
    site: Option<Site>,
    /// What became of it.
    outcome: EditOutcome,
    /// Why it was refused; empty otherwise.
    user_errors: Vec<UserError<EditSiteErrorCode>>,
}

/// Why a site was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub(in crate::graphql) enum EditSiteErrorCode {
    /// There is no such site.
    NotFound,
    /// A value cannot be what its field is for.
    Invalid,
    /// A host asks for another site already.
    HostTaken,
    /// The settings of the service name no learning platform at this address: whoever runs the service adds it to `platforms` first.
    UnknownPlatform,
    /// People can sign in at the site, and could not any more: whoever runs the service adds an application for that to `platforms` first.
    NoSignIn,
    /// Pages of the site show no pictures from this address: whoever runs the service adds its origin to `image_origins` first.
    BlockedPicture,
    /// The site has another version than the expected one.
    VersionConflict,
}

#[derive(Default)]
pub(in crate::graphql) struct EditSite;

#[Object]
impl EditSite {
    /// Change what a site says about itself, by its admins; where it is reached, from where it writes and which systems it works with
    /// (`publicUrl`, `hosts`, `senderAddress`, `lmsUrl`, `catalogUrl`), and sites other than one's own, by superusers only. Seen everywhere within
    /// two seconds. Everything that is wrong with it is told at once. Repeating it changes nothing, and is no conflict.
    async fn edit_site(&self, ctx: &Context<'_>, input: EditSiteInput) -> async_graphql::Result<EditSitePayload> {
        use EditSiteErrorCode as Code;
        let NodeId::Site(id) = NodeId::decode(&input.id).map_err(error::bad_input)? else {
            return Err(error::bad_input("this is no id of a site"));
        };
        let expected_version = input.expected_version;
        let payload = |outcome, site| EditSitePayload {
            site,
            outcome,
            user_errors: Vec::new(),
        };
        let error = match service::site::edit(ctx.here()?, id, expected_version, input.into()).await {
            Ok(SiteEdited::Updated(site)) => return Ok(payload(EditOutcome::Updated, Some(site.into()))),
            Ok(SiteEdited::Unchanged(site)) => return Ok(payload(EditOutcome::Unchanged, Some(site.into()))),
            Err(error) => error,
        };
        let message = error.to_string();
        let one = |code, field: &str| vec![UserError::at(code, &message, [field])];
        let (user_errors, site) = match error {
            EditSiteError::Denied(denied) => return Err(error::denied(denied)),
            EditSiteError::Fault(fault) => return Err(error::fault(fault)),
            EditSiteError::NotFound => (one(Code::NotFound, "id"), None),
            EditSiteError::Invalid(problems) => {
                let errors = refusals(&problems, |it| match it {
                    Problem::Unfit(_) => Code::Invalid,
                    Problem::HostTaken(_) => Code::HostTaken,
                    Problem::UnknownPlatform => Code::UnknownPlatform,
                    Problem::NoSignIn => Code::NoSignIn,
                    Problem::BlockedPicture => Code::BlockedPicture,
                });
                (errors, None)
            }
            EditSiteError::Stale(site) => (one(Code::VersionConflict, "expectedVersion"), Some((*site).into())),
        };
        Ok(EditSitePayload {
            user_errors,
            ..payload(EditOutcome::Refused, site)
        })
    }
}
