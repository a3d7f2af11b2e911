//! A field of a form, with its label, a hint, and what is wrong with it.

use leptos::html::Input;
use leptos::prelude::*;

use crate::text::text;
use crate::ui::problem::Problem;

stylance::import_crate_style!(style, "src/ui/field.module.css");

/// A native input of one line. The form reads it when it is sent.
#[component]
pub(crate) fn Field(
    /// Names the element in the page; unique on it.
    id: &'static str,
    /// What kind of input: `text`, `date`.
    kind: &'static str,
    /// What it is for.
    #[prop(into)]
    label: ViewFn,
    /// What to know before filling it in.
    #[prop(into)]
    hint: ViewFn,
    /// What it holds at first.
    value: String,
    /// Longest text, or earliest date.
    limit: String,
    /// What is wrong with it; empty while nothing is.
    #[prop(into)]
    problem: Signal<String>,
    /// More of it in the server's own words, in English.
    #[prop(optional, into)]
    detail: Signal<String>,
    /// The element.
    node_ref: NodeRef<Input>,
) -> impl IntoView {
    let (min, maxlength, direction) = if kind == "date" {
        (Some(limit), None, None)
    } else {
        (None, Some(limit), Some("auto"))
    };
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    view! {
        <div class="field">
            <label for=id>{move || label.run()}</label>
            <input
                node_ref=node_ref
                class="control"
                id=id
                type=kind
                dir=direction
                autocomplete="off"
                value=value
                min=min
                maxlength=maxlength
                aria-describedby=format!("{hint_id} {problem_id}")
                aria-invalid=text(move || (!problem.read().is_empty()).to_string())
            />
            <p class=style::hint id=hint_id>{move || hint.run()}</p>
            <div id=problem_id><Problem words=problem detail/></div>
        </div>
    }
}
