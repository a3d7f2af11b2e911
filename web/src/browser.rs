//! What the app asks of the browser beyond the page itself.
//!
//! Invariant: every one of these may be missing or refused, and the app goes on without it.

use js_sys::Reflect;
use leptos::prelude::window;
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

/// The language that the browser prefers, as a BCP 47 tag.
pub(crate) fn preferred_language() -> Option<String> {
    window().navigator().language()
}
