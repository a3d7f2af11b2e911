//! Letting a configuration take awards, or no more: asked about in a dialog first.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::activation::{self, Refusal};
use super::query::CredentialConfiguration;
use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::console::browser::rescue_focus;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::problem::Problem;

/// The button for what it does not do yet.
#[component]
pub(super) fn ActivateButton(
    /// As it is shown.
    configuration: CredentialConfiguration,
    /// Takes the configuration as it is after the change.
    current: RwSignal<CredentialConfiguration>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let is_active = configuration.is_active;
    let name = move || {
        if is_active {
            t_string!(i18n, console.configuration.deactivate)
        } else {
            t_string!(i18n, console.configuration.activate)
        }
    };
    let weight = if is_active { Weight::Danger } else { Weight::Primary };
    view! {
        <Button on_press=move || is_open.set(true) weight>{text(name)}</Button>
        <Dialog is_open heading=name>
            <Question configuration=configuration.clone() current is_open/>
        </Dialog>
    }
}

#[component]
fn Question(
    configuration: CredentialConfiguration,
    current: RwSignal<CredentialConfiguration>,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let is_active = configuration.is_active;
    let press = move || {
        let configuration = configuration.clone();
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = if is_active {
                activation::deactivate(&configuration).await
            } else {
                activation::activate(&configuration).await
            };
            is_busy.set(false);
            match answer {
                Ok(configuration) => {
                    is_open.set(false);
                    current.set(configuration);
                    say(if is_active {
                        t_string!(i18n, console.configuration.deactivated)
                    } else {
                        t_string!(i18n, console.configuration.activated)
                    });
                    // The button that opened the dialog was made anew with the page.
                    request_animation_frame(|| rescue_focus("h1"));
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Refusal::Outdated) => t_string!(i18n, console.problem.outdated),
            Some(Refusal::Lacking) => t_string!(i18n, console.configuration.lacking),
            Some(Refusal::Failed(error)) => explanation(i18n, error),
        };
        words.to_owned()
    });
    let meaning = move || {
        if is_active {
            t_string!(i18n, console.configuration.deactivate_meaning)
        } else {
            t_string!(i18n, console.configuration.activate_meaning)
        }
    };
    let name = move || {
        if is_active {
            t_string!(i18n, console.configuration.deactivate)
        } else {
            t_string!(i18n, console.configuration.activate)
        }
    };
    let weight = if is_active { Weight::Danger } else { Weight::Primary };
    view! {
        <div class=style::form>
            <p>{text(meaning)}</p>
            <Problem words=problem/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=press is_busy weight>{text(name)}</Button>
            </DialogFoot>
        </div>
    }
}
