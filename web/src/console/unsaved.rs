//! Keeps what was written, and work that is under way, from being lost by leaving the page.
//!
//! Invariant: while there is something to lose, no way off the page is taken without asking. Where the program ends, such
//! as by loading the page again, the browser asks; where it goes on, `leaving.rs` does.

use leptos::ev;
use leptos::prelude::*;

/// What leaving the page would lose, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loss {
    /// What was written.
    Written,
    /// The rest of work that is under way; what is done is done.
    Rest,
    /// What became of work that is done, which is shown nowhere else.
    Result,
}

/// What something on the page would lose, if anything.
#[derive(Clone, Copy)]
pub(super) struct Unsaved(RwSignal<Option<Loss>>);

impl Unsaved {
    /// While something is, it is asked before the page is left.
    pub(super) fn watch() -> Self {
        let loss = RwSignal::new(None);
        let handle = window_event_listener(ev::beforeunload, move |event| {
            if loss.get_untracked().is_some() {
                event.prevent_default();
            }
        });
        let watched = Watched::expect();
        watched.add(loss);
        on_cleanup(move || {
            handle.remove();
            watched.remove(loss);
        });
        Self(loss)
    }

    /// Something was written.
    pub(super) fn note(self) {
        self.note_loss(Loss::Written);
    }

    /// This would be lost from now on, and nothing else.
    pub(super) fn note_loss(self, loss: Loss) {
        self.0.set(Some(loss));
    }

    /// It was saved.
    pub(super) fn settle(self) {
        self.0.set(None);
    }
}

/// Everything on the page that can be lost.
#[derive(Clone, Copy)]
pub(super) struct Watched(StoredValue<Vec<RwSignal<Option<Loss>>>>);

impl Watched {
    /// Makes the place for it known to everything below.
    pub(super) fn provide() {
        provide_context(Self(StoredValue::new(Vec::new())));
    }

    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// The worst that leaving the page would lose; none where it would lose nothing.
    pub(super) fn loss(self) -> Option<Loss> {
        let loss = |it: &RwSignal<Option<Loss>>| it.try_get_untracked().flatten();
        self.0.with_value(|all| all.iter().filter_map(loss).min())
    }

    /// Somebody was asked, and lets go of it.
    pub(super) fn let_go(self) {
        self.0.with_value(|all| {
            for it in all {
                // What is gone with its page holds nothing any more.
                let _ = it.try_set(None);
            }
        });
    }

    fn add(self, loss: RwSignal<Option<Loss>>) {
        self.0.update_value(|all| all.push(loss));
    }

    fn remove(self, loss: RwSignal<Option<Loss>>) {
        self.0.update_value(|all| all.retain(|it| *it != loss));
    }
}
