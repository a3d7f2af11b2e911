//! The way to sign in and back to this very page, and the pages that need it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen_futures::spawn_local;

use crate::announce::page_title;
use crate::component::failure::{FailureNotice, Subject};
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
    gate(Box::new(move |viewer| children(viewer).into_any()))
}

/// The same for every page, so that it is compiled once. A page asks for what it shows when it is made, and somebody's looking at a person
/// is written down: so it is made once for each viewer, however often the shell is answered.
fn gate(page: Box<dyn Fn(Viewer) -> AnyView + Send + Sync>) -> AnyView {
    let shell = Shell::expect();
    let viewer = Memo::new(move |_| shell.outcome()?.ok().map(|it| it.viewer));
    let is_retrying = RwSignal::new(false);
    Effect::new(move |_| {
        shell.outcome();
        is_retrying.set(false);
    });
    let retry = move || {
        is_retrying.set(true);
        spawn_local(async move {
            // What comes of it is shown as the first answer would have been.
            drop(shell.answer().await);
        });
    };
    let without_answer = move || match shell.outcome() {
        Some(Err(error)) if error.needs_sign_in() => view! { <SignInNotice/> }.into_any(),
        Some(Err(error)) => view! { <FailureNotice error subject=Subject::Page is_retrying retry/> }.into_any(),
        Some(Ok(_)) | None => view! { <Skeleton/> }.into_any(),
    };
    let face = move || match viewer.get() {
        Some(Some(viewer)) => page(viewer),
        Some(None) => view! { <SignInNotice/> }.into_any(),
        None => without_answer.into_any(),
    };
    face.into_any()
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
