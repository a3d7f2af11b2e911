//! Who may see a page of the console; others are told why they do not.

use leptos::prelude::*;

use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::sign_in::SignedIn;
use crate::i18n::{t_string, use_i18n};
use crate::path;
use crate::shell::Viewer;
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;

/// Shows the children to who is signed in and has the permission.
#[component]
pub(super) fn Entry<V>(
    /// What the page is for.
    needs: Permission,
    /// Shows the page to its viewer.
    children: impl Fn(Viewer) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    V: IntoView + 'static,
{
    view! {
        <SignedIn let:viewer>
            {if viewer.permissions.contains(&needs) { children(viewer).into_any() } else { view! { <Refused/> }.into_any() }}
        </SignedIn>
    }
}

/// Signed in, but not as somebody who works here.
#[component]
fn Refused() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.refused.heading).to_owned());
    view! {
        <Notice icon=Icon::Person>
            <h1 tabindex="-1">{t!(i18n, console.refused.heading)}</h1>
            <p>{t!(i18n, console.refused.lead)}</p>
            <p><a class="button" href=path::CREDENTIALS rel="external">{t!(i18n, navigation.credentials)}</a></p>
        </Notice>
    }
}
