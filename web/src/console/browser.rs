//! What the console asks of the browser beyond what the app does.

use js_sys::{Date, Function, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventInit, EventTarget, HtmlTextAreaElement};

use crate::api::scalar::Instant;
use crate::browser::focus_soon;

/// Puts the focus there, if what had it is gone.
pub(crate) fn rescue_focus(selector: impl Into<String>) {
    if document().active_element() == document().body().map(Into::into) {
        focus_soon(selector.into());
    }
}

/// Puts text into a field where its caret is, in the place of what is chosen there, as if somebody had written it: it can be undone, and
/// whoever follows the field is told.
pub(crate) fn insert_text(field: &HtmlTextAreaElement, text: &str) {
    // Fails only for a field that is gone again.
    let _ = field.focus();
    if !execute("insertText", text) {
        // A browser without that command writes it all the same; there it cannot be undone.
        let _ = field.set_range_text(text);
        tell_input(field);
    }
}

/// `document.execCommand(command, false, value)`: whether the browser has it and did it.
fn execute(command: &str, value: &str) -> bool {
    let page = document();
    let run = || {
        let run: Function = Reflect::get(&page, &JsValue::from_str("execCommand"))
            .ok()?
            .dyn_into()
            .ok()?;
        run.call3(
            &page,
            &JsValue::from_str(command),
            &JsValue::FALSE,
            &JsValue::from_str(value),
        )
        .ok()
    };
    run().is_some_and(|it| it.is_truthy())
}

/// Tells whoever follows a field that something was written into it, which the browser does only for what people write.
pub(crate) fn tell_input(field: &EventTarget) {
    let init = EventInit::new();
    init.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
        // Whether somebody held it back does not matter.
        let _ = field.dispatch_event(&event);
    }
}

/// Whether an instant is still to come, by this device's clock.
pub(crate) fn is_ahead(instant: &Instant) -> bool {
    Date::parse(&instant.0) > Date::now()
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
