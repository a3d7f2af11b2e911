//! The parts of the settings, each with the permission that it needs: a new one is a line here, and its page says `SettingsAreas`.

use leptos::prelude::*;

use super::{RUN, SEE};
use crate::api::enumeration::Permission;
use crate::component::navigation::NavigationBar;
use crate::console::path::{API_CLIENTS, ROLES, SETTINGS, SITES};
use crate::i18n::use_i18n;
use crate::shell::Viewer;
use crate::text::t;

/// Links to the parts that the viewer may enter; nothing where there is one alone.
#[component]
pub(in crate::console) fn SettingsAreas(viewer: Viewer) -> impl IntoView {
    let i18n = use_i18n();
    let links: Vec<_> = [
        // Every other part is below its address.
        (SEE, SETTINGS, true, t!(i18n, console.settings.this_site)),
        (
            Permission::ManageApiClients,
            API_CLIENTS,
            false,
            t!(i18n, console.api_clients.title),
        ),
        (Permission::ManageRoles, ROLES, false, t!(i18n, console.roles.title)),
        (RUN, SITES, false, t!(i18n, console.sites.title)),
    ]
    .into_iter()
    .filter(|(permission, ..)| viewer.permissions.contains(permission))
    .map(|(_, href, exact, words)| (href, exact, words))
    .collect();
    (links.len() > 1).then(|| view! { <NavigationBar label=t!(i18n, console.settings.areas) links/> })
}
