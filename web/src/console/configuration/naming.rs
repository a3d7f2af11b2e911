//! What a configuration is for and what its certificates are headed with.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::controls::{Controls, Problems};
use super::draft::Draft;
use super::save::Refusal;
use crate::console::path;
use crate::i18n::{t_string, use_i18n};
use crate::ui::field::Field;

const MAX_LENGTH: &str = "255";
const MAX_LANGUAGE_LENGTH: &str = "35";

/// The learning object of a new one, which the address may tell, title and language.
#[component]
pub(super) fn Naming(
    /// As they are at first.
    before: Draft,
    /// Nobody has said yet what it is for.
    is_new: bool,
    /// Where they are written.
    controls: Controls,
    /// What is wrong with them.
    problems: Problems,
) -> impl IntoView {
    let i18n = use_i18n();
    let object = is_new.then(|| {
        let object = use_query_map().read_untracked().get(path::OBJECT).unwrap_or_default();
        view! {
            <Field
                id="object"
                kind="text"
                label=move || t_string!(i18n, console.credentials.object)
                hint=move || t_string!(i18n, console.configuration.object_hint)
                value=object
                limit=MAX_LENGTH.to_owned()
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
            value=before.title
            limit=MAX_LENGTH.to_owned()
            problem=problems.at(|it| matches!(it, Refusal::Title))
            node_ref=controls.title
        />
        <Field
            id="language"
            kind="text"
            label=move || t_string!(i18n, console.configuration.language)
            hint=move || t_string!(i18n, console.configuration.language_hint)
            value=before.language
            limit=MAX_LANGUAGE_LENGTH.to_owned()
            problem=problems.at(|it| matches!(it, Refusal::Language))
            node_ref=controls.language
        />
    }
}
