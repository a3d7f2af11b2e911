//! The way from the console's own address to the first area that somebody may enter.

use leptos::prelude::*;
use leptos_router::components::Redirect;

use super::path::{CONFIGURATIONS, CREDENTIALS};
use crate::api::enumeration::Permission;
use crate::component::sign_in::SignedIn;
use crate::shell::Viewer;

/// Leads on. Who may enter nothing is told so where most begin.
#[component]
pub(super) fn Start() -> impl IntoView {
    view! { <SignedIn let:viewer><Redirect path=first(&viewer)/></SignedIn> }
}

fn first(viewer: &Viewer) -> &'static str {
    let may = |it| viewer.permissions.contains(&it);
    if !may(Permission::ViewAllCredentials) && may(Permission::ViewConfigurations) {
        CONFIGURATIONS
    } else {
        CREDENTIALS
    }
}
