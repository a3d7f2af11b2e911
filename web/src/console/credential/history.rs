//! What became of a credential since its award.

use leptos::prelude::*;

use super::query::{CredentialChange, CredentialHistoryEntry};
use super::style;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};

/// The changes, newest first.
#[component]
pub(super) fn History(
    /// Oldest first, as the server tells them.
    entries: Vec<CredentialHistoryEntry>,
) -> impl IntoView {
    let i18n = use_i18n();
    let items = entries.into_iter().rev().map(|entry| {
        let CredentialHistoryEntry {
            change,
            changed_at,
            actor,
            reason,
        } = entry;
        let change = move || match change {
            CredentialChange::Attested => t_string!(i18n, console.change.attested),
            CredentialChange::Awarded => t_string!(i18n, console.change.awarded),
            CredentialChange::Erased => t_string!(i18n, console.change.erased),
            CredentialChange::Refreshed => t_string!(i18n, console.change.refreshed),
            CredentialChange::Reinstated => t_string!(i18n, console.change.reinstated),
            CredentialChange::Replaced => t_string!(i18n, console.change.replaced),
            CredentialChange::Revoked => t_string!(i18n, console.change.revoked),
            CredentialChange::Updated => t_string!(i18n, console.change.updated),
        };
        let when = move || format::moment(Some(&changed_at.0), &date_language(i18n));
        let who = move || {
            actor
                .clone()
                .unwrap_or_else(|| t_string!(i18n, console.credential.service).to_owned())
        };
        view! {
            <li>
                <p class=style::change>{text(change)}</p>
                <p class=style::minor>{text(when)} " · " <bdi>{text(who)}</bdi></p>
                {reason.map(|it| view! { <p dir="auto">{it}</p> })}
            </li>
        }
    });
    view! {
        <section class=style::card aria-labelledby="history">
            <h2 id="history">{t!(i18n, console.credential.history)}</h2>
            <ol class=style::history>{items.collect_view()}</ol>
        </section>
    }
}
