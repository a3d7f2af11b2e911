//! The frame of the console's pages.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::path::{
    ASSETS, AUDIT_TRAIL, AWARD, CATALOGUE, CONFIGURATIONS, CREDENTIALS, FIND, INSIGHTS, MAIL_TEXTS, OPERATIONS,
    OUTGOING_MAILS, RECONCILIATIONS, SETTINGS, SIGNATORIES, TEMPLATES,
};
use super::settings;
use crate::api::enumeration::Permission;
use crate::component::navigation::NavigationBar;
use crate::i18n::{Locale, use_i18n};
use crate::layout::frame::Frame;
use crate::path;
use crate::shell::{Shell, Viewer};
use crate::text::{Text, t};

/// Header with the areas that the viewer may enter, the page, footer.
#[component]
pub(super) fn ConsoleFrame(
    /// The page.
    children: Children,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Frame
            home=path::CONSOLE
            home_label=t!(i18n, console.home)
            brand=t!(i18n, console.brand).into_any()
            footer=view! { <p>{t!(i18n, console.note)}</p> }.into_any()
            elsewhere=app
            navigation=view! { <Areas/> }.into_any()
        >
            {children()}
        </Frame>
    }
}

/// Links to the areas; nothing until it is known who asks.
#[component]
fn Areas() -> impl IntoView {
    let i18n = use_i18n();
    let shell = Shell::expect();
    move || {
        let viewer = shell.viewer()?;
        // From what was sent there is a way to the texts.
        let mail = if viewer.permissions.contains(&Permission::ManageOutgoingMail) {
            (
                Permission::ManageOutgoingMail,
                OUTGOING_MAILS,
                t!(i18n, console.mails.title),
            )
        } else {
            (Permission::ManageMail, MAIL_TEXTS, t!(i18n, console.mail_texts.title))
        };
        let links: Vec<_> = [
            (Permission::ViewAllCredentials, FIND, t!(i18n, console.find.title)),
            (
                Permission::ViewAllCredentials,
                CREDENTIALS,
                t!(i18n, console.credentials.title),
            ),
            (Permission::AwardCredentials, AWARD, t!(i18n, console.award.title)),
            (
                Permission::ViewConfigurations,
                CONFIGURATIONS,
                t!(i18n, console.configurations.title),
            ),
            (
                Permission::ManageSignatories,
                SIGNATORIES,
                t!(i18n, console.signatories.title),
            ),
            (
                Permission::ManageTemplates,
                TEMPLATES,
                t!(i18n, console.templates.title),
            ),
            (Permission::ManageAssets, ASSETS, t!(i18n, console.assets.title)),
            (
                Permission::BrowseCatalogue,
                CATALOGUE,
                t!(i18n, console.catalogue.title),
            ),
            (
                Permission::Reconcile,
                RECONCILIATIONS,
                t!(i18n, console.reconciliation.title),
            ),
            mail,
            (
                Permission::ViewAllCredentials,
                INSIGHTS,
                t!(i18n, console.insights.title),
            ),
            (Permission::ViewTrail, AUDIT_TRAIL, t!(i18n, console.trail.title)),
            (
                Permission::ViewOperations,
                OPERATIONS,
                t!(i18n, console.operations.title),
            ),
            (settings::SEE, SETTINGS, t!(i18n, console.settings.title)),
        ]
        .into_iter()
        .filter(|(permission, ..)| viewer.permissions.contains(permission))
        .map(|(_, href, words)| (href, false, words))
        .collect();
        (!links.is_empty()).then(|| view! { <NavigationBar label=t!(i18n, console.areas) links/> })
    }
}

/// The app, where staff are learners like others.
#[expect(clippy::unnecessary_wraps, reason = "it is one of the ways that may lead nowhere")]
fn app(_: &Viewer, i18n: I18nContext<Locale>) -> Option<(&'static str, Text)> {
    Some((path::CREDENTIALS, t!(i18n, navigation.credentials)))
}
