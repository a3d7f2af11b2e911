//! The logo of an organization: what certificates show, and where that comes from.

use leptos::prelude::*;

use crate::api::schema;
use crate::console::picture::Picture;
use crate::console::sheet::style;
use crate::i18n::use_i18n;
use crate::text::t;

/// A logo that the site keeps.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
#[cynic(graphql_type = "OrganizationLogo")]
pub(super) struct Logo {
    pub(super) url: String,
    pub(super) origin: OrganizationLogoOrigin,
    pub(super) asset: Option<Picture>,
}

/// How it came to the site.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OrganizationLogoOrigin {
    Chosen,
    Copied,
}

/// The picture, and where it comes from.
#[component]
pub(super) fn LogoCard(
    /// What it shows; none where the site keeps none.
    logo: Option<Logo>,
) -> impl IntoView {
    let i18n = use_i18n();
    let origin = match logo.as_ref().map(|it| it.origin) {
        Some(OrganizationLogoOrigin::Chosen) => t!(i18n, console.catalogue.logo.chosen),
        Some(OrganizationLogoOrigin::Copied) => t!(i18n, console.catalogue.logo.copied),
        None => t!(i18n, console.catalogue.logo.none),
    };
    let picture =
        logo.map(|it| view! { <img class=style::picture src=it.url alt=t!(i18n, console.catalogue.logo.alt)/> });
    view! {
        <section class=style::card aria-labelledby="logo">
            <h2 id="logo">{t!(i18n, console.catalogue.logo.label)}</h2>
            {picture}
            <p class=style::minor>{origin}</p>
        </section>
    }
}
