//! Awarding a credential by hand: what would become of it is told before it is done.

mod query;

use leptos::ev::SubmitEvent;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::configurations;
use super::day::{FIRST_DAY, noon_of};
use super::entry::Entry;
use super::learning_object::LearningObjectInput;
use super::listing::Answer;
use super::object_choice::{Candidate, ObjectChoice, Wanted};
use super::parting::Parting;
use super::path;
use super::unsaved::Unsaved;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::api::error::ApiError;
use crate::browser::fresh_key;
use crate::component::failure::explanation;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::field::Field;
use crate::ui::page_header::PageHeader;
use crate::ui::problem::Problem;
use query::{About, Award, AwardOutcome, Refusal, Verdict, read_attributes};

stylance::import_crate_style!(style, "src/console/award/style.module.css");

const MAX_USERNAME_LENGTH: &str = "150";
const MAX_NAME_LENGTH: &str = "255";
const MAX_ATTRIBUTES_LENGTH: &str = "20000";

/// What is said where it is chosen what is awarded.
const OBJECT: Wanted = Wanted::any(
    configurations::WORDS.count,
    |i18n| t_string!(i18n, console.configurations.none_found),
    |i18n| t_string!(i18n, console.award.object_hint),
);

/// The page, for who may award.
#[component]
pub(super) fn AwardPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::AwardCredentials let:_viewer>
            <Awarding/>
        </Entry>
    }
}

#[component]
fn Awarding() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.award.title).to_owned());
    let tried = RwSignal::new(None::<(Award, Verdict, About)>);
    let is_open = RwSignal::new(false);
    let unsaved = Unsaved::watch();
    view! {
        <PageHeader heading=move || t_string!(i18n, console.award.title)>
            <p>{t!(i18n, console.award.lead)}</p>
            <p><A href=path::BULK.to_owned()>{t!(i18n, console.bulk.title)}</A></p>
        </PageHeader>
        <AwardForm unsaved on_tried=move |award, verdict, about| {
            tried.set(Some((award, verdict, about)));
            is_open.set(true);
        }/>
        <Dialog is_open heading=move || t_string!(i18n, console.award.confirm)>
            {move || tried.get().map(|(award, verdict, about)| view! { <Confirmation award verdict about is_open unsaved/> })}
        </Dialog>
    }
}

/// What takes awards now and has these words in title or key.
async fn awardable(search: Option<String>) -> Result<Answer<Candidate>, ApiError> {
    let answer = configurations::active(search).await?;
    Ok(answer.map(|it| Candidate {
        title: it.name(),
        id: it.learning_object.id,
    }))
}

