//! What went wrong with something on this page, said at once and beside it.

use leptos::prelude::*;

use crate::ui::icon::{Icon, IconView};

stylance::import_crate_style!(style, "src/ui/problem.module.css");

/// Nothing while there are no words.
#[component]
pub(crate) fn Problem(
    /// What is wrong and what to do; empty while nothing is.
    #[prop(into)]
    words: Signal<String>,
    /// More of it in the server's own words, in English; empty where there are none.
    #[prop(optional, into)]
    detail: Signal<String>,
) -> impl IntoView {
    view! {
        <p class=style::problem role="alert">
            {move || {
                let words = words.get();
                (!words.is_empty()).then(|| {
                    let detail = Some(detail.get()).filter(|it| !it.is_empty());
                    let detail = detail.map(|it| view! { " " <span lang="en" dir="ltr">{it}</span> });
                    view! { <IconView icon=Icon::Cross/> <span class=style::words>{words} {detail}</span> }
                })
            }}
        </p>
    }
}
