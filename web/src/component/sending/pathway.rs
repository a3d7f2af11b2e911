//! One pathway: what it is, whether the record was sent there, and what its learner can do about it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::SendForm;
use super::query::{self, RecordLearner, RecordPathway, RecordSend, RecordSendState, Sent};
use super::style;
use crate::announce::speaker;
use crate::api::scalar::Uuid;
use crate::browser;
use crate::component::failure::explanation;
use crate::format::{self, isolated};
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::button::Button;
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;
use crate::ui::problem::Problem;
use crate::ui::switch::Switch;

/// As often as a record is sent over one pathway; the server's own limit.
const MAX_SENDS: i32 = 10;

/// A pathway of the list.
#[component]
pub(super) fn Pathway(
    /// The program of the record.
    program: Uuid,
    /// Whose record; the viewer's own for none.
    whose: Option<String>,
    /// Who is named in the mail.
    learner: RecordLearner,
    /// The pathway.
    pathway: RecordPathway,
    /// Counts what is sent from here.
    n_sent: RwSignal<u32>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let is_open = RwSignal::new(false);
    let send = RwSignal::new(pathway.send.clone());
    let uuid = pathway.uuid.as_str().to_owned();
    let selector = format!("[data-pathway={uuid:?}]");
    let is_own = whose.is_none();
    let done = Callback::new(move |sent: Sent| {
        // The button that opened the dialog may be gone: the record is on its way.
        browser::focus_soon(selector.clone());
        match sent {
            Sent::Now(it) => {
                send.set(Some(it));
                n_sent.update(|it| *it += 1);
                say(if is_own {
                    t_string!(i18n, send.done)
                } else {
                    t_string!(i18n, send.staff.done)
                });
            }
            Sent::Before(it) => {
                send.set(Some(it));
                say(t_string!(i18n, send.before));
            }
        }
    });
    let name = StoredValue::new(pathway.name.clone());
    let can_receive = pathway.can_receive_record;
    let by = isolated(&pathway.organization_name);
    let way = move || {
        let (state, count) = send.read().as_ref().map(|it| (it.state, it.send_count)).unzip();
        if !can_receive {
            return view! { <p class=style::facts>{t!(i18n, send.elsewhere)}</p> }.into_any();
        }
        if count.is_some_and(|it| it >= MAX_SENDS) {
            return view! { <p class=style::facts>{t!(i18n, send.too_often)}</p> }.into_any();
        }
        let name = move || isolated(&name.get_value());
        match state {
            Some(RecordSendState::Queued) => view! { <p class=style::facts>{t!(i18n, send.under_way)}</p> }.into_any(),
            None => view! {
                <p>
                    <Button
                        on_press=move || is_open.set(true)
                        name=Signal::derive(move || t_string!(i18n, send.open_name, name = name()))
                    >
                        {t!(i18n, send.open)}
                    </Button>
                </p>
            }
            .into_any(),
            Some(RecordSendState::Failed | RecordSendState::Sent) => view! {
                <p>
                    <Button
                        on_press=move || is_open.set(true)
                        name=Signal::derive(move || t_string!(i18n, send.again_name, name = name()))
                    >
                        {t!(i18n, send.again)}
                    </Button>
                </p>
            }
            .into_any(),
        }
    };
    let stored = StoredValue::new((program, whose, learner, pathway));
    let question = move || {
        let name = isolated(&name.get_value());
        if is_own {
            t_string!(i18n, send.question, name = name)
        } else {
            t_string!(i18n, send.staff.question, name = name)
        }
    };
    view! {
        <article class=style::pathway data-pathway=uuid tabindex="-1">
            <div class=style::head>
                <h3 class=style::name dir="auto">{name.get_value()}</h3>
                {move || view! { <SendBadge send=send.get()/> }}
            </div>
            <p class=style::facts>{text(move || t_string!(i18n, send.by, organization = by.clone()))}</p>
            {move || send.get().map(|it| {
                let count = it.send_count;
                let count = text(move || t_string!(i18n, send.count, count = count, limit = MAX_SENDS));
                view! {
                    <p class=style::facts>{count}</p>
                    {is_own.then(|| view! { <Updates send=it name/> })}
                }
            })}
            {way}
            <Dialog is_open heading=question>
                {
                    let (program, whose, learner, mut pathway) = stored.get_value();
                    pathway.send = send.get_untracked();
                    view! { <SendForm program whose learner pathway is_open done/> }
                }
            </Dialog>
        </article>
    }
}

/// Whether it was sent, and when.
#[component]
fn SendBadge(send: Option<RecordSend>) -> impl IntoView {
    let i18n = use_i18n();
    let (tone, icon) = match send.as_ref().map(|it| it.state) {
        None => (Tone::Quiet, Icon::Clock),
        Some(RecordSendState::Queued) => (Tone::Waiting, Icon::Clock),
        Some(RecordSendState::Sent) => (Tone::Good, Icon::Check),
        Some(RecordSendState::Failed) => (Tone::Bad, Icon::Cross),
    };
    let state = move || {
        let Some(RecordSend { state, asked_at, .. }) = &send else {
            return t_string!(i18n, send.state.none).to_owned();
        };
        let date = format::long_date(asked_at, &date_language(i18n));
        match state {
            RecordSendState::Queued => t_string!(i18n, send.state.queued).to_owned(),
            RecordSendState::Sent => t_string!(i18n, send.state.sent, date = date),
            RecordSendState::Failed => t_string!(i18n, send.state.failed, date = date),
        }
    };
    view! { <Badge tone icon>{text(state)}</Badge> }
}

/// A switch for the mail that tells of a later completion, which is the learner's alone to press.
#[component]
fn Updates(send: RecordSend, name: StoredValue<String>) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let RecordSend { id, has_updates, .. } = send;
    let is_on = RwSignal::new(has_updates);
    let is_busy = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let press = move |shall_be: bool| {
        let id = id.clone();
        is_busy.set(true);
        problem.set(String::new());
        spawn_local(async move {
            match query::set_updates(id, shall_be).await {
                Ok(Some(now)) => {
                    is_on.set(now);
                    say(if now {
                        t_string!(i18n, send.updates_on)
                    } else {
                        t_string!(i18n, send.updates_off)
                    });
                }
                Ok(None) => problem.set(t_string!(i18n, send.problem.outdated).to_owned()),
                Err(error) => problem.set(explanation(i18n, &error).to_owned()),
            }
            is_busy.set(false);
        });
    };
    let label = Signal::derive(move || t_string!(i18n, send.updates_name, name = isolated(&name.get_value())));
    view! {
        <Switch is_on is_busy name=label on_press=press>{t!(i18n, send.updates)}</Switch>
        <Problem words=problem/>
    }
}
