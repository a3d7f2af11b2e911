//! What became of something that staff manage: every change, who made it, and what became different.

use leptos::prelude::*;

use super::audit_trail::{AuditTrailChange, AuditTrailSubject, PropertyChanges};
use super::sheet::style;
use crate::api::scalar::{Instant, Uuid};
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
    pub(super) changes: Vec<AuditTrailChange>,
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

impl AuditEntry {
    /// What became different of what was there before.
    fn differences(&self) -> Vec<AuditTrailChange> {
        if self.change == AuditChange::Created {
            return Vec::new();
        }
        self.changes.iter().map(without_keys).collect()
    }
}

/// The changes, newest first.
#[component]
pub(super) fn Changes(
    /// Oldest first, as the server tells them.
    entries: Vec<AuditEntry>,
    /// What they are changes of.
    subject: AuditTrailSubject,
) -> impl IntoView {
    let i18n = use_i18n();
    let items = entries.into_iter().rev().map(|entry| {
        let differences = entry.differences();
        let AuditEntry {
            change,
            changed_at,
            actor,
            changes: _,
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
                <PropertyChanges subject changes=differences/>
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

/// The change; of keys of other things, which say nothing to people, only that they changed.
fn without_keys(change: &AuditTrailChange) -> AuditTrailChange {
    let has_keys = [&change.before, &change.after]
        .into_iter()
        .flatten()
        .any(|it| is_of_keys(it));
    AuditTrailChange {
        name: change.name.clone(),
        before: change.before.clone().filter(|_| !has_keys),
        after: change.after.clone().filter(|_| !has_keys),
    }
}

/// Whether a value is the key of something, or a list that begins with one.
fn is_of_keys(value: &str) -> bool {
    let first = value.trim_start_matches('[').split(',').next().unwrap_or_default();
    Uuid::parse(first.trim_matches(['"', ']'])).is_some()
}

#[cfg(test)]
mod tests {
    use super::{AuditTrailChange, is_of_keys, without_keys};

    const KEY: &str = "0190f0e1-7c3a-7d2e-8f7b-5e2d1c0f9a88";

    #[test]
    fn keys_are_told_from_what_people_wrote() {
        for value in [KEY, &format!("[\"{KEY}\"]"), &format!("[\"{KEY}\",\"{KEY}\",\"0190")] {
            assert!(is_of_keys(value), "{value}");
        }
        for value in ["", "[]", "es", "A title, with a comma", "true", "2027-01-15T00:00:00Z"] {
            assert!(!is_of_keys(value), "{value}");
        }
    }

    #[test]
    fn of_keys_is_told_only_that_they_changed() {
        let change = |before: Option<&str>, after: Option<&str>| AuditTrailChange {
            name: "signatories".to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let list = format!("[\"{KEY}\"]");
        assert_eq!(without_keys(&change(Some("[]"), Some(&list))), change(None, None));
        assert_eq!(without_keys(&change(Some("a"), None)), change(Some("a"), None));
    }
}
