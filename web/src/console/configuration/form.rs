//! The form that changes a configuration, and makes one.
//!
//! Invariant: nothing written is lost. Where somebody else was faster, what was left alone here is as they have it.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::controls::{Controls, Problems};
use super::draft::Draft;
use super::lapse_choice::LapseChoice;
use super::look::Look;
use super::naming::Naming;
use super::query::{Choices, CredentialConfiguration};
use super::save::{self, Refusal};
use super::signatories::Signatories;
use crate::api::enumeration::LearningObjectType;
use crate::console::day::FIRST_DAY;
use crate::console::learning_object::LearningObjectInput;
use crate::console::parting::Parting;
use crate::console::path;
use crate::console::sheet::style;
use crate::console::unsaved::Unsaved;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::checkbox::Checkbox;
use crate::ui::field::Field;
use crate::ui::problem::Problem;

/// Every field, and the button that saves.
#[component]
pub(super) fn ConfigurationForm(
    /// What is changed; none for a new one.
    #[prop(optional)]
    seen: Option<CredentialConfiguration>,
    /// Whom and what one can choose.
    choices: Choices,
) -> impl IntoView {
    let i18n = use_i18n();
    let parting = Parting::expect();
    let unsaved = Unsaved::watch();
    let navigate = StoredValue::new_local(use_navigate());
    let before = seen.as_ref().map_or_else(Draft::empty, Draft::of);
    let controls = Controls::holding(&before, &choices.languages);
    let is_busy = RwSignal::new(false);
    let problems = Problems(RwSignal::new(None));
    let refusal = problems.0;
    // Only programs are awarded automatically and tell hours; of a new one it is not known yet what it is for.
    let is_program = seen
        .as_ref()
        .is_none_or(|it| it.learning_object.kind == LearningObjectType::Program);
    let is_new = seen.is_none();
    let choices = choices.with_those_of(seen.as_ref());
    let began = StoredValue::new(Began {
        draft: before.clone(),
        seen,
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let (draft, told) = (controls.draft(), controls.learning_object());
        let now = match refusal.get_untracked() {
            Some(Refusal::Conflict(now)) => Some(*now),
            _ => None,
        };
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = began.get_value().save(told, draft, now).await;
            is_busy.set(false);
            match answer {
                Ok(id) => {
                    unsaved.settle();
                    parting.leave(t_string!(i18n, console.configuration.saved));
                    navigate.with_value(|navigate| navigate(&path::configuration(&id), NavigateOptions::default()));
                }
                Err(error) => {
                    let about = error.clone();
                    refusal.set(Some(error));
                    controls.focus(&about);
                }
            }
        });
    };
    let hours = is_program.then(|| {
        view! {
            <Checkbox is_checked=before.has_hours_of_effort node_ref=controls.hours>
                {t!(i18n, console.configuration.hours_long)}
            </Checkbox>
        }
    });
    let automatic = is_program.then(|| {
        view! {
            <Checkbox is_checked=before.award_automatically node_ref=controls.automatic>
                {t!(i18n, console.configuration.automatic_long)}
            </Checkbox>
        }
    });
    let save_words = move || match refusal.read().as_ref() {
        Some(Refusal::Conflict(_)) => t_string!(i18n, console.configuration.save_anyway),
        _ => t_string!(i18n, console.configuration.save),
    };
    view! {
        <form class=style::long_form on:submit=send on:input=move |_| unsaved.note() novalidate>
            <Naming title=before.title is_new controls problems/>
            <Signatories known=choices.signatories chosen=controls.signatories unsaved/>
            <Look templates=choices.templates.into_iter().map(|it| (it.id.into_inner(), it.name)).collect() controls/>
            <Field
                id="available"
                kind="date"
                label=move || t_string!(i18n, console.configuration.available)
                hint=move || t_string!(i18n, console.configuration.available_hint)
                value=before.available
                limit=FIRST_DAY.to_owned()
                problem=problems.at(|it| matches!(it, Refusal::Available))
                node_ref=controls.available
            />
            <LapseChoice before=before.lapse controls problems/>
            {hours}
            {automatic}
            <Problem words=problems.at(is_of_the_whole)/>
            <p>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {text(save_words)}
                </button>
            </p>
        </form>
    }
}

/// No single field is to blame.
const fn is_of_the_whole(refusal: &Refusal) -> bool {
    !matches!(
        refusal,
        Refusal::Object | Refusal::Exists | Refusal::Title | Refusal::Language | Refusal::Available | Refusal::Expiry
    )
}

/// What stood in the form before anything was written.
#[derive(Clone)]
struct Began {
    draft: Draft,
    /// Where it came from; none for a new one.
    seen: Option<CredentialConfiguration>,
}

impl Began {
    /// Saves what was written, onto what others made of it `now` where they were faster. Answers the learning object's id.
    async fn save(
        self,
        told: LearningObjectInput,
        draft: Draft,
        now: Option<CredentialConfiguration>,
    ) -> Result<String, Refusal> {
        let Some(seen) = self.seen else {
            let id = told.id.clone();
            return save::create(told, draft).await.map(|()| id);
        };
        match now {
            None => save::edit(&seen, draft).await?,
            Some(now) => save::edit(&now, draft.onto(&self.draft, Draft::of(&now))).await?,
        }
        Ok(seen.learning_object.id)
    }
}
