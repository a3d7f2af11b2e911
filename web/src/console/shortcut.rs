//! Keys that lead from every page of the console to the search: `/`, and `K` with the key for commands.
//!
//! The first can be switched off, for those to whose tools a single key means something else (WCAG 2.1.4). Neither does anything while
//! somebody writes, or while a dialog is open.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};

use crate::browser;

const STORAGE_KEY: &str = "find-shortcut";
const OFF: &str = "off";
const ON: &str = "on";

/// Names the link to the search, which stands on every page for who may search.
pub(super) const LINK: &str = "find";

/// Names the field of the search.
pub(super) const FIELD: &str = "words";

/// The keys, and what they are to do.
#[derive(Clone, Copy)]
pub(super) struct Shortcut {
    /// Whether `/` is one of them.
    is_on: RwSignal<bool>,
    /// Whether a key has called the search, which is not shown yet.
    is_called: StoredValue<bool>,
}

impl Shortcut {
    /// Makes them known to everything below.
    pub(super) fn provide() {
        provide_context(Self {
            is_on: RwSignal::new(browser::recall(STORAGE_KEY).as_deref() != Some(OFF)),
            is_called: StoredValue::new(false),
        });
    }

    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// Whether `/` is one of the keys.
    pub(super) fn is_on(self) -> bool {
        self.is_on.get()
    }

    /// Switches `/` on or off, on this device.
    pub(super) fn switch(self, is_on: bool) {
        self.is_on.set(is_on);
        browser::remember(STORAGE_KEY, if is_on { ON } else { OFF });
    }

    /// Listens for the keys for as long as what calls this is shown.
    pub(super) fn listen(self) {
        let listener = window_event_listener(ev::keydown, move |event| {
            if self.means(&event) && !is_writing() && !is_asked_something() {
                self.call(&event);
            }
        });
        on_cleanup(move || listener.remove());
    }

    /// Whether a key has called the search since this was last asked.
    pub(super) fn take_call(self) -> bool {
        self.is_called.try_update_value(std::mem::take).unwrap_or_default()
    }

    fn means(self, event: &KeyboardEvent) -> bool {
        let key = event.key();
        if event.ctrl_key() || event.meta_key() {
            // Where other letters than Latin ones are written, the key is told by its place.
            let is_k = key.eq_ignore_ascii_case("k") || (!key.is_ascii() && event.code() == "KeyK");
            return is_k && !event.alt_key() && !event.shift_key();
        }
        key == "/" && !event.alt_key() && self.is_on.get_untracked()
    }

    fn call(self, event: &KeyboardEvent) {
        if let Some(field) = element(FIELD) {
            event.prevent_default();
            focus(&field);
        } else if let Some(link) = element(LINK) {
            event.prevent_default();
            self.is_called.set_value(true);
            // As a click, so that who has written something is asked.
            link.click();
        }
    }
}

/// Puts the focus into the field of the search; what is in it is chosen, so that other words take its place.
pub(super) fn focus_field() {
    if let Some(field) = element(FIELD) {
        focus(&field);
    }
}

fn focus(field: &HtmlElement) {
    // Fails only for an element that is gone again.
    let _ = field.focus();
    if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
        field.select();
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Whether a dialog has to be dealt with first.
fn is_asked_something() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|it| it.is_some())
}

/// Whether keys write something where the focus is.
fn is_writing() -> bool {
    let Some(element) = document().active_element() else {
        return false;
    };
    let is_field = ["INPUT", "TEXTAREA", "SELECT"].contains(&element.tag_name().as_str());
    let writes_nothing = ["checkbox", "radio", "button", "file"];
    let is_box = element
        .get_attribute("type")
        .is_some_and(|it| writes_nothing.contains(&it.as_str()));
    (is_field && !is_box)
        || element
            .dyn_into::<HtmlElement>()
            .is_ok_and(|it| it.is_content_editable())
}
