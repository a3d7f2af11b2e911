//! A choice among few.

use leptos::prelude::*;

/// A native list of choices with its label. Choosing takes effect at once.
#[component]
pub(crate) fn Select(
    /// Names the element in the page; unique on it.
    id: &'static str,
    /// What is chosen.
    #[prop(into)]
    label: ViewFn,
    /// Values and their words, in order.
    options: Signal<Vec<(&'static str, String)>>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the new choice.
    on_change: Callback<String>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{move || label.run()}</label>
            <select class="control" id=id on:change=move |event| on_change.run(event_target_value(&event))>
                {move || {
                    let chosen = value.get();
                    options
                        .get()
                        .into_iter()
                        .map(|(value, words)| {
                            let is_chosen = value == chosen;
                            view! { <option value=value prop:selected=is_chosen>{words}</option> }
                        })
                        .collect_view()
                }}
            </select>
        </div>
    }
}
