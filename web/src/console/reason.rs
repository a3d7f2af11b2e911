//! Why something is done, as forms ask for it.

use leptos::html::Input;
use leptos::prelude::*;

use crate::i18n::{t_string, use_i18n};
use crate::ui::field::Field;

/// Longest reason, in characters.
pub(super) const MAX_REASON_LENGTH: &str = "1000";

/// A field for a reason without which nothing is done; empty at first.
#[component]
pub(super) fn ReasonField(
    /// What to know before writing it.
    #[prop(into)]
    hint: ViewFn,
    /// What is wrong with it; empty while nothing is.
    problem: Signal<String>,
    /// The element.
    node_ref: NodeRef<Input>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Field
            id="reason"
            kind="text"
            label=move || t_string!(i18n, console.revoke.reason)
            hint
            value=String::new()
            limit=MAX_REASON_LENGTH.to_owned()
            problem
            node_ref=node_ref
        />
    }
}
