//! Links to the areas of the console that the viewer may enter: beside each other on wide screens, on a phone below each other behind a
//! button.

use leptos::ev::KeyboardEvent;
use leptos::html::Button;
use leptos::prelude::*;
use leptos_router::components::A;

use super::path::{
    ASSETS, AUDIT_TRAIL, AWARD, CATALOGUE, CONFIGURATIONS, CREDENTIALS, FIND, INSIGHTS, MAIL_TEXTS, OPERATIONS,
    OUTGOING_MAILS, RECONCILIATIONS, SETTINGS, SIGNATORIES, TEMPLATES,
};
use super::settings;
use super::shortcut::{self, Shortcut};
use crate::api::enumeration::Permission;
use crate::component::navigation::style as navigation;
use crate::i18n::{t_string, use_i18n};
use crate::shell::{Shell, Viewer};
use crate::text::{Text, t, text};

stylance::import_crate_style!(style, "src/console/areas.module.css");

/// Names the list of links.
const LIST: &str = "areas";

/// The links; nothing until it is known who asks.
#[component]
pub(super) fn Areas() -> impl IntoView {
    let shell = Shell::expect();
    Shortcut::expect().listen();
    move || {
        let links = areas(&shell.viewer()?);
        (!links.is_empty()).then(|| view! { <Menu links/> })
    }
}

/// Address and name of each area that somebody may enter.
fn areas(viewer: &Viewer) -> Vec<(&'static str, Text)> {
    let i18n = use_i18n();
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
    let all = [
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
    ];
    all.into_iter()
        .filter(|(permission, ..)| viewer.permissions.contains(permission))
        .map(|(_, href, words)| (href, words))
        .collect()
}

#[component]
fn Menu(links: Vec<(&'static str, Text)>) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let opener = NodeRef::<Button>::new();
    let close_by_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            is_open.set(false);
            if let Some(opener) = opener.get_untracked() {
                // It is in the page; focusing it cannot fail.
                let _ = opener.focus();
            }
        }
    };
    let links = links
        .into_iter()
        .map(|(href, words)| if href == FIND { find(words) } else { area(href, words) });
    view! {
        <nav class=style::navigation aria-label=t!(i18n, console.areas) on:keydown=close_by_key>
            <button
                node_ref=opener
                class=style::opener
                type="button"
                aria-expanded=text(move || is_open.get().to_string())
                aria-controls=LIST
                on:click=move |_| is_open.update(|it| *it = !*it)
            >
                {t!(i18n, console.menu)}
            </button>
            // Whoever follows a link wants to see where it leads.
            <ul class=navigation::list id=LIST on:click=move |_| is_open.set(false)>{links.collect_view()}</ul>
        </nav>
    }
}

fn area(href: &'static str, words: Text) -> AnyView {
    view! { <li><A href attr:class=navigation::link>{words}</A></li> }.into_any()
}

/// The link to the search, and beside it the key that leads there.
fn find(words: Text) -> AnyView {
    let i18n = use_i18n();
    let keys = Shortcut::expect();
    let key = move || {
        if keys.is_on() {
            "/".to_owned()
        } else {
            t_string!(i18n, console.find.key).to_owned()
        }
    };
    // In the words of the attribute, which assistive technology reads out in its own.
    let told = move || {
        if keys.is_on() {
            "/ Control+K Meta+K"
        } else {
            "Control+K Meta+K"
        }
    };
    view! {
        <li class=style::find>
            <A
                href=FIND
                attr:class=navigation::link
                attr:id=shortcut::LINK
                attr:aria-keyshortcuts=told
            >
                {words}
            </A>
            <kbd class=style::key aria-hidden="true">{text(key)}</kbd>
        </li>
    }
    .into_any()
}
