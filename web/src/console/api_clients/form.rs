//! The form of a client: what to call it, what its key is good for, when it ends.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;

use super::query::ApiClient;
use super::save::{self, Keyed, Refusal, Wanted};
use super::scope::ApiScope;
use crate::announce::speaker;
use crate::api::scalar::Instant;
use crate::browser;
use crate::component::failure::explanation;
use crate::console::sheet::style;
use crate::console::unsaved::Unsaved;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::checkbox::Checkbox;
use crate::ui::dialog::DialogFoot;
use crate::ui::field::Field;
use crate::ui::problem::Problem;

/// As much as the server takes.
const MAX_NAME_LENGTH: usize = 80;

/// What sending the form does.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    /// Makes a client, and hands on its key.
    Create(Callback<Keyed>),
    /// Changes the client as it was told last.
    Edit(RwSignal<ApiClient>),
}

impl Purpose {
    /// What the form holds at first.
    fn before(self) -> Wanted {
        match self {
            Self::Create(_) => Wanted {
                name: String::new(),
                scopes: Vec::new(),
                expires_at: None,
            },
            Self::Edit(current) => {
                let client = current.get_untracked();
                Wanted {
                    name: client.name,
                    scopes: client.scopes,
                    expires_at: client.expires_at,
                }
            }
        }
    }
}

/// A box to tick for each scope.
type Ticks = [(ApiScope, NodeRef<Input>); ApiScope::ALL.len()];

/// The form; it closes the dialog around it once the server has done what was asked.
#[component]
pub(super) fn ApiClientForm(
    /// What sending does.
    purpose: Purpose,
    /// Whether the dialog around it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let unsaved = Unsaved::watch();
    let [name, ends] = [(); 2].map(|()| NodeRef::<Input>::new());
    let ticks: Ticks = ApiScope::ALL.map(|it| (it, NodeRef::new()));
    let before = purpose.before();
    // A second attempt after an answer that got lost makes no second client.
    let key = StoredValue::new(browser::fresh_key());
    let last_day = before.expires_at.as_ref().map(Instant::day).unwrap_or_default();
    let expires_at = before.expires_at.clone();
    let is_busy = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let written = |field: NodeRef<Input>| field.get_untracked().map(|it| it.value()).unwrap_or_default();
        let day = written(ends);
        let wanted = Wanted {
            name: written(name).trim().to_owned(),
            scopes: ticked(&ticks),
            // A day that was not touched keeps its time.
            expires_at: match &expires_at {
                Some(at) if at.day() == day => Some(at.clone()),
                _ => end_of(&day),
            },
        };
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = match purpose {
                Purpose::Create(made) => save::create(wanted, key.get_value()).await.map(|keyed| {
                    unsaved.settle();
                    is_open.set(false);
                    made.run(keyed);
                }),
                Purpose::Edit(current) => save::edit(&current.get_untracked(), wanted).await.map(|client| {
                    unsaved.settle();
                    is_open.set(false);
                    current.set(client);
                    say(t_string!(i18n, console.api_clients.saved));
                }),
            };
            let Err(error) = answer else { return };
            if is_busy.try_set(false).is_some() {
                // The form is gone.
                return;
            }
            if !matches!(error, Refusal::Failed(_)) {
                // What is sent next is another request.
                key.set_value(browser::fresh_key());
            }
            let field = match place(&error) {
                Place::Name => Some(name),
                Place::Scopes => Some(ticks[0].1),
                Place::Ends => Some(ends),
                Place::Form => None,
            };
            refusal.set(Some(error));
            if let Some(field) = field.and_then(|it| it.get_untracked()) {
                // The field is in the page; focusing it cannot fail.
                let _ = field.focus();
            }
        });
    };
    let problem = move |place| Signal::derive(move || problem_at(i18n, place, refusal.read().as_ref()).to_owned());
    let submit = move || match purpose {
        Purpose::Create(_) => t_string!(i18n, console.api_clients.create),
        Purpose::Edit(_) => t_string!(i18n, console.api_clients.save),
    };
    view! {
        <form class=style::form on:submit=send on:input=move |_| unsaved.note() novalidate>
            <Field
                id="client-name"
                kind="text"
                label=move || t_string!(i18n, console.api_clients.name)
                hint=move || t_string!(i18n, console.api_clients.name_hint)
                value=before.name
                limit=MAX_NAME_LENGTH.to_string()
                problem=problem(Place::Name)
                node_ref=name
            />
            <Scopes ticks chosen=before.scopes problem=problem(Place::Scopes)/>
            <Field
                id="client-ends"
                kind="date"
                label=move || t_string!(i18n, console.api_clients.ends)
                hint=move || t_string!(i18n, console.api_clients.ends_hint)
                value=last_day
                limit=browser::today()
                problem=problem(Place::Ends)
                node_ref=ends
            />
            <Problem words=problem(Place::Form)/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <button class="button primary" type="submit" aria-disabled=text(move || is_busy.get().to_string())>
                    {text(submit)}
                </button>
            </DialogFoot>
        </form>
    }
}

