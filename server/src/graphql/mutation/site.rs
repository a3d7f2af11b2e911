//! Mutations of sites.

pub(in crate::graphql) mod create;
pub(in crate::graphql) mod edit;

use async_graphql::OutputType;

use super::super::object::site::SharingNetwork;
use super::super::user_error::UserError;
use crate::domain::site::{InvalidSite, Part, Problem, RawSite};

/// Turns the list of networks into switches.
fn share_on(raw: &mut RawSite, networks: Option<Vec<SharingNetwork>>) {
    if let Some(networks) = networks {
        raw.shares_on_linkedin = Some(networks.contains(&SharingNetwork::LinkedIn));
        raw.shares_on_x = Some(networks.contains(&SharingNetwork::X));
        raw.shares_on_facebook = Some(networks.contains(&SharingNetwork::Facebook));
    }
}

/// The field of the input that tells a part of a site.
fn field(part: Part) -> &'static str {
    match part {
        Part::Name => "name",
        Part::PublicUrl => "publicUrl",
        Part::Hosts => "hosts",
        Part::LmsUrl => "lmsUrl",
        Part::CatalogUrl => "catalogUrl",
        Part::HomeUrl => "homeUrl",
        Part::HelpUrl => "helpUrl",
        Part::TermsUrl => "termsUrl",
        Part::PrivacyUrl => "privacyUrl",
        Part::SupportAddress => "supportAddress",
        Part::SenderAddress => "senderAddress",
        Part::LogoUrl => "logoUrl",
        Part::AccentColor => "accentColor",
        Part::AccentColorDark => "accentColorDark",
        Part::FacebookAppId => "facebookApp",
    }
}

/// What is wrong with each part, under the codes of one mutation.
fn refusals<C: OutputType>(problems: &[InvalidSite], code: impl Fn(&Problem) -> C) -> Vec<UserError<C>> {
    problems
        .iter()
        .map(|it| UserError::at(code(&it.problem), it, [field(it.part)]))
        .collect()
}
