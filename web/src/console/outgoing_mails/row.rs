//! One mail of the list.

use leptos::prelude::*;
use leptos_router::components::A;

use super::action::Actions;
use super::query::{MailState, OutgoingMail};
use super::words::{failure_words, kind_words, state_words};
use crate::console::path;
use crate::console::table::style as table;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;

/// What for, to whom, since when, how far it has come, and what can be done about it.
#[component]
pub(super) fn Row(
    /// What it shows at first.
    mail: OutgoingMail,
) -> impl IntoView {
    let i18n = use_i18n();
    let OutgoingMail {
        kind,
        username,
        credential,
        created_at,
        ..
    } = mail.clone();
    let current = RwSignal::new(mail);
    let kind = move || kind_words(i18n, kind);
    let kind = match credential {
        Some(it) => view! { <A href=path::credential(it.uuid)>{text(kind)}</A> }.into_any(),
        None => text(kind).into_any(),
    };
    let who =
        username.map(|it| view! { <A href=path::learner(&it) attr:class=table::minor><bdi>{it.clone()}</bdi></A> });
    let written = move || format::moment(Some(&created_at.0), &date_language(i18n));
    view! {
        <tr role="row">
            <th class=table::main role="rowheader" scope="row">{kind} {who}</th>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.mails.written)}</span>
                <span>{text(written)}</span>
            </td>
            <td role="cell">{move || view! { <Progress mail=current.get()/> }}</td>
            <td role="cell"><Actions current/></td>
        </tr>
    }
}

/// How far it has come, since when, and what was in the way.
#[component]
fn Progress(mail: OutgoingMail) -> impl IntoView {
    let i18n = use_i18n();
    let OutgoingMail {
        state,
        attempts,
        last_failure,
        next_attempt_at,
        ended_at,
        ..
    } = mail;
    let (tone, icon) = match state {
        MailState::Queued | MailState::Sending => (Tone::Waiting, Icon::Clock),
        MailState::Sent => (Tone::Good, Icon::Check),
        MailState::Failed => (Tone::Bad, Icon::Cross),
        MailState::Dropped => (Tone::Quiet, Icon::Cross),
    };
    let ended = ended_at.map(|at| {
        let when = move || format::moment(Some(&at.0), &date_language(i18n));
        view! { <span class=table::minor>{text(when)}</span> }
    });
    let next = next_attempt_at.filter(|_| attempts > 0).map(|at| {
        let words = move || {
            let when = format::moment(Some(&at.0), &date_language(i18n));
            t_string!(i18n, console.mails.again, when = when)
        };
        view! { <span class=table::minor>{text(words)}</span> }
    });
    let failure = last_failure.filter(|_| state != MailState::Sent).map(|failure| {
        let words = move || failure_words(i18n, failure);
        view! { <span class=table::minor>{text(words)}</span> }
    });
    view! {
        <Badge tone icon>{text(move || state_words(i18n, state))}</Badge>
        {ended}
        {failure}
        {next}
    }
}
