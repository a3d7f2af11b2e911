//! Asking for a run.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_i18n::I18nContext;

use super::Run;
use crate::announce::speaker;
use crate::api::error::ApiError;
use crate::component::failure::explanation;
use crate::console::browser::rescue_focus;
use crate::i18n::{Locale, t_string, use_i18n};

/// Why no run was started.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::console) enum Refusal<R> {
    /// One is under way: this one.
    UnderWay(R),
    /// The settings do not name what it takes.
    NotConfigured,
    /// No answer that could be used.
    Failed(ApiError),
    /// The server gave a reason that is not known here.
    Other,
}

/// What is said of a request that led to no run of its own.
#[derive(Clone, Debug, PartialEq)]
enum Trouble {
    UnderWay,
    NotConfigured,
    Failed(ApiError),
    Other,
}

/// Requests for runs, one at a time.
#[derive(Clone, Copy)]
pub(in crate::console) struct Asking {
    /// One is on its way.
    pub(in crate::console) is_busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    /// Tells that a run was asked for.
    tell: Callback<()>,
}

impl Asking {
    pub(in crate::console) fn new() -> Self {
        let i18n = use_i18n();
        let say = speaker();
        Self {
            is_busy: RwSignal::new(false),
            trouble: RwSignal::new(None),
            tell: Callback::new(move |()| say(t_string!(i18n, console.catalog_syncs.asked))),
        }
    }

    /// Sends a request, unless one is on its way. The run that it leads to is told, and put where the latest one is shown.
    pub(in crate::console) fn ask<R: Run>(
        self,
        run: RwSignal<Option<R>>,
        request: impl Future<Output = Result<R, Refusal<R>>> + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.trouble.set(None);
        spawn_local(async move {
            let answer = request.await;
            // The page was left while the answer was on its way.
            if self.is_busy.try_set(false).is_some() {
                return;
            }
            let trouble = match answer {
                Ok(started) => {
                    run.set(Some(started));
                    self.tell.run(());
                    None
                }
                Err(Refusal::UnderWay(other)) => {
                    run.set(Some(other));
                    Some(Trouble::UnderWay)
                }
                Err(Refusal::NotConfigured) => Some(Trouble::NotConfigured),
                Err(Refusal::Failed(error)) => Some(Trouble::Failed(error)),
                Err(Refusal::Other) => Some(Trouble::Other),
            };
            self.trouble.set(trouble);
            // The button that was pressed is gone while a run is under way.
            request_animation_frame(|| rescue_focus("#run"));
        });
    }

    /// Why the last request led to no run of its own.
    pub(in crate::console) fn problem(self, not_configured: fn(I18nContext<Locale>) -> &'static str) -> Signal<String> {
        let i18n = use_i18n();
        Signal::derive(move || {
            let words = match self.trouble.read().as_ref() {
                None => "",
                Some(Trouble::UnderWay) => t_string!(i18n, console.catalog_syncs.already),
                Some(Trouble::NotConfigured) => not_configured(i18n),
                Some(Trouble::Failed(error)) => explanation(i18n, error),
                Some(Trouble::Other) => t_string!(i18n, failure.outdated),
            };
            words.to_owned()
        })
    }
}