/// What the key may be good for.
#[component]
fn Scopes(
    /// The boxes.
    ticks: Ticks,
    /// Those that are ticked at first.
    chosen: Vec<ApiScope>,
    /// What is wrong with the choice; empty while nothing is.
    problem: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let boxes = ticks
        .into_iter()
        .map(|(scope, node_ref)| {
            let is_checked = chosen.contains(&scope);
            view! {
                <Checkbox is_checked node_ref>
                    {text(move || scope.words(i18n))}
                    " "
                    <code class=style::minor dir="ltr">{scope.word()}</code>
                </Checkbox>
            }
        })
        .collect_view();
    view! {
        <fieldset class=style::group aria-describedby="client-scopes-hint client-scopes-problem">
            <legend>{t!(i18n, console.api_clients.scopes)}</legend>
            <p class=style::minor id="client-scopes-hint">{t!(i18n, console.api_clients.scopes_hint)}</p>
            {boxes}
            <div id="client-scopes-problem"><Problem words=problem/></div>
        </fieldset>
    }
}

/// The scopes whose boxes are ticked.
fn ticked(ticks: &Ticks) -> Vec<ApiScope> {
    let is_ticked = |field: NodeRef<Input>| field.get_untracked().is_some_and(|it| it.checked());
    let ticked = ticks.iter().filter(|(_, field)| is_ticked(*field));
    ticked.map(|(scope, _)| *scope).collect()
}

/// Where something is said to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Name,
    Scopes,
    Ends,
    Form,
}

/// Where a refusal is told.
fn place(refusal: &Refusal) -> Place {
    match refusal {
        Refusal::Name | Refusal::NameTaken => Place::Name,
        Refusal::Scopes => Place::Scopes,
        Refusal::ExpiresAt => Place::Ends,
        Refusal::TooMany | Refusal::KeyLost | Refusal::Outdated | Refusal::NotSpelledOut | Refusal::Failed(_) => {
            Place::Form
        }
    }
}

/// What is wrong there; empty where nothing is.
fn problem_at(i18n: I18nContext<Locale>, place: Place, refusal: Option<&Refusal>) -> &'static str {
    match (place, refusal) {
        (Place::Name, Some(Refusal::Name)) => t_string!(i18n, console.api_clients.problem.name),
        (Place::Name, Some(Refusal::NameTaken)) => t_string!(i18n, console.api_clients.problem.taken),
        (Place::Scopes, Some(Refusal::Scopes)) => t_string!(i18n, console.api_clients.problem.scopes),
        (Place::Ends, Some(Refusal::ExpiresAt)) => t_string!(i18n, console.api_clients.problem.ends),
        (Place::Form, Some(Refusal::TooMany)) => t_string!(i18n, console.api_clients.problem.too_many),
        (Place::Form, Some(Refusal::KeyLost)) => t_string!(i18n, console.api_clients.problem.key_lost),
        (Place::Form, Some(Refusal::Outdated)) => t_string!(i18n, console.problem.outdated),
        (Place::Form, Some(Refusal::Failed(error))) => explanation(i18n, error),
        (Place::Name | Place::Scopes | Place::Ends | Place::Form, _) => "",
    }
}

/// The last second of a day in UTC; none where no day was chosen.
fn end_of(day: &str) -> Option<Instant> {
    (!day.is_empty()).then(|| Instant(format!("{day}T23:59:59Z")))
}
