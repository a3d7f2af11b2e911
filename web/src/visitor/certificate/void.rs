//! What is left of a certificate that was revoked or replaced: what it was, whose, and that it is void. It is struck out and stamped, on screen and on
//! paper, so that no picture of it passes for a certificate.

use leptos::prelude::*;

use super::query::{Credential, CredentialState};
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};

stylance::import_crate_style!(style, "src/visitor/certificate/void.module.css");

/// The facts, struck out.
#[component]
pub(super) fn VoidCard(
    /// What is void.
    credential: Credential,
    /// The language of the certificate, where it tells one.
    own_language: Option<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let Credential {
        uuid,
        state,
        issued_at,
        revoked_at,
        replaced_at,
        recipient_name,
        certificate,
        ..
    } = credential;
    let dated = move |instant: &_| format::long_date(instant, &date_language(i18n));
    let name = move || {
        recipient_name
            .clone()
            .unwrap_or_else(|| t_string!(i18n, certificate.holder).to_owned())
    };
    let is_replaced = matches!(state, CredentialState::Replaced);
    let word = move || {
        if is_replaced {
            t_string!(i18n, state.replaced)
        } else {
            t_string!(i18n, certificate.sheet.revoked)
        }
    };
    let since = if is_replaced { replaced_at } else { revoked_at }.map(|at| {
        view! {
            <div>
                <dt>{text(word)}</dt>
                <dd>{text(move || dated(&at))}</dd>
            </div>
        }
    });
    view! {
        <article class=style::card aria-label=t!(i18n, certificate.sheet.region)>
            <p class=style::stamp><strong>{text(word)}</strong></p>
            // Marked up as such, so that it stays struck without any style.
            <h1 class=style::title tabindex="-1" lang=own_language dir="auto"><s>{certificate.title}</s></h1>
            <p class=style::name dir="auto"><s>{text(name)}</s></p>
            <dl class=style::facts>
                <div>
                    <dt>{t!(i18n, certificate.sheet.issued)}</dt>
                    <dd>{text(move || dated(&issued_at))}</dd>
                </div>
                {since}
                <div>
                    <dt>{t!(i18n, certificate.sheet.number)}</dt>
                    <dd><code dir="ltr">{uuid.to_string()}</code></dd>
                </div>
            </dl>
        </article>
    }
}
