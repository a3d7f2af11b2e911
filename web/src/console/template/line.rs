//! A line of a text in a field: where it is, and the way there.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

/// Where a line, counted from 1, begins and ends, in the units in which browsers count; none where there is no such line.
fn range(text: &str, line: usize) -> Option<(u32, u32)> {
    let mut start = 0_usize;
    for (number, line_text) in text.split('\n').enumerate() {
        let length = line_text.encode_utf16().count();
        if number + 1 == line {
            return Some((u32::try_from(start).ok()?, u32::try_from(start + length).ok()?));
        }
        start += length + 1;
    }
    None
}

/// Puts the focus into the field of this id, with the line chosen and in sight.
pub(super) fn lead_to(id: &str, line: usize) {
    let field = document().get_element_by_id(id);
    let Some(field) = field.and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return;
    };
    // The field is in the page; focusing it cannot fail.
    let _ = field.focus();
    let text = field.value();
    if let Some((start, end)) = range(&text, line) {
        // As above.
        let _ = field.set_selection_range(start, end);
        let n_lines = text.split('\n').count().max(1);
        let above = i32::try_from(line - 1).unwrap_or_default();
        let height = field.scroll_height() / i32::try_from(n_lines).unwrap_or(1);
        // A third of the field above it shows where one is. Lines that are broken make it a guess.
        field.set_scroll_top((height * above - field.client_height() / 3).max(0));
    }
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn lines_are_found_as_browsers_count() {
        assert_eq!(range("", 1), Some((0, 0)));
        assert_eq!(range("ab\ncd\n", 2), Some((3, 5)));
        assert_eq!(range("ab\ncd\n", 3), Some((6, 6)));
        assert_eq!(range("ab\ncd\n", 4), None);
        assert_eq!(range("ab", 0), None);
        assert_eq!(range("é👩\nx", 2), Some((4, 5)));
    }
}
