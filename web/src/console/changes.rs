//! What became of something that staff manage: every change, and who made it.

use leptos::prelude::*;

use super::sheet::style;
use crate::api::scalar::Instant;
use crate::api::schema;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{Text, t, text};

/// One change.
#[derive(cynic::QueryFragment, Clone, Debug, PartialEq)]
pub(super) struct AuditEntry {
    pub(super) change: AuditChange,
    pub(super) changed_at: Instant,
    /// Username; none for the service itself.
    pub(super) actor: Option<String>,
}

/// What was done.
#[derive(cynic::Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AuditChange {
    Activated,
    Checked,
    Created,
    Deactivated,
    Deleted,
    Edited,
    Published,
}

/// The changes, newest first.
#[component]
pub(super) fn Changes(
    /// Oldest first, as the server tells them.
    entries: Vec<AuditEntry>,
) -> impl IntoView {
    let i18n = use_i18n();
    let items = entries.into_iter().rev().map(|entry| {
        let AuditEntry {
            change,
            changed_at,
            actor,
        } = entry;
        let change: Text = match change {
            AuditChange::Activated => t!(i18n, console.audit.activated),
            AuditChange::Checked => t!(i18n, console.audit.checked),
            AuditChange::Created => t!(i18n, console.audit.created),
            AuditChange::Deactivated => t!(i18n, console.audit.deactivated),
            AuditChange::Deleted => t!(i18n, console.audit.deleted),
            AuditChange::Edited => t!(i18n, console.audit.edited),
            AuditChange::Published => t!(i18n, console.audit.published),
        };
        let when = move || format::moment(Some(&changed_at.0), &date_language(i18n));
        let who = move || {
            actor
                .clone()
                .unwrap_or_else(|| t_string!(i18n, console.credential.service).to_owned())
        };
        view! {
            <li>
                <p class=style::change>{change}</p>
                <p class=style::minor>{text(when)} " · " <bdi>{text(who)}</bdi></p>
            </li>
        }
    });
    let items: Vec<_> = items.collect();
    view! {
        <section class=style::card aria-labelledby="history">
            <h2 id="history">{t!(i18n, console.credential.history)}</h2>
            {if items.is_empty() {
                view! { <p class=style::minor>{t!(i18n, console.configuration.no_changes)}</p> }.into_any()
            } else {
                view! { <ol class=style::history>{items}</ol> }.into_any()
            }}
        </section>
    }
}
