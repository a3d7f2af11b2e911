//! The head of a page: what it is.

use leptos::prelude::*;

stylance::import_crate_style!(style, "src/ui/page_header.module.css");

/// The page's `h1` and what stands below it.
#[component]
pub(crate) fn PageHeader(
    /// What the page is called.
    #[prop(into)]
    heading: ViewFn,
    /// What it is for.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=style::head>
            <h1 class=style::heading tabindex="-1" dir="auto">{move || heading.run()}</h1>
            {children()}
        </div>
    }
}
