//! A key that was just told: shown once, to be copied.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::save::Keyed;
use crate::browser;
use crate::console::sheet::style;
use crate::console::unsaved::Unsaved;
use crate::console::work::style as work;
use crate::format::isolated;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::icon::{Icon, IconView};

/// A dialog while there is a key to show. Closing it forgets the key, so Escape does not.
#[component]
pub(super) fn KeyDialog(
    /// The key and whose it is.
    shown: RwSignal<Option<Keyed>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    Effect::new(move |_| {
        if shown.read().is_some() {
            is_open.set(true);
        }
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if was_open == Some(true) && !is_open {
            shown.set(None);
        }
        is_open
    });
    let heading = move || {
        let name = shown.read().as_ref().map(|it| isolated(&it.client.name));
        t_string!(i18n, console.api_clients.key_heading, name = name.unwrap_or_default())
    };
    view! {
        <Dialog is_open heading is_firm=true>
            {move || shown.get_untracked().map(|it| view! { <ShownKey key=it.key is_open/> })}
        </Dialog>
    }
}

/// How a program asks who it is; the key itself stands nowhere but in its field.
fn request() -> String {
    let origin = window().location().origin().unwrap_or_default();
    format!(
        "curl {origin}/graphql \\\n  \
         -H 'Authorization: Bearer KEY' \\\n  \
         -H 'Content-Type: application/json' \\\n  \
         -d '{{\"query\": \"{{ viewer {{ username }} }}\"}}'"
    )
}

#[component]
fn ShownKey(key: String, is_open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    // The browser asks before it leaves the page and the key with it.
    Unsaved::watch().note();
    let outcome = RwSignal::new(None::<bool>);
    let words = move |is_copied| {
        if is_copied {
            t_string!(i18n, console.api_clients.copied)
        } else {
            t_string!(i18n, console.api_clients.copy_failed)
        }
    };
    let copied = key.clone();
    let copy = move || {
        let key = copied.clone();
        spawn_local(async move {
            let is_copied = browser::copy(&key).await;
            outcome.set(Some(is_copied));
        });
    };
    view! {
        <div class=style::form>
            <p><strong>{t!(i18n, console.api_clients.key_once)}</strong></p>
            <p>{t!(i18n, console.api_clients.key_secret)}</p>
            <div class="field">
                <label for="client-key">{t!(i18n, console.api_clients.key)}</label>
                <input class="control" id="client-key" type="text" dir="ltr" readonly autocomplete="off" spellcheck="false" value=key/>
            </div>
            <p>{t!(i18n, console.api_clients.key_sent)}</p>
            <pre class=work::example dir="ltr"><code>{request()}</code></pre>
            <DialogFoot>
                <Button on_press=copy weight=Weight::Primary>
                    <IconView icon=Icon::Link/>
                    {t!(i18n, console.api_clients.copy)}
                </Button>
                <Button on_press=move || is_open.set(false)>{t!(i18n, console.api_clients.done)}</Button>
            </DialogFoot>
            // The page's own live region is behind the dialog, where nobody hears it.
            <p class=style::minor role="status">{move || outcome.get().map(words)}</p>
        </div>
    }
}
