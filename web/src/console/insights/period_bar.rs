//! The choice of a period: links to those that are asked for often, and two days for any other.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::period::{Days, Period};
use super::style;
use crate::console::credentials::filter::{MAX_LENGTH, read_day};
use crate::console::filter_field::FilterField;
use crate::i18n::use_i18n;
use crate::text::{Text, t};
use crate::ui::problem::Problem;

/// Which period.
#[component]
pub(super) fn PeriodBar(
    /// What the address says now.
    period: Memo<Period>,
) -> impl IntoView {
    let i18n = use_i18n();
    let links = Days::ALL.into_iter().map(|days| {
        let words: Text = match days {
            Days::Thirty => t!(i18n, console.insights.days_30),
            Days::Ninety => t!(i18n, console.insights.days_90),
            Days::Year => t!(i18n, console.insights.year),
        };
        let here = move || (period.get() == Period::Last(days)).then_some("true");
        // A link of the router's own would be the current one for every period.
        view! { <li><a class="button" href=Period::Last(days).path() aria-current=here>{words}</a></li> }
    });
    let links = links.collect_view();
    view! {
        <div class=style::bar>
            <nav aria-label=t!(i18n, console.insights.period)>
                <ul class=style::choices>{links}</ul>
            </nav>
            <Between period/>
        </div>
    }
}

/// From a day to another one.
#[component]
fn Between(period: Memo<Period>) -> impl IntoView {
    let i18n = use_i18n();
    let [from, until] = [(); 2].map(|()| NodeRef::<Input>::new());
    let navigate = StoredValue::new_local(use_navigate());
    let problem = RwSignal::new(false);
    let written = |field: NodeRef<Input>| field.get_untracked().and_then(|it| read_day(&it.value()));
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let (Some(from), Some(until)) = (written(from), written(until)) else {
            problem.set(true);
            return;
        };
        problem.set(false);
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate.with_value(|navigate| navigate(&Period::Between { from, until }.path(), options));
    };
    let told = move |end: fn(&Period) -> Option<&String>| {
        Signal::derive(move || end(&period.read()).cloned().unwrap_or_default())
    };
    let first = told(|it| match it {
        Period::Between { from, .. } => Some(from),
        Period::Last(_) => None,
    });
    let last = told(|it| match it {
        Period::Between { until, .. } => Some(until),
        Period::Last(_) => None,
    });
    let words = Signal::derive(move || {
        let words = crate::i18n::t_string!(i18n, console.insights.two_days);
        if problem.get() { words.to_owned() } else { String::new() }
    });
    view! {
        <form class=style::between aria-label=t!(i18n, console.insights.custom) on:submit=send novalidate>
            <FilterField id="from" kind="date" label=t!(i18n, console.trail.from) limit=MAX_LENGTH value=first node_ref=from/>
            <FilterField id="until" kind="date" label=t!(i18n, console.trail.until) limit=MAX_LENGTH value=last node_ref=until/>
            <button class="button" type="submit">{t!(i18n, console.insights.show)}</button>
            <Problem words/>
        </form>
    }
}
