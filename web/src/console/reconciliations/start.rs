//! Ways to start a run.

use leptos::prelude::*;

use super::query::{self, Extent};
use super::style;
use crate::console::reconciliation::Reconciliation;
use crate::console::run::{Asking, Run as _};
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::{Button, Weight};
use crate::ui::problem::Problem;

/// Buttons, or why there are none now.
#[component]
pub(super) fn StartRun(
    /// The latest run; takes the one that was started.
    run: RwSignal<Option<Reconciliation>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let asking = Asking::new();
    let is_busy = asking.is_busy;
    let is_under_way = Memo::new(move |_| run.read().as_ref().is_some_and(|it| it.state().is_under_way()));
    let start = move |extent: Extent| asking.ask(run, query::start(extent));
    let problem = asking.problem(|i18n| t_string!(i18n, console.reconciliation.not_configured));
    let buttons = move || {
        if is_under_way.get() {
            return view! { <p>{t!(i18n, console.catalog_syncs.under_way)}</p> }.into_any();
        }
        view! {
            <div class=style::actions>
                <Button on_press=move || start(Extent::Whole) is_busy weight=Weight::Primary>
                    {t!(i18n, console.reconciliation.compare)}
                </Button>
                <Button on_press=move || start(Extent::WithoutGrades) is_busy>
                    {t!(i18n, console.reconciliation.compare_without_grades)}
                </Button>
            </div>
            <p class=style::minor>{t!(i18n, console.reconciliation.compare_hint)}</p>
        }
        .into_any()
    };
    view! {
        <div class=style::start>
            {buttons}
            <Problem words=problem/>
        </div>
    }
}
