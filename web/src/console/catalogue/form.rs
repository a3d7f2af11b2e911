//! The form that changes something in the catalogue, and makes it.
//!
//! Invariant: nothing written is lost. Where somebody else was faster, what was left alone here is as they have it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::control::{Control, Controls};
use super::draft::Draft;
use super::kind::Kind;
use super::part::{Entering, Part};
use super::picker::Picker;
use super::save::{self, Fault, Refusal};
use super::state::{PathwayKind, State};
use super::thing::Thing;
use crate::api::scalar::Instant;
use crate::browser::fresh_key;
use crate::component::failure::explanation;
use crate::console::choice::Choice;
use crate::console::day::FIRST_DAY;
use crate::console::parting::Parting;
use crate::console::path;
use crate::console::picture::{Picture, PictureChoice};
use crate::console::sheet::style;
use crate::console::unsaved::Unsaved;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::text;
use crate::ui::field::Field;
use crate::ui::problem::Problem;

/// Every part, and the button that saves.
#[component]
pub(super) fn Form(
    /// What is made or changed.
    kind: Kind,
    /// What it begins with.
    before: Draft,
    /// What is changed; none for something new.
    #[prop(optional)]
    seen: Option<Thing>,
) -> impl IntoView {
    let i18n = use_i18n();
    let parting = Parting::expect();
    let unsaved = Unsaved::watch();
    let navigate = StoredValue::new_local(use_navigate());
    // A second attempt after an answer that got lost makes no second one.
    let key = StoredValue::new(fresh_key());
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let is_fixed = |part: Part| seen.as_ref().is_some_and(|it| it.is_fixed(part));
    let controls = Controls::holding(kind, &before, is_fixed);
    let own = seen.as_ref().and_then(Thing::chosen_logo);
    let fields: Vec<_> = controls
        .0
        .iter()
        .map(|(part, control)| {
            if *part == Part::Logo {
                logo(kind, control, own.clone(), refusal, unsaved)
            } else {
                entered(kind, *part, control, &before, refusal, unsaved)
            }
        })
        .collect();
    let (controls, seen) = (StoredValue::new(controls), StoredValue::new(seen));
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let draft = controls.with_value(Controls::draft);
        let conflict = match refusal.get_untracked() {
            Some(Refusal::Conflict(now)) => Some(*now),
            _ => None,
        };
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = match (seen.get_value(), conflict) {
                (None, _) => save::create(kind, &draft, key.get_value()).await,
                (Some(seen), None) => save::edit(&seen, &draft).await,
                (Some(seen), Some(now)) => save::edit(&now, &draft.onto(&seen.draft, &now.draft)).await,
            };
            is_busy.set(false);
            match answer {
                Ok(id) => {
                    unsaved.settle();
                    parting.leave(t_string!(i18n, console.catalogue.saved));
                    let path = path::catalogued(kind.path(), &id);
                    navigate.with_value(|navigate| navigate(&path, NavigateOptions::default()));
                }
                Err(error) => {
                    if !matches!(error, Refusal::Failed(_)) {
                        // What is sent next is another request.
                        key.set_value(fresh_key());
                    }
                    let parts = error.parts();
                    refusal.set(Some(error));
                    controls.with_value(|it| it.focus(&parts));
                }
            }
        });
    };
    let whole = Signal::derive(move || match refusal.read().as_ref() {
        Some(refusal) => of_the_whole(i18n, refusal, seen.get_value().as_ref()),
        None => String::new(),
    });
    // There are no words of ours for what is wrong with no part of the form.
    let detail = Signal::derive(move || {
        let refusal = refusal.read();
        let message = refusal.as_ref().and_then(Refusal::elsewhere);
        message.unwrap_or_default().to_owned()
    });
    let save_words = move || match refusal.read().as_ref() {
        Some(Refusal::Conflict(_)) => t_string!(i18n, console.configuration.save_anyway),
        _ => t_string!(i18n, console.configuration.save),
    };
    view! {
        <form class=style::long_form on:submit=send on:input=move |_| unsaved.note() novalidate>
            {fields}
            <Problem words=whole detail/>
            <p>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {text(save_words)}
                </button>
            </p>
        </form>
    }
}

