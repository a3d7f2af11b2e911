//! Letting a difference stay: with the reason, in a dialog.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::query;
use super::shown::Shown;
use super::state::DifferenceState;
use super::verdict::Refusal;
use crate::announce::speaker;
use crate::console::reason::MAX_REASON_LENGTH;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::field::Field;
use crate::ui::problem::Problem;

/// The dialog.
#[component]
pub(super) fn IgnoreDialog(
    /// The row.
    shown: Shown,
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// Is told once it stays.
    on_done: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog is_open heading=move || t_string!(i18n, console.reconciliation.ignore)>
            <Form shown is_open on_done/>
        </Dialog>
    }
}

#[component]
fn Form(shown: Shown, is_open: RwSignal<bool>, on_done: Callback<()>) -> impl IntoView {
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
        let id = shown.difference.with_untracked(|it| it.id.clone());
        let reason = field.get_untracked().map(|it| it.value()).unwrap_or_default();
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::ignore(vec![id], reason).await;
            let answer = answer.and_then(|it| it.into_iter().next().ok_or(Refusal::Gone));
            // The dialog was closed while the answer was on its way; what came of it is shown all the same.
            let _ = is_busy.try_set(false);
            match answer {
                Ok(verdict) => {
                    let is_settled = verdict.refusal.is_none();
                    if shown.is_busy.try_get_untracked().is_none() {
                        return;
                    }
                    shown.take(verdict, DifferenceState::Ignored);
                    is_open.set(false);
                    if is_settled {
                        say(t_string!(i18n, console.reconciliation.ignored));
                    }
                    on_done.run(());
                }
                Err(error) => {
                    let is_reason = error == Refusal::Reason;
                    if refusal.try_set(Some(error)).is_none() && is_reason {
                        // The field is in the page; focusing it cannot fail.
                        let _ = field.get_untracked().map(|it| it.focus());
                    }
                }
            }
        });
    };
    let said = move |is_wanted: fn(&Refusal) -> bool| {
        Signal::derive(move || {
            let refusal = refusal.read();
            let refusal = refusal.as_ref().filter(|it| is_wanted(it));
            refusal.map(|it| it.words(i18n).to_owned()).unwrap_or_default()
        })
    };
    view! {
        <form class=style::form on:submit=send novalidate>
            <p>{t!(i18n, console.reconciliation.ignore_meaning)}</p>
            <Field
                id="reason"
                kind="text"
                label=move || t_string!(i18n, console.reconciliation.reason)
                hint=move || t_string!(i18n, console.reconciliation.reason_hint)
                value=String::new()
                limit=MAX_REASON_LENGTH.to_owned()
                problem=said(|it| *it == Refusal::Reason)
                node_ref=field
            />
            <Problem words=said(|it| *it != Refusal::Reason)/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {t!(i18n, console.reconciliation.ignore)}
                </button>
            </DialogFoot>
        </form>
    }
}
