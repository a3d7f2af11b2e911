//! A field above a list that follows the address.

use leptos::html::Input;
use leptos::prelude::*;

use crate::text::Text;

/// A native input. What is written takes effect when the form is sent.
#[component]
pub(super) fn FilterField(
    /// Names the element in the page; unique on it.
    id: &'static str,
    /// What kind of input: `search`, `date`.
    kind: &'static str,
    /// What it is for.
    label: Text,
    /// Longest text.
    limit: usize,
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
                dir=(kind != "date").then_some("auto")
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                maxlength=limit.to_string()
                prop:value=move || value.get()
            />
        </div>
    }
}

/// What stands in a field, without what cannot be looked for; none for nothing.
pub(super) fn read_text(text: &str, limit: usize) -> Option<String> {
    let text: String = text.chars().filter(|it| !it.is_control()).take(limit).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
