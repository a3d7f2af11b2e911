//! The shape of what stands above the certificate while the register is being asked.

use leptos::prelude::*;

use crate::i18n::use_i18n;
use crate::text::t;

stylance::import_crate_style!(style, "src/visitor/certificate/skeleton.module.css");

/// Room for the state and the buttons; to a screen reader one sentence.
#[component]
pub(super) fn Skeleton() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class=style::skeleton aria-busy="true">
            <h1 class="visually-hidden" tabindex="-1">{t!(i18n, certificate.loading)}</h1>
            <div class=style::banner aria-hidden="true"></div>
            <div class=style::actions aria-hidden="true"></div>
        </div>
    }
}
