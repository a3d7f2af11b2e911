//! The form that changes a configuration, and makes one.
//!
//! Invariant: nothing written is lost. Where somebody else was faster, what was left alone here is as they have it.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::draft::{Draft, Lapse};
use super::query::{self, Choices, CredentialConfiguration, OrganizationLabel};
use super::save::{self, Refusal};
use super::signatories::Signatories;
use super::{Unknown, asked};
use crate::announce::page_title;
use crate::api::enumeration::{LearningObjectType, Permission};
use crate::component::failure::{Subject, explanation};
use crate::component::loaded::Loaded;
use crate::console::choice::Choice;
use crate::console::day::FIRST_DAY;
use crate::console::entry::Entry;
use crate::console::learning_object::LearningObjectInput;
use crate::console::parting::Parting;
use crate::console::path;
use crate::console::sheet::style;
use crate::console::unsaved::Unsaved;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::checkbox::Checkbox;
use crate::ui::field::Field;
use crate::ui::page_header::PageHeader;
use crate::ui::problem::Problem;
use crate::ui::skeleton::Skeleton;

const MAX_LENGTH: &str = "255";
const MAX_LANGUAGE_LENGTH: &str = "35";
const MAX_NUMBER_LENGTH: &str = "5";

/// The page that changes one, for who may.
#[component]
pub(in crate::console) fn EditConfigurationPage() -> impl IntoView {
    let object = asked();
    view! {
        <Entry needs=Permission::EditConfigurations let:_viewer>
            {move || view! { <Lookedup object=object.get()/> }}
        </Entry>
    }
}

#[component]
fn Lookedup(object: LearningObjectInput) -> impl IntoView {
    view! {
        <Loaded
            fetch=move || query::find_with_choices(object.clone())
            subject=Subject::Page
            loading=Skeleton
            let:found
        >
            {match found {
                (Some(configuration), choices) => view! { <Edit configuration choices/> }.into_any(),
                (None, _) => view! { <Unknown/> }.into_any(),
            }}
        </Loaded>
    }
}