/// One part, and what is wrong with it.
fn entered(
    kind: Kind,
    part: Part,
    control: &Control,
    before: &Draft,
    refusal: RwSignal<Option<Refusal>>,
    unsaved: Unsaved,
) -> AnyView {
    let i18n = use_i18n();
    let problem = wrong(kind, part, refusal);
    match control {
        Control::Line(field) | Control::Day(field, _) => {
            let (input, value, limit) = match part.entering() {
                Entering::Line(limit) => ("text", before.text(part), limit.to_owned()),
                Entering::Day | Entering::Choice | Entering::Picks(..) => {
                    ("date", Instant(before.text(part)).day(), FIRST_DAY.to_owned())
                }
            };
            view! {
                <Field
                    id=part.field()
                    kind=input
                    label=move || part.label(i18n)
                    hint=move || part.hint(kind, i18n)
                    value
                    limit
                    problem
                    node_ref=*field
                />
            }
            .into_any()
        }
        Control::Choice(chosen) => {
            let options = Signal::derive(move || choices(i18n, kind, part));
            view! { <Choice id=part.field() label=move || part.label(i18n) options value=*chosen/> }.into_any()
        }
        Control::Picks(chosen) => match part.picked() {
            Some((kind, most)) => view! { <Picker part kind most chosen=*chosen problem unsaved/> }.into_any(),
            None => ().into_any(),
        },
        Control::Fixed(_) => ().into_any(),
    }
}

/// The choice of a logo among the site's pictures, and what is wrong with it.
fn logo(
    kind: Kind,
    control: &Control,
    own: Option<Picture>,
    refusal: RwSignal<Option<Refusal>>,
    unsaved: Unsaved,
) -> AnyView {
    let Control::Choice(chosen) = control else {
        return ().into_any();
    };
    let (i18n, part, chosen) = (use_i18n(), Part::Logo, *chosen);
    let problem = wrong(kind, part, refusal);
    let picture = RwSignal::new(own);
    Effect::new(move |_| {
        let id = picture.read().as_ref().map(|it| it.id.inner().to_owned());
        chosen.set(id.unwrap_or_default());
    });
    view! {
        <div>
            <PictureChoice id=part.field() legend=text(move || part.label(i18n)) chosen=picture unsaved/>
            <p class=style::minor>{text(move || part.hint(kind, i18n))}</p>
            <Problem words=problem/>
        </div>
    }
    .into_any()
}

/// What is wrong with a part; empty while nothing is.
fn wrong(kind: Kind, part: Part, refusal: RwSignal<Option<Refusal>>) -> Signal<String> {
    let i18n = use_i18n();
    let fault = Memo::new(move |_| refusal.read().as_ref().and_then(|it| it.fault(part)));
    Signal::derive(move || match fault.get() {
        Some(fault) => words(i18n, kind, part, fault).to_owned(),
        None => String::new(),
    })
}

/// What can be chosen for a part, among few.
fn choices(i18n: I18nContext<Locale>, kind: Kind, part: Part) -> Vec<(String, String)> {
    let owned = |(word, words): (&str, &str)| (word.to_owned(), words.to_owned());
    if part == Part::PathwayKind {
        let kinds = PathwayKind::ALL.into_iter().map(|it| (it.word(), it.words(i18n)));
        kinds.map(owned).collect()
    } else {
        let states = State::of(kind).iter().map(|it| (it.word(), it.words(i18n)));
        states.map(owned).collect()
    }
}

fn words(i18n: I18nContext<Locale>, kind: Kind, part: Part, fault: Fault) -> &'static str {
    match fault {
        Fault::Unfit => part.unfit(kind, i18n),
        Fault::Taken => t_string!(i18n, console.catalogue.taken),
        Fault::Unknown if part == Part::Logo => t_string!(i18n, console.signatory.bad_image),
        Fault::Unknown => t_string!(i18n, console.catalogue.lost),
    }
}

/// What is wrong with no single part.
fn of_the_whole(i18n: I18nContext<Locale>, refusal: &Refusal, seen: Option<&Thing>) -> String {
    match refusal {
        Refusal::Unfit(_) => match refusal.elsewhere() {
            Some(_) => t_string!(i18n, console.reconciliation.refusal.refused).to_owned(),
            None => String::new(),
        },
        Refusal::Conflict(now) => {
            let conflict = t_string!(i18n, console.configuration.conflict);
            let changed = seen.map(|it| it.draft.changed(&now.draft)).unwrap_or_default();
            let changed: Vec<_> = changed.into_iter().map(|it| it.label(i18n)).collect();
            if changed.is_empty() {
                conflict.to_owned()
            } else {
                let parts = changed.join(" · ");
                format!(
                    "{conflict} {}",
                    t_string!(i18n, console.catalogue.changed_elsewhere, parts = parts)
                )
            }
        }
        Refusal::Synced => t_string!(i18n, console.catalogue.synced).to_owned(),
        Refusal::Outdated => t_string!(i18n, console.problem.outdated).to_owned(),
        Refusal::Failed(error) => explanation(i18n, error).to_owned(),
    }
}
