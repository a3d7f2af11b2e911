//! Looking for what is to be awarded by its title: among what takes awards now.

use leptos::prelude::*;

use super::style;
use crate::console::configurations::{self, CredentialConfiguration};
use crate::console::finder::Finder;
use crate::console::listing::Page;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::Button;

/// What was chosen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chosen {
    /// What awards name it by.
    pub(super) id: String,
    /// What people call it.
    pub(super) title: String,
}

/// The search, and what fits until something of it was chosen.
#[component]
pub(super) fn ObjectFinder(
    /// Takes what was chosen.
    choose: Callback<Chosen>,
) -> impl IntoView {
    let i18n = use_i18n();
    let found = RwSignal::new(None::<Page<CredentialConfiguration>>);
    let take = Callback::new(move |chosen: Chosen| {
        found.set(None);
        choose.run(chosen);
    });
    let name = Signal::derive(move || t_string!(i18n, credentials.submit).to_owned());
    let show = move |page: Page<CredentialConfiguration>| results(page, take);
    view! {
        <Finder
            id="title"
            label=t!(i18n, console.award.find)
            name
            found
            ask=configurations::active
            count=configurations::WORDS.count
            show
        />
    }
}

/// What fits, each with a button that chooses it.
fn results(page: Page<CredentialConfiguration>, take: Callback<Chosen>) -> AnyView {
    let i18n = use_i18n();
    let note = if page.nodes.is_empty() {
        Some(t!(i18n, console.configurations.none_found))
    } else if page.next.is_some() {
        Some(t!(i18n, console.catalogue.picker.more))
    } else {
        None
    };
    let items: Vec<_> = page
        .nodes
        .into_iter()
        .map(|it| {
            let (title, id) = (it.name(), it.learning_object.id);
            let chosen = Chosen {
                id: id.clone(),
                title: title.clone(),
            };
            let called = title.clone();
            let name = Signal::derive(move || t_string!(i18n, console.award.choose_name, name = called.clone()));
            view! {
                <li class=style::line>
                    <span><bdi>{title}</bdi> " " <bdi class=style::hint>{id}</bdi></span>
                    <Button on_press=move || take.run(chosen.clone()) name>{t!(i18n, console.award.choose)}</Button>
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
