//! What the app asks of the browser beyond the page itself.
//!
//! Invariant: every one of these may be missing or refused, and the app goes on without it.

use js_sys::{Array, Date, Number, Reflect, Uint8Array};
use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlElement, HtmlIFrameElement, Url};

/// Puts text on the clipboard. Outside a secure context, or when the visitor says no, it stays as it was.
pub(crate) async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    let is_missing = Reflect::get(&navigator, &JsValue::from_str("clipboard")).is_ok_and(|it| it.is_undefined());
    !is_missing && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Hands bytes to the browser to save as a file of this name.
pub(crate) fn save(name: &str, kind: &str, bytes: &[u8]) {
    // Refused only where nothing can be saved at all; the visitor sees that nothing is.
    let _ = try_save(name, kind, bytes);
}

fn try_save(name: &str, kind: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let properties = BlobPropertyBag::new();
    properties.set_type(kind);
    let bytes = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&bytes, &properties)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link = document().create_element("a")?.unchecked_into::<HtmlAnchorElement>();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}

/// A text that was encoded for an address.
pub(crate) fn decoded(text: &str) -> Option<String> {
    js_sys::decode_uri_component(text).ok().map(String::from)
}

/// The day that this device's clock shows in UTC, as in `2026-11-25`.
pub(crate) fn today() -> String {
    let now = String::from(Date::new_0().to_iso_string());
    now.split('T').next().unwrap_or_default().to_owned()
}

/// A text that nobody has used before, to name a request with.
pub(crate) fn fresh_key() -> String {
    let random = || {
        String::from(
            Number::from(js_sys::Math::random())
                .to_string_with_radix(36)
                .unwrap_or_default(),
        )
    };
    format!("{}{}", random(), random())
}

/// Puts the focus on the element that a selector names, once the page shows what was just decided.
pub(crate) fn focus_soon(selector: String) {
    request_animation_frame(move || {
        let element = document().query_selector(&selector).ok().flatten();
        if let Some(element) = element.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // Fails only for an element that is gone again.
            let _ = element.focus();
        }
    });
}

/// Opens the print dialog.
pub(crate) fn print() {
    // Refused only where there is no printing at all; the visitor sees that nothing opens.
    let _ = window().print();
}

/// Opens the print dialog for the document in a frame; for the page where there is none.
pub(crate) fn print_frame(frame: &HtmlIFrameElement) {
    if let Some(content) = frame.content_document().and_then(|_| frame.content_window()) {
        // As above.
        let _ = content.print();
    } else {
        print();
    }
}

/// Makes a frame as high as the document in it, so that the page scrolls and the frame does not; tells whether a document of ours is in it.
pub(crate) fn fit_frame(frame: &HtmlIFrameElement) -> bool {
    // What a browser shows in the place of a document is not for pages to see.
    let Some(document) = frame.content_document() else {
        return false;
    };
    // The document itself is never lower than its frame; its body is as high as what is in it.
    let height = document.body().map(|it| it.scroll_height());
    if let Some(height) = height.filter(|it| *it > 0) {
        // The style sheet's height stays where it cannot be set.
        let _ = frame.style().set_property("block-size", &format!("{height}px"));
    }
    document
        .query_selector("main, [role=status]")
        .is_ok_and(|it| it.is_some())
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
