//! Who may see a page of the console; others are told why they do not.

use leptos::prelude::*;

use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::component::sign_in::SignedIn;
use crate::i18n::{t_string, use_i18n};
use crate::path;
use crate::shell::Viewer;
use crate::text::{t, text};
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
            {if viewer.permissions.contains(&needs) {
                children(viewer).into_any()
            } else {
                view! { <Refused works_here=viewer.may_enter_console()/> }.into_any()
            }}
        </SignedIn>
    }
}

/// Signed in, but not as somebody who may see this page.
#[component]
fn Refused(
    /// Whether there are others that they may see.
    works_here: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let heading = move || {
        if works_here {
            t_string!(i18n, console.refused.role_heading)
        } else {
            t_string!(i18n, console.refused.heading)
        }
    };
    page_title(move || heading().to_owned());
    let lead = move || {
        if works_here {
            t_string!(i18n, console.refused.role_lead)
        } else {
            t_string!(i18n, console.refused.lead)
        }
    };
    let back = (!works_here).then(|| {
        view! { <p><a class="button" href=path::CREDENTIALS rel="external">{t!(i18n, navigation.credentials)}</a></p> }
    });
    view! {
        <Notice icon=Icon::Person>
            <h1 tabindex="-1">{text(heading)}</h1>
            <p>{text(lead)}</p>
            {back}
        </Notice>
    }
}
