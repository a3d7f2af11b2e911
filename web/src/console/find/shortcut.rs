//! The key that puts the cursor into the field. It can be switched off, for those to whose tools a single key means something else
//! (WCAG 2.1.4).

use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::browser;
use crate::i18n::use_i18n;
use crate::text::t;

const STORAGE_KEY: &str = "find-shortcut";
const OFF: &str = "off";
const ON: &str = "on";

/// Listens for the key while the page is shown, and has the switch for it.
#[component]
pub(super) fn Shortcut(
    /// Where the cursor goes.
    field: NodeRef<Input>,
) -> impl IntoView {
    let i18n = use_i18n();
    let is_on = RwSignal::new(browser::recall(STORAGE_KEY).as_deref() != Some(OFF));
    let listener = window_event_listener(ev::keydown, move |event| {
        let is_alone = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if event.key() == "/" && is_alone && is_on.get_untracked() && !is_writing() {
            event.prevent_default();
            if let Some(field) = field.get_untracked() {
                // The field is in the page; focusing it cannot fail.
                let _ = field.focus();
                field.select();
            }
        }
    });
    on_cleanup(move || listener.remove());
    let choose = move |event: ev::Event| {
        let is_chosen = event_target_checked(&event);
        is_on.set(is_chosen);
        browser::remember(STORAGE_KEY, if is_chosen { ON } else { OFF });
    };
    view! {
        <label class=super::style::shortcut>
            <input type="checkbox" prop:checked=move || is_on.get() on:change=choose/>
            <span>{t!(i18n, console.find.shortcut)}</span>
        </label>
    }
}

/// Whether keys write something where the focus is.
fn is_writing() -> bool {
    let Some(element) = document().active_element() else {
        return false;
    };
    let is_field = ["INPUT", "TEXTAREA", "SELECT"].contains(&element.tag_name().as_str());
    let is_checkbox = element.get_attribute("type").as_deref() == Some("checkbox");
    (is_field && !is_checkbox)
        || element
            .dyn_into::<HtmlElement>()
            .is_ok_and(|it| it.is_content_editable())
}
