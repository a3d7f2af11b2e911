//! Renaming a picture.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::query::Asset;
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

/// As much as the server takes.
const MAX_LENGTH: &str = "100";

/// The form; it closes the dialog around it once the picture is renamed.
#[component]
pub(super) fn RenameForm(
    /// The picture as it was told last.
    current: RwSignal<Asset>,
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
        let written = field.get_untracked().map(|it| it.value()).unwrap_or_default();
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = save::rename(&current.get_untracked(), written.trim().to_owned()).await;
            // The page was left while the answer was on its way.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(asset) => {
                    is_open.set(false);
                    current.set(asset);
                    say(t_string!(i18n, console.assets.renamed));
                }
                Err(error) => {
                    let is_of_field = error == Refusal::Name;
                    refusal.set(Some(error));
                    if let (true, Some(field)) = (is_of_field, field.get_untracked()) {
                        // The field is in the page; focusing it cannot fail.
                        let _ = field.focus();
                    }
                }
            }
        });
    };
    let at_field = Signal::derive(move || match refusal.read().as_ref() {
        Some(Refusal::Name) => t_string!(i18n, console.assets.bad_name).to_owned(),
        Some(_) | None => String::new(),
    });
    let at_form = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None | Some(Refusal::Name) => "",
            Some(Refusal::Failed(error)) => explanation(i18n, error),
            Some(Refusal::Used(_) | Refusal::Pinned(_) | Refusal::Outdated) => {
                t_string!(i18n, console.problem.outdated)
            }
        };
        words.to_owned()
    });
    view! {
        <form class=style::form on:submit=send novalidate>
            <Field
                id="picture-name"
                kind="text"
                label=move || t_string!(i18n, console.assets.name)
                hint=move || t_string!(i18n, console.assets.rename_hint)
                value=current.with_untracked(|it| it.name.clone())
                limit=MAX_LENGTH.to_owned()
                problem=at_field
                node_ref=field
            />
            <Problem words=at_form/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {t!(i18n, console.configuration.save)}
                </button>
            </DialogFoot>
        </form>
    }
}
