//! What a template says: its HTML, the partials that it includes, and words of its own.

use std::collections::HashSet;

use crate::api::schema;

/// What one version of a template says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Source {
    /// HTML with places to fill in.
    pub(super) html: String,
    pub(super) partials: Vec<TemplatePartial>,
    pub(super) texts: Vec<TemplateText>,
}

/// A part that a template includes.
#[derive(cynic::QueryFragment, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TemplatePartial {
    pub(super) name: String,
    pub(super) html: String,
}

/// A word of a template in one language.
#[derive(cynic::QueryFragment, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TemplateText {
    /// BCP 47 tag.
    pub(super) language: String,
    /// The template says it by `text.<name>`.
    pub(super) name: String,
    pub(super) text: String,
}

impl Source {
    /// Whether a partial or a word is there twice: the server keeps one of each, and the other would be lost.
    pub(super) fn has_doubles(&self) -> bool {
        let mut partials = HashSet::new();
        let mut texts = HashSet::new();
        let is_double = !self.partials.iter().all(|it| partials.insert(&it.name));
        is_double || !self.texts.iter().all(|it| texts.insert((&it.language, &it.name)))
    }

    /// The partials, as a request has them.
    pub(super) fn told_partials(&self) -> Vec<TemplatePartialInput> {
        let partials = self.partials.iter().cloned();
        partials
            .map(|TemplatePartial { name, html }| TemplatePartialInput { name, html })
            .collect()
    }

    /// The words, as a request has them.
    pub(super) fn told_texts(&self) -> Vec<TemplateTextInput> {
        let texts = self.texts.iter().cloned();
        texts
            .map(|TemplateText { language, name, text }| TemplateTextInput { language, name, text })
            .collect()
    }
}

#[derive(cynic::InputObject)]
pub(super) struct TemplatePartialInput {
    name: String,
    html: String,
}

#[derive(cynic::InputObject)]
pub(super) struct TemplateTextInput {
    language: String,
    name: String,
    text: String,
}

#[cfg(test)]
mod tests {
    use super::{Source, TemplatePartial, TemplateText};

    fn partial(name: &str) -> TemplatePartial {
        TemplatePartial {
            name: name.to_owned(),
            html: String::new(),
        }
    }

    fn text(language: &str, name: &str) -> TemplateText {
        TemplateText {
            language: language.to_owned(),
            name: name.to_owned(),
            text: String::new(),
        }
    }

    #[test]
    fn what_is_there_twice_is_found() {
        let has_doubles = |partials: &[&str], texts: &[(&str, &str)]| {
            let source = Source {
                html: String::new(),
                partials: partials.iter().map(|it| partial(it)).collect(),
                texts: texts.iter().map(|(language, name)| text(language, name)).collect(),
            };
            source.has_doubles()
        };
        assert!(!has_doubles(&[], &[]));
        assert!(!has_doubles(
            &["foot", "head"],
            &[("en", "on"), ("es", "on"), ("en", "by")]
        ));
        assert!(has_doubles(&["foot", "head", "foot"], &[]));
        assert!(has_doubles(&[], &[("en", "on"), ("en", "on")]));
    }
}
