//! What became of properties, one below the other.

use leptos::prelude::*;

use super::fragment::{AuditTrailChange, AuditTrailSubject};
use super::property::Property;
use super::style;
use super::value::Value;
use crate::i18n::use_i18n;
use crate::text::t;

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
    let side = |value: Option<String>| match value {
        Some(value) => view! { <Value subject name=name.clone() value/> }.into_any(),
        None => view! { {t!(i18n, console.catalog_syncs.nothing)} }.into_any(),
    };
    let became = match before {
        // Of a name is told only that it changed.
        None if after.is_none() => view! { {t!(i18n, console.change.updated)} }.into_any(),
        None => side(after),
        Some(before) => view! {
            {side(Some(before))}
            " "
            <span class=style::minor>{t!(i18n, console.catalog_syncs.becomes)}</span>
            " "
            {side(after)}
        }
        .into_any(),
    };
    view! { <dt><Property subject name/></dt><dd>{became}</dd> }.into_any()
}
