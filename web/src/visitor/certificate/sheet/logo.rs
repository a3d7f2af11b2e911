//! The pictures by which the organizations are known.

use leptos::prelude::*;

stylance::import_crate_style!(style, "src/visitor/certificate/sheet/logo.module.css");

/// A row of logos; nothing where there is none.
#[component]
pub(super) fn Logos(
    /// Their paths, in the order of the organizations.
    logos: Vec<String>,
) -> impl IntoView {
    if logos.is_empty() {
        return ().into_any();
    }
    // Whose they are is said in letters right below.
    let pictures = logos
        .into_iter()
        .map(|it| view! { <img class=style::logo src=it alt=""/> });
    view! { <p class=style::logos>{pictures.collect_view()}</p> }.into_any()
}
