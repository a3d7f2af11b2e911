//! A field of several lines in a form, with its label, a hint, and what is wrong with it.

use leptos::html::Textarea;
use leptos::prelude::*;

use super::sheet::style;
use crate::text::text;
use crate::ui::problem::Problem;

/// A native text area. The form reads it when it is sent.
#[component]
pub(super) fn Area(
    /// Names the element in the page; unique on it.
    id: &'static str,
    /// What it is for.
    #[prop(into)]
    label: ViewFn,
    /// What to know before filling it in.
    #[prop(into)]
    hint: ViewFn,
    /// What it holds at first.
    value: String,
    /// Longest text.
    limit: &'static str,
    /// How many lines it shows.
    rows: &'static str,
    /// What is wrong with it; empty while nothing is.
    #[prop(into)]
    problem: Signal<String>,
    /// More of it in the server's own words, in English.
    #[prop(optional, into)]
    detail: Signal<String>,
    /// The element.
    node_ref: NodeRef<Textarea>,
) -> impl IntoView {
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    view! {
        <div class="field">
            <label for=id>{move || label.run()}</label>
            <textarea
                node_ref=node_ref
                class="control"
                id=id
                rows=rows
                dir="auto"
                maxlength=limit
                prop:value=value
                aria-describedby=format!("{hint_id} {problem_id}")
                aria-invalid=text(move || (!problem.read().is_empty()).to_string())
            ></textarea>
            <p class=style::minor id=hint_id>{move || hint.run()}</p>
            <div id=problem_id><Problem words=problem detail/></div>
        </div>
    }
}
