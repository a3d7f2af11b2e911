//! On or off, with effect at once.

use leptos::prelude::*;

use crate::text::text;

stylance::import_crate_style!(style, "src/ui/switch.module.css");

/// A switch with its words beside it. While busy it cannot be pressed but keeps the focus.
#[component]
pub(crate) fn Switch(
    /// Whether it is on.
    #[prop(into)]
    is_on: Signal<bool>,
    /// The last press is still being worked on.
    #[prop(into)]
    is_busy: Signal<bool>,
    /// What it is called where it stands alone; begins with the words beside it.
    #[prop(into)]
    name: Signal<String>,
    /// Takes what it shall be.
    on_press: impl Fn(bool) + Send + Sync + 'static,
    /// The words beside it.
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if !is_busy.get_untracked() {
            on_press(!is_on.get_untracked());
        }
    };
    view! {
        <button
            class=style::switch
            type="button"
            role="switch"
            aria-checked=text(move || is_on.get().to_string())
            aria-disabled=text(move || is_busy.get().to_string())
            aria-label=text(move || name.get())
            on:click=press
        >
            <span class=style::track aria-hidden="true"></span>
            <span>{children()}</span>
        </button>
    }
}
