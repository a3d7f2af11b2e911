//! What a page leaves to be said by the next one, which would otherwise talk over it with its title.

use leptos::prelude::*;

use crate::announce::speaker;

/// Words of the page before; none for most.
#[derive(Clone, Copy)]
pub(super) struct Parting(StoredValue<Option<String>>);

impl Parting {
    /// Makes the place for them known to everything below.
    pub(super) fn provide() {
        provide_context(Self(StoredValue::new(None)));
    }

    pub(super) fn expect() -> Self {
        expect_context()
    }

    /// Leaves words for the page that follows.
    pub(super) fn leave(self, words: &str) {
        self.0.set_value(Some(words.to_owned()));
    }

    /// Says what was left, in the place of the title: the heading has the focus and is read anyway. Called after the title is given.
    pub(super) fn say(self) {
        let say = speaker();
        Effect::new(move |_| {
            if let Some(words) = self.0.try_update_value(Option::take).flatten() {
                say(&words);
            }
        });
    }
}
