//! Events that were given up: have one delivered after all, or never.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;

use super::query::{self, GivenUpEvent, Refusal};
use super::words::event_words;
use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::console::browser::rescue_focus;
use crate::console::sheet::style;
use crate::console::table::style as table;
use crate::format;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::{date_language, grouped};
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::field::Field;
use crate::ui::problem::Problem;

/// A row for each.
#[component]
pub(super) fn Events(
    events: Vec<GivenUpEvent>,
    /// Asks for what is left.
    ask: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    if events.is_empty() {
        return view! { <p>{t!(i18n, console.operations.no_events)}</p> }.into_any();
    }
    view! {
        <table class=table::table role="table" aria-labelledby="events-heading">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.operations.event)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.operations.attempts)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.mails.actions)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{events.into_iter().map(|event| view! { <Row event ask/> }).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(event: GivenUpEvent, ask: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let is_busy = RwSignal::new(false);
    let is_open = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let GivenUpEvent {
        uuid,
        kind,
        created_at,
        attempts,
    } = event;
    let number: String = uuid.digits().chars().take(8).collect();
    let number = StoredValue::new(number);
    let uuid = StoredValue::new(uuid);
    let done = move |words: &'static str| {
        say(words);
        ask.run(());
        // The row goes with its buttons.
        request_animation_frame(|| rescue_focus("#events"));
    };
    let retry = move || {
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::retry(uuid.get_value()).await;
            is_busy.set(false);
            match answer {
                Ok(()) => done(t_string!(i18n, console.operations.retried)),
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || words(i18n, refusal.read().as_ref()).to_owned());
    let named = move |words: &'static str| format!("{words}: {}", number.get_value());
    let retry_name = Signal::derive(move || named(t_string!(i18n, console.operations.retry)));
    let drop_name = Signal::derive(move || named(t_string!(i18n, console.operations.discard)));
    let when = move || format::moment(Some(&created_at.0), &date_language(i18n));
    view! {
        <tr role="row">
            <th class=table::main role="rowheader" scope="row">
                {text(move || event_words(i18n, kind))}
                <span class=table::minor>{text(when)}</span>
                <span class=table::minor><bdi dir="ltr">{number.get_value()}</bdi></span>
            </th>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.operations.attempts)}</span>
                <span>{text(move || grouped(i18n, attempts))}</span>
            </td>
            <td role="cell">
                <div class=style::actions>
                    <Button on_press=retry is_busy name=retry_name>{t!(i18n, console.operations.retry)}</Button>
                    <Button on_press=move || is_open.set(true) name=drop_name weight=Weight::Danger>
                        {t!(i18n, console.operations.discard)}
                    </Button>
                </div>
                <Problem words=problem/>
                <Dialog is_open heading=move || t_string!(i18n, console.operations.discard)>
                    <Question
                        number=number.get_value()
                        discard=move || async move { query::discard(uuid.get_value()).await }
                        is_open
                        done=Callback::new(move |()| done(t_string!(i18n, console.operations.discarded)))
                    />
                </Dialog>
            </td>
        </tr>
    }
}

/// Whether it is really never to be delivered: whoever means it writes the number.
#[component]
fn Question<F>(
    /// What has to be written.
    number: String,
    /// Does it.
    discard: impl Fn() -> F + Copy + Send + Sync + 'static,
    is_open: RwSignal<bool>,
    done: Callback<()>,
) -> impl IntoView
where
    F: Future<Output = Result<(), Refusal>> + 'static,
{
    let i18n = use_i18n();
    let field = NodeRef::<Input>::new();
    let is_busy = RwSignal::new(false);
    let is_other = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let wanted = StoredValue::new(number);
    let press = move || {
        let written = field.get_untracked().map(|it| it.value()).unwrap_or_default();
        refusal.set(None);
        is_other.set(written.trim() != wanted.get_value());
        if is_other.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            let answer = discard().await;
            is_busy.set(false);
            match answer {
                Ok(()) => {
                    is_open.set(false);
                    done.run(());
                }
                Err(error) => refusal.set(Some(error)),
            }
        });
    };
    let problem = Signal::derive(move || words(i18n, refusal.read().as_ref()).to_owned());
    let other = Signal::derive(move || {
        let words = t_string!(i18n, console.operations.other_number);
        if is_other.get() {
            words.to_owned()
        } else {
            String::new()
        }
    });
    view! {
        <div class=style::form>
            <p>{t!(i18n, console.operations.discard_meaning)}</p>
            <Field
                id="number"
                kind="text"
                label=move || t_string!(i18n, console.operations.number, number = wanted.get_value())
                hint=move || t_string!(i18n, console.operations.number_hint)
                value=String::new()
                limit="8".to_owned()
                problem=other
                node_ref=field
            />
            <Problem words=problem/>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=press is_busy weight=Weight::Danger>{t!(i18n, console.operations.discard)}</Button>
            </DialogFoot>
        </div>
    }
}

fn words(i18n: I18nContext<Locale>, refusal: Option<&Refusal>) -> &'static str {
    match refusal {
        None => "",
        Some(Refusal::Settled) => t_string!(i18n, console.operations.settled),
        Some(Refusal::Failed(error)) => explanation(i18n, error),
    }
}
