//! What becomes of the properties of a credential, in words: what each was, and what it is.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::audit_trail::{AuditTrailChange, AuditTrailSubject, property_of_credential, property_word};
use super::day;
use super::table::style;
use crate::api::scalar::Instant;
use crate::format::isolated;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::date_language;
use crate::text::text;

impl AuditTrailChange {
    /// All of it in one line.
    pub(super) fn line(&self, i18n: I18nContext<Locale>) -> String {
        let [before, after] = [&self.before, &self.after].map(|it| isolated(&value(i18n, &self.name, it.as_deref())));
        let property = property_of_credential(i18n, &self.name);
        t_string!(
            i18n,
            console.award.becomes,
            property = property,
            before = before,
            after = after
        )
    }
}

/// A value of a property in words.
fn value(i18n: I18nContext<Locale>, name: &str, value: Option<&str>) -> String {
    match (name, value) {
        ("date_override", None) => t_string!(i18n, console.award.own_date).to_owned(),
        (_, None) => t_string!(i18n, console.catalog_syncs.nothing).to_owned(),
        ("date_override" | "expires_at" | "visible_at", Some(at)) => {
            day::told(&Instant(at.to_owned()), &date_language(i18n))
        }
        (_, Some(written)) => property_word(i18n, AuditTrailSubject::Credential, name, written)
            .unwrap_or(written)
            .to_owned(),
    }
}

/// A line for each property.
#[component]
pub(super) fn Changes(
    /// What becomes of them.
    changes: Vec<AuditTrailChange>,
) -> impl IntoView {
    let i18n = use_i18n();
    let lines: Vec<_> = changes
        .into_iter()
        .map(|it| view! { <span class=style::minor dir="auto">{text(move || it.line(i18n))}</span> })
        .collect();
    view! { {lines} }
}
