//! The stamp across a certificate that does not stand any more, on screen and on paper.

use leptos::prelude::*;

use super::super::query::CredentialState;
use crate::i18n::{Locale, td_string};
use crate::text::text;

stylance::import_crate_style!(style, "src/visitor/certificate/sheet/stamp.module.css");

/// What it has come to, and since when; nothing for one that stands, or has not begun to.
#[component]
pub(super) fn Stamp(
    /// State of the credential.
    state: CredentialState,
    /// Since when, in words; empty where that is not known.
    #[prop(into)]
    since: Signal<String>,
    /// The language of the certificate.
    words: Signal<Locale>,
) -> impl IntoView {
    let class = match state {
        CredentialState::Valid | CredentialState::NotYetVisible | CredentialState::Replaced => return ().into_any(),
        CredentialState::Revoked => style::revoked,
        CredentialState::Expired => style::expired,
    };
    let is_revoked = matches!(state, CredentialState::Revoked);
    let word = move || {
        if is_revoked {
            td_string!(words.get(), certificate.sheet.revoked)
        } else {
            td_string!(words.get(), certificate.sheet.expired)
        }
    };
    view! {
        <p class=format!("{} {class}", style::stamp)>
            <strong>{text(word)}</strong>
            <span>{text(move || since.get())}</span>
        </p>
    }
    .into_any()
}
