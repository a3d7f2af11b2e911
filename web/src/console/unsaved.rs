//! Keeps what was written from being lost by leaving the page.

use leptos::ev;
use leptos::prelude::*;

/// Whether something was written that is not saved.
#[derive(Clone, Copy)]
pub(super) struct Unsaved(RwSignal<bool>);

impl Unsaved {
    /// While something is, the browser asks before it leaves.
    pub(super) fn watch() -> Self {
        let is_written = RwSignal::new(false);
        let handle = window_event_listener(ev::beforeunload, move |event| {
            if is_written.get_untracked() {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
        Self(is_written)
    }

    /// Something was written.
    pub(super) fn note(self) {
        self.0.set(true);
    }

    /// It was saved.
    pub(super) fn settle(self) {
        self.0.set(false);
    }
}
