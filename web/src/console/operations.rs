//! What the service does in the background, and how it fares. Asked for anew now and then while somebody looks.
//!
//! Invariant: nothing is asked while the page is hidden, nor once it is left, nor where its reader has switched that off.

mod event;
mod query;
mod tasks;
mod words;

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::catalog_sync::StateOfSync;
use super::entry::Entry;
use super::path;
use super::sheet::style as sheet;
use super::table::style as table;
use crate::announce::{page_title, speaker};
use crate::api::enumeration::Permission;
use crate::api::error::ApiError;
use crate::component::failure::{Subject, explanation};
use crate::component::loaded::Loaded;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{Text, t, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;
use crate::ui::page_header::PageHeader;
use crate::ui::problem::Problem;
use crate::ui::skeleton::Skeleton;
use crate::ui::switch::Switch;
use event::Events;
use query::{Operations, Seen};
use tasks::Tasks;
use words::number_words;

stylance::import_crate_style!(style, "src/console/operations/style.module.css");

/// How often the server is asked.
const PACE: Duration = Duration::from_secs(15);

/// The page, for who may see it.
#[component]
pub(super) fn OperationsPage() -> impl IntoView {
    view! {
        <Entry needs=Permission::ViewOperations let:viewer>
            <OperationsOfService may_decide=viewer.permissions.contains(&Permission::ManageEvents)/>
        </Entry>
    }
}

#[component]
fn OperationsOfService(
    /// Whether the viewer decides about events.
    may_decide: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, console.operations.title).to_owned());
    view! {
        <PageHeader heading=move || t_string!(i18n, console.operations.title)>
            <p>{t!(i18n, console.operations.lead)}</p>
        </PageHeader>
        <Loaded fetch=query::seen subject=Subject::Part loading=Skeleton let:first>
            <Live first may_decide/>
        </Loaded>
    }
}

/// What was told last.
#[component]
fn Live(first: Seen, may_decide: bool) -> impl IntoView {
    let i18n = use_i18n();
    let seen = RwSignal::new(first);
    let is_on = RwSignal::new(true);
    let (error, ask) = follow(seen, is_on);
    // Most answers are like the one before; then the page is left alone.
    let operations = Memo::new(move |_| seen.read().operations.clone());
    // A dialog about one of them must not go with the figures.
    let events = Memo::new(move |_| seen.read().operations.given_up_events.clone());
    let last_run = Memo::new(move |_| seen.read().last_run.clone());
    let problem = Signal::derive(move || {
        let error = error.get();
        error.map(|it| explanation(i18n, &it).to_owned()).unwrap_or_default()
    });
    let run = move || match last_run.get() {
        None => view! { <p>{t!(i18n, console.catalog_syncs.none)}</p> }.into_any(),
        Some(run) => {
            let when = move || format::moment(Some(&run.requested_at.0), &date_language(i18n));
            view! {
                <p><A href=path::catalog_sync(run.id.inner())>{text(when)}</A></p>
                <StateOfSync state=run.state is_dry_run=run.is_dry_run/>
            }
            .into_any()
        }
    };
    view! {
        <div class=style::line>
            <Switch
                is_on
                is_busy=false
                name=Signal::derive(move || t_string!(i18n, console.operations.refresh).to_owned())
                on_press=move |wanted| is_on.set(wanted)
            >
                {t!(i18n, console.operations.refresh)}
            </Switch>
            <Problem words=problem/>
        </div>
        <div class=style::cards>
            <section class=sheet::card aria-labelledby="health">
                <h2 id="health">{t!(i18n, console.operations.health)}</h2>
                {move || view! { <Health operations=operations.get()/> }}
            </section>
            <section class=sheet::card aria-labelledby="queues">
                <h2 id="queues">{t!(i18n, console.operations.queues)}</h2>
                {move || view! { <Queues operations=operations.get()/> }}
                <p><A href=path::OUTGOING_MAILS.to_owned() exact=true>{t!(i18n, console.mails.title)}</A></p>
            </section>
            <section class=sheet::card aria-labelledby="catalogue">
                <h2 id="catalogue">{t!(i18n, console.catalog_syncs.title)}</h2>
                {run}
                <p><A href=path::CATALOG_SYNCS.to_owned() exact=true>{t!(i18n, console.catalog_syncs.history)}</A></p>
            </section>
        </div>
        <section class=style::section aria-labelledby="tasks">
            <h2 id="tasks">{t!(i18n, console.operations.tasks)}</h2>
            {move || view! { <Tasks tasks=operations.get().tasks/> }}
        </section>
        {may_decide.then(|| view! {
            <section class=style::section id="events" tabindex="-1" aria-labelledby="events-heading">
                <h2 id="events-heading">{t!(i18n, console.operations.given_up_events)}</h2>
                {move || view! { <Events events=events.get() ask=ask/> }}
            </section>
        })}
    }
}

