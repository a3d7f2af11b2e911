//! Something to tick or leave.

use leptos::html::Input;
use leptos::prelude::*;

stylance::import_crate_style!(style, "src/ui/checkbox.module.css");

/// A native checkbox with its label. The form reads it when it is sent.
#[component]
pub(crate) fn Checkbox(
    /// Whether it is ticked at first.
    is_checked: bool,
    /// The element.
    node_ref: NodeRef<Input>,
    /// What it is for.
    children: Children,
) -> impl IntoView {
    view! {
        <label class=style::line>
            <input node_ref=node_ref class=style::tick type="checkbox" checked=is_checked/>
            <span>{children()}</span>
        </label>
    }
}
