//! A field above a list that follows the address.

use leptos::html::Input;
use leptos::prelude::*;

use crate::text::Text;
use crate::ui::problem::Problem;

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
    /// What is wrong with it; empty while nothing is.
    #[prop(optional, into)]
    problem: Signal<String>,
    /// The element.
    node_ref: NodeRef<Input>,
) -> impl IntoView {
    let problem_id = format!("{id}-problem");
    let is_wrong = move || !problem.read().is_empty();
    let described_by = problem_id.clone();
    let told = move || is_wrong().then(|| view! { <div id=problem_id.clone()><Problem words=problem/></div> });
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
                aria-describedby=move || is_wrong().then(|| described_by.clone())
                aria-invalid=move || is_wrong().then_some("true")
            />
            {told}
        </div>
    }
}

/// What stands in a field, without what cannot be looked for; none for nothing.
pub(super) fn read_text(text: &str, limit: usize) -> Option<String> {
    let text: String = text.chars().filter(|it| !it.is_control()).take(limit).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
