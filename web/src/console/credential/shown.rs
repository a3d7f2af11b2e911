//! The credential that the page shows, as it is after each change.

use leptos::prelude::*;

use super::change::Changed;
use super::query::Credential;
use crate::announce::speaker;
use crate::i18n::{t_string, use_i18n};

/// The credential that is shown, and whether the last thing that was done to it changed nothing.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    credential: RwSignal<Credential>,
    is_unchanged: RwSignal<bool>,
}

impl Shown {
    /// Begins with one as it was found.
    pub(super) fn new(credential: Credential) -> Self {
        Self {
            credential: RwSignal::new(credential),
            is_unchanged: RwSignal::new(false),
        }
    }

    /// The credential; whoever asks is told again when it changes.
    pub(super) fn get(self) -> Credential {
        self.credential.get()
    }

    /// The same, once.
    pub(super) fn get_untracked(self) -> Credential {
        self.credential.get_untracked()
    }

    /// Something of the credential; whoever asks is told again when it changes.
    pub(super) fn with<T>(self, look: impl FnOnce(&Credential) -> T) -> T {
        self.credential.with(look)
    }

    /// Whether the last thing that was done changed nothing.
    pub(super) fn is_unchanged(self) -> bool {
        self.is_unchanged.get()
    }

    /// Something else is about to be done.
    pub(super) fn begin(self) {
        self.is_unchanged.set(false);
    }
}

/// A function that takes what became of the credential, and says so: that it was done, or that nothing has changed.
pub(super) fn taker(shown: Shown) -> impl Fn(Changed, &'static str) + Copy + Send + Sync + 'static {
    let i18n = use_i18n();
    let say = speaker();
    move |changed: Changed, done: &'static str| {
        let Changed { credential, is_changed } = changed;
        if is_changed {
            shown.credential.set(credential);
            say(done);
        } else {
            // What is shown stays, and with it what has the focus.
            shown.is_unchanged.set(true);
            say(t_string!(i18n, console.action.unchanged));
        }
    }
}
