//! Something that has to be dealt with first: a native modal dialog, which keeps the focus inside and gives it back.

use leptos::html;
use leptos::prelude::*;

stylance::import_crate_style!(style, "src/ui/dialog.module.css");

/// A modal dialog while `is_open`; Escape closes it, unless what it shows would be lost by that. What it holds is made anew each time it
/// opens.
#[component]
pub(crate) fn Dialog(
    /// Whether it is open; the dialog itself may close it.
    is_open: RwSignal<bool>,
    /// What it is about.
    #[prop(into)]
    heading: ViewFn,
    /// Whether its own buttons alone close it.
    #[prop(optional)]
    is_firm: bool,
    /// Names its heading in the page; another one where two may be open at once.
    #[prop(default = "dialog")]
    id: &'static str,
    /// Text and controls.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if is_open.get() {
            // Once its content stands, so that the first control gets the focus.
            request_animation_frame(move || {
                if !dialog.open() {
                    // Fails only for a dialog that is gone again.
                    let _ = dialog.show_modal();
                }
            });
        } else if dialog.open() {
            dialog.close();
        }
    });
    let heading = StoredValue::new(heading);
    // The browser asks once whether it may close a dialog, and only while somebody uses the page: the key is held back as well.
    let hold = move |event: web_sys::Event| {
        if is_firm {
            event.prevent_default();
        }
    };
    let hold_key = move |event: web_sys::KeyboardEvent| {
        if is_firm && event.key() == "Escape" {
            event.prevent_default();
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class=style::dialog
            aria-labelledby=id
            on:cancel=hold
            on:keydown=hold_key
            on:close=move |_| is_open.set(false)
        >
            {move || is_open.get().then(|| view! {
                <h2 class=style::heading id=id dir="auto">{heading.with_value(ViewFn::run)}</h2>
                {children()}
            })}
        </dialog>
    }
}

/// The buttons at the end of a dialog; the one to go on with is the last.
#[component]
pub(crate) fn DialogFoot(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class=style::foot>{children()}</div> }
}