/// Asks now and then. Gives why the last question had no answer, and a way to ask at once.
fn follow(seen: RwSignal<Seen>, is_on: RwSignal<bool>) -> (RwSignal<Option<ApiError>>, Callback<()>) {
    let i18n = use_i18n();
    let say = speaker();
    let error = RwSignal::new(None::<ApiError>);
    let n_rounds = RwSignal::new(0_u32);
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            match query::seen().await {
                Ok(now) => {
                    let before = seen.try_with_untracked(|it| it.operations.database_problem.is_some());
                    let is_unfit = now.operations.database_problem.is_some();
                    // The page was left while the answer was on its way.
                    if seen.try_set(now).is_some() {
                        return;
                    }
                    error.set(None);
                    // The rest may be read when somebody wants to.
                    if before != Some(is_unfit) {
                        say(if is_unfit {
                            t_string!(i18n, console.operations.unfit)
                        } else {
                            t_string!(i18n, console.operations.fit)
                        });
                    }
                }
                Err(failure) => {
                    if error.try_set(Some(failure)).is_some() {
                        return;
                    }
                }
            }
            n_rounds.update(|it| *it += 1);
        });
    });
    Effect::new(move |_| {
        n_rounds.track();
        let needs_sign_in = error.with_untracked(|it| it.as_ref().is_some_and(ApiError::needs_sign_in));
        if !is_on.get() || needs_sign_in {
            return;
        }
        let turn = move || {
            if document().hidden() {
                // Looked at again, it is asked within one pace.
                n_rounds.update(|it| *it += 1);
            } else {
                ask.run(());
            }
        };
        if let Ok(timer) = set_timeout_with_handle(turn, PACE) {
            on_cleanup(move || timer.clear());
        }
    });
    (error, ask)
}

/// Whether the database is fit, and which server answers.
#[component]
fn Health(operations: Operations) -> impl IntoView {
    let i18n = use_i18n();
    let Operations {
        version,
        database_problem,
        ..
    } = operations;
    let badge = match &database_problem {
        None => view! { <Badge tone=Tone::Good icon=Icon::Check>{t!(i18n, console.operations.fit)}</Badge> }.into_any(),
        Some(_) => {
            view! { <Badge tone=Tone::Bad icon=Icon::Cross>{t!(i18n, console.operations.unfit)}</Badge> }.into_any()
        }
    };
    let reason = database_problem.map(|it| view! { <p lang="en" dir="ltr">{it}</p> });
    view! {
        <p>{badge}</p>
        {reason}
        <dl class=sheet::facts>
            <dt>{t!(i18n, console.operations.version)}</dt>
            <dd><bdi dir="ltr">{version}</bdi></dd>
        </dl>
    }
}

/// What waits.
#[component]
fn Queues(operations: Operations) -> impl IntoView {
    let i18n = use_i18n();
    let due_since = operations.oldest_event_due_at.clone();
    let since = move || match &due_since {
        Some(at) => format::moment(Some(&at.0), &date_language(i18n)),
        None => t_string!(i18n, console.operations.none_due).to_owned(),
    };
    let numbers: [(Text, Option<i32>); 6] = [
        (
            t!(i18n, console.operations.waiting_events),
            operations.waiting_event_count,
        ),
        (
            t!(i18n, console.operations.retried_events),
            operations.retried_event_count,
        ),
        (t!(i18n, console.operations.given_up), operations.given_up_event_count),
        (t!(i18n, console.operations.queued_mail), operations.queued_mail_count),
        (t!(i18n, console.operations.failed_mail), operations.failed_mail_count),
        (t!(i18n, console.operations.due_accounts), operations.due_account_count),
    ];
    let numbers = numbers
        .into_iter()
        .map(|(name, number)| view! { <dt>{name}</dt> <dd>{text(move || number_words(i18n, number))}</dd> })
        .collect_view();
    view! {
        <dl class=sheet::facts>
            {numbers}
            <dt>{t!(i18n, console.operations.due_since)}</dt>
            <dd>{text(since)}</dd>
        </dl>
        <p class=table::minor>{t!(i18n, console.operations.events_meaning)}</p>
    }
}
