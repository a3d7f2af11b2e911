//! How far work has come, and the button that stops it and lets it go on.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::pace::{Pace, Phase};
use super::work::style;
use crate::announce::speaker;
use crate::component::failure::explanation;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{Text, text};
use crate::ui::bar::Bar;
use crate::ui::button::Button;
use crate::ui::problem::Problem;

/// How many times it is said on the way.
const N_WORDS: usize = 10;

/// A bar, the same in words, and the button.
#[component]
pub(super) fn Progress(
    pace: Pace,
    /// Says how much is done of how much.
    words: fn(I18nContext<Locale>, usize, usize) -> String,
    /// What the button that stops is called.
    stop: Text,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let words = move || words(i18n, pace.n_done.get(), pace.n_rows);
    // Each request would be too often for who hears the page.
    let part = Memo::new(move |_| pace.n_done.get() * N_WORDS / pace.n_rows.max(1));
    Effect::new(move |before: Option<usize>| {
        let part = part.get();
        if before.is_some_and(|it| it != part) && part < N_WORDS {
            say(&untrack(words));
        }
        part
    });
    let problem = Signal::derive(move || match &*pace.phase.read() {
        Phase::Failed(error) => format!("{} {}", explanation(i18n, error), t_string!(i18n, console.bulk.failed)),
        Phase::Running | Phase::Stopping | Phase::Paused | Phase::Ended => String::new(),
    });
    let stands = Memo::new(move |_| matches!(*pace.phase.read(), Phase::Paused | Phase::Failed(_)));
    let is_busy = Signal::derive(move || matches!(*pace.phase.read(), Phase::Stopping));
    let press = move || {
        if stands.get_untracked() {
            pace.go_on();
        } else {
            pace.stop();
        }
    };
    let mut stop = stop;
    let label = move || {
        if stands.get() {
            t_string!(i18n, console.bulk.go_on).to_owned()
        } else {
            stop()
        }
    };
    let label: Text = Box::new(label);
    let bar = move || {
        let number = |it: usize| i32::try_from(it).unwrap_or(i32::MAX);
        view! { <Bar max=number(pace.n_rows) value=number(pace.n_done.get())/> }
    };
    view! {
        <div class=style::form>
            {bar}
            <p>{text(words)}</p>
            <Problem words=problem/>
            <div class=style::tools><Button on_press=press is_busy>{label}</Button></div>
        </div>
    }
}
