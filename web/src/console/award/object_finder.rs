//! Looking for what is to be awarded by its title.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::offer::{self, Offer};
use super::style;
use crate::console::finder::Finder;
use crate::console::listing::Page;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::t;
use crate::ui::button::Button;

/// The search, and what fits until something of it was chosen.
#[component]
pub(super) fn ObjectFinder(
    /// Takes what was chosen.
    choose: Callback<Offer>,
) -> impl IntoView {
    let i18n = use_i18n();
    let found = RwSignal::new(None::<Page<Offer>>);
    let take = Callback::new(move |chosen: Offer| {
        found.set(None);
        choose.run(chosen);
    });
    let name = Signal::derive(move || t_string!(i18n, credentials.submit).to_owned());
    let show = move |page: Page<Offer>| results(page, take);
    view! {
        <Finder
            id="title"
            label=t!(i18n, console.award.find)
            name
            found
            ask=offer::find
            count
            show
        />
    }
}

fn count(i18n: I18nContext<Locale>, total: Option<i32>) -> String {
    match total {
        None => t_string!(i18n, console.award.found_countless).to_owned(),
        Some(0) => t_string!(i18n, console.award.found_none).to_owned(),
        Some(1) => t_string!(i18n, console.award.found_one).to_owned(),
        Some(total) => t_string!(i18n, console.award.found_many, count = total),
    }
}

/// What fits, each with a button that chooses it.
fn results(page: Page<Offer>, take: Callback<Offer>) -> AnyView {
    let i18n = use_i18n();
    let note = if page.nodes.is_empty() {
        Some(t!(i18n, console.award.found_none))
    } else if page.next.is_some() {
        Some(t!(i18n, console.catalogue.picker.more))
    } else {
        None
    };
    let items: Vec<_> = page
        .nodes
        .into_iter()
        .map(|offer| {
            let Offer { id, title } = offer.clone();
            let called = title.clone();
            let name = Signal::derive(move || t_string!(i18n, console.award.choose_name, name = called.clone()));
            view! {
                <li class=style::line>
                    <span><bdi>{title}</bdi> " " <bdi class=style::hint>{id}</bdi></span>
                    <Button on_press=move || take.run(offer.clone()) name>{t!(i18n, console.award.choose)}</Button>
                </li>
            }
        })
        .collect();
    view! {
        <ul class=style::found>{items}</ul>
        {note.map(|words| view! { <p class=style::hint>{words}</p> })}
    }
    .into_any()
}
