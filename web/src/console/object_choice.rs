//! What can be earned, as a form asks for it: looked for by its title, or named by its course key or UUID.
//!
//! Invariant: what is sent is what stands in the field, wherever that came from.

use leptos::html::Input;
use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::browser::tell_input;
use super::finder::Finder;
use super::listing::{Answer, Page};
use crate::announce::speaker;
use crate::api::error::ApiError;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::text::{t, text};
use crate::ui::button::Button;
use crate::ui::field::Field;

stylance::import_crate_style!(style, "src/console/object_choice.module.css");

/// Something that can be earned.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Candidate {
    /// What the API names it by.
    pub(super) id: String,
    /// What people call it.
    pub(super) title: String,
}

/// Words in the reader's language.
type Key = fn(I18nContext<Locale>) -> &'static str;

/// Where it is looked for and where it is named, and what is said there.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// Names the search in the page; unique on it.
    pub(super) search_id: &'static str,
    /// Names the field in the page; unique on it.
    pub(super) field_id: &'static str,
    /// As long as what names it can be.
    pub(super) limit: &'static str,
    /// What the field is for.
    pub(super) label: Key,
    /// How much fits.
    pub(super) count: fn(I18nContext<Locale>, Option<i32>) -> String,
    /// That nothing does.
    pub(super) none_found: Key,
    /// What to know before naming it.
    pub(super) hint: Key,
}

impl Wanted {
    /// A course run, by its key, or a program, by its UUID.
    pub(super) const fn any(count: fn(I18nContext<Locale>, Option<i32>) -> String, none_found: Key, hint: Key) -> Self {
        Self {
            search_id: "object-title",
            field_id: "object",
            limit: "255",
            label: |i18n| t_string!(i18n, console.credentials.object),
            count,
            none_found,
            hint,
        }
    }
}

/// The search, and the field that takes what was found or a key that somebody knows.
#[component]
pub(super) fn ObjectChoice<F>(
    /// Asks for what has these words.
    ask: impl Fn(Option<String>) -> F + Copy + Send + Sync + 'static,
    /// What is looked for.
    wanted: Wanted,
    /// What the field holds at first.
    value: String,
    /// What is wrong with it; empty while nothing is.
    problem: Signal<String>,
    /// The field.
    node_ref: NodeRef<Input>,
) -> impl IntoView
where
    F: Future<Output = Result<Answer<Candidate>, ApiError>> + 'static,
{
    let i18n = use_i18n();
    let say = speaker();
    let found = RwSignal::new(None::<Page<Candidate>>);
    // What the key stands for, until another one is written.
    let chosen = RwSignal::new(None::<String>);
    let choose = Callback::new(move |it: Candidate| {
        found.set(None);
        if let Some(field) = node_ref.get_untracked() {
            field.set_value(&it.id);
            tell_input(&field);
            // The field is in the page; focusing it cannot fail.
            let _ = field.focus();
        }
        say(&t_string!(i18n, console.award.chosen, name = it.title.clone()));
        chosen.set(Some(it.title));
    });
    let hint = move || match chosen.get() {
        Some(title) => t_string!(i18n, console.award.chosen, name = title),
        None => (wanted.hint)(i18n).to_owned(),
    };
    let name = Signal::derive(move || t_string!(i18n, credentials.submit).to_owned());
    let show = move |page: Page<Candidate>| results(page, wanted.none_found, choose);
    view! {
        <Finder id=wanted.search_id label=t!(i18n, console.award.find) name found ask count=wanted.count show/>
        <div on:input=move |_| chosen.set(None)>
            <Field
                id=wanted.field_id
                kind="text"
                label=move || (wanted.label)(i18n)
                hint
                value
                limit=wanted.limit.to_owned()
                problem
                node_ref=node_ref
            />
        </div>
    }
}

/// What fits, each with a button that chooses it.
fn results(page: Page<Candidate>, none_found: Key, choose: Callback<Candidate>) -> AnyView {
    let i18n = use_i18n();
    let note = if page.nodes.is_empty() {
        Some(text(move || none_found(i18n)))
    } else if page.next.is_some() {
        Some(t!(i18n, console.catalogue.picker.more))
    } else {
        None
    };
    let items: Vec<_> = page
        .nodes
        .into_iter()
        .map(|candidate| {
            let Candidate { id, title } = candidate.clone();
            let called = title.clone();
            let name = Signal::derive(move || t_string!(i18n, console.award.choose_name, name = called.clone()));
            view! {
                <li class=style::line>
                    <span><bdi>{title}</bdi> " " <bdi class=style::id>{id}</bdi></span>
                    <Button on_press=move || choose.run(candidate.clone()) name>{t!(i18n, console.award.choose)}</Button>
                </li>
            }
        })
        .collect();
    view! {
        <ul class=style::found>{items}</ul>
        {note.map(|words| view! { <p class=style::note>{words}</p> })}
    }
    .into_any()
}
