//! How much of something is done, for the eyes.

use leptos::prelude::*;

stylance::import_crate_style!(style, "src/ui/bar.module.css");

/// A native progress bar. A sentence beside it says the same, so it is hidden from those who hear the page.
#[component]
pub(crate) fn Bar(
    /// All of it.
    max: i32,
    /// What is done.
    value: i32,
) -> impl IntoView {
    view! { <progress class=style::bar max=max value=value aria-hidden="true"></progress> }
}
