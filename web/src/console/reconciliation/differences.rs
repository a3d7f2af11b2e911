//! What a run found to differ, newest first, a page at a time, and settling it.
//!
//! Invariant: the address says which differences are listed and where the list goes on, so a link or the way back leads to the same rows.

mod action;
mod batch;
mod filter;
mod filter_bar;
mod ignore;
mod open;
mod query;
mod question;
mod repair_all;
mod row;
mod settle_kind;
mod shown;
mod state;
mod verdict;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::query::Reconciliation;
use super::words::count_words;
use crate::console::browser::rescue_focus;
use crate::console::listing::{Listing, Words};
use crate::console::nothing::{Emptiness, Nothing};
use crate::console::run::{self, RunState, style};
use crate::console::table::style as table;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::icon::Icon;
pub(super) use filter::Filter;
use filter_bar::FilterBar;
use open::Open;
use query::Difference;
use repair_all::RepairAll;
use row::Row;
use settle_kind::SettleKind;
use shown::Shown;
use state::DifferenceState;

const WORDS: Words = Words {
    title: |i18n| t_string!(i18n, console.reconciliation.differences),
    count: count_words,
};

const AGREES: Emptiness = Emptiness {
    icon: Icon::Check,
    none_found: |i18n| t_string!(i18n, console.reconciliation.none_found),
    show_all: |i18n| t_string!(i18n, console.reconciliation.show_all),
    none: |i18n| t_string!(i18n, console.reconciliation.agrees),
    none_why: |i18n| t_string!(i18n, console.reconciliation.agrees_why),
};

const SO_FAR: Emptiness = Emptiness {
    icon: Icon::Clock,
    none: |i18n| t_string!(i18n, console.reconciliation.so_far),
    none_why: |i18n| t_string!(i18n, console.reconciliation.so_far_why),
    ..AGREES
};

const GONE: Emptiness = Emptiness {
    icon: Icon::Clock,
    none: |i18n| t_string!(i18n, console.reconciliation.gone),
    none_why: |i18n| t_string!(i18n, console.reconciliation.gone_why),
    ..AGREES
};

/// The list, asked for anew when the run has begun or ended.
#[component]
pub(super) fn Differences(
    /// The run as it is now.
    run: RwSignal<Option<Reconciliation>>,
) -> impl IntoView {
    let stage = Memo::new(move |_| run::stage(run.read().as_ref()));
    // The list that stood there goes with what had the focus in it.
    Effect::new(move |before: Option<run::Stage>| {
        let now = stage.get();
        if before.is_some_and(|it| it != now) {
            request_animation_frame(|| rescue_focus("#run"));
        }
        now
    });
    move || {
        let (id, reached) = stage.get()?;
        let n_found = run.with_untracked(|it| it.as_ref().map_or(0, |it| it.counts.differences));
        let said = match reached {
            RunState::Queued => return None,
            RunState::Succeeded | RunState::Failed if n_found > 0 => GONE,
            RunState::Succeeded => AGREES,
            RunState::Running | RunState::Failed => SO_FAR,
        };
        let has_ended = !reached.is_under_way();
        Some(view! { <List run=id.into_inner() has_ended said/> })
    }
}

#[component]
fn List(
    /// Id of the run.
    run: String,
    /// Whether nothing more is found.
    has_ended: bool,
    /// How it is said that there are none at all.
    said: Emptiness,
) -> impl IntoView {
    let i18n = use_i18n();
    let query = use_query_map();
    let filter = Memo::new(move |_| Filter::read(run.clone(), |name| query.read().get(name)));
    // How often many were settled: each time the list is another one.
    let n_batches = RwSignal::new(0_u32);
    let wanted = Memo::new(move |_| (filter.get(), n_batches.get()));
    let on_done = Callback::new(move |()| n_batches.update(|it| *it += 1));
    let open = Memo::new(move |_| filter.with(open_of).filter(|_| has_ended));
    let fetch = |(filter, _): (Filter, u32), after| query::page(filter, after);
    let path = |(filter, _): &(Filter, u32), after: Option<&str>| filter.path(after);
    let empty = move |(filter, _): &(Filter, u32), is_unfit| {
        let all = Filter::all(filter.run.clone());
        view! { <Nothing is_filtered={is_unfit || *filter != all} all=all.path(None) said/> }.into_any()
    };
    view! {
        <div class=style::section>
            <h2>{t!(i18n, console.reconciliation.differences)}</h2>
            <FilterBar filter/>
            {move || open.get().map(|open| view! { <SettleKind open on_done/> })}
            <Listing wanted words=WORDS fetch path empty let:nodes>
                <Rows nodes/>
            </Listing>
        </div>
    }
}

/// Which ones can be settled together: those of the kind that the address names, where it does not leave out the open ones.
fn open_of(filter: &Filter) -> Option<Open> {
    let Filter { run, kind, state } = filter;
    let has_open = matches!(state, None | Some(DifferenceState::Open));
    kind.filter(|_| has_open).map(|kind| Open { run: run.clone(), kind })
}

#[component]
fn Rows(nodes: Vec<Difference>) -> impl IntoView {
    let i18n = use_i18n();
    let rows: Vec<Shown> = nodes.into_iter().map(Shown::new).collect();
    let all = rows.clone();
    let rows: Vec<_> = rows
        .into_iter()
        .enumerate()
        .map(|(index, shown)| view! { <Row shown index/> })
        .collect();
    view! {
        <RepairAll rows=all/>
        <table class=table::table role="table" aria-label=t!(i18n, console.reconciliation.differences)>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.reconciliation.person)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.reconciliation.what)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.reconciliation.here)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.reconciliation.there)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, credentials.state.label)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.reconciliation.actions)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}
