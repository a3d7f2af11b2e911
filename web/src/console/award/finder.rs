//! Looking for what is to be awarded by its title: among what takes awards now.

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::style;
use crate::announce::speaker;
use crate::api::error::ApiError;
use crate::component::failure::explanation;
use crate::console::configurations::{self, CredentialConfiguration};
use crate::console::filter_field::read_text;
use crate::console::listing::Answer;
use crate::i18n::{t_string, use_i18n};
use crate::text::t;
use crate::ui::button::Button;
use crate::ui::problem::Problem;

/// As much as can be looked for.
const MAX_LENGTH: usize = 100;

/// What was chosen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Chosen {
    /// What awards name it by.
    pub(super) id: String,
    /// What people call it.
    pub(super) title: String,
}

/// The field, its button, and what fits.
#[component]
pub(super) fn Finder(
    /// Takes what was chosen.
    choose: Callback<Chosen>,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let field = NodeRef::<Input>::new();
    let is_busy = RwSignal::new(false);
    let found = RwSignal::new(None::<Result<Answer<CredentialConfiguration>, ApiError>>);
    let find = move || {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let written = field.get_untracked().map(|it| it.value()).unwrap_or_default();
        let asked = configurations::active(read_text(&written, MAX_LENGTH));
        spawn_local(async move {
            let answer = asked.await;
            // The page was left while the answer was on its way.
            if is_busy.try_set(false).is_some() {
                return;
            }
            if let Ok(Answer::Page(page)) = &answer {
                say(&(configurations::WORDS.count)(i18n, page.total));
            }
            found.set(Some(answer));
        });
    };
    // Otherwise the whole form would be sent.
    let press = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            find();
        }
    };
    let take = Callback::new(move |chosen: Chosen| {
        found.set(None);
        choose.run(chosen);
    });
    let results = move || match found.get() {
        Some(Ok(Answer::Page(page))) => Some(results(page.nodes, page.next.is_some(), take)),
        Some(Ok(Answer::Unfit)) => Some(results(Vec::new(), false, take)),
        Some(Err(_)) | None => None,
    };
    let failure = Signal::derive(move || match &*found.read() {
        Some(Err(error)) => explanation(i18n, error).to_owned(),
        Some(Ok(_)) | None => String::new(),
    });
    view! {
        // What is looked for is nothing that could be lost.
        <div class=style::finder on:input=|event| event.stop_propagation()>
            <div class=style::line>
                <div class="field">
                    <label for="title">{t!(i18n, console.award.find)}</label>
                    <input
                        node_ref=field
                        class="control"
                        id="title"
                        type="search"
                        dir="auto"
                        autocomplete="off"
                        autocapitalize="none"
                        spellcheck="false"
                        maxlength=MAX_LENGTH.to_string()
                        on:keydown=press
                    />
                </div>
                <Button on_press=find is_busy>{t!(i18n, credentials.submit)}</Button>
            </div>
            <Problem words=failure/>
            {results}
        </div>
    }
}

/// What fits, each with a button that chooses it.
fn results(nodes: Vec<CredentialConfiguration>, has_more: bool, take: Callback<Chosen>) -> AnyView {
    let i18n = use_i18n();
    let note = if nodes.is_empty() {
        Some(t!(i18n, console.configurations.none_found))
    } else if has_more {
        Some(t!(i18n, console.catalogue.picker.more))
    } else {
        None
    };
    let items: Vec<_> = nodes
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
