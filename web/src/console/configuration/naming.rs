//! What a configuration is for and what its certificates are headed with.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::catalogued;
use super::controls::{Controls, Problems};
use super::save::Refusal;
use crate::console::language_choice::LanguageChoice;
use crate::console::object_choice::{ObjectChoice, Wanted};
use crate::console::path;
use crate::i18n::{t_string, use_i18n};
use crate::language::grouped;
use crate::ui::field::Field;

const MAX_LENGTH: &str = "255";

/// What is said where it is chosen what a new one is for.
const OBJECT: Wanted = Wanted::any(
    |i18n, total| match total {
        None | Some(0) => t_string!(i18n, console.find.none).to_owned(),
        Some(1) => t_string!(i18n, console.find.one).to_owned(),
        Some(count) => t_string!(i18n, console.find.many, count = grouped(i18n, count)),
    },
    |i18n| t_string!(i18n, console.find.none),
    |i18n| t_string!(i18n, console.configuration.object_hint),
);

/// The learning object of a new one, which the address may tell, title and language.
#[component]
pub(super) fn Naming(
    /// The title at first.
    title: String,
    /// Nobody has said yet what it is for.
    is_new: bool,
    /// Where they are written.
    controls: Controls,
    /// What is wrong with them.
    problems: Problems,
) -> impl IntoView {
    let i18n = use_i18n();
    let object = is_new.then(|| {
        let told = use_query_map().read_untracked().get(path::OBJECT).unwrap_or_default();
        view! {
            <ObjectChoice
                ask=catalogued::search
                wanted=OBJECT
                value=told
                problem=problems.at(|it| matches!(it, Refusal::Object | Refusal::Exists))
                node_ref=controls.object
            />
        }
    });
    view! {
        {object}
        <Field
            id="title"
            kind="text"
            label=move || t_string!(i18n, console.configuration.title)
            hint=move || t_string!(i18n, console.configuration.title_hint)
            value=title
            limit=MAX_LENGTH.to_owned()
            problem=problems.at(|it| matches!(it, Refusal::Title))
            node_ref=controls.title
        />
        <LanguageChoice
            control=controls.language
            usual=|i18n| t_string!(i18n, console.configuration.language_usual)
            hint=|i18n| t_string!(i18n, console.configuration.language_hint)
            problem=problems.at(|it| matches!(it, Refusal::Language))
        />
    }
}
