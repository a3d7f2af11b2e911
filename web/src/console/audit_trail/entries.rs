//! Entries of the audit trail, one below the other.

use leptos::prelude::*;
use leptos_router::components::A;

use super::fragment::{AuditTrailEntry, AuditTrailSubject};
use super::property_changes::PropertyChanges;
use super::style;
use crate::console::moment::Moment;
use crate::console::path;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};

/// Digits of a certificate's number that tell it apart from others nearby.
const BEGINNING: usize = 8;

/// What was done, by whom, when, and what became different.
#[component]
pub(crate) fn Entries(
    /// Newest first.
    entries: Vec<AuditTrailEntry>,
    /// All are about the person whose page this is.
    is_of_one: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    if entries.is_empty() {
        return view! { <p class=style::minor>{t!(i18n, console.trail.nothing)}</p> }.into_any();
    }
    let items: Vec<_> = entries.into_iter().map(|it| entry(it, is_of_one)).collect();
    view! { <ol class=style::entries>{items}</ol> }.into_any()
}

fn entry(entry: AuditTrailEntry, is_of_one: bool) -> AnyView {
    let i18n = use_i18n();
    let credential = entry.credential();
    let AuditTrailEntry {
        happened_at,
        action,
        actor,
        subject_type,
        subject: _,
        subject_name,
        username,
        reason,
        sequence,
        hash,
        changes,
    } = entry;
    let kind = text(move || subject_type.words(i18n));
    let subject = match credential {
        Some(number) => {
            let beginning: String = number.to_string().chars().take(BEGINNING).collect();
            let name = subject_name.map(|it| view! { " · " <bdi>{it}</bdi> });
            view! { ": " <A href=path::credential(number)>{kind} " " <bdi dir="ltr">{beginning}</bdi></A> {name} }
                .into_any()
        }
        None if subject_type == AuditTrailSubject::User => ().into_any(),
        None => {
            let name = subject_name.map(|it| view! { " · " <bdi>{it}</bdi> });
            view! { ": " {kind} {name} }.into_any()
        }
    };
    let person = username.filter(|_| !is_of_one).map(|name| {
        view! { ": " <A href=path::learner(&name)><bdi>{name.clone()}</bdi></A> }
    });
    let who = text(move || {
        actor
            .clone()
            .unwrap_or_else(|| t_string!(i18n, console.credential.service).to_owned())
    });
    // On the page of a person nobody looks for proofs.
    let place = sequence.zip(hash).filter(|_| !is_of_one).map(|(number, hash)| {
        view! {
            <p class=style::minor>
                {text(move || t_string!(i18n, console.chain.place, number = number))} " " <code class=style::hash dir="ltr">{hash}</code>
            </p>
        }
    });
    view! {
        <li>
            <p class=style::deed>{text(move || action.words(i18n))} {subject} {person}</p>
            <p class=style::minor><Moment at=happened_at/> " · " <bdi>{who}</bdi></p>
            {reason.map(|it| view! { <p dir="auto">{it}</p> })}
            <PropertyChanges subject=subject_type changes/>
            {place}
        </li>
    }
    .into_any()
}
