//! A field of the controls above a list.

use leptos::html::Input;
use leptos::prelude::*;

use crate::console::credentials::filter::MAX_LENGTH;
use crate::text::Text;

/// A field that follows the address.
#[component]
pub(crate) fn FilterField(
    /// Names the element in the page; unique on it.
    id: &'static str,
    /// What kind of input: `search`, `date`.
    kind: &'static str,
    /// What it is for.
    label: Text,
    /// What the address says.
    value: Signal<String>,
    /// The element.
    node_ref: NodeRef<Input>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input
                node_ref=node_ref
                class="control"
                id=id
                type=kind
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                maxlength=MAX_LENGTH.to_string()
                prop:value=move || value.get()
            />
        </div>
    }
}
