//! A button that does something on this page.

use leptos::prelude::*;

/// A native button. While busy it cannot be pressed but keeps the focus.
#[component]
pub(crate) fn Button(
    /// What pressing does.
    on_press: impl Fn() + Send + Sync + 'static,
    /// The last press is still being worked on.
    #[prop(optional, into)]
    is_busy: Signal<bool>,
    /// Icon and words.
    children: Children,
) -> impl IntoView {
    let press = move |_| {
        if !is_busy.get_untracked() {
            on_press();
        }
    };
    view! {
        <button class="button" type="button" aria-disabled=move || is_busy.get().to_string() on:click=press>
            {children()}
        </button>
    }
}
