//! The second step: which column says what.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

use super::column_choice::ColumnChoice;
use super::mapping::{Guess, Mapping, Object};
use super::style;
use super::table::Table;
use crate::browser::focus_soon;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::field::Field;

const MAX_OBJECT_LENGTH: &str = "255";

/// A choice of a column for each part of an award; those whose names tell it are chosen already.
#[expect(clippy::too_many_lines, reason = "one form")]
#[component]
pub(super) fn ColumnsStep(
    table: Arc<Table>,
    /// Takes what was chosen.
    on_mapped: Callback<Mapping>,
    /// Goes back to choosing a file.
    on_back: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let guess = Guess::of(&table.header);
    let [username, object, name, date] = [guess.username, guess.object, guess.name, guess.date]
        .map(|it| RwSignal::new(it.map(|it| it.to_string()).unwrap_or_default()));
    let same = NodeRef::<Input>::new();
    let [lacks_username, lacks_object] = [(); 2].map(|()| RwSignal::new(false));
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let column = |value: RwSignal<String>| value.with_untracked(|it| it.parse::<usize>().ok());
        let typed = same.get_untracked().map(|it| it.value().trim().to_owned());
        let object = match column(object) {
            Some(column) => Some(Object::Column(column)),
            None => typed.filter(|it| !it.is_empty()).map(Object::Same),
        };
        lacks_username.set(column(username).is_none());
        lacks_object.set(object.is_none());
        match (column(username), object) {
            (Some(username), Some(object)) => on_mapped.run(Mapping {
                username,
                object,
                name: column(name),
                date: column(date),
            }),
            (None, _) => focus_soon("#username-column".to_owned()),
            (_, None) => focus_soon("#object".to_owned()),
        }
    };
    let needed = move |is_lacking: RwSignal<bool>, words: fn(_) -> &'static str| {
        Signal::derive(move || {
            if is_lacking.get() {
                words(i18n).to_owned()
            } else {
                String::new()
            }
        })
    };
    let no_username = needed(lacks_username, |i18n| t_string!(i18n, console.bulk.needs_username));
    let no_object = needed(lacks_object, |i18n| t_string!(i18n, console.bulk.needs_object));
    let never = Signal::derive(String::new);
    let is_same = Memo::new(move |_| object.read().is_empty());
    let same_field = move || {
        is_same
            .get()
            .then(|| view! { <SameObject problem=no_object node_ref=same/> })
    };
    let (n_rows, file) = (table.rows.len(), table.name.clone());
    let read = move || {
        if n_rows == 1 {
            t_string!(i18n, console.bulk.file_read_one, file = file.clone())
        } else {
            t_string!(
                i18n,
                console.bulk.file_read,
                file = file.clone(),
                count = grouped(i18n, n_rows)
            )
        }
    };
    let nothing = move || t!(i18n, console.bulk.no_column);
    view! {
        <section class=style::step aria-labelledby="step">
            <h2 id="step" tabindex="-1">{t!(i18n, console.bulk.columns)}</h2>
            <form class=style::form on:submit=send novalidate>
                <p>{text(read)}</p>
                <ColumnChoice
                    id="username-column"
                    label=t!(i18n, console.bulk.username_column)
                    nothing=t!(i18n, console.bulk.choose_column)
                    table=Arc::clone(&table)
                    value=username
                    problem=no_username
                />
                <ColumnChoice
                    id="object-column"
                    label=t!(i18n, console.bulk.object_column)
                    nothing=t!(i18n, console.bulk.same_for_all)
                    table=Arc::clone(&table)
                    value=object
                    problem=never
                />
                {same_field}
                <ColumnChoice
                    id="name-column"
                    label=t!(i18n, console.bulk.name_column)
                    nothing=nothing()
                    table=Arc::clone(&table)
                    value=name
                    problem=never
                />
                <ColumnChoice
                    id="date-column"
                    label=t!(i18n, console.bulk.date_column)
                    nothing=nothing()
                    table
                    value=date
                    problem=never
                />
                <div class=style::tools>
                    <Button on_press=move || on_back.run(())>{t!(i18n, console.bulk.another)}</Button>
                    <button class="button primary" type="submit">{t!(i18n, console.award.check)}</button>
                </div>
            </form>
        </section>
    }
}

/// What every row is awarded for, where no column tells it.
#[component]
fn SameObject(
    /// What is wrong with it; empty while nothing is.
    problem: Signal<String>,
    /// The element.
    node_ref: NodeRef<Input>,
) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Field
            id="object"
            kind="text"
            label=move || t_string!(i18n, console.bulk.same_object)
            hint=move || t_string!(i18n, console.bulk.same_object_hint)
            value=String::new()
            limit=MAX_OBJECT_LENGTH.to_owned()
            problem
            node_ref
        />
    }
}
