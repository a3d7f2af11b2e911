//! Who is signed in, and the way in and out.

use leptos::ev::KeyboardEvent;
use leptos::html::Button as Opener;
use leptos::prelude::*;
use leptos_i18n::I18nContext;
use wasm_bindgen_futures::spawn_local;

use crate::announce::speaker;
use crate::api::session;
use crate::component::sign_in::sign_in_href;
use crate::format::isolated;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::shell::{Shell, Viewer};
use crate::text::{Text, t, text};
use crate::ui::button::Button;
use crate::{browser, path};

stylance::import_crate_style!(style, "src/component/account.module.css");

/// Where the menu leads to beside signing out, and in which words: the other program of this app, where the person may go there.
pub(crate) type Elsewhere = fn(&Viewer, I18nContext<Locale>) -> Option<(&'static str, Text)>;

/// A link to sign in, or the menu of who is signed in; nothing where nobody can sign in.
#[component]
pub(crate) fn Account(
    /// Where the menu leads to.
    elsewhere: Elsewhere,
) -> impl IntoView {
    let shell = Shell::expect();
    move || match (shell.viewer(), shell.site()) {
        (Some(viewer), _) => Some(view! { <Menu viewer elsewhere/> }.into_any()),
        (None, Some(site)) if site.can_sign_in => Some(view! { <SignIn/> }.into_any()),
        (None, _) => None,
    }
}

/// Leaves the app; the person comes back to this very page.
#[component]
fn SignIn() -> impl IntoView {
    let i18n = use_i18n();
    view! { <a class=style::link href=sign_in_href() rel="external">{t!(i18n, account.sign_in)}</a> }
}

#[component]
fn Menu(viewer: Viewer, elsewhere: Elsewhere) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let (is_busy, set_busy) = signal(false);
    let (is_open, set_open) = signal(false);
    let opener = NodeRef::<Opener>::new();
    let close_by_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            set_open.set(false);
            if let Some(opener) = opener.get_untracked() {
                // It is in the page; focusing it cannot fail.
                let _ = opener.focus();
            }
        }
    };
    let sign_out = move || {
        set_busy.set(true);
        spawn_local(async move {
            if session::sign_out().await {
                browser::go_to(path::SIGNED_OUT);
            } else {
                set_busy.set(false);
                say(t_string!(i18n, account.sign_out_failed));
            }
        });
    };
    // The other program is another page.
    let way = elsewhere(&viewer, i18n)
        .map(|(href, words)| view! { <a class=style::link href=href rel="external">{words}</a> });
    let name = viewer.display_name();
    view! {
        <div class=style::menu on:keydown=close_by_key>
            <button
                node_ref=opener
                class=style::name
                type="button"
                aria-expanded=text(move || is_open.get().to_string())
                aria-controls="account"
                aria-label=move || t_string!(i18n, account.menu, name = name.clone())
                on:click=move |_| set_open.update(|it| *it = !*it)
            >
                <span dir="auto">{viewer.display_name()}</span>
            </button>
            <div class=style::panel id="account" hidden=move || !is_open.get()>
                <p class=style::username>{t!(i18n, account.signed_in_as, username = isolated(&viewer.username))}</p>
                {way}
                <Button on_press=sign_out is_busy=is_busy>{t!(i18n, account.sign_out)}</Button>
            </div>
        </div>
    }
}
