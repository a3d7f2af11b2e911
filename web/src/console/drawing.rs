//! A certificate that nobody earned, as the server drew it last: here, and for a while in a tab of its own.

use leptos::prelude::*;

use crate::component::drawn::Drawn;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;

/// The frame, and the way to the document alone.
#[component]
pub(super) fn Drawing(
    /// Where the document is; none before there is one.
    #[prop(into)]
    url: Signal<Option<String>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, console.template.preview_frame).to_owned());
    let alone = move || {
        url.get().map(|href| {
            view! {
                <p><a href=href target="_blank" rel="noopener">{t!(i18n, console.template.preview_alone)}</a></p>
            }
        })
    };
    view! {
        <Drawn url title/>
        {alone}
    }
}
