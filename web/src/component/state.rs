//! What a credential is worth, in a word and with its date.

use leptos::prelude::*;

use crate::api::enumeration::{CredentialState, CredentialVisibility};
use crate::api::scalar::Instant;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::text;
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;

/// The dates that belong to the states of a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StateDates {
    /// From when others see it; none where they never do.
    pub(crate) visible_from: Option<Instant>,
    /// When it expires or expired; none for never.
    pub(crate) expires_at: Option<Instant>,
    /// When it was revoked; none while it stands.
    pub(crate) revoked_at: Option<Instant>,
}

/// From when others see a credential: no day comes on which they see a private one.
pub(crate) fn visible_from(visible_at: Instant, visibility: CredentialVisibility) -> Option<Instant> {
    match visibility {
        CredentialVisibility::Public => Some(visible_at),
        CredentialVisibility::Private => None,
    }
}

/// A badge for the state.
#[component]
pub(crate) fn StateBadge(
    /// The state.
    state: CredentialState,
    /// What is told with it.
    dates: StateDates,
) -> impl IntoView {
    let i18n = use_i18n();
    let (tone, icon) = match state {
        CredentialState::Valid => (Tone::Good, Icon::Check),
        CredentialState::Expired | CredentialState::NotYetVisible => (Tone::Waiting, Icon::Clock),
        CredentialState::Replaced => (Tone::Quiet, Icon::Link),
        CredentialState::Revoked => (Tone::Bad, Icon::Cross),
    };
    let day = move |instant: &Instant| format::long_date(instant, &date_language(i18n));
    let words = move || match state {
        CredentialState::Valid => match &dates.expires_at {
            Some(at) => t_string!(i18n, state.valid_until, date = day(at)),
            None => t_string!(i18n, state.valid).to_owned(),
        },
        CredentialState::Expired => match &dates.expires_at {
            Some(at) => t_string!(i18n, state.expired_on, date = day(at)),
            None => t_string!(i18n, state.expired).to_owned(),
        },
        CredentialState::Revoked => match &dates.revoked_at {
            Some(at) => t_string!(i18n, state.revoked_on, date = day(at)),
            None => t_string!(i18n, state.revoked).to_owned(),
        },
        CredentialState::Replaced => t_string!(i18n, state.replaced).to_owned(),
        CredentialState::NotYetVisible => match &dates.visible_from {
            Some(at) => t_string!(i18n, state.visible_from, date = day(at)),
            None => t_string!(i18n, state.not_public).to_owned(),
        },
    };
    view! { <Badge tone icon>{text(words)}</Badge> }
}
