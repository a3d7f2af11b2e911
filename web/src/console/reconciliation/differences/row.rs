//! One difference of the list.

use leptos::prelude::*;
use leptos_i18n::I18nContext;
use leptos_router::components::A;

use super::action::Actions;
use super::query::Difference;
use super::shown::Shown;
use super::state::DifferenceState;
use crate::console::configured::titled;
use crate::console::path;
use crate::console::reconciliation::kind::DifferenceKind;
use crate::console::table::style as table;
use crate::format;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::date_language;
use crate::text::{Text, t, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;

/// Whose it is, what differs, what became of it, and what can be done. Once it is settled the row says so.
#[component]
pub(super) fn Row(
    /// The difference.
    shown: Shown,
    /// Its place on the page.
    index: usize,
) -> impl IntoView {
    let i18n = use_i18n();
    let id = format!("difference-{index}");
    let Difference {
        kind,
        username,
        course_key,
        course_run,
        here,
        there,
        found_at,
        ..
    } = shown.difference.get_untracked();
    let person = match username {
        Some(it) => view! { <A href=path::learner(&it)><bdi>{it.clone()}</bdi></A> }.into_any(),
        None => "–".into_any(),
    };
    let title = course_run.map(|it| it.title);
    let course = course_key.map(|it| view! { <span class=table::minor>{titled(title, it)}</span> });
    let found = move || {
        let when = format::moment(Some(&found_at.0), &date_language(i18n));
        t_string!(i18n, console.reconciliation.found_at, when = when)
    };
    let row = format!("#{id}");
    // A status is one word, which is not to be broken; a name or a number may be long.
    let said = (!kind.is_award()).then_some(table::id);
    view! {
        <tr role="row" id=id tabindex="-1">
            <th class=table::main role="rowheader" scope="row">{person} {course}</th>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.reconciliation.what)}</span>
                <span>
                    {text(move || kind.name(i18n))}
                    <span class=table::minor>{text(found)}</span>
                </span>
            </td>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.reconciliation.here)}</span>
                <span class=said><bdi>{here_words(i18n, kind, here)}</bdi></span>
            </td>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.reconciliation.there)}</span>
                <span class=said>{there_words(kind, there)}</span>
            </td>
            <td role="cell">{move || view! { <Settlement difference=shown.difference.get()/> }}</td>
            <td role="cell"><Actions shown row/></td>
        </tr>
    }
}

/// What the service said. The words for the status of a credential are its own.
fn here_words(i18n: I18nContext<Locale>, kind: DifferenceKind, said: Option<String>) -> Text {
    text(move || {
        let said = said.as_deref();
        let words = match said {
            None => t_string!(i18n, console.catalog_syncs.nothing),
            Some("awarded") if kind.is_award() => t_string!(i18n, console.reconciliation.status.awarded),
            Some("revoked") if kind.is_award() => t_string!(i18n, console.reconciliation.status.revoked),
            Some(it) => it,
        };
        words.to_owned()
    })
}

/// What the platform said: the status of a certificate in its own word, which is English.
fn there_words(kind: DifferenceKind, said: Option<String>) -> AnyView {
    let i18n = use_i18n();
    match said {
        None => t!(i18n, console.catalog_syncs.nothing).into_any(),
        Some(it) if kind.is_award() => view! { <bdi lang="en">{it}</bdi> }.into_any(),
        Some(it) => view! { <bdi>{it}</bdi> }.into_any(),
    }
}

/// What became of it; once it is settled by whom, when, and why it stays.
#[component]
fn Settlement(difference: Difference) -> impl IntoView {
    let i18n = use_i18n();
    let Difference {
        state,
        settled_at,
        settled_by,
        reason,
        ..
    } = difference;
    let (tone, icon) = match state {
        DifferenceState::Open => (Tone::Waiting, Icon::Question),
        DifferenceState::Repaired => (Tone::Good, Icon::Check),
        DifferenceState::Ignored => (Tone::Quiet, Icon::Cross),
    };
    let who = settled_by.map(|it| {
        let words = move || t_string!(i18n, console.roles.by, who = it.clone());
        view! { <span class=table::minor dir="auto">{text(words)}</span> }
    });
    let when = settled_at.map(|it| {
        let words = move || format::moment(Some(&it.0), &date_language(i18n));
        view! { <span class=table::minor>{text(words)}</span> }
    });
    let reason = reason.map(|it| view! { <span class=table::minor dir="auto">{it}</span> });
    view! {
        <Badge tone icon>{text(move || state.name(i18n))}</Badge>
        {who}
        {when}
        {reason}
    }
}
