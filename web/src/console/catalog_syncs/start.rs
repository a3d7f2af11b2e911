//! Ways to start a run.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::query::{self, Refusal, RunKind};
use super::style;
use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::console::browser::rescue_focus;
use crate::console::catalog_sync::{CatalogSync, CatalogSyncFailure};
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
            Some(it) if it.is_under_way() => Self::UnderWay,
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
    let say = speaker();
    let is_busy = RwSignal::new(false);
    let is_asking = RwSignal::new(false);
    let refusal = RwSignal::new(None::<Refusal>);
    let choice = Memo::new(move |_| Choice::after(run.read().as_ref()));
    let start = move |kind: RunKind| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        refusal.set(None);
        spawn_local(async move {
            let answer = query::start(kind).await;
            // The page was left while the answer was on its way.
            if is_busy.try_set(false).is_some() {
                return;
            }
            is_asking.set(false);
            match answer {
                Ok(started) => {
                    run.set(Some(started));
                    say(t_string!(i18n, console.catalog_syncs.asked));
                }
                Err(error) => {
                    if let Refusal::UnderWay(it) = &error {
                        run.set(Some(it.clone()));
                    }
                    refusal.set(Some(error));
                }
            }
            // The button that was pressed is gone while a run is under way.
            request_animation_frame(|| rescue_focus("#run"));
        });
    };
    let problem = Signal::derive(move || {
        let words = match refusal.read().as_ref() {
            None => "",
            Some(Refusal::UnderWay(_)) => t_string!(i18n, console.catalog_syncs.already),
            Some(Refusal::NotConfigured) => t_string!(i18n, console.catalog_syncs.not_configured),
            Some(Refusal::Failed(error)) => explanation(i18n, error),
            Some(Refusal::Other) => t_string!(i18n, failure.outdated),
        };
        words.to_owned()
    });
    let guarded = move || {
        view! {
            <Button on_press=move || is_asking.set(true) weight=Weight::Danger>
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
        <Dialog is_open=is_asking heading=move || t_string!(i18n, console.catalog_syncs.allow)>
            <p>{t!(i18n, console.catalog_syncs.allow_meaning)}</p>
            <DialogFoot>
                <Button on_press=move || is_asking.set(false)>{t!(i18n, share.cancel)}</Button>
                <Button on_press=move || start(RunKind::MassDelete) is_busy weight=Weight::Danger>
                    {t!(i18n, console.catalog_syncs.allow)}
                </Button>
            </DialogFoot>
        </Dialog>
    }
}
