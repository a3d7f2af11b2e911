//! Every row with what becomes of it: all of them or those of one fate, the first hundred and more when they are asked for.

use std::sync::Arc;

use leptos::prelude::*;

use super::plan::{Counts, Plan};
use super::style;
use super::verdict::{Fate, Verdict};
use crate::announce::speaker;
use crate::console::became::Changes;
use crate::console::browser::rescue_focus;
use crate::console::table::style as table;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::select::Select;

/// How many are shown at first, and more at once.
const STEP: usize = 100;
/// Chooses the rows of any fate.
const ALL: &str = "";

/// The rows, and the choice among them.
#[component]
pub(super) fn Rows(
    plan: Arc<Plan>,
    verdicts: Arc<Vec<Verdict>>,
    /// Whether it was done, and not only tried out.
    is_done: bool,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let counts = Counts::of(&verdicts);
    let chosen = RwSignal::new(None::<Fate>);
    let n_asked = RwSignal::new(STEP);
    let n_rows = Memo::new(move |_| match chosen.get() {
        Some(fate) => counts.of_fate(fate),
        None => counts.all(),
    });
    let n_shown = Memo::new(move |_| n_rows.get().min(n_asked.get()));
    let has_more = Memo::new(move |_| n_shown.get() < n_rows.get());
    let how_many = move || {
        t_string!(
            i18n,
            console.bulk.shown,
            shown = grouped(i18n, n_shown.get()),
            count = grouped(i18n, n_rows.get())
        )
    };
    let options = Signal::derive(move || {
        let fates = Fate::ALL
            .into_iter()
            .filter(|it| counts.of_fate(*it) > 0)
            .map(|it| (it.code(), it.words(i18n, is_done).to_owned()));
        [(ALL, t_string!(i18n, console.bulk.every_row).to_owned())]
            .into_iter()
            .chain(fates)
            .collect::<Vec<_>>()
    });
    let value = Signal::derive(move || chosen.get().map_or(ALL, Fate::code).to_owned());
    let on_change = Callback::new(move |code: String| {
        chosen.set(Fate::read(&code));
        n_asked.set(STEP);
        say(&untrack(how_many));
    });
    let more = move || {
        n_asked.update(|it| *it += STEP);
        say(&untrack(how_many));
        // Once all are shown, the button is gone.
        request_animation_frame(|| rescue_focus("#rows"));
    };
    let more_button = move || {
        has_more.get().then(
            || view! { <Button on_press=more>{t!(i18n, console.bulk.more, count = grouped(i18n, STEP))}</Button> },
        )
    };
    let body = move || {
        let (fate, n_shown) = (chosen.get(), n_shown.get());
        let is_chosen = |verdict: &Verdict| fate.is_none_or(|it| verdict.fate() == it);
        let rows = plan.table.rows.iter().zip(verdicts.iter());
        let rows = rows.filter(|(_, verdict)| is_chosen(verdict)).take(n_shown);
        let rows = rows.map(|(row, verdict)| {
            let username = row.cell(plan.mapping.username).to_owned();
            view! { <RowLine line=row.line username verdict=verdict.clone() is_done/> }
        });
        rows.collect_view()
    };
    view! {
        <h3 id="rows" tabindex="-1">{t!(i18n, console.revoke.rows)}</h3>
        <div class=style::form>
            <Select id="fate" label=move || t_string!(i18n, console.bulk.show_rows) options value on_change/>
        </div>
        <p class=style::hint>{text(how_many)}</p>
        <table class=table::table role="table" aria-labelledby="rows">
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t!(i18n, console.bulk.line_column)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.credentials.username)}</th>
                    <th role="columnheader" scope="col">{t!(i18n, console.revoke.verdict)}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{body}</tbody>
        </table>
        <div class=style::tools>{more_button}</div>
    }
}

/// One row: where it stands, whom it names, and what becomes of it.
#[component]
fn RowLine(line: u64, username: String, verdict: Verdict, is_done: bool) -> impl IntoView {
    let i18n = use_i18n();
    let fate = verdict.fate();
    let (reason, changes) = match verdict {
        Verdict::Refused(reason) => (Some(reason), Vec::new()),
        Verdict::Told { changes, .. } => (None, changes),
    };
    let reason = reason.map(|it| view! { <span class=table::minor dir="auto">{text(move || it.words(i18n))}</span> });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class=table::main>{t!(i18n, console.bulk.line, line = line)}</th>
            <td role="cell" class=table::cell>
                <span class=table::label aria-hidden="true">{t!(i18n, console.credentials.username)}</span>
                <bdi class=table::id>{username}</bdi>
            </td>
            <td role="cell">
                {text(move || fate.words(i18n, is_done))}
                {reason}
                <Changes changes/>
            </td>
        </tr>
    }
}
