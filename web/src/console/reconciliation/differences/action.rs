//! What can be done about a difference: the server says what.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ignore::IgnoreDialog;
use super::query::{Difference, DifferenceAction};
use super::question::Question;
use super::shown::{Shown, repair};
use super::verdict::Refusal;
use crate::announce::speaker;
use crate::console::browser::rescue_focus;
use crate::console::sheet::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::{Button, Weight};
use crate::ui::problem::Problem;

/// The buttons of a row; none where nothing can be done.
#[component]
pub(super) fn Actions(
    /// The row.
    shown: Shown,
    /// Selects the row in the page, for the focus once its buttons are gone.
    row: String,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let [is_asking, is_ignoring] = [(); 2].map(|()| RwSignal::new(false));
    let kind = shown.difference.with_untracked(|it| it.kind);
    let row = StoredValue::new(row);
    let focus_row = move || {
        request_animation_frame(move || {
            if let Some(row) = row.try_get_value() {
                rescue_focus(row);
            }
        });
    };
    let repair_it = move || {
        if shown.is_busy.get_untracked() {
            return;
        }
        spawn_local(async move {
            match repair(&[shown]).await {
                None => return,
                Some(Ok(0)) => {}
                Some(Ok(_)) => say(t_string!(i18n, console.reconciliation.repaired)),
                Some(Err(error)) => shown.refusal.set(Some(Refusal::Failed(error))),
            }
            focus_row();
        });
    };
    let press = move || {
        if kind.takes_away() {
            is_asking.set(true);
        } else {
            repair_it();
        }
    };
    // Which difference a button is about, for whoever does not see the row.
    let named = move |words: &'static str| {
        let difference = shown.difference.read();
        let whose = difference.username.iter().map(String::as_str);
        let parts: Vec<&str> = whose.chain([kind.name(i18n)]).collect();
        format!("{words}: {}", parts.join(", "))
    };
    let repair_name = Signal::derive(move || named(t_string!(i18n, console.reconciliation.repair)));
    let ignore_name = Signal::derive(move || named(t_string!(i18n, console.reconciliation.ignore)));
    let can = Memo::new(move |_| [DifferenceAction::Repair, DifferenceAction::Ignore].map(|it| shown.can(it)));
    let is_busy = shown.is_busy;
    let weight = if kind.takes_away() {
        Weight::Danger
    } else {
        Weight::Plain
    };
    let buttons = move || {
        let [can_repair, can_ignore] = can.get();
        let repair = can_repair.then(|| {
            view! {
                <Button on_press=press is_busy name=repair_name weight>{t!(i18n, console.reconciliation.repair)}</Button>
            }
        });
        let ignore = can_ignore.then(|| {
            view! {
                <Button on_press=move || is_ignoring.set(true) is_busy name=ignore_name>
                    {t!(i18n, console.reconciliation.ignore)}
                </Button>
            }
        });
        view! { {repair} {ignore} }
    };
    let problem = Signal::derive(move || {
        let refusal = shown.refusal.read();
        refusal.as_ref().map(|it| it.words(i18n).to_owned()).unwrap_or_default()
    });
    let detail = Signal::derive(move || {
        let refusal = shown.refusal.read();
        refusal.as_ref().map(|it| it.detail().to_owned()).unwrap_or_default()
    });
    view! {
        <div class=style::actions>{buttons}</div>
        <Problem words=problem detail/>
        <Question is_open=is_asking on_confirm=Callback::new(move |()| repair_it())>
            <p dir="auto">{text(move || about(&shown.difference.read()))}</p>
            <p>{text(move || kind.repair(i18n))}</p>
        </Question>
        <IgnoreDialog shown is_open=is_ignoring on_done=Callback::new(move |()| focus_row())/>
    }
}

/// Whose it is, and for which course run.
fn about(difference: &Difference) -> String {
    let Difference {
        username, course_key, ..
    } = difference;
    let parts: Vec<&str> = [username, course_key]
        .into_iter()
        .filter_map(Option::as_deref)
        .collect();
    parts.join(" · ")
}
