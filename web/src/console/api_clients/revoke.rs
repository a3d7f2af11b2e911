//! Revoking a client, which is for ever: its name has to be spelled out.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::query::ApiClient;
use super::save::{self, Refusal};
use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::dialog::DialogFoot;
use crate::ui::field::Field;
use crate::ui::problem::Problem;

/// The form; it closes the dialog around it once the client is revoked.
#[component]
pub(super) fn RevokeForm(
    /// The client as it was told last.
    current: RwSignal<ApiClient>,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let field = NodeRef::<Input>::new();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let client = current.get_untracked();
        let written = field.get_untracked().map(|it| it.value().trim().to_owned());
        if written.as_ref() != Some(&client.name) {
            refusal.set(Some(Refusal::NotSpelledOut));
            if let Some(field) = field.get_untracked() {
                // The field is in the page; focusing it cannot fail.
                let _ = field.focus();
            }
            return;
        }
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            match save::revoke(&client).await {
                Ok(client) => {
                    is_open.set(false);
                    current.set(client);
                    say(t_string!(i18n, console.api_clients.revoke_done));
                }
                Err(error) => {
                    is_busy.set(false);
                    refusal.set(Some(error));
                }
            }
        });
    };
    let at_field = Signal::derive(move || match refusal.read().as_ref() {
        Some(Refusal::NotSpelledOut) => t_string!(i18n, console.api_clients.not_spelled_out).to_owned(),
        Some(_) | None => String::new(),
    });
    let at_form = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None | Some(Refusal::NotSpelledOut) => "",
            Some(Refusal::Failed(error)) => explanation(i18n, error),
            Some(_) => t_string!(i18n, console.problem.outdated),
        };
        words.to_owned()
    });
    view! {
        <form class=style::form on:submit=send novalidate>
            <p>{t!(i18n, console.api_clients.revoke_meaning)}</p>
            <Field
                id="client-spelled"
                kind="text"
                label=move || t_string!(i18n, console.api_clients.spell_out)
                hint=move || view! { <bdi>{current.get().name}</bdi> }
                value=String::new()
                limit=String::from("80")
                problem=at_field
                node_ref=field
            />
            <Problem words=at_form/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <button class="button danger" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {t!(i18n, console.api_clients.revoke)}
                </button>
            </DialogFoot>
        </form>
    }
}
