//! Removing a template: asked about in a dialog first.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::query::Template;
use super::save::{self, Refusal};
use crate::component::failure::explanation;
use crate::console::parting::Parting;
use crate::console::path::TEMPLATES;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::problem::Problem;

/// The button that asks.
#[component]
pub(super) fn RemoveButton(
    /// As it is shown.
    template: Template,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    view! {
        <Button on_press=move || is_open.set(true) weight=Weight::Danger>{t!(i18n, console.signatory.delete)}</Button>
        <Dialog is_open heading=move || t_string!(i18n, console.signatory.delete)>
            <Question template=template.clone() is_open/>
        </Dialog>
    }
}

#[component]
fn Question(template: Template, is_open: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let parting = Parting::expect();
    let navigate = StoredValue::new_local(use_navigate());
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let press = move || {
        let template = template.clone();
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = save::delete(&template).await;
            // The page was left meanwhile.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => {
                    is_open.set(false);
                    parting.leave(t_string!(i18n, console.template.deleted));
                    navigate.with_value(|navigate| navigate(TEMPLATES, NavigateOptions::default()));
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Refusal::Used) => t_string!(i18n, console.template.used),
            Some(Refusal::Failed(error)) => explanation(i18n, error),
            Some(Refusal::Name | Refusal::TooLarge | Refusal::Doubles | Refusal::Conflict(_) | Refusal::Outdated) => {
                t_string!(i18n, console.problem.outdated)
            }
        };
        words.to_owned()
    });
    view! {
        <div class=style::form>
            <p>{t!(i18n, console.template.delete_meaning)}</p>
            <Problem words=problem/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=press is_busy weight=Weight::Danger>{t!(i18n, console.signatory.delete)}</Button>
            </DialogFoot>
        </div>
    }
}
