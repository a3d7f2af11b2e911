//! Removing a text: asked about in a dialog first.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::fault::Refusal;
use super::query::CompletionMail;
use super::save;
use crate::component::failure::explanation;
use crate::console::parting::Parting;
use crate::console::path::MAIL_TEXTS;
use crate::console::sheet::style;
use crate::console::unsaved::Unsaved;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::problem::Problem;

/// The button that asks.
#[component]
pub(super) fn RemoveButton(
    /// As it was told last.
    current: RwSignal<CompletionMail>,
    /// What is written is lost with it.
    unsaved: Unsaved,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    view! {
        <Button on_press=move || is_open.set(true) weight=Weight::Danger>{t!(i18n, console.signatory.delete)}</Button>
        <Dialog is_open heading=move || t_string!(i18n, console.signatory.delete)>
            <Question current is_open unsaved/>
        </Dialog>
    }
}

#[component]
fn Question(current: RwSignal<CompletionMail>, is_open: RwSignal<bool>, unsaved: Unsaved) -> impl IntoView {
    let i18n = use_i18n();
    let parting = Parting::expect();
    let navigate = StoredValue::new_local(use_navigate());
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let press = move || {
        let mail = current.get_untracked();
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = save::delete(&mail).await;
            is_busy.set(false);
            match answer {
                Ok(()) => {
                    is_open.set(false);
                    unsaved.settle();
                    parting.leave(t_string!(i18n, console.mail_text.deleted));
                    navigate.with_value(|navigate| navigate(MAIL_TEXTS, NavigateOptions::default()));
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Refusal::Failed(error)) => explanation(i18n, error),
            Some(Refusal::Faults(_) | Refusal::Conflict(_) | Refusal::Outdated) => {
                t_string!(i18n, console.problem.outdated)
            }
        };
        words.to_owned()
    });
    view! {
        <div class=style::form>
            <p>{t!(i18n, console.mail_text.delete_meaning)}</p>
            <Problem words=problem/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=press is_busy weight=Weight::Danger>{t!(i18n, console.signatory.delete)}</Button>
            </DialogFoot>
        </div>
    }
}
