//! What may be done with a person: each thing is asked about in a dialog first, and what cannot be undone has to be spelled out.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::query::{self, LearnerAction, Refusal};
use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::console::parting::Parting;
use crate::console::path;
use crate::console::reason::ReasonField;
use crate::console::sheet::style as sheet;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::field::Field;
use crate::ui::problem::Problem;

const MAX_USERNAME_LENGTH: &str = "150";

/// Something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Rename,
    Retire,
}

/// Where a refusal is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Reason,
    Name,
    Form,
}

impl Place {
    fn of(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Reason => Self::Reason,
            Refusal::NotSpelledOut | Refusal::Username | Refusal::Taken => Self::Name,
            Refusal::Gone | Refusal::Failed(_) => Self::Form,
        }
    }
}

/// A button for each thing that the server lets the viewer do.
#[component]
pub(super) fn Actions(
    /// What the person is called.
    username: String,
    /// What the server lets the viewer do.
    viewer_can: Vec<LearnerAction>,
    /// The page as it is after a retirement.
    retired: RwSignal<bool>,
) -> impl IntoView {
    let deeds = [
        (LearnerAction::Rename, Deed::Rename),
        (LearnerAction::Retire, Deed::Retire),
    ];
    deeds
        .into_iter()
        .filter(|(action, _)| viewer_can.contains(action))
        .map(|(_, deed)| view! { <ActionButton deed username=username.clone() retired/> })
        .collect_view()
}

#[component]
fn ActionButton(deed: Deed, username: String, retired: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let is_open = RwSignal::new(false);
    let name = move || match deed {
        Deed::Rename => t_string!(i18n, console.learner.rename),
        Deed::Retire => t_string!(i18n, console.learner.retire),
    };
    let weight = match deed {
        Deed::Rename => Weight::Plain,
        Deed::Retire => Weight::Danger,
    };
    view! {
        <Button on_press=move || is_open.set(true) weight>{text(name)}</Button>
        <Dialog is_open heading=name>
            <ActionForm deed username=username.clone() is_open retired/>
        </Dialog>
    }
}

#[component]
fn ActionForm(deed: Deed, username: String, is_open: RwSignal<bool>, retired: RwSignal<bool>) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let parting = Parting::expect();
    let navigate = StoredValue::new_local(use_navigate());
    let [field, reason] = [(); 2].map(|()| NodeRef::<Input>::new());
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let current = username.clone();
    let refuse = move |error: Refusal| {
        let at = match Place::of(&error) {
            Place::Reason => Some(reason),
            Place::Name => Some(field),
            Place::Form => None,
        };
        refusal.set(Some(error));
        if let Some(field) = at.and_then(|it| it.get_untracked()) {
            // The field is in the page; focusing it cannot fail.
            let _ = field.focus();
        }
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let line = |field: NodeRef<Input>| {
            let field = field.get_untracked();
            field.map(|it| it.value().trim().to_owned()).unwrap_or_default()
        };
        let (written, why) = (line(field), line(reason));
        if deed == Deed::Retire && why.is_empty() {
            refuse(Refusal::Reason);
            return;
        }
        if deed == Deed::Retire && written != current {
            refuse(Refusal::NotSpelledOut);
            return;
        }
        let current = current.clone();
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = match deed {
                Deed::Rename => query::rename(current, written.clone()).await,
                Deed::Retire => query::retire(current, why).await,
            };
            is_busy.set(false);
            match (answer, deed) {
                (Ok(()), Deed::Rename) => {
                    is_open.set(false);
                    parting.leave(t_string!(i18n, console.learner.renamed));
                    navigate.with_value(|navigate| navigate(&path::learner(&written), NavigateOptions::default()));
                }
                (Ok(()), Deed::Retire) => {
                    is_open.set(false);
                    say(t_string!(i18n, console.learner.retire_done));
                    retired.set(true);
                }
                (Err(error), _) => refuse(error),
            }
        });
    };
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Refusal::NotSpelledOut) => t_string!(i18n, console.learner.not_spelled_out),
            Some(Refusal::Username) => t_string!(i18n, console.award.bad_username),
            Some(Refusal::Taken) => t_string!(i18n, console.learner.name_taken),
            Some(Refusal::Reason) => t_string!(i18n, console.learner.bad_reason),
            Some(Refusal::Gone) => t_string!(i18n, console.problem.outdated),
            Some(Refusal::Failed(error)) => explanation(i18n, error),
        };
        words.to_owned()
    });
    let at = move |place: Place| {
        Signal::derive(move || {
            let here = refusal.read().as_ref().map(Place::of);
            if here == Some(place) {
                problem.get()
            } else {
                String::new()
            }
        })
    };
    let meaning = move || match deed {
        Deed::Rename => t_string!(i18n, console.learner.rename_meaning),
        Deed::Retire => t_string!(i18n, console.learner.retire_meaning),
    };
    let label = move || match deed {
        Deed::Rename => t_string!(i18n, console.learner.new_name),
        Deed::Retire => t_string!(i18n, console.learner.spell_out),
    };
    let hint = move || match deed {
        Deed::Rename => ().into_any(),
        Deed::Retire => view! { <bdi>{username.clone()}</bdi> }.into_any(),
    };
    let (class, name) = match deed {
        Deed::Rename => ("button primary", t!(i18n, console.learner.rename)),
        Deed::Retire => ("button danger", t!(i18n, console.learner.retire)),
    };
    let reason_field = (deed == Deed::Retire).then(|| {
        view! {
            <ReasonField
                hint=move || t_string!(i18n, console.learner.retire_reason_hint)
                problem=at(Place::Reason)
                node_ref=reason
            />
        }
    });
    view! {
        <form class=sheet::form on:submit=send novalidate>
            <p>{text(meaning)}</p>
            {reason_field}
            <Field
                id="person"
                kind="text"
                label=label
                hint=hint
                value=String::new()
                limit=MAX_USERNAME_LENGTH.to_owned()
                problem=at(Place::Name)
                node_ref=field
            />
            <Problem words=at(Place::Form)/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <button class=class type="submit" aria-disabled=text(move || is_busy.get().to_string())>{name}</button>
            </DialogFoot>
        </form>
    }
}