#[component]
fn Edit(configuration: CredentialConfiguration, choices: Choices) -> impl IntoView {
    let i18n = use_i18n();
    let name = configuration.name();
    let heading = move || t_string!(i18n, console.configuration.change_of, name = name.clone());
    page_title(heading.clone());
    let object = configuration.learning_object.id.clone();
    view! {
        <p class=style::back><A href=path::configuration(&object)>{t!(i18n, console.configuration.back)}</A></p>
        <PageHeader heading><p>{t!(i18n, console.configuration.change_lead)}</p></PageHeader>
        <ConfigurationForm seen=configuration choices/>
    }
}

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
    let [object, title, language, available, count, until, hours, automatic] =
        [(); 8].map(|()| NodeRef::<Input>::new());
    let before = seen.as_ref().map_or_else(Draft::empty, Draft::of);
    let (lapse_word, number, day) = match &before.lapse {
        Lapse::Never => (NEVER, String::new(), String::new()),
        Lapse::Days(days) => (DAYS, days.clone(), String::new()),
        Lapse::Months(months) => (MONTHS, months.clone(), String::new()),
        Lapse::Day(day) => (DAY, String::new(), day.clone()),
    };
    let lapse = RwSignal::new(lapse_word.to_owned());
    let label = RwSignal::new(label_word(before.organization_label).to_owned());
    let template = RwSignal::new(before.template.clone());
    let chosen = RwSignal::new(before.signatories.clone());
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    // Only programs are awarded automatically; of a new one it is not known yet what it is for.
    let is_program = seen
        .as_ref()
        .is_none_or(|it| it.learning_object.kind == LearningObjectType::Program);
    let is_new = seen.is_none();
    let mut known = choices.signatories;
    for signatory in seen.iter().flat_map(|it| &it.signatories) {
        if !known.iter().any(|it| it.id == signatory.id) {
            known.push(signatory.clone());
        }
    }
    let mut templates: Vec<(String, String)> = choices
        .templates
        .into_iter()
        .map(|it| (it.id.inner().to_owned(), it.name))
        .collect();
    if let Some(own) = seen.as_ref().and_then(|it| it.template.as_ref())
        && !templates.iter().any(|(id, _)| id == own.id.inner())
    {
        templates.push((own.id.inner().to_owned(), own.name.clone()));
    }
    let draft = move || Draft {
        title: written(title),
        language: written(language),
        organization_label: read_label(&label.get_untracked()),
        has_hours_of_effort: is_ticked(hours),
        award_automatically: is_ticked(automatic),
        available: written(available),
        lapse: match lapse.get_untracked().as_str() {
            DAYS => Lapse::Days(written(count)),
            MONTHS => Lapse::Months(written(count)),
            DAY => Lapse::Day(written(until)),
            _ => Lapse::Never,
        },
        signatories: chosen.get_untracked(),
        template: template.get_untracked(),
    };
    let seen = StoredValue::new(seen);
    let first = StoredValue::new(before.clone());
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let draft = draft();
        let conflict = match refusal.get_untracked() {
            Some(Refusal::Conflict(now)) => Some(*now),
            _ => None,
        };
        let told = LearningObjectInput::told(&written(object));
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let (id, answer) = match (seen.get_value(), conflict) {
                (None, _) => (told.id.clone(), save::create(told, draft).await),
                (Some(seen), None) => (seen.learning_object.id.clone(), save::edit(&seen, draft).await),
                (Some(seen), Some(now)) => {
                    let draft = first.with_value(|first| draft.onto(first, Draft::of(&now)));
                    (seen.learning_object.id, save::edit(&now, draft).await)
                }
            };
            is_busy.set(false);
            match answer {
                Ok(()) => {
                    unsaved.settle();
                    parting.leave(t_string!(i18n, console.configuration.saved));
                    navigate.with_value(|navigate| navigate(&path::configuration(&id), NavigateOptions::default()));
                }
                Err(error) => {
                    let field = match &error {
                        Refusal::Object | Refusal::Exists => Some(object),
                        Refusal::Title => Some(title),
                        Refusal::Language => Some(language),
                        Refusal::Available => Some(available),
                        Refusal::Expiry => Some(if lapse.get_untracked() == DAY { until } else { count }),
                        Refusal::Automatic => Some(automatic),
                        Refusal::Signatories
                        | Refusal::Template
                        | Refusal::Lacking
                        | Refusal::Conflict(_)
                        | Refusal::Outdated
                        | Refusal::Failed(_) => None,
                    };
                    refusal.set(Some(error));
                    if let Some(field) = field.and_then(|it| it.get_untracked()) {
                        // The field is in the page; focusing it cannot fail.
                        let _ = field.focus();
                    }
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
    let at_form = at(|it| {
        !matches!(
            it,
            Refusal::Object
                | Refusal::Exists
                | Refusal::Title
                | Refusal::Language
                | Refusal::Available
                | Refusal::Expiry
        )
    });
    let labels = Signal::derive(move || {
        [
            (OrganizationLabel::Name, t_string!(i18n, console.configuration.by_name)),
            (OrganizationLabel::Key, t_string!(i18n, console.configuration.by_key)),
        ]
        .map(|(label, words)| (label_word(label).to_owned(), words.to_owned()))
        .to_vec()
    });
    let lapses = Signal::derive(move || {
        [
            (NEVER, t_string!(i18n, console.configuration.never)),
            (DAYS, t_string!(i18n, console.configuration.days)),
            (MONTHS, t_string!(i18n, console.configuration.months)),
            (DAY, t_string!(i18n, console.configuration.day)),
        ]
        .map(|(word, words)| (word.to_owned(), words.to_owned()))
        .to_vec()
    });
    let templates = Signal::derive(move || {
        let built_in = (
            String::new(),
            t_string!(i18n, console.configuration.built_in).to_owned(),
        );
        std::iter::once(built_in).chain(templates.clone()).collect::<Vec<_>>()
    });
    let amount = move || match lapse.get().as_str() {
        DAYS | MONTHS => view! {
            <Field
                id="count"
                kind="text"
                label=move || t_string!(i18n, console.configuration.count)
                hint=move || t_string!(i18n, console.configuration.count_hint)
                value=number.clone()
                limit=MAX_NUMBER_LENGTH.to_owned()
                problem=at(|it| matches!(it, Refusal::Expiry))
                node_ref=count
            />
        }
        .into_any(),
        DAY => view! {
            <Field
                id="until"
                kind="date"
                label=move || t_string!(i18n, console.configuration.until)
                hint=move || t_string!(i18n, console.configuration.until_hint)
                value=day.clone()
                limit=FIRST_DAY.to_owned()
                problem=at(|it| matches!(it, Refusal::Expiry))
                node_ref=until
            />
        }
        .into_any(),
        _ => ().into_any(),
    };
    let object_field = is_new.then(|| {
        view! {
            <Field
                id="object"
                kind="text"
                label=move || t_string!(i18n, console.credentials.object)
                hint=move || t_string!(i18n, console.configuration.object_hint)
                value=String::new()
                limit=MAX_LENGTH.to_owned()
                problem=at(|it| matches!(it, Refusal::Object | Refusal::Exists))
                node_ref=object
            />
        }
    });
    let automatic_box = is_program.then(|| {
        view! {
            <Checkbox is_checked=before.award_automatically node_ref=automatic>
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
            {object_field}
            <Field
                id="title"
                kind="text"
                label=move || t_string!(i18n, console.configuration.title)
                hint=move || t_string!(i18n, console.configuration.title_hint)
                value=before.title.clone()
                limit=MAX_LENGTH.to_owned()
                problem=at(|it| matches!(it, Refusal::Title))
                node_ref=title
            />
            <Field
                id="language"
                kind="text"
                label=move || t_string!(i18n, console.configuration.language)
                hint=move || t_string!(i18n, console.configuration.language_hint)
                value=before.language.clone()
                limit=MAX_LANGUAGE_LENGTH.to_owned()
                problem=at(|it| matches!(it, Refusal::Language))
                node_ref=language
            />
            <Signatories known chosen unsaved/>
            <Choice
                id="organizations"
                label=move || t_string!(i18n, console.configuration.organizations)
                options=labels
                value=label
            />
            <Choice id="template" label=move || t_string!(i18n, console.configuration.template) options=templates value=template/>
            <Field
                id="available"
                kind="date"
                label=move || t_string!(i18n, console.configuration.available)
                hint=move || t_string!(i18n, console.configuration.available_hint)
                value=before.available.clone()
                limit=FIRST_DAY.to_owned()
                problem=at(|it| matches!(it, Refusal::Available))
                node_ref=available
            />
            <Choice id="expiry" label=move || t_string!(i18n, console.configuration.expiry) options=lapses value=lapse/>
            {amount}
            <Checkbox is_checked=before.has_hours_of_effort node_ref=hours>{t!(i18n, console.configuration.hours_long)}</Checkbox>
            {automatic_box}
            <Problem words=at_form/>
            <p>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {text(save_words)}
                </button>
            </p>
        </form>
    }
}

const NEVER: &str = "never";
const DAYS: &str = "days";
const MONTHS: &str = "months";
const DAY: &str = "day";
const BY_NAME: &str = "name";
const BY_KEY: &str = "key";

const fn label_word(label: OrganizationLabel) -> &'static str {
    match label {
        OrganizationLabel::Name => BY_NAME,
        OrganizationLabel::Key => BY_KEY,
    }
}

fn read_label(word: &str) -> OrganizationLabel {
    if word == BY_KEY {
        OrganizationLabel::Key
    } else {
        OrganizationLabel::Name
    }
}

fn written(field: NodeRef<Input>) -> String {
    let value = field.get_untracked().map(|it| it.value());
    value.map(|it| it.trim().to_owned()).unwrap_or_default()
}

fn is_ticked(field: NodeRef<Input>) -> bool {
    field.get_untracked().is_some_and(|it| it.checked())
}

fn words(i18n: I18nContext<Locale>, refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Object => t_string!(i18n, console.award.bad_object),
        Refusal::Exists => t_string!(i18n, console.configuration.exists),
        Refusal::Title => t_string!(i18n, console.configuration.bad_title),
        Refusal::Language => t_string!(i18n, console.configuration.bad_language),
        Refusal::Signatories => t_string!(i18n, console.configuration.bad_signatories),
        Refusal::Available => t_string!(i18n, console.problem.date),
        Refusal::Expiry => t_string!(i18n, console.configuration.bad_expiry),
        Refusal::Template => t_string!(i18n, console.configuration.bad_template),
        Refusal::Lacking => t_string!(i18n, console.configuration.would_lack),
        Refusal::Automatic => t_string!(i18n, console.configuration.bad_automatic),
        Refusal::Conflict(_) => t_string!(i18n, console.configuration.conflict),
        Refusal::Outdated => t_string!(i18n, console.problem.outdated),
        Refusal::Failed(error) => explanation(i18n, error),
    }
}
