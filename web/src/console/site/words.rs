//! What the parts of a site are called, what to know before filling them in, and what is said where they were refused.

use leptos_i18n::I18nContext;

use super::part::Part;
use super::save::{Fault, Refusal};
use crate::component::failure::explanation;
use crate::i18n::{Locale, t_string};

/// What it is called.
pub(super) fn label(i18n: I18nContext<Locale>, part: Part) -> &'static str {
    match part {
        Part::Name => t_string!(i18n, console.site.name),
        Part::PublicUrl => t_string!(i18n, console.site.public_url),
        Part::Hosts => t_string!(i18n, console.site.hosts),
        Part::LmsUrl => t_string!(i18n, console.site.lms_url),
        Part::CatalogUrl => t_string!(i18n, console.site.catalog_url),
        Part::HomeUrl => t_string!(i18n, console.site.home_url),
        Part::HelpUrl => t_string!(i18n, console.site.help_url),
        Part::TermsUrl => t_string!(i18n, console.site.terms_url),
        Part::PrivacyUrl => t_string!(i18n, console.site.privacy_url),
        Part::SupportAddress => t_string!(i18n, console.site.support_address),
        Part::SenderAddress => t_string!(i18n, console.site.sender_address),
        Part::LogoUrl => t_string!(i18n, console.site.logo_url),
        Part::AccentColor => t_string!(i18n, console.site.accent_color),
        Part::AccentColorDark => t_string!(i18n, console.site.accent_color_dark),
        Part::FacebookApp => t_string!(i18n, console.site.facebook_app),
    }
}

/// What to know before filling it in.
pub(super) fn hint(i18n: I18nContext<Locale>, part: Part) -> &'static str {
    match part {
        Part::Name => t_string!(i18n, console.site.name_hint),
        Part::PublicUrl => t_string!(i18n, console.site.public_url_hint),
        Part::Hosts => t_string!(i18n, console.site.hosts_hint),
        Part::LmsUrl => t_string!(i18n, console.site.lms_url_hint),
        Part::CatalogUrl => t_string!(i18n, console.site.catalog_url_hint),
        Part::HomeUrl => t_string!(i18n, console.site.home_url_hint),
        Part::HelpUrl => t_string!(i18n, console.site.help_url_hint),
        Part::TermsUrl => t_string!(i18n, console.site.terms_url_hint),
        Part::PrivacyUrl => t_string!(i18n, console.site.privacy_url_hint),
        Part::SupportAddress => t_string!(i18n, console.site.support_address_hint),
        Part::SenderAddress => t_string!(i18n, console.site.sender_address_hint),
        Part::LogoUrl => t_string!(i18n, console.site.logo_url_hint),
        Part::AccentColor => t_string!(i18n, console.site.accent_color_hint),
        Part::AccentColorDark => t_string!(i18n, console.site.accent_color_dark_hint),
        Part::FacebookApp => t_string!(i18n, console.site.facebook_app_hint),
    }
}

/// What is said where something is wrong with what is written.
pub(super) fn flaw(i18n: I18nContext<Locale>, part: Part, fault: Fault) -> &'static str {
    match fault {
        Fault::Unfit => unfit(i18n, part),
        Fault::Taken => t_string!(i18n, console.site.taken),
        Fault::UnknownPlatform => t_string!(i18n, console.site.unknown_platform),
        Fault::NoSignIn => t_string!(i18n, console.site.no_sign_in),
        Fault::BlockedPicture => t_string!(i18n, console.site.blocked_picture),
    }
}

/// What is said where it cannot be what is written.
fn unfit(i18n: I18nContext<Locale>, part: Part) -> &'static str {
    match part {
        Part::Name => t_string!(i18n, console.site.bad_name),
        Part::PublicUrl => t_string!(i18n, console.site.bad_public_url),
        Part::Hosts => t_string!(i18n, console.site.bad_hosts),
        Part::LmsUrl
        | Part::CatalogUrl
        | Part::HomeUrl
        | Part::HelpUrl
        | Part::TermsUrl
        | Part::PrivacyUrl
        | Part::LogoUrl => t_string!(i18n, console.site.bad_url),
        Part::SupportAddress | Part::SenderAddress => t_string!(i18n, console.site.bad_mail),
        Part::AccentColor => t_string!(i18n, console.site.bad_accent_color),
        Part::AccentColorDark => t_string!(i18n, console.site.bad_accent_color_dark),
        Part::FacebookApp => t_string!(i18n, console.site.bad_facebook_app),
    }
}

/// What is said of the whole; nothing where parts of it are to blame.
pub(super) fn whole(i18n: I18nContext<Locale>, refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Unfit(_) => "",
        Refusal::TooMany => t_string!(i18n, console.site.too_many),
        Refusal::Conflict(_) => t_string!(i18n, console.configuration.conflict),
        Refusal::Outdated => t_string!(i18n, console.problem.outdated),
        Refusal::Failed(error) => explanation(i18n, error),
    }
}
