//! What the console asks of the browser beyond what the app does.

use js_sys::Date;
use leptos::prelude::document;
use wasm_bindgen::JsValue;

use crate::browser::focus_soon;

/// Puts the focus there, if what had it is gone.
pub(crate) fn rescue_focus(selector: &'static str) {
    if document().active_element() == document().body().map(Into::into) {
        focus_soon(selector.to_owned());
    }
}

/// The day after a day such as `2026-11-30`; none where the text is no day.
pub(crate) fn day_after(day: &str) -> Option<String> {
    const DAY_MS: f64 = 86_400_000.0;
    let time = Date::parse(&format!("{day}T00:00:00Z"));
    let next = Date::new(&JsValue::from_f64(time + DAY_MS));
    // A date that is none has no writing, and asking for it throws.
    (!next.get_time().is_nan()).then(|| {
        String::from(next.to_iso_string())
            .split('T')
            .next()
            .unwrap_or_default()
            .to_owned()
    })
}