/// Takes what is to be awarded, and asks what would become of it.
#[component]
fn AwardForm(unsaved: Unsaved, on_tried: impl Fn(Award, Verdict, About) + Copy + Send + 'static) -> impl IntoView {
    let i18n = use_i18n();
    let [username, object, name, date] = [(); 4].map(|()| NodeRef::<Input>::new());
    let attributes = NodeRef::<Textarea>::new();
    let told = use_query_map().read_untracked().get(path::USERNAME).unwrap_or_default();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let written = |field: NodeRef<Input>| {
        field
            .get_untracked()
            .map(|it| it.value().trim().to_owned())
            .unwrap_or_default()
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let day = written(date);
        let listed = attributes.get_untracked().map(|it| it.value()).unwrap_or_default();
        let Some(listed) = read_attributes(&listed) else {
            refusal.set(Some(Refusal::Attributes));
            if let Some(field) = attributes.get_untracked() {
                // The field is in the page; focusing it cannot fail.
                let _ = field.focus();
            }
            return;
        };
        let award = Award {
            username: written(username),
            learning_object: LearningObjectInput::told(&written(object)),
            recipient_name: Some(written(name)).filter(|it| !it.is_empty()),
            date_override: noon_of(&day),
            attributes: Some(listed).filter(|it| !it.is_empty()),
            idempotency_key: None,
            expected_version: None,
        };
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::try_out(award.clone()).await;
            // Where names are not told, the ids are.
            let about = match &answer {
                Ok(_) => query::about(&award).await.unwrap_or_default(),
                Err(_) => About::default(),
            };
            is_busy.set(false);
            match answer {
                Ok(verdict) => {
                    // A key of its own for what was seen: what is confirmed twice, or sent again after a lost answer, is made once.
                    let award = Award {
                        idempotency_key: Some(fresh_key()),
                        ..verdict.confirmed(award)
                    };
                    on_tried(award, verdict, about);
                }
                Err(Refusal::Attributes) => {
                    refusal.set(Some(Refusal::Attributes));
                    if let Some(field) = attributes.get_untracked() {
                        // The field is in the page; focusing it cannot fail.
                        let _ = field.focus();
                    }
                }
                Err(error) => {
                    let field = match &error {
                        Refusal::Username | Refusal::Retired => Some(username),
                        Refusal::Object | Refusal::Unconfigured | Refusal::Inactive => Some(object),
                        Refusal::Name => Some(name),
                        Refusal::Date => Some(date),
                        Refusal::Attributes | Refusal::Outdated | Refusal::Other | Refusal::Failed(_) => None,
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
            Some(refusal) => words(i18n, refusal),
            None => String::new(),
        })
    };
    view! {
        <form class=style::form on:submit=send on:input=move |_| unsaved.note() novalidate>
            <Field
                id="username"
                kind="text"
                label=move || t_string!(i18n, console.award.username)
                hint=move || t_string!(i18n, console.award.username_hint)
                value=told
                limit=MAX_USERNAME_LENGTH.to_owned()
                problem=at(|it| matches!(it, Refusal::Username | Refusal::Retired))
                node_ref=username
            />
            <ObjectChoice
                ask=awardable
                wanted=OBJECT
                value=String::new()
                problem=at(|it| matches!(it, Refusal::Object | Refusal::Unconfigured | Refusal::Inactive))
                node_ref=object
            />
            <Field
                id="name"
                kind="text"
                label=move || t_string!(i18n, console.credential.recipient)
                hint=move || t_string!(i18n, console.award.name_hint)
                value=String::new()
                limit=MAX_NAME_LENGTH.to_owned()
                problem=at(|it| matches!(it, Refusal::Name))
                node_ref=name
            />
            <Field
                id="date"
                kind="date"
                label=move || t_string!(i18n, console.credential.date)
                hint=move || t_string!(i18n, console.action.date_hint)
                value=String::new()
                limit=FIRST_DAY.to_owned()
                problem=at(|it| matches!(it, Refusal::Date))
                node_ref=date
            />
            <div class="field">
                <label for="attributes">{t!(i18n, console.award.attributes)}</label>
                <textarea
                    node_ref=attributes
                    class="control"
                    id="attributes"
                    rows="3"
                    dir="auto"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength=MAX_ATTRIBUTES_LENGTH
                    aria-describedby="attributes-hint attributes-problem"
                    aria-invalid=text(move || matches!(*refusal.read(), Some(Refusal::Attributes)).to_string())
                ></textarea>
                <p class=style::hint id="attributes-hint">{t!(i18n, console.award.attributes_hint)}</p>
                <div id="attributes-problem"><Problem words=at(|it| matches!(it, Refusal::Attributes))/></div>
            </div>
            <Problem words=at(|it| matches!(it, Refusal::Outdated | Refusal::Other | Refusal::Failed(_)))/>
            <p>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {t!(i18n, console.award.check)}
                </button>
            </p>
        </form>
    }
}

/// What would become of it, and the button that does it.
#[component]
fn Confirmation(
    award: Award,
    verdict: Verdict,
    /// What it is about, beside ids.
    about: About,
    is_open: RwSignal<bool>,
    unsaved: Unsaved,
) -> impl IntoView {
    let i18n = use_i18n();
    let parting = Parting::expect();
    let navigate = StoredValue::new_local(use_navigate());
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let learner = told(about.name, award.username.clone());
    let object = told(about.title, award.learning_object.id.clone());
    let recipient = award.recipient_name.clone().map(|name| {
        view! { <dt>{t!(i18n, console.credential.recipient)}</dt><dd><bdi>{name}</bdi></dd> }
    });
    let outcome = verdict.outcome;
    if matches!(outcome, AwardOutcome::Unchanged) {
        // All that was written is there already.
        unsaved.settle();
    }
    let meaning = move || match outcome {
        AwardOutcome::Created => t_string!(i18n, console.award.created),
        AwardOutcome::Reinstated => t_string!(i18n, console.award.reinstated),
        AwardOutcome::Updated => t_string!(i18n, console.award.updated),
        AwardOutcome::Unchanged => t_string!(i18n, console.award.unchanged),
        AwardOutcome::Refused => t_string!(i18n, console.award.other),
    };
    let press = move || {
        let award = award.clone();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::award(award).await;
            is_busy.set(false);
            match answer {
                Ok(verdict) => {
                    unsaved.settle();
                    is_open.set(false);
                    parting.leave(if verdict.outcome == outcome {
                        t_string!(i18n, console.award.done)
                    } else {
                        t_string!(i18n, console.award.done_otherwise)
                    });
                    if let Some(number) = verdict.number {
                        navigate.with_value(|navigate| navigate(&path::credential(number), NavigateOptions::default()));
                    }
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || refusal.read().as_ref().map(|it| words(i18n, it)).unwrap_or_default());
    let existing = verdict.number.map(|number| {
        view! { <p><A href=path::credential(number)>{t!(i18n, console.award.existing)}</A></p> }
    });
    let is_to_do = !matches!(outcome, AwardOutcome::Unchanged | AwardOutcome::Refused);
    let press = StoredValue::new(press);
    view! {
        <dl class=style::summary>
            <dt>{t!(i18n, console.credentials.column.learner)}</dt>
            <dd>{learner}</dd>
            {recipient}
            <dt>{t!(i18n, console.credential.object)}</dt>
            <dd>{object}</dd>
        </dl>
        <p>{text(meaning)}</p>
        {existing}
        <Problem words=problem/>
        <DialogFoot>
            <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
            {is_to_do.then(|| view! {
                <Button on_press=move || press.with_value(|it| it()) is_busy weight=Weight::Primary>
                    {t!(i18n, console.award.award)}
                </Button>
            })}
        </DialogFoot>
    }
}

/// What people call something, and its id; the id alone where that is all there is.
fn told(name: Option<String>, id: String) -> AnyView {
    match name {
        Some(name) => view! { <bdi>{name}</bdi> " " <bdi class=style::hint>{id}</bdi> }.into_any(),
        None => view! { <bdi>{id}</bdi> }.into_any(),
    }
}

fn words(i18n: I18nContext<Locale>, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Username => t_string!(i18n, console.award.bad_username),
        Refusal::Retired => t_string!(i18n, console.problem.retired),
        Refusal::Object => t_string!(i18n, console.award.bad_object),
        Refusal::Unconfigured => t_string!(i18n, console.award.unconfigured),
        Refusal::Inactive => t_string!(i18n, console.problem.inactive),
        Refusal::Name => t_string!(i18n, console.award.bad_name),
        Refusal::Date => t_string!(i18n, console.problem.date),
        Refusal::Attributes => t_string!(i18n, console.award.bad_attributes),
        Refusal::Outdated => t_string!(i18n, console.award.outdated),
        Refusal::Other => t_string!(i18n, console.award.other),
        Refusal::Failed(error) => explanation(i18n, error),
    }
    .to_owned()
}
