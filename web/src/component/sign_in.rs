//! The way to sign in and back to this very page, and the pages that need it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::announce::page_title;
use crate::component::failure::Subject;
use crate::component::loaded::Loaded;
use crate::i18n::{t_string, use_i18n};
use crate::path;
use crate::shell::{Shell, Viewer};
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;
use crate::ui::skeleton::Skeleton;

/// Where to sign in so that one comes back to this very page.
pub(crate) fn sign_in_href() -> impl Fn() -> String + Copy + Send + Sync + 'static {
    let here = use_location();
    let (pathname, search) = (here.pathname, here.search);
    move || {
        let search = search.get();
        let search = search.trim_start_matches('?');
        let separator = if search.is_empty() { "" } else { "?" };
        path::sign_in(&format!("{}{separator}{search}", pathname.get()))
    }
}

/// Shows the children to who is signed in, and to others the way to sign in.
#[component]
pub(crate) fn SignedIn<V>(
    /// Shows the page to its viewer.
    children: impl Fn(Viewer) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    V: IntoView + 'static,
{
    let shell = Shell::expect();
    view! {
        <Loaded fetch=move || shell.answer() subject=Subject::Page loading=Skeleton let:shell>
            {match shell.viewer {
                Some(viewer) => children(viewer).into_any(),
                None => view! { <SignInNotice/> }.into_any(),
            }}
        </Loaded>
    }
}

/// Asks to sign in.
#[component]
pub(crate) fn SignInNotice() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, title.sign_in).to_owned());
    let shell = Shell::expect();
    let href = sign_in_href();
    let way = move || {
        if shell.site().is_some_and(|it| it.can_sign_in) {
            view! { <p><a class="button primary" href=href rel="external">{t!(i18n, account.sign_in)}</a></p> }
                .into_any()
        } else {
            view! { <p>{t!(i18n, sign_in_failed.not_set_up)}</p> }.into_any()
        }
    };
    view! {
        <Notice icon=Icon::Person>
            <h1 tabindex="-1">{t!(i18n, sign_in.heading)}</h1>
            <p>{t!(i18n, sign_in.lead)}</p>
            {way}
        </Notice>
    }
}
