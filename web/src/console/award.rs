//! Awarding a credential by hand: what would become of it is told before it is done.

mod confirmation;
mod offer;
mod query;

use leptos::ev::SubmitEvent;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;
use leptos_router::components::A;
use leptos_router::hooks::use_query_map;

use super::day::{FIRST_DAY, noon_of};
use super::entry::Entry;
use super::learning_object::LearningObjectInput;
use super::object_choice::{ObjectChoice, Wanted};
use super::path;
use super::unsaved::Unsaved;
use crate::announce::page_title;
use crate::api::enumeration::Permission;
use crate::browser::fresh_key;
use crate::component::failure::explanation;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::dialog::Dialog;
use crate::ui::field::Field;
use crate::ui::page_header::PageHeader;
use crate::ui::problem::Problem;
use confirmation::Confirmation;
use query::{About, Award, Refusal, Verdict, read_attributes};

stylance::import_crate_style!(style, "src/console/award/style.module.css");

const MAX_USERNAME_LENGTH: &str = "150";
const MAX_NAME_LENGTH: &str = "255";
const MAX_ATTRIBUTES_LENGTH: &str = "20000";

/// What was tried out: the award as it would be made, what would become of it, and what it is about, as far as that could be asked.
type Tried = (Award, Verdict, Option<About>);

/// What is said where it is chosen what is awarded.
const OBJECT: Wanted = Wanted::any(
    offer::count,
    |i18n| t_string!(i18n, console.award.found_none),
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
    let tried = RwSignal::new(None::<Tried>);
    let is_open = RwSignal::new(false);
    let unsaved = Unsaved::watch();
    let on_tried = Callback::new(move |it: Tried| {
        tried.set(Some(it));
        is_open.set(true);
    });
    view! {
        <PageHeader heading=move || t_string!(i18n, console.award.title)>
            <p>{t!(i18n, console.award.lead)}</p>
            <p><A href=path::BULK.to_owned()>{t!(i18n, console.bulk.title)}</A></p>
        </PageHeader>
        <AwardForm unsaved on_tried/>
        <Dialog is_open heading=move || t_string!(i18n, console.award.confirm)>
            {move || tried.get().map(|(award, verdict, about)| view! { <Confirmation award verdict about is_open unsaved/> })}
        </Dialog>
    }
}

