//! The shape of what is on its way.

use leptos::prelude::*;

use crate::i18n::use_i18n;
use crate::text::t;

stylance::import_crate_style!(style, "src/ui/skeleton.module.css");

/// Grey boxes where things will be; to a screen reader one word.
#[component]
pub(crate) fn Skeleton() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div class=style::skeleton aria-busy="true">
            <p class="visually-hidden">{t!(i18n, loading)}</p>
            <div class=style::line aria-hidden="true"></div>
            <div class=style::block aria-hidden="true"></div>
            <div class=style::block aria-hidden="true"></div>
        </div>
    }
}
