//! When certificates lapse: never, some time after the award, or on a day.

use leptos::prelude::*;

use super::controls::{Controls, DAY, DAYS, MONTHS, NEVER, Problems};
use super::draft::Lapse;
use super::save::Refusal;
use crate::console::choice::Choice;
use crate::console::day::FIRST_DAY;
use crate::i18n::{t_string, use_i18n};
use crate::ui::field::Field;

const MAX_NUMBER_LENGTH: &str = "5";

/// The choice, and the field that goes with it.
#[component]
pub(super) fn LapseChoice(
    /// As it is at first.
    before: Lapse,
    /// Where it is written.
    controls: Controls,
    /// What is wrong with it.
    problems: Problems,
) -> impl IntoView {
    let i18n = use_i18n();
    let (number, day) = match before {
        Lapse::Never => (String::new(), String::new()),
        Lapse::Days(number) | Lapse::Months(number) => (number, String::new()),
        Lapse::Day(day) => (String::new(), day),
    };
    let lapses = Signal::derive(move || {
        [
            (NEVER, t_string!(i18n, console.configuration.never)),
            (DAYS, t_string!(i18n, console.configuration.days)),
            (MONTHS, t_string!(i18n, console.configuration.months)),
            (DAY, t_string!(i18n, console.configuration.day)),
        ]
        .map(|(word, words)| (word.to_owned(), words.to_owned()))
        .to_vec()
    });
    let amount = move || match controls.lapse.get().as_str() {
        DAYS | MONTHS => view! {
            <Field
                id="count"
                kind="text"
                label=move || t_string!(i18n, console.configuration.count)
                hint=move || t_string!(i18n, console.configuration.count_hint)
                value=number.clone()
                limit=MAX_NUMBER_LENGTH.to_owned()
                problem=problems.at(|it| matches!(it, Refusal::Expiry))
                node_ref=controls.count
            />
        }
        .into_any(),
        DAY => view! {
            <Field
                id="until"
                kind="date"
                label=move || t_string!(i18n, console.configuration.until)
                hint=move || t_string!(i18n, console.configuration.until_hint)
                value=day.clone()
                limit=FIRST_DAY.to_owned()
                problem=problems.at(|it| matches!(it, Refusal::Expiry))
                node_ref=controls.until
            />
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <Choice
            id="expiry"
            label=move || t_string!(i18n, console.configuration.expiry)
            options=lapses
            value=controls.lapse
        />
        {amount}
    }
}
