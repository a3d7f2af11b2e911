//! A choice among the columns of a file.

use std::sync::Arc;

use leptos::prelude::*;

use super::style;
use super::table::Table;
use crate::i18n::{t_string, use_i18n};
use crate::text::{Text, text};
use crate::ui::problem::Problem;

/// A native list of the columns, and what the chosen one says in the first row.
#[component]
pub(super) fn ColumnChoice(
    /// Names the element in the page; unique on it.
    id: &'static str,
    /// What the column tells.
    label: Text,
    /// What it means to choose none.
    nothing: Text,
    table: Arc<Table>,
    /// The number of the column as text; empty for none.
    value: RwSignal<String>,
    /// What is wrong with the choice; empty while nothing is.
    problem: Signal<String>,
) -> impl IntoView {
    let i18n = use_i18n();
    let (hint_id, problem_id) = (format!("{id}-hint"), format!("{id}-problem"));
    let chosen = value.get_untracked();
    let options = table.header.iter().enumerate().map(|(at, name)| {
        let at_text = at.to_string();
        let is_chosen = at_text == chosen;
        let name = name.clone();
        let words = move || {
            if name.is_empty() {
                t_string!(i18n, console.bulk.nameless, number = at + 1)
            } else {
                name.clone()
            }
        };
        view! { <option value=at_text prop:selected=is_chosen>{text(words)}</option> }
    });
    let options = options.collect_view();
    let first = move || {
        let column = value.read().parse::<usize>().ok();
        let row = table.rows.first();
        let cell = column.zip(row).map(|(column, row)| row.cell(column).to_owned());
        cell.map(|it| t_string!(i18n, console.bulk.first_row, value = it))
            .unwrap_or_default()
    };
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <select
                class="control"
                id=id
                aria-describedby=format!("{hint_id} {problem_id}")
                aria-invalid=text(move || (!problem.read().is_empty()).to_string())
                on:change=move |event| value.set(event_target_value(&event))
            >
                <option value="">{nothing}</option>
                {options}
            </select>
            <p class=style::hint id=hint_id>{text(first)}</p>
            <div id=problem_id><Problem words=problem/></div>
        </div>
    }
}
