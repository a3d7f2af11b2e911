//! One client of the list.

use leptos::prelude::*;

use super::form::{ApiClientForm, Purpose};
use super::query::{ApiClient, ApiClientState};
use super::revoke::RevokeForm;
use super::rotate::RotateForm;
use super::save::Keyed;
use crate::console::history_link::HistoryLink;
use crate::console::path;
use crate::console::sheet::style;
use crate::console::table::style as table;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::Dialog;
use crate::ui::icon::Icon;

/// What it is called, how its key begins, what that is good for, when it was used, whether it counts, and what can be done with it.
#[component]
pub(super) fn Row(
    /// What it shows at first.
    client: ApiClient,
    /// Takes a new key to be shown.
    shown: RwSignal<Option<Keyed>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let current = RwSignal::new(client);
    let scopes = move || {
        let scopes = current.read().scopes.clone();
        scopes
            .into_iter()
            .map(
                |it| view! { <code class=table::minor dir="ltr" title=text(move || it.words(i18n))>{it.word()}</code> },
            )
            .collect_view()
    };
    let used = move || match current.read().last_used_at.as_ref() {
        Some(at) => format::moment(Some(&at.0), &date_language(i18n)),
        None => t_string!(i18n, console.api_clients.never_used).to_owned(),
    };
    view! {
        <tr role="row">
            <th class=table::main role="rowheader" scope="row">
                <bdi>{move || current.get().name}</bdi>
                <code class=table::minor dir="ltr">{move || format!("{}…", current.read().key_hint)}</code>
            </th>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.api_clients.scopes)}</span>
                <span>{scopes}</span>
            </td>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.api_clients.last_used)}</span>
                <span>{text(used)}</span>
            </td>
            <td role="cell">{move || view! { <State client=current.get()/> }}</td>
            <td role="cell"><Actions current shown/></td>
        </tr>
    }
}

/// Whether it counts, since or until when.
#[component]
fn State(client: ApiClient) -> impl IntoView {
    let i18n = use_i18n();
    let ApiClient {
        state,
        expires_at,
        revoked_at,
        previous_key_ends_at,
        ..
    } = client;
    let (tone, icon) = match state {
        ApiClientState::Active => (Tone::Good, Icon::Check),
        ApiClientState::Expired => (Tone::Waiting, Icon::Clock),
        ApiClientState::Revoked => (Tone::Bad, Icon::Cross),
    };
    let dated = move |at: &_| format::long_date(at, &date_language(i18n));
    let words = move || match (state, &expires_at, &revoked_at) {
        (ApiClientState::Active, None, _) => t_string!(i18n, console.api_clients.active).to_owned(),
        (ApiClientState::Active, Some(at), _) => {
            t_string!(i18n, console.api_clients.active_until, date = dated(at))
        }
        (ApiClientState::Expired, Some(at), _) => t_string!(i18n, console.api_clients.expired_on, date = dated(at)),
        (ApiClientState::Expired, None, _) => t_string!(i18n, console.api_clients.expired).to_owned(),
        (ApiClientState::Revoked, _, Some(at)) => t_string!(i18n, console.api_clients.revoked_on, date = dated(at)),
        (ApiClientState::Revoked, _, None) => t_string!(i18n, console.api_clients.revoked).to_owned(),
    };
    let previous = previous_key_ends_at
        .filter(|_| state == ApiClientState::Active)
        .map(|at| {
            let words = move || {
                let when = format::moment(Some(&at.0), &date_language(i18n));
                t_string!(i18n, console.api_clients.previous_until, when = when)
            };
            view! { <span class=table::minor>{text(words)}</span> }
        });
    view! {
        <Badge tone icon>{text(words)}</Badge>
        {previous}
    }
}

/// The buttons for a client; none for one that was revoked.
#[component]
fn Actions(current: RwSignal<ApiClient>, shown: RwSignal<Option<Keyed>>) -> impl IntoView {
    let i18n = use_i18n();
    let [is_editing, is_rotating, is_revoking] = [(); 3].map(|()| RwSignal::new(false));
    // Which client a button is about, for whoever does not see the row.
    let name = move || current.get().name;
    let edit_name = Signal::derive(move || t_string!(i18n, console.api_clients.edit_name, name = name()));
    let rotate_name = Signal::derive(move || t_string!(i18n, console.api_clients.rotate_name, name = name()));
    let revoke_name = Signal::derive(move || t_string!(i18n, console.api_clients.revoke_name, name = name()));
    let is_revoked = Memo::new(move |_| current.read().state == ApiClientState::Revoked);
    let buttons = move || {
        (!is_revoked.get()).then(|| {
            view! {
                <Button on_press=move || is_editing.set(true) name=edit_name>{t!(i18n, console.api_clients.edit)}</Button>
                <Button on_press=move || is_rotating.set(true) name=rotate_name>
                    {t!(i18n, console.api_clients.rotate)}
                </Button>
                <Button on_press=move || is_revoking.set(true) name=revoke_name weight=Weight::Danger>
                    {t!(i18n, console.api_clients.revoke)}
                </Button>
            }
        })
    };
    let trail = current.with_untracked(|it| path::audit_trail_of(it.id.inner()));
    view! {
        <div class=style::actions>{buttons} <HistoryLink href=trail name=Signal::derive(name)/></div>
        <Dialog is_open=is_editing heading=move || t_string!(i18n, console.api_clients.edit_heading)>
            <ApiClientForm purpose=Purpose::Edit(current) is_open=is_editing/>
        </Dialog>
        <Dialog is_open=is_rotating heading=move || t_string!(i18n, console.api_clients.rotate_heading)>
            <RotateForm current is_open=is_rotating shown/>
        </Dialog>
        <Dialog is_open=is_revoking heading=move || t_string!(i18n, console.api_clients.revoke_heading)>
            <RevokeForm current is_open=is_revoking/>
        </Dialog>
    }
}
