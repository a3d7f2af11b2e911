//! A choice in a form, among what is known only when the page is there.

use leptos::prelude::*;

/// A native list of choices with its label. The form reads what was chosen when it is sent.
#[component]
pub(super) fn Choice(
    /// Names the element in the page; unique on it.
    id: &'static str,
    /// What is chosen.
    #[prop(into)]
    label: ViewFn,
    /// Values and their words, in order.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// The chosen value.
    value: RwSignal<String>,
    /// The element that tells what to know before choosing, where there is one.
    #[prop(optional)]
    described_by: Option<&'static str>,
) -> impl IntoView {
    view! {
        <div class="field">
            <label for=id>{move || label.run()}</label>
            <select class="control" id=id aria-describedby=described_by on:change=move |event| value.set(event_target_value(&event))>
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
