//! Why there is no certificate to see, and what a visitor can do about it.

use leptos::prelude::*;

use crate::announce::page_title;
use crate::certificate_number::CertificateNumber;
use crate::component::lookup::Lookup;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::icon::Icon;
use crate::ui::notice::Notice;

/// No certificate that this visitor may know of has the number.
#[component]
pub(super) fn UnknownNotice(
    /// The number that was looked up.
    number: CertificateNumber,
) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, title.unknown).to_owned());
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, certificate.unknown.heading)}</h1>
            <p>{t!(i18n, certificate.unknown.lead)} " " <code dir="ltr">{number.to_string()}</code></p>
            <h2>{t!(i18n, certificate.unknown.why)}</h2>
            <ul>
                <li>{t!(i18n, certificate.unknown.mistyped)}</li>
                <li>{t!(i18n, certificate.unknown.not_public)}</li>
                <li>{t!(i18n, certificate.unknown.fake)}</li>
            </ul>
            <h2>{t!(i18n, certificate.unknown.again)}</h2>
            <Lookup/>
        </Notice>
    }
}

/// The address holds something that is no certificate number at all; the server is not asked.
#[component]
pub(super) fn MalformedNotice(
    /// What the address holds.
    text: String,
) -> impl IntoView {
    let i18n = use_i18n();
    page_title(move || t_string!(i18n, title.malformed).to_owned());
    // Enough to recognize; an address can be thousands of characters long.
    let shown: String = text.chars().take(120).collect();
    view! {
        <Notice icon=Icon::Question>
            <h1 tabindex="-1">{t!(i18n, certificate.malformed.heading)}</h1>
            <p>{t!(i18n, certificate.malformed.lead)} " " <code dir="auto">{shown.clone()}</code></p>
            <Lookup text=shown/>
        </Notice>
    }
}
