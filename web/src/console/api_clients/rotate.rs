//! Giving a client another key: how long the present one still counts is asked first.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::query::ApiClient;
use super::save::{self, Keyed, Refusal};
use crate::component::failure::explanation;
use crate::console::choice::Choice;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::dialog::DialogFoot;
use crate::ui::problem::Problem;

/// How long the present key still counts at first: a day.
const USUAL: i32 = 24 * 60;

/// The form; it closes the dialog around it and hands on the key.
#[component]
pub(super) fn RotateForm(
    /// The client as it was told last.
    current: RwSignal<ApiClient>,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
    /// Takes the key to be shown.
    shown: RwSignal<Option<Keyed>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let overlap = RwSignal::new(USUAL.to_string());
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let options = Signal::derive(move || {
        [
            (0, t_string!(i18n, console.api_clients.overlap_none)),
            (60, t_string!(i18n, console.api_clients.overlap_hour)),
            (USUAL, t_string!(i18n, console.api_clients.overlap_day)),
            (7 * USUAL, t_string!(i18n, console.api_clients.overlap_week)),
        ]
        .map(|(minutes, words)| (minutes.to_string(), words.to_owned()))
        .to_vec()
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let minutes = overlap.get_untracked().parse().unwrap_or(USUAL);
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            match save::rotate(&current.get_untracked(), minutes).await {
                Ok(keyed) => {
                    is_open.set(false);
                    current.set(keyed.client.clone());
                    shown.set(Some(keyed));
                }
                Err(error) => {
                    is_busy.set(false);
                    refusal.set(Some(error));
                }
            }
        });
    };
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Refusal::Failed(error)) => explanation(i18n, error),
            Some(_) => t_string!(i18n, console.problem.outdated),
        };
        words.to_owned()
    });
    view! {
        <form class=style::form on:submit=send novalidate>
            <p>{t!(i18n, console.api_clients.rotate_meaning)}</p>
            <Choice
                id="client-overlap"
                label=move || t_string!(i18n, console.api_clients.overlap)
                options
                value=overlap
            />
            <Problem words=problem/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {t!(i18n, console.api_clients.rotate_now)}
                </button>
            </DialogFoot>
        </form>
    }
}
