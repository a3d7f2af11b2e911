//! What the console asks of the browser beyond what the app does.

use js_sys::Date;
use leptos::prelude::document;
use wasm_bindgen::JsValue;

use crate::browser::focus_soon;

/// Puts the focus there, if what had it is gone.
pub(crate) fn rescue_focus(selector: impl Into<String>) {
    if document().active_element() == document().body().map(Into::into) {
        focus_soon(selector.into());
    }
}

const DAY_MS: f64 = 86_400_000.0;

/// The day after a day such as `2026-11-30`; none where the text is no day.
pub(crate) fn day_after(day: &str) -> Option<String> {
    day_at(begin(day) + DAY_MS)
}

/// The day so many days before another one; none where the text is no day.
pub(crate) fn days_before(day: &str, n_days: i64) -> Option<String> {
    day_at(begin(day) - DAY_MS * f64::from(i32::try_from(n_days).ok()?))
}

/// How many days there are from a day to another one, both among them; none where the texts are no days.
pub(crate) fn n_days(from: &str, until: &str) -> Option<i64> {
    let days = (begin(until) - begin(from)) / DAY_MS;
    // What is no number is no day; what is larger than any calendar is none either.
    let whole = format!("{days:.0}").parse::<i64>().ok()?;
    Some(whole + 1)
}

fn begin(day: &str) -> f64 {
    Date::parse(&format!("{day}T00:00:00Z"))
}

fn day_at(time: f64) -> Option<String> {
    let date = Date::new(&JsValue::from_f64(time));
    // A date that is none has no writing, and asking for it throws.
    (!date.get_time().is_nan()).then(|| {
        String::from(date.to_iso_string())
            .split('T')
            .next()
            .unwrap_or_default()
            .to_owned()
    })
}
