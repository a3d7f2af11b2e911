//! Mutations of templates.

pub(in crate::graphql) mod check;
pub(in crate::graphql) mod create;
pub(in crate::graphql) mod delete;
pub(in crate::graphql) mod edit;
pub(in crate::graphql) mod preview;
pub(in crate::graphql) mod publish;

use std::collections::BTreeMap;

use async_graphql::InputObject;

/// A part for a template to include.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct TemplatePartialInput {
    /// Its name: 1 to 64 lower-case letters, digits and underscores.
    name: String,
    /// What it says: at most 64 KiB.
    html: String,
}

/// A word for a template to say in one language.
#[derive(Clone, Debug, InputObject)]
pub(in crate::graphql) struct TemplateTextInput {
    /// BCP 47 tag of the language.
    language: String,
    /// Its name: 1 to 64 lower-case letters, digits and underscores. The template says it by `text.<name>`.
    name: String,
    /// What it says: at most 1,000 bytes.
    text: String,
}

fn partials(list: Vec<TemplatePartialInput>) -> BTreeMap<String, String> {
    list.into_iter().map(|it| (it.name, it.html)).collect()
}

fn texts(list: Vec<TemplateTextInput>) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut texts: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for TemplateTextInput { language, name, text } in list {
        texts.entry(language).or_default().insert(name, text);
    }
    texts
}
