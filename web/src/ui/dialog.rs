//! Something that has to be dealt with first: a native modal dialog, which keeps the focus inside and gives it back.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

stylance::import_crate_style!(style, "src/ui/dialog.module.css");

/// A modal dialog while `is_open`; Escape closes it, unless what it shows or what was written in it would be lost by that. What it holds is
/// made anew each time it opens.
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
    let is_written = StoredValue::new(false);
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if is_open.get() {
            is_written.set_value(false);
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
    let is_held = move || is_firm || is_written.get_value();
    let hold = move |event: Event| {
        if is_held() {
            event.prevent_default();
        }
    };
    let hold_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_held() {
            event.prevent_default();
            if !is_firm {
                lead_out(dialog);
            }
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class=style::dialog
            aria-labelledby=id
            on:cancel=hold
            on:keydown=hold_key
            on:input=move |_| is_written.set_value(true)
            on:close=move |_| is_open.set(false)
        >
            {move || is_open.get().then(|| view! {
                <h2 class=style::heading id=id dir="auto">{heading.with_value(ViewFn::run)}</h2>
                {children()}
            })}
        </dialog>
    }
}

/// Puts the focus on the button that drops what was written: whoever wanted that presses it.
fn lead_out(dialog: NodeRef<html::Dialog>) {
    let selector = format!(".{} button", style::foot);
    let button = dialog
        .get_untracked()
        .and_then(|it| it.query_selector(&selector).ok().flatten())
        .and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(button) = button {
        // Fails only for a button that is gone again.
        let _ = button.focus();
    }
}

/// The buttons at the end of a dialog; the one that only closes it is the first, the one to go on with is the last.
#[component]
pub(crate) fn DialogFoot(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class=style::foot>{children()}</div> }
}
