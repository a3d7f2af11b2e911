//! An instant in words.

use leptos::prelude::*;

use crate::api::scalar::Instant;
use crate::format;
use crate::i18n::use_i18n;
use crate::language::date_language;
use crate::text::text;

/// Day and minute with the time zone, and beside them for machines what the server said.
#[component]
pub(super) fn Moment(
    /// The instant.
    at: Instant,
) -> impl IntoView {
    let i18n = use_i18n();
    let told = at.0.clone();
    view! { <time datetime=told>{text(move || format::moment(Some(&at.0), &date_language(i18n)))}</time> }
}
