//! The editor: what a template says, and beside it what that looks like.
//!
//! Invariant: nothing written is lost. Where somebody else was faster, what was left alone here is as they have it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::code_field::CodeField;
use super::controls::{Controls, HTML};
use super::draft::Draft;
use super::line::lead_to;
use super::partials::Partials;
use super::preview::{Place, Preview};
use super::query::Template;
use super::save::{self, Refusal};
use super::style;
use super::texts::Texts;
use super::vocabulary::Vocabulary;
use crate::browser::fresh_key;
use crate::component::failure::explanation;
use crate::console::parting::Parting;
use crate::console::path;
use crate::console::sheet::style as sheet;
use crate::console::unsaved::Unsaved;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::field::Field;
use crate::ui::problem::Problem;

const MAX_NAME_LENGTH: &str = "255";

/// Fields, the button that saves, and the preview.
#[component]
pub(super) fn Editor(
    /// What is written at first.
    before: Draft,
    /// What is changed; none for a new one.
    #[prop(optional)]
    seen: Option<Template>,
) -> impl IntoView {
    let i18n = use_i18n();
    let parting = Parting::expect();
    let unsaved = Unsaved::watch();
    let navigate = StoredValue::new_local(use_navigate());
    // A second attempt after an answer that got lost makes no second one.
    let key = StoredValue::new(fresh_key());
    let controls = Controls::holding(&before);
    let source = controls.source();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let began = StoredValue::new((before.clone(), seen));
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let draft = Draft {
            name: controls.written_name(),
            source: source.get_untracked(),
        };
        let now = match refusal.get_untracked() {
            Some(Refusal::Conflict(now)) => Some(*now),
            _ => None,
        };
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = save(began.get_value(), draft, now, key.get_value()).await;
            // The page was left meanwhile.
            if is_busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(id) => {
                    unsaved.settle();
                    parting.leave(t_string!(i18n, console.template.saved));
                    navigate.with_value(|navigate| navigate(&path::template(id.inner()), NavigateOptions::default()));
                }
                Err(error) => {
                    if !matches!(error, Refusal::Failed(_)) {
                        // What is sent next is another request.
                        key.set_value(fresh_key());
                    }
                    if error == Refusal::Name {
                        // The field is in the page; focusing it cannot fail.
                        let _ = controls.name.get_untracked().map(|it| it.focus());
                    }
                    refusal.set(Some(error));
                }
            }
        });
    };
    let at = move |is_here: fn(&Refusal) -> bool| {
        Signal::derive(move || match refusal.read().as_ref().filter(|it| is_here(it)) {
            Some(refusal) => words(i18n, refusal).to_owned(),
            None => String::new(),
        })
    };
    let save_words = move || match refusal.read().as_ref() {
        Some(Refusal::Conflict(_)) => t_string!(i18n, console.configuration.save_anyway),
        _ => t_string!(i18n, console.template.save),
    };
    let lead = Callback::new(move |Place { partial, line }: Place| {
        if let Some(field) = controls.field_of(partial.as_deref()) {
            lead_to(&field, line);
        }
    });
    view! {
        <div class=style::columns>
            <form class=style::stack on:submit=send on:input=move |_| unsaved.note() novalidate>
                <Fields before controls problem=at(|it| matches!(it, Refusal::Name)) unsaved/>
                <Problem words=at(|it| !matches!(it, Refusal::Name))/>
                <div class=sheet::actions>
                    <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                        {text(save_words)}
                    </button>
                </div>
            </form>
            <div class=style::beside><Preview source lead/></div>
        </div>
    }
}

/// Everything that can be written.
#[component]
fn Fields(
    /// What is written at first.
    before: Draft,
    controls: Controls,
    /// What is wrong with the name.
    problem: Signal<String>,
    /// Is told of rows that come and go.
    unsaved: Unsaved,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Field
            id="name"
            kind="text"
            label=move || t_string!(i18n, console.template.name)
            hint=move || t_string!(i18n, console.template.name_hint)
            value=before.name
            limit=MAX_NAME_LENGTH.to_owned()
            problem
            node_ref=controls.name
        />
        <Vocabulary/>
        <CodeField
            id=HTML.to_owned()
            label=t!(i18n, console.template.html)
            hint=t!(i18n, console.template.html_hint)
            value=before.source.html
            rows="24"
            on_write=Callback::new(move |html| controls.html.set(html))
        />
        <Partials partials=controls.partials unsaved/>
        <Texts texts=controls.texts unsaved/>
    }
}

/// Saves what was written, onto what others made of it `now` where they were faster. Answers the template's id.
async fn save(
    (before, seen): (Draft, Option<Template>),
    draft: Draft,
    now: Option<Template>,
    key: String,
) -> Result<cynic::Id, Refusal> {
    match (seen, now) {
        (None, _) => save::create(draft, key).await,
        (Some(seen), None) => save::edit(&seen, draft).await,
        (Some(_), Some(now)) => save::edit(&now, draft.onto(&before, Draft::of(&now))).await,
    }
}

fn words(i18n: I18nContext<Locale>, refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Name => t_string!(i18n, console.template.bad_name),
        Refusal::TooLarge => t_string!(i18n, console.template.too_large),
        Refusal::Doubles => t_string!(i18n, console.template.doubles),
        Refusal::Conflict(_) => t_string!(i18n, console.configuration.conflict),
        Refusal::Used | Refusal::Outdated => t_string!(i18n, console.problem.outdated),
        Refusal::Failed(error) => explanation(i18n, error),
    }
}
