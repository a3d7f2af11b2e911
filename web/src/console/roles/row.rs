//! One role of the list.

use leptos::prelude::*;

use super::query::RoleAssignment;
use super::revoke::RevokeButton;
use crate::console::table::style as table;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;

/// Whose it is, what it is, since when, and taking it back. Once that is done the row says so.
#[component]
pub(super) fn Row(
    /// The role.
    held: RoleAssignment,
) -> impl IntoView {
    let i18n = use_i18n();
    let RoleAssignment {
        username,
        name,
        role,
        granted_by,
        granted_at,
    } = held;
    let is_revoked = RwSignal::new(false);
    let granted = move || format::moment(Some(&granted_at.0), &date_language(i18n));
    let who = username.clone().unwrap_or_else(|| "–".to_owned());
    let granted_by = granted_by.map(|it| {
        let words = move || t_string!(i18n, console.roles.by, who = it.clone());
        view! { <span class=table::minor dir="auto">{text(words)}</span> }
    });
    let action = move || {
        if is_revoked.get() {
            return view! { <Badge tone=Tone::Quiet icon=Icon::Cross>{t!(i18n, console.roles.gone)}</Badge> }
                .into_any();
        }
        // There may be nobody left to take it from.
        let button = username
            .clone()
            .map(|username| view! { <RevokeButton username role is_revoked/> });
        view! { {button} }.into_any()
    };
    view! {
        <tr role="row">
            <th class=table::main role="rowheader" scope="row">
                <bdi>{who}</bdi>
                {name.map(|it| view! { <span class=table::minor dir="auto">{it}</span> })}
            </th>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.roles.role)}</span>
                <span>{text(move || role.name(i18n))}</span>
            </td>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.roles.granted)}</span>
                <span>{text(granted)} {granted_by}</span>
            </td>
            <td role="cell">{action}</td>
        </tr>
    }
}
