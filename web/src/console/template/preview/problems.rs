//! Everything that keeps a template from being published, each with its place: what shows in its text, and what the last check found.

use leptos::prelude::*;

use crate::console::sheet::style as sheet;
use crate::console::template::problem::TemplateProblem;
use crate::console::template::style;
use crate::i18n::{t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::icon::{Icon, IconView};

/// A line, from 1, of a partial, or of the template itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::console::template) struct Place {
    pub(in crate::console::template) partial: Option<String>,
    pub(in crate::console::template) line: usize,
}

/// The list; nothing until it is known.
#[component]
pub(super) fn Problems(
    /// What is known of the text.
    problems: RwSignal<Option<Vec<TemplateProblem>>>,
    /// Whether it passed every check.
    is_checked: Signal<bool>,
    /// What the last check found of it; none where it was not checked, and where it passed.
    of_check: Memo<Option<Vec<TemplateProblem>>>,
    /// Leads to a place, where there are fields for it.
    lead: Option<Callback<Place>>,
) -> impl IntoView {
    let i18n = use_i18n();
    // Most answers are like the one before; then the list is left alone, and with it the focus.
    let known = Memo::new(move |_| problems.get());
    let list = move || {
        let problems = known.get()?;
        Some(if problems.is_empty() {
            let words = move || {
                if is_checked.get() {
                    t_string!(i18n, console.template.problems_none)
                } else {
                    t_string!(i18n, console.template.problems_none_in_text)
                }
            };
            view! { <p class=style::fine><IconView icon=Icon::Check/> <span>{text(words)}</span></p> }.into_any()
        } else {
            view! { <ProblemList problems lead/> }.into_any()
        })
    };
    let checked = move || {
        of_check.get().map(|problems| {
            view! {
                <p class=style::found>{t!(i18n, console.template.last_check)}</p>
                <ProblemList problems lead/>
            }
        })
    };
    view! {
        <h3>{t!(i18n, console.template.problems)}</h3>
        {list}
        {checked}
    }
}

/// The same as it is known.
#[component]
pub(in crate::console::template) fn ProblemList(
    /// At least one.
    problems: Vec<TemplateProblem>,
    /// Leads to a place, where there are fields for it.
    lead: Option<Callback<Place>>,
) -> impl IntoView {
    let items: Vec<_> = problems
        .into_iter()
        .map(|problem| view! { <ProblemItem problem lead/> })
        .collect();
    view! { <ul class=style::problems role="list">{items}</ul> }
}

#[component]
fn ProblemItem(problem: TemplateProblem, lead: Option<Callback<Place>>) -> impl IntoView {
    let i18n = use_i18n();
    let kind = problem.kind;
    let target = problem.line.and_then(|it| usize::try_from(it).ok()).map(|line| Place {
        partial: problem.partial.clone(),
        line,
    });
    let way = lead.zip(target).map(|(lead, target)| {
        let line = target.line;
        let go = move || lead.run(target.clone());
        view! { <p><Button on_press=go>{t!(i18n, console.template.lead_to, line = line)}</Button></p> }
    });
    let sample = problem.sample.clone().map(|sample| {
        view! {
            <p class=sheet::minor>
                {t!(i18n, console.template.shows_with)} " " <span lang="en" dir="ltr">{sample}</span>
            </p>
        }
    });
    let message = problem.message.clone();
    let place = problem
        .place(i18n)
        .is_some()
        .then(|| view! { <p class=style::place>{text(move || problem.place(i18n).unwrap_or_default())}</p> });
    view! {
        <li>
            <p class=sheet::change>{text(move || kind.words(i18n))}</p>
            {place}
            <p class=sheet::minor lang="en" dir="ltr">{message}</p>
            {sample}
            {way}
        </li>
    }
}
