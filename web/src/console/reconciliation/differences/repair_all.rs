//! Repairing all that the page shows, as far as the viewer may: asked about in a dialog first, for it changes credentials.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::query::DifferenceAction;
use super::question::Question;
use super::shown::{Shown, repair};
use crate::announce::speaker;
use crate::api::error::ApiError;
use crate::component::failure::explanation;
use crate::console::browser::rescue_focus;
use crate::console::reconciliation::kind::DifferenceKind;
use crate::console::run::style;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::problem::Problem;

/// The button, while there is more than one thing to repair, and what came of the last press.
#[component]
pub(super) fn RepairAll(
    /// All rows of the page.
    rows: Vec<Shown>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let rows = StoredValue::new(rows);
    let is_open = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let error = RwSignal::new(None::<ApiError>);
    let done = RwSignal::new(None::<(usize, usize)>);
    let repairable = move || -> Vec<Shown> {
        let rows = rows.get_value().into_iter();
        rows.filter(|it| it.can(DifferenceAction::Repair)).collect()
    };
    let count = Memo::new(move |_| repairable().len());
    let outcome = move |(repaired, left): (usize, usize)| {
        t_string!(
            i18n,
            console.reconciliation.repair_all_done,
            repaired = grouped(i18n, repaired),
            left = grouped(i18n, left)
        )
    };
    let confirm = move |()| {
        let chosen = untrack(repairable);
        let n_chosen = chosen.len();
        is_busy.set(true);
        error.set(None);
        done.set(None);
        spawn_local(async move {
            let Some(answer) = repair(&chosen).await else {
                return;
            };
            is_busy.set(false);
            match answer {
                Ok(n_repaired) => {
                    let counts = (n_repaired, n_chosen - n_repaired);
                    say(&outcome(counts));
                    done.set(Some(counts));
                }
                Err(failure) => error.set(Some(failure)),
            }
            // The button is gone once nothing is left to repair.
            request_animation_frame(|| rescue_focus("#list"));
        });
    };
    let button = move || {
        (count.get() > 1).then(|| {
            view! {
                <Button on_press=move || is_open.set(true) is_busy weight=Weight::Danger>
                    {text(move || t_string!(i18n, console.reconciliation.repair_all, count = grouped(i18n, count.get())))}
                </Button>
            }
        })
    };
    let problem = Signal::derive(move || {
        let error = error.get();
        error.map(|it| explanation(i18n, &it).to_owned()).unwrap_or_default()
    });
    view! {
        <div class=style::start>
            <div class=style::actions>{button}</div>
            {move || done.get().map(|it| view! { <p>{text(move || outcome(it))}</p> })}
            <Problem words=problem/>
        </div>
        <Question is_open on_confirm=Callback::new(confirm)>
            <p>{t!(i18n, console.reconciliation.repair_all_meaning)}</p>
            <ul>{summary(&untrack(repairable))}</ul>
        </Question>
    }
}

/// How many of each kind there are, and what a repair does to them.
fn summary(rows: &[Shown]) -> Vec<impl IntoView + use<>> {
    let i18n = use_i18n();
    let count = |kind: DifferenceKind| {
        let of_it = rows
            .iter()
            .filter(|it| it.difference.with_untracked(|it| it.kind) == kind);
        of_it.count()
    };
    let kinds = DifferenceKind::ALL.map(|it| (it, count(it)));
    kinds
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(kind, count)| {
            let words = move || format!("{} ({count}): {}", kind.name(i18n), kind.repair(i18n));
            view! { <li>{text(words)}</li> }
        })
        .collect()
}
