//! The program that a text is for: looked for by its title, or named by its UUID.
//!
//! Invariant: what is sent is what stands in the field, wherever that came from.

use leptos::prelude::*;
use leptos_i18n::I18nContext;

use super::controls::Controls;
use super::problems::Problems;
use super::query::{self, Program};
use super::style;
use super::whom_choice::HERE;
use crate::announce::speaker;
use crate::console::browser::tell_input;
use crate::console::finder::Finder;
use crate::console::listing::Page;
use crate::console::sheet::style as sheet;
use crate::i18n::{Locale, t_string, use_i18n};
use crate::language::grouped;
use crate::text::t;
use crate::ui::button::Button;
use crate::ui::field::Field;

const MAX_UUID_LENGTH: &str = "36";

/// The search, and the field that takes what was found or a UUID that somebody knows.
#[component]
pub(super) fn ProgramChoice(
    /// Where it is chosen.
    controls: Controls,
    /// What is wrong with it.
    problems: Problems,
) -> impl IntoView {
    let i18n = use_i18n();
    let say = speaker();
    let found = RwSignal::new(None::<Page<Program>>);
    // What the UUID stands for, until another one is written.
    let chosen = RwSignal::new(None::<String>);
    let choose = Callback::new(move |program: Program| {
        found.set(None);
        if let Some(field) = controls.program_uuid.get_untracked() {
            field.set_value(program.uuid.as_str());
            tell_input(&field);
            // The field is in the page; focusing it cannot fail.
            let _ = field.focus();
        }
        let name = program.name();
        say(&t_string!(i18n, console.award.chosen, name = name.clone()));
        chosen.set(Some(name));
    });
    let hint = move || match chosen.get() {
        Some(name) => t_string!(i18n, console.award.chosen, name = name),
        None => t_string!(i18n, console.mail_text.program_uuid_hint).to_owned(),
    };
    let name = Signal::derive(move || t_string!(i18n, credentials.submit).to_owned());
    let show = move |page: Page<Program>| results(page, choose);
    view! {
        <Finder id="program-title" label=t!(i18n, console.award.find) name found ask=query::programs count show/>
        <div on:input=move |_| chosen.set(None)>
            <Field
                id="program-uuid"
                kind="text"
                label=move || t_string!(i18n, console.mail_text.program_uuid)
                hint
                value=String::new()
                limit=MAX_UUID_LENGTH.to_owned()
                problem=problems.at(HERE)
                node_ref=controls.program_uuid
            />
        </div>
    }
}

/// How much fits.
fn count(i18n: I18nContext<Locale>, total: Option<i32>) -> String {
    match total {
        None => t_string!(i18n, console.catalogue.count_countless).to_owned(),
        Some(1) => t_string!(i18n, console.catalogue.count_one).to_owned(),
        Some(total) => t_string!(i18n, console.catalogue.count_many, count = grouped(i18n, total)),
    }
}

/// What fits, each with a button that chooses it.
fn results(page: Page<Program>, choose: Callback<Program>) -> AnyView {
    let i18n = use_i18n();
    let note = if page.nodes.is_empty() {
        Some(t!(i18n, console.catalogue.none_found))
    } else if page.next.is_some() {
        Some(t!(i18n, console.catalogue.picker.more))
    } else {
        None
    };
    let items: Vec<_> = page
        .nodes
        .into_iter()
        .map(|program| {
            let (title, uuid) = (program.name(), program.uuid.as_str().to_owned());
            let called = title.clone();
            let name = Signal::derive(move || t_string!(i18n, console.award.choose_name, name = called.clone()));
            view! {
                <li class=style::found>
                    <span><bdi>{title}</bdi> " " <bdi class=sheet::minor>{uuid}</bdi></span>
                    <Button on_press=move || choose.run(program.clone()) name>{t!(i18n, console.award.choose)}</Button>
                </li>
            }
        })
        .collect();
    view! {
        <ul class=style::programs>{items}</ul>
        {note.map(|words| view! { <p class=sheet::minor>{words}</p> })}
    }
    .into_any()
}
