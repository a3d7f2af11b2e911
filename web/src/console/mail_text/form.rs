//! The form that changes a text, and makes one, with its preview beside it.
//!
//! Invariant: nothing written is lost. Where somebody else was faster, what was left alone here is as they have it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::controls::Controls;
use super::draft::Draft;
use super::fault::Refusal;
use super::preview::Preview;
use super::problems::Problems;
use super::query::CompletionMail;
use super::remove::RemoveButton;
use super::save;
use super::style;
use super::trial::Trial;
use super::whom_choice::WhomChoice;
use super::wording_fields::WordingFields;
use crate::announce::speaker;
use crate::browser::fresh_key;
use crate::console::parting::Parting;
use crate::console::path;
use crate::console::sheet::style as sheet;
use crate::console::unsaved::Unsaved;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::checkbox::Checkbox;
use crate::ui::problem::Problem;

/// The form of a text that is stored.
#[component]
pub(super) fn EditForm(
    /// As it was told last; takes it as it is after a change, here or elsewhere.
    current: RwSignal<CompletionMail>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let unsaved = Unsaved::watch();
    let before = current.with_untracked(Draft::of);
    let controls = Controls::holding(&before);
    let problems = Problems::none();
    let is_busy = RwSignal::new(false);
    let held = RwSignal::new(before.clone());
    // What the fields held when nothing was written in them yet.
    let first = StoredValue::new(before.clone());
    let save = move || {
        let sent = controls.draft();
        spawn_local(async move {
            let now = current.get_untracked();
            let draft = first.with_value(|first| sent.clone().onto(first, Draft::of(&now)));
            let answer = save::edit(&now, draft).await;
            // The page was left meanwhile.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(mail) => {
                    problems.settle();
                    let stored = Draft::of(&mail);
                    let written = controls.draft();
                    if written == sent {
                        unsaved.settle();
                    }
                    // What was written while it was being saved stays.
                    controls.hold(&written.onto(&sent, stored.clone()));
                    held.set(controls.draft());
                    first.set_value(stored);
                    current.set(mail);
                    say(t_string!(i18n, console.mail_text.saved));
                }
                Err(refusal) => {
                    if let Refusal::Conflict(now) = &refusal {
                        current.set((**now).clone());
                    }
                    problems.take(refusal);
                }
            }
        });
    };
    let id = current.with_untracked(|it| it.id.clone());
    view! {
        <Sheet
            before
            controls
            problems
            held
            unsaved
            is_busy
            save
            whom=().into_any()
            remove=view! { <RemoveButton current unsaved/> }.into_any()
            aside=view! { <Trial id/> }.into_any()
        />
    }
}

/// The form of a text to be made.
#[component]
pub(super) fn NewForm(
    /// The types of programs that are known, in one line.
    slugs: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let parting = Parting::expect();
    let unsaved = Unsaved::watch();
    let navigate = StoredValue::new_local(use_navigate());
    // A second attempt after an answer that got lost makes no second one.
    let key = StoredValue::new(fresh_key());
    let controls = Controls::holding(&Draft::default());
    let problems = Problems::none();
    let is_busy = RwSignal::new(false);
    let held = RwSignal::new(Draft::default());
    let save = move || {
        let whom = match controls.whom() {
            Ok(whom) => whom,
            Err(fault) => {
                is_busy.set(false);
                problems.take(Refusal::Faults(vec![fault]));
                return;
            }
        };
        let draft = controls.draft();
        spawn_local(async move {
            let answer = save::create(whom, draft, key.get_value()).await;
            // The page was left meanwhile.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(id) => {
                    unsaved.settle();
                    parting.leave(t_string!(i18n, console.mail_text.saved));
                    navigate.with_value(|navigate| navigate(&path::mail_text(id.inner()), NavigateOptions::default()));
                }
                Err(refusal) => {
                    if !matches!(refusal, Refusal::Failed(_)) {
                        // What is sent next is another request.
                        key.set_value(fresh_key());
                    }
                    problems.take(refusal);
                }
            }
        });
    };
    view! {
        <Sheet
            before=Draft::default()
            controls
            problems
            held
            unsaved
            is_busy
            save
            whom=view! { <WhomChoice slugs controls problems/> }.into_any()
            remove=().into_any()
            aside=().into_any()
        />
    }
}

/// Every field, the buttons, and what they would make.
#[component]
fn Sheet(
    /// What the fields hold at first.
    before: Draft,
    controls: Controls,
    problems: Problems,
    /// Takes what they hold.
    held: RwSignal<Draft>,
    /// Is told of every change.
    unsaved: Unsaved,
    /// It is being saved.
    is_busy: RwSignal<bool>,
    /// Saves it.
    save: impl Fn() + Send + 'static,
    /// Chooses for whom it is, where that is not known.
    whom: AnyView,
    /// The button that removes it, where it is there.
    remove: AnyView,
    /// What stands below the preview.
    aside: AnyView,
) -> impl IntoView {
    let i18n = use_i18n();
    let wording = Memo::new(move |_| held.with(|it| it.wording.clone()));
    let write = move |_| {
        unsaved.note();
        held.set(controls.draft());
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        problems.forget();
        save();
    };
    let save_words = move || {
        if problems.is_conflict() {
            t_string!(i18n, console.configuration.save_anyway)
        } else {
            t_string!(i18n, console.configuration.save)
        }
    };
    view! {
        <div class=style::columns>
            // What is chosen of a list is known only when it has changed.
            <form class=style::stack on:submit=send on:input=write on:change=write novalidate>
                {whom}
                <div>
                    <Checkbox is_checked=before.is_enabled node_ref=controls.enabled>
                        {t!(i18n, console.mail_text.enabled)}
                    </Checkbox>
                    <p class=sheet::minor>{t!(i18n, console.mail_text.enabled_hint)}</p>
                </div>
                <WordingFields before=before.wording controls problems/>
                <Problem words=problems.of_the_whole()/>
                <div class=sheet::actions>
                    <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                        {text(save_words)}
                    </button>
                    {remove}
                </div>
            </form>
            <div class=style::stack>
                <Preview wording problems/>
                {aside}
            </div>
        </div>
    }
}