/// Takes what is to be awarded, and asks what would become of it.
#[component]
fn AwardForm(
    unsaved: Unsaved,
    /// Takes what was tried out.
    on_tried: Callback<Tried>,
) -> impl IntoView {
    let i18n = use_i18n();
    let [username, object, name, date] = [(); 4].map(|()| NodeRef::<Input>::new());
    let attributes = NodeRef::<Textarea>::new();
    let told = use_query_map().read_untracked().get(path::USERNAME).unwrap_or_default();
    let is_busy = RwSignal::new(false);
    let refusals = RwSignal::new(Vec::<Refusal>::new());
    let written = |field: NodeRef<Input>| {
        field
            .get_untracked()
            .map(|it| it.value().trim().to_owned())
            .unwrap_or_default()
    };
    // All that is wrong is told at once; the first field of the form with something wrong gets the focus.
    let refuse = move |all: Vec<Refusal>| {
        let place = all.iter().map(Place::of).min();
        refusals.set(all);
        let field = match place {
            Some(Place::Username) => Some(username),
            Some(Place::Object) => Some(object),
            Some(Place::Name) => Some(name),
            Some(Place::Date) => Some(date),
            Some(Place::Attributes | Place::Form) | None => None,
        };
        // The fields are in the page; focusing them cannot fail.
        let _ = match (field.and_then(|it| it.get_untracked()), attributes.get_untracked()) {
            (Some(field), _) => field.focus(),
            (None, Some(field)) if place == Some(Place::Attributes) => field.focus(),
            (None, _) => Ok(()),
        };
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let day = written(date);
        let listed = attributes.get_untracked().map(|it| it.value()).unwrap_or_default();
        let Some(listed) = read_attributes(&listed) else {
            refuse(vec![Refusal::Attributes]);
            return;
        };
        let award = Award {
            username: written(username),
            learning_object: LearningObjectInput::told(&written(object)),
            recipient_name: Some(written(name)).filter(|it| !it.is_empty()),
            date_override: noon_of(&day),
            attributes: Some(listed).filter(|it| !it.is_empty()),
            reason: None,
            idempotency_key: None,
            expected_version: None,
        };
        is_busy.set(true);
        refusals.set(Vec::new());
        spawn_local(async move {
            let answer = query::try_out(award.clone()).await;
            // Where names are not told, the ids are.
            let about = match &answer {
                Ok(_) => query::about(&award).await.ok(),
                Err(_) => None,
            };
            is_busy.set(false);
            match answer {
                Ok(verdict) => {
                    // A key of its own for what was seen: what is confirmed twice, or sent again after a lost answer, is made once.
                    let award = Award {
                        idempotency_key: Some(fresh_key()),
                        ..verdict.confirmed(award)
                    };
                    on_tried.run((award, verdict, about));
                }
                Err(all) => refuse(all),
            }
        });
    };
    let at = move |place: Place| {
        Signal::derive(move || {
            let refusals = refusals.read();
            let here = refusals.iter().find(|it| Place::of(it) == place);
            here.map(|it| words(i18n, it).to_owned()).unwrap_or_default()
        })
    };
    let attributes_problem = at(Place::Attributes);
    view! {
        <form class=style::form on:submit=send on:input=move |_| unsaved.note() novalidate>
            <Field
                id="username"
                kind="text"
                label=move || t_string!(i18n, console.award.username)
                hint=move || t_string!(i18n, console.award.username_hint)
                value=told
                limit=MAX_USERNAME_LENGTH.to_owned()
                problem=at(Place::Username)
                node_ref=username
            />
            <ObjectChoice
                ask=offer::find
                wanted=OBJECT
                value=String::new()
                problem=at(Place::Object)
                node_ref=object
            />
            <Field
                id="name"
                kind="text"
                label=move || t_string!(i18n, console.credential.recipient)
                hint=move || t_string!(i18n, console.award.name_hint)
                value=String::new()
                limit=MAX_NAME_LENGTH.to_owned()
                problem=at(Place::Name)
                node_ref=name
            />
            <Field
                id="date"
                kind="date"
                label=move || t_string!(i18n, console.credential.date)
                hint=move || t_string!(i18n, console.action.date_hint)
                value=String::new()
                limit=FIRST_DAY.to_owned()
                problem=at(Place::Date)
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
                    aria-invalid=text(move || (!attributes_problem.read().is_empty()).to_string())
                ></textarea>
                <p class=style::hint id="attributes-hint">{t!(i18n, console.award.attributes_hint)}</p>
                <div id="attributes-problem"><Problem words=attributes_problem/></div>
            </div>
            <Problem words=at(Place::Form)/>
            <p>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {t!(i18n, console.award.check)}
                </button>
            </p>
        </form>
    }
}

/// Where a refusal is told, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Username,
    Object,
    Name,
    Date,
    Attributes,
    Form,
}

impl Place {
    fn of(refusal: &Refusal) -> Self {
        match refusal {
            Refusal::Username | Refusal::Retired => Self::Username,
            Refusal::Object | Refusal::Unconfigured | Refusal::Inactive => Self::Object,
            Refusal::Name => Self::Name,
            Refusal::Date => Self::Date,
            Refusal::Attributes => Self::Attributes,
            Refusal::Reason | Refusal::Outdated | Refusal::Other | Refusal::Failed(_) => Self::Form,
        }
    }
}

fn words(i18n: I18nContext<Locale>, refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Username => t_string!(i18n, console.award.bad_username),
        Refusal::Retired => t_string!(i18n, console.problem.retired),
        Refusal::Object => t_string!(i18n, console.award.bad_object),
        Refusal::Unconfigured => t_string!(i18n, console.award.unconfigured),
        Refusal::Inactive => t_string!(i18n, console.problem.inactive),
        Refusal::Name => t_string!(i18n, console.award.bad_name),
        Refusal::Date => t_string!(i18n, console.problem.date),
        Refusal::Attributes => t_string!(i18n, console.award.bad_attributes),
        Refusal::Reason => t_string!(i18n, console.problem.reason),
        Refusal::Outdated => t_string!(i18n, console.award.outdated),
        Refusal::Other => t_string!(i18n, console.award.other),
        Refusal::Failed(error) => explanation(i18n, error),
    }
}
