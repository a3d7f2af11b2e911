//! Arrow keys lead from the field into the results, and from one to the next; Escape leads back into the field.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlCollection, HtmlElement, KeyboardEvent};

use crate::console::shortcut::{self, FIELD};

/// Names the part of the page that has the results.
pub(super) const RESULTS: &str = "results";

/// Where the focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In the field.
    Field,
    /// On a result, counted from 0.
    Result(u32),
}

/// Moves the focus where a key leads; leaves all others to the browser.
pub(super) fn follow(event: &KeyboardEvent) {
    let is_alone = !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key());
    let Some(place) = place().filter(|_| is_alone && !event.is_composing()) else {
        return;
    };
    let n_results = results().map_or(0, |it| it.length());
    match next(&event.key(), place, n_results) {
        Some(Place::Field) => {
            event.prevent_default();
            shortcut::focus_field();
        }
        Some(Place::Result(index)) => {
            event.prevent_default();
            let result = results().and_then(|it| it.item(index));
            if let Some(result) = result.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
                // Fails only for an element that is gone again.
                let _ = result.focus();
            }
        }
        None => {}
    }
}

/// Where a key leads; none where it leads nowhere.
fn next(key: &str, place: Place, n_results: u32) -> Option<Place> {
    match (key, place) {
        ("ArrowDown", Place::Field) if n_results > 0 => Some(Place::Result(0)),
        ("ArrowDown", Place::Result(index)) if index + 1 < n_results => Some(Place::Result(index + 1)),
        ("ArrowUp", Place::Result(0)) | ("Escape", Place::Result(_)) => Some(Place::Field),
        ("ArrowUp", Place::Result(index)) => Some(Place::Result(index - 1)),
        _ => None,
    }
}

/// The links of the results, in their order.
fn results() -> Option<HtmlCollection> {
    let results = document().get_element_by_id(RESULTS)?;
    Some(results.get_elements_by_tag_name("a"))
}

fn place() -> Option<Place> {
    let focused = document().active_element()?;
    if focused.id() == FIELD {
        return Some(Place::Field);
    }
    let results = results()?;
    (0..results.length())
        .find(|it| results.item(*it).as_ref() == Some(&focused))
        .map(Place::Result)
}

#[cfg(test)]
mod tests {
    use super::{Place, next};

    #[test]
    fn arrows_go_through_the_results_and_back_to_the_field() {
        let (first, second, last) = (Place::Result(0), Place::Result(1), Place::Result(2));
        for (key, place, leads_to) in [
            ("ArrowDown", Place::Field, Some(first)),
            ("ArrowDown", first, Some(second)),
            ("ArrowDown", last, None),
            ("ArrowUp", last, Some(second)),
            ("ArrowUp", first, Some(Place::Field)),
            ("ArrowUp", Place::Field, None),
            ("Escape", last, Some(Place::Field)),
            ("Escape", Place::Field, None),
            ("Enter", first, None),
        ] {
            assert_eq!(next(key, place, 3), leads_to, "{key} at {place:?}");
        }
        assert_eq!(next("ArrowDown", Place::Field, 0), None, "nothing was found");
    }
}
