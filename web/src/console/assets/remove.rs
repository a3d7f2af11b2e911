//! Removing a picture: asked about first, and refused while anything shows it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::query::Asset;
use super::save::{self, Refusal};
use super::uses::Uses;
use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::console::sheet::style;
use crate::console::{browser, path};
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::DialogFoot;
use crate::ui::problem::Problem;

/// The question; it closes the dialog around it once the picture is gone.
#[component]
pub(super) fn RemoveForm(
    /// The picture as it was told last.
    current: RwSignal<Asset>,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
    /// That it is gone, once it is.
    is_gone: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let press = move || {
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = save::delete(&current.get_untracked()).await;
            // The page was left while the answer was on its way.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => {
                    is_open.set(false);
                    say(t_string!(i18n, console.assets.deleted));
                    is_gone.set(true);
                    // The button that asked is gone, and with it the place to which the focus would go back.
                    request_animation_frame(|| browser::rescue_focus("#list"));
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Refusal::Used(_)) => t_string!(i18n, console.assets.used),
            Some(Refusal::Pinned(_)) => t_string!(i18n, console.assets.pinned),
            Some(Refusal::Name | Refusal::Outdated) => t_string!(i18n, console.problem.outdated),
            Some(Refusal::Failed(error)) => explanation(i18n, error),
        };
        words.to_owned()
    });
    let shown_by = move || match refusal.get() {
        Some(Refusal::Used(asset)) => {
            let Asset { uses, use_count, .. } = *asset;
            view! { <Uses uses use_count/> }.into_any()
        }
        Some(Refusal::Pinned(Some(configured))) => {
            let href = path::configuration(&configured.learning_object.id);
            view! { <p><A href attr:dir="auto">{configured.name()}</A></p> }.into_any()
        }
        Some(Refusal::Pinned(None) | Refusal::Name | Refusal::Outdated | Refusal::Failed(_)) | None => ().into_any(),
    };
    view! {
        <div class=style::form>
            <p>{t!(i18n, console.assets.delete_meaning)}</p>
            <p>{t!(i18n, console.assets.delete_copies)}</p>
            <Problem words=problem/>
            {shown_by}
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=press is_busy weight=Weight::Danger>{t!(i18n, console.signatory.delete)}</Button>
            </DialogFoot>
        </div>
    }
}
