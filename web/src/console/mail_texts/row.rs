//! One text of the list.

use leptos::prelude::*;
use leptos_router::components::A;

use super::query::CompletionMail;
use crate::console::language_choice::named;
use crate::console::path;
use crate::console::table::style as table;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;

/// For whom, whether it is sent, in which language, and since when.
#[component]
pub(super) fn Row(
    /// What it shows.
    mail: CompletionMail,
) -> impl IntoView {
    let i18n = use_i18n();
    let whom = mail.whom();
    let CompletionMail {
        id,
        is_enabled,
        language,
        updated_at,
        ..
    } = mail;
    let language = move || match &language {
        Some(tag) => named(tag, &date_language(i18n)),
        None => t_string!(i18n, console.mail_texts.usual_language).to_owned(),
    };
    let changed = move || format::long_date(&updated_at, &date_language(i18n));
    view! {
        <tr role="row">
            <th class=table::main role="rowheader" scope="row">
                <A href=path::mail_text(id.inner()) attr:dir="auto">{text(move || whom.words(i18n))}</A>
            </th>
            <td role="cell"><SentBadge is_enabled/></td>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.configuration.language)}</span>
                <bdi>{text(language)}</bdi>
            </td>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.mail_texts.changed)}</span>
                <span>{text(changed)}</span>
            </td>
        </tr>
    }
}

/// Whether it is sent.
#[component]
fn SentBadge(is_enabled: bool) -> impl IntoView {
    let i18n = use_i18n();
    if is_enabled {
        view! { <Badge tone=Tone::Good icon=Icon::Check>{t!(i18n, console.mail_texts.on)}</Badge> }.into_any()
    } else {
        view! { <Badge tone=Tone::Quiet icon=Icon::Cross>{t!(i18n, console.mail_texts.off)}</Badge> }.into_any()
    }
}
