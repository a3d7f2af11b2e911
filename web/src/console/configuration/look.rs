//! How certificates look: whose names they show, and by which template.

use leptos::prelude::*;

use super::controls::{Controls, label_word};
use super::query::OrganizationLabel;
use crate::console::choice::Choice;
use crate::i18n::{t_string, use_i18n};

/// How organizations are called, and the template.
#[component]
pub(super) fn Look(
    /// Ids and names of the templates.
    templates: Vec<(String, String)>,
    /// Where it is chosen.
    controls: Controls,
) -> impl IntoView {
    let i18n = use_i18n();
    let labels = Signal::derive(move || {
        [
            (OrganizationLabel::Name, t_string!(i18n, console.configuration.by_name)),
            (OrganizationLabel::Key, t_string!(i18n, console.configuration.by_key)),
        ]
        .map(|(label, words)| (label_word(label).to_owned(), words.to_owned()))
        .to_vec()
    });
    let templates = Signal::derive(move || {
        let built_in = (
            String::new(),
            t_string!(i18n, console.configuration.built_in).to_owned(),
        );
        std::iter::once(built_in).chain(templates.clone()).collect::<Vec<_>>()
    });
    view! {
        <Choice
            id="organizations"
            label=move || t_string!(i18n, console.configuration.organizations)
            options=labels
            value=controls.label
        />
        <Choice
            id="template"
            label=move || t_string!(i18n, console.configuration.template)
            options=templates
            value=controls.template
        />
    }
}
