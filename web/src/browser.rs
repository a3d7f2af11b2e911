//! What the app asks of the browser beyond the page itself.
//!
//! Invariant: every one of these may be missing or refused, and the app goes on without it.

use js_sys::Reflect;
use leptos::prelude::{document, window};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Puts text on the clipboard. Outside a secure context, or when the visitor says no, it stays as it was.
pub(crate) async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    let is_missing = Reflect::get(&navigator, &JsValue::from_str("clipboard")).is_ok_and(|it| it.is_undefined());
    !is_missing && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Opens the print dialog.
pub(crate) fn print() {
    // Refused only where there is no printing at all; the visitor sees that nothing opens.
    let _ = window().print();
}

/// Remembers a choice on this device.
pub(crate) fn remember(key: &str, value: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        // A full or forbidden storage only means that the choice lasts for this visit.
        let _ = storage.set_item(key, value);
    }
}

/// A choice remembered on this device.
pub(crate) fn recall(key: &str) -> Option<String> {
    window().local_storage().ok().flatten()?.get_item(key).ok().flatten()
}

/// Every cookie that pages may read, as `name=value` with semicolons between.
pub(crate) fn cookies() -> Option<String> {
    Reflect::get(&document(), &JsValue::from_str("cookie"))
        .ok()?
        .as_string()
}

/// What the server told this page, beside the app itself.
pub(crate) fn meta(name: &str) -> Option<String> {
    let element = document().query_selector(&format!("meta[name=\"{name}\"]")).ok()??;
    element.get_attribute("content")
}

/// Puts another address of this site into the address bar, in the place of the present one.
pub(crate) fn replace_address(path: &str) {
    if let Ok(history) = window().history() {
        // Refused only where there is no history; then nothing needs to be replaced.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(path));
    }
}

/// Leaves for another page, which starts the app anew.
pub(crate) fn go_to(path: &str) {
    // An address of ours always leads somewhere.
    let _ = window().location().assign(path);
}

/// The language that the browser prefers, as a BCP 47 tag.
pub(crate) fn preferred_language() -> Option<String> {
    window().navigator().language()
}
