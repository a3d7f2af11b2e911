//! A part of a form that is none of it, such as a search for what goes into one of its fields.
//!
//! Invariant: what is written in it is no change of the form, and Enter in a field does not send the form.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

stylance::import_crate_style!(style, "src/console/apart.module.css");

/// The part.
#[component]
pub(super) fn Apart(
    /// What Enter in a field does instead.
    on_enter: Callback<()>,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView {
    let press = move |event: KeyboardEvent| {
        let field = event.target().and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
        // A field for a file opens the choice of one.
        if event.key() == "Enter" && field.is_some_and(|it| it.type_() != "file") {
            event.prevent_default();
            on_enter.run(());
        }
    };
    let hold = |event: Event| event.stop_propagation();
    view! {
        <div class=style::apart on:keydown=press on:input=hold>
            {children()}
        </div>
    }
}
