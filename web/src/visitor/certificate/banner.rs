//! The state of the certificate, in words, above everything else.

use leptos::prelude::*;
use leptos_router::components::A;

use super::query::{Credential, CredentialState, CredentialVisibility};
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::path;
use crate::text::{t, text};
use crate::ui::icon::{Icon, IconView};

stylance::import_crate_style!(style, "src/visitor/certificate/banner.module.css");

/// Icon, statement, and when the register was asked.
#[expect(clippy::too_many_lines, reason = "a statement for each state")]
#[component]
pub(super) fn Banner(
    /// Whose state.
    credential: Credential,
    /// The server's date of the answer.
    checked_at: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Credential {
        state,
        visibility,
        recipient_name,
        certificate,
        visible_at,
        expires_at,
        revoked_at,
        revocation_reason,
        replaced_at,
        replaced_by,
        ..
    } = credential;
    // Its day may come, and visitors do not see it: its learner was retired, or does not let them.
    let is_private = visibility == CredentialVisibility::Private;
    let platform = format::isolated(&certificate.platform_name);
    let (icon, class) = match state {
        CredentialState::Valid => (Icon::Check, style::valid),
        CredentialState::Expired => (Icon::Clock, style::expired),
        CredentialState::Replaced => (Icon::Link, style::replaced),
        CredentialState::Revoked => (Icon::Cross, style::revoked),
        CredentialState::NotYetVisible => (Icon::Clock, style::not_yet_visible),
    };
    let dated = move |instant: &_| format::long_date(instant, &date_language(i18n));
    let statement = move || {
        let platform = platform.clone();
        let name = || {
            recipient_name
                .as_deref()
                .map_or_else(|| t_string!(i18n, certificate.holder).to_owned(), format::isolated)
        };
        match (state, &revoked_at) {
            (CredentialState::Valid, _) => {
                t_string!(i18n, certificate.valid.body, platform = platform, name = name())
            }
            (CredentialState::Expired, _) => {
                let date = expires_at.as_ref().map(dated).unwrap_or_default();
                t_string!(
                    i18n,
                    certificate.expired.body,
                    platform = platform,
                    name = name(),
                    date = date
                )
            }
            (CredentialState::Replaced, _) => {
                let date = replaced_at.as_ref().map(dated).unwrap_or_default();
                t_string!(i18n, certificate.replaced.body, platform = platform, date = date)
            }
            (CredentialState::Revoked, Some(at)) => {
                t_string!(
                    i18n,
                    certificate.revoked.body_dated,
                    platform = platform,
                    date = dated(at)
                )
            }
            (CredentialState::Revoked, None) => t_string!(i18n, certificate.revoked.body, platform = platform),
            (CredentialState::NotYetVisible, _) if is_private => {
                t_string!(i18n, certificate.not_yet_visible.private_body).to_owned()
            }
            (CredentialState::NotYetVisible, _) => {
                t_string!(
                    i18n,
                    certificate.not_yet_visible.body,
                    platform = platform,
                    date = dated(&visible_at)
                )
            }
        }
    };
    let reason = revocation_reason
        .filter(|it| matches!(state, CredentialState::Revoked) && !it.trim().is_empty())
        .map(|it| format::isolated(&it))
        .map(|reason| view! { <p>{t!(i18n, certificate.revoked.reason, reason = reason.clone())}</p> });
    let other = replaced_by
        .filter(|_| matches!(state, CredentialState::Replaced))
        .map(|it| {
            view! { <p><A href=path::certificate(it.uuid)>{t!(i18n, certificate.replaced.link)}</A></p> }
        });
    let checked = move || {
        let moment = format::moment(checked_at.as_deref(), &date_language(i18n));
        t_string!(i18n, certificate.checked, moment = moment)
    };
    view! {
        <section class=format!("{} {class}", style::banner) aria-label=t!(i18n, certificate.region)>
            <span class=style::mark><IconView icon/></span>
            <div class=style::text>
                <p class=style::title>{text(move || match state {
                    CredentialState::Valid => t_string!(i18n, certificate.valid.title),
                    CredentialState::Expired => t_string!(i18n, certificate.expired.title),
                    CredentialState::Replaced => t_string!(i18n, certificate.replaced.title),
                    CredentialState::Revoked => t_string!(i18n, certificate.revoked.title),
                    CredentialState::NotYetVisible if is_private => {
                        t_string!(i18n, certificate.not_yet_visible.private_title)
                    }
                    CredentialState::NotYetVisible => t_string!(i18n, certificate.not_yet_visible.title),
                })}</p>
                <p>{text(statement)}</p>
                {reason}
                {other}
                <p class=style::checked>{text(checked)}</p>
            </div>
        </section>
    }
}
