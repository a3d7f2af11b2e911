//! Why nothing was written, said where it belongs.

use leptos::prelude::*;

use super::fault::{Fault, Place, Refusal, Wrong};
use crate::browser::focus_soon;
use crate::component::failure::explanation;
use crate::console::language_choice;
use crate::i18n::{t_string, use_i18n};

/// Everything that is wrong with what is written, and what was in the way of saving it.
#[derive(Clone, Copy)]
pub(super) struct Problems {
    faults: RwSignal<Vec<Fault>>,
    /// None of the form's parts is to blame.
    refusal: RwSignal<Option<Refusal>>,
}

impl Problems {
    /// Nothing is wrong yet.
    pub(super) fn none() -> Self {
        Self {
            faults: RwSignal::new(Vec::new()),
            refusal: RwSignal::new(None),
        }
    }

    /// Forgets what was in the way of saving.
    pub(super) fn forget(self) {
        self.refusal.set(None);
    }

    /// Nothing is wrong any more.
    pub(super) fn settle(self) {
        self.refusal.set(None);
        self.faults.set(Vec::new());
    }

    /// Takes why it was not saved, and leads to the first part of the form that is to blame.
    pub(super) fn take(self, refusal: Refusal) {
        let Refusal::Faults(faults) = refusal else {
            self.refusal.set(Some(refusal));
            return;
        };
        let first = faults.iter().map(|it| it.place).min();
        self.faults.set(faults);
        if let Some(place) = first {
            focus_soon(selector(place).to_owned());
        }
    }

    /// Takes what a preview found. Who has written one form only just now is not told yet that the other is missing.
    pub(super) fn take_of_preview(self, found: Vec<Fault>) {
        self.faults.update(|faults| {
            faults.retain(|it| {
                let is_of_scope = matches!(it.place, Place::ProgramType | Place::Program);
                is_of_scope || (it.wrong == Wrong::Missing && found.contains(it))
            });
            faults.extend(found.into_iter().filter(|it| it.wrong != Wrong::Missing));
        });
    }

    /// Whether somebody else was faster, and saving again writes over that.
    pub(super) fn is_conflict(self) -> bool {
        matches!(*self.refusal.read(), Some(Refusal::Conflict(_)))
    }

    /// What is wrong with these parts, in words; empty while nothing is.
    pub(super) fn at(self, places: &'static [Place]) -> Signal<String> {
        let i18n = use_i18n();
        // The same words again are no news.
        let words = Memo::new(move |_| {
            let faults = self.faults.read();
            let found = faults.iter().find(|it| places.contains(&it.place));
            found.map(|it| it.words(i18n).to_owned()).unwrap_or_default()
        });
        words.into()
    }

    /// What the server says about it in English; empty where the words say it all.
    pub(super) fn detail_at(self, places: &'static [Place]) -> Signal<String> {
        let detail = Memo::new(move |_| {
            let faults = self.faults.read();
            let found = faults.iter().find(|it| places.contains(&it.place));
            found.map(|it| it.detail().to_owned()).unwrap_or_default()
        });
        detail.into()
    }

    /// What was in the way of saving, in words; empty while nothing was.
    pub(super) fn of_the_whole(self) -> Signal<String> {
        let i18n = use_i18n();
        Signal::derive(move || {
            let words = match self.refusal.read().as_ref() {
                None | Some(Refusal::Faults(_)) => "",
                Some(Refusal::Conflict(_)) => t_string!(i18n, console.configuration.conflict),
                Some(Refusal::Outdated) => t_string!(i18n, console.problem.outdated),
                Some(Refusal::Failed(error)) => explanation(i18n, error),
            };
            words.to_owned()
        })
    }
}

/// Where a part of the form is in the page: the field, or the choice where there is no field.
const fn selector(place: Place) -> &'static str {
    match place {
        Place::ProgramType => "#program-type, #scope:not(:has(#program-type)) #whom",
        Place::Program => "#program-uuid, #scope:not(:has(#program-uuid)) #whom",
        Place::Language => language_choice::SELECTOR,
        Place::Subject => "#subject",
        Place::Html => "#html",
        Place::Text => "#text",
    }
}
