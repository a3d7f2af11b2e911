//! Keeps what was written from being lost by leaving the page.
//!
//! Invariant: while something is written that is not saved, no way off the page is taken without asking. Where the program ends, such
//! as by loading the page again, the browser asks; where it goes on, `leaving.rs` does.

use leptos::ev;
use leptos::prelude::*;

/// Whether something was written that is not saved.
#[derive(Clone, Copy)]
pub(super) struct Unsaved(RwSignal<bool>);

impl Unsaved {
    /// While something is, it is asked before the page is left.
    pub(super) fn watch() -> Self {
        let is_written = RwSignal::new(false);
        let handle = window_event_listener(ev::beforeunload, move |event| {
            if is_written.get_untracked() {
                event.prevent_default();
            }
        });
        let watched = Watched::expect();
        watched.add(is_written);
        on_cleanup(move || {
            handle.remove();
            watched.remove(is_written);
        });
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

/// Everything on the page that can be written and not saved.
#[derive(Clone, Copy)]
pub(super) struct Watched(StoredValue<Vec<RwSignal<bool>>>);

impl Watched {
    /// Makes the place for it known to everything below.
    pub(super) fn provide() {
        provide_context(Self(StoredValue::new(Vec::new())));
    }

    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// Whether leaving the page would lose something.
    pub(super) fn has_unsaved(self) -> bool {
        self.0
            .with_value(|all| all.iter().any(|it| it.try_get_untracked().unwrap_or_default()))
    }

    /// Somebody was asked, and lets go of it.
    pub(super) fn let_go(self) {
        self.0.with_value(|all| {
            for it in all {
                // What is gone with its page holds nothing any more.
                let _ = it.try_set(false);
            }
        });
    }

    fn add(self, is_written: RwSignal<bool>) {
        self.0.update_value(|all| all.push(is_written));
    }

    fn remove(self, is_written: RwSignal<bool>) {
        self.0.update_value(|all| all.retain(|it| *it != is_written));
    }
}
