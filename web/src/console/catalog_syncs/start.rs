//! Ways to start a run.

use leptos::prelude::*;

use super::query::{self, RunKind};
use super::style;
use crate::console::catalog_sync::{CatalogSync, CatalogSyncFailure};
use crate::console::run::{Asking, Run as _};
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::{Button, Weight};
use crate::ui::dialog::{Dialog, DialogFoot};
use crate::ui::problem::Problem;

/// What the buttons are about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// One thing at a time.
    UnderWay,
    /// The latest run would have removed too much.
    Guarded,
    Free,
}

impl Choice {
    fn after(latest: Option<&CatalogSync>) -> Self {
        match latest {
            Some(it) if it.state().is_under_way() => Self::UnderWay,
            Some(it) if it.failure == Some(CatalogSyncFailure::MassDeleteGuard) => Self::Guarded,
            None | Some(_) => Self::Free,
        }
    }
}

/// Buttons, or why there are none now.
#[component]
pub(super) fn StartRun(
    /// The latest run; takes the one that was started.
    run: RwSignal<Option<CatalogSync>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let asking = Asking::new();
    let is_busy = asking.is_busy;
    let is_open = RwSignal::new(false);
    let choice = Memo::new(move |_| Choice::after(run.read().as_ref()));
    let start = move |kind: RunKind| {
        asking.ask(run, async move {
            let answer = query::start(kind).await;
            // The page may have been left meanwhile, and the dialog with it.
            let _ = is_open.try_set(false);
            answer
        });
    };
    let problem = asking.problem(|i18n| t_string!(i18n, console.catalog_syncs.not_configured));
    let guarded = move || {
        view! {
            <Button on_press=move || is_open.set(true) weight=Weight::Danger>
                {t!(i18n, console.catalog_syncs.allow)}
            </Button>
        }
    };
    let buttons = move || {
        let choice = choice.get();
        if choice == Choice::UnderWay {
            return view! { <p>{t!(i18n, console.catalog_syncs.under_way)}</p> }.into_any();
        }
        view! {
            <div class=style::actions>
                <Button on_press=move || start(RunKind::Copy) is_busy weight=Weight::Primary>
                    {t!(i18n, console.catalog_syncs.copy)}
                </Button>
                <Button on_press=move || start(RunKind::Trial) is_busy>{t!(i18n, console.catalog_syncs.try_out)}</Button>
                {(choice == Choice::Guarded).then(guarded)}
            </div>
            <p class=style::minor>{t!(i18n, console.catalog_syncs.try_out_hint)}</p>
        }
        .into_any()
    };
    view! {
        <div class=style::start>
            {buttons}
            <Problem words=problem/>
        </div>
        <Dialog is_open heading=move || t_string!(i18n, console.catalog_syncs.allow)>
            <p>{t!(i18n, console.catalog_syncs.allow_meaning)}</p>
            <DialogFoot>
                <Button on_press=move || is_open.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=move || start(RunKind::MassDelete) is_busy weight=Weight::Danger>
                    {t!(i18n, console.catalog_syncs.allow)}
                </Button>
            </DialogFoot>
        </Dialog>
    }
}
