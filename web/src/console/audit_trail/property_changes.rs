//! What became of properties, one below the other.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::fragment::{AuditTrailChange, AuditTrailSubject};
use super::property::Property;
use super::style;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{Text, t, text};

/// How the names of properties begin that are yes or no.
const QUESTIONS: [&str; 5] = ["is_", "has_", "shows_", "shares_", "awards_"];

/// Each property with its value before and after; nothing where nothing is told.
#[component]
pub(in crate::console) fn PropertyChanges(
    /// Of what they are properties.
    subject: AuditTrailSubject,
    /// What became of them.
    changes: Vec<AuditTrailChange>,
) -> impl IntoView {
    (!changes.is_empty()).then(|| {
        let changes: Vec<_> = changes.into_iter().map(|it| change(it, subject)).collect();
        view! { <dl class=style::changes>{changes}</dl> }
    })
}

fn change(change: AuditTrailChange, subject: AuditTrailSubject) -> AnyView {
    let i18n = use_i18n();
    let AuditTrailChange { name, before, after } = change;
    let is_question = QUESTIONS.iter().any(|it| name.starts_with(it));
    let side =
        move |value: Option<String>| -> Text { text(move || told(i18n, is_question, value.as_deref()).to_owned()) };
    let became = match before {
        // Of a name is told only that it changed.
        None if after.is_none() => view! { {t!(i18n, console.change.updated)} }.into_any(),
        None => view! { <bdi>{side(after)}</bdi> }.into_any(),
        before => view! {
            <bdi>{side(before)}</bdi> " " <span class=style::minor>{t!(i18n, console.catalog_syncs.becomes)}</span> " " <bdi>{side(after)}</bdi>
        }
        .into_any(),
    };
    view! { <dt><Property subject name/></dt><dd>{became}</dd> }.into_any()
}

/// A value in words.
fn told(i18n: I18nContext<Locale>, is_question: bool, value: Option<&str>) -> &str {
    match value {
        None => t_string!(i18n, console.catalog_syncs.nothing),
        Some("true") if is_question => t_string!(i18n, console.configuration.yes),
        Some("false") if is_question => t_string!(i18n, console.configuration.no),
        Some(value) => value,
    }
}
