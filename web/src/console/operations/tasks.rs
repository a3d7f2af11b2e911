//! Background work: what each piece does, what it did last, and when it goes on.

use leptos::prelude::*;

use super::query::{BackgroundTask, BackgroundTaskOutcome, BackgroundTaskState};
use super::words::task_words;
use crate::api::scalar::Instant;
use crate::console::table::style as table;
use crate::format;
use crate::i18n::{t_string, use_i18n};
use crate::language::date_language;
use crate::text::{t, text};
use crate::ui::badge::{Badge, Tone};
use crate::ui::icon::Icon;

/// What stands where there is nothing to say.
const NOTHING: &str = "–";

/// A row for each piece of work that was ever done.
#[component]
pub(super) fn Tasks(tasks: Vec<BackgroundTask>) -> impl IntoView {
    let i18n = use_i18n();
    if tasks.is_empty() {
        return view! { <p>{t!(i18n, console.operations.no_tasks)}</p> }.into_any();
    }
    view! {
        <table class=table::table role="table" aria-labelledby="tasks">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.operations.work)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.operations.last)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.operations.following)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.operations.outcome)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{tasks.into_iter().map(|task| view! { <Row task/> }).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

#[component]
fn Row(task: BackgroundTask) -> impl IntoView {
    let i18n = use_i18n();
    let BackgroundTask {
        kind,
        process,
        state,
        began_at,
        outcome,
        ended_at,
        failed_at,
        next_at,
        hold_expires_at,
    } = task;
    let moment = move |at: &Instant| format::moment(Some(&at.0), &date_language(i18n));
    let badge = match state {
        BackgroundTaskState::Running => {
            let since = began_at.map(|at| {
                let words = move || t_string!(i18n, console.operations.running_since, when = moment(&at));
                view! { <span class=table::minor>{text(words)}</span> }
            });
            view! {
                <Badge tone=Tone::Waiting icon=Icon::Retry>{t!(i18n, console.operations.running)}</Badge>
                {since}
            }
            .into_any()
        }
        BackgroundTaskState::Overdue => {
            let at = next_at.clone();
            let words = move || t_string!(i18n, console.operations.overdue_since, when = moment(&at));
            view! {
                <Badge tone=Tone::Bad icon=Icon::Clock>{t!(i18n, console.operations.overdue)}</Badge>
                <span class=table::minor>{text(words)}</span>
            }
            .into_any()
        }
        BackgroundTaskState::Waiting => match outcome {
            BackgroundTaskOutcome::Done => {
                view! { <Badge tone=Tone::Good icon=Icon::Check>{t!(i18n, console.operations.done)}</Badge> }.into_any()
            }
            BackgroundTaskOutcome::Failed => {
                view! { <Badge tone=Tone::Bad icon=Icon::Cross>{t!(i18n, console.operations.failed)}</Badge> }
                    .into_any()
            }
        },
    };
    let next = move || match state {
        BackgroundTaskState::Running => NOTHING.to_owned(),
        BackgroundTaskState::Overdue | BackgroundTaskState::Waiting => moment(&next_at),
    };
    let failed = failed_at.map(|at| {
        let words = move || t_string!(i18n, console.operations.failed_at, when = moment(&at));
        view! { <span class=table::minor>{text(words)}</span> }
    });
    let held = hold_expires_at.map(|at| {
        let words = move || t_string!(i18n, console.operations.held, when = moment(&at));
        view! { <span class=table::minor>{text(words)}</span> }
    });
    // Enough of it to tell processes apart.
    let process: String = process.digits().chars().take(8).collect();
    view! {
        <tr role="row">
            <th class=table::main role="rowheader" scope="row">
                {text(move || task_words(i18n, kind))}
                <span class=table::minor>
                    {text(move || t_string!(i18n, console.operations.process, process = format::isolated(&process)))}
                </span>
                {held}
            </th>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.operations.last)}</span>
                <span>{text(move || moment(&ended_at))}</span>
            </td>
            <td class=table::cell role="cell">
                <span class=table::label aria-hidden="true">{t!(i18n, console.operations.following)}</span>
                <span>{text(next)}</span>
            </td>
            <td role="cell">{badge} {failed}</td>
        </tr>
    }
}
