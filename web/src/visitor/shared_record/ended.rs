//! Why a link opens no record, and what its visitor can do about it.

use leptos::prelude::*;
use leptos_router::components::A;

use super::query::ShareState;
use crate::announce::page_title;
use crate::api::scalar::Instant;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;
use crate::{format, path};

/// The learner ended the link, or its time is over. Nothing of the record is told.
#[component]
pub(super) fn EndedNotice(
    /// Which of the two.
    state: ShareState,
    /// When.
    ended_at: Option<Instant>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_revoked = state == ShareState::Revoked;
    let heading = move || {
        if is_revoked {
            t_string!(i18n, shared.revoked.heading)
        } else {
            t_string!(i18n, shared.expired.heading)
        }
    };
    page_title(move || heading().to_owned());
    let lead = move || {
        let date = ended_at
            .as_ref()
            .map(|it| format::long_date(it, &date_language(i18n)))
            .unwrap_or_default();
        if is_revoked {
            t_string!(i18n, shared.revoked.lead, date = date)
        } else {
            t_string!(i18n, shared.expired.lead, date = date)
        }
    };
    view! {
        <Notice icon=if is_revoked { Icon::Cross } else { Icon::Clock }>
            <h1 tabindex="-1">{text(heading)}</h1>
            <p>{text(lead)}</p>
            <p>{t!(i18n, shared.ask)}</p>
            <p><A href=path::HOME.to_owned()>{t!(i18n, not_found.home)}</A></p>
        </Notice>
    }
}

/// There is no such link.
#[component]
pub(super) fn UnknownNotice() -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, shared.unknown.heading).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, shared.unknown.heading)}</h1>
            <p>{t!(i18n, shared.unknown.lead)}</p>
            <p>{t!(i18n, shared.ask)}</p>
            <p><A href=path::HOME.to_owned()>{t!(i18n, not_found.home)}</A></p>
        </Notice>
    }
}
