//! The controls of the editor as one: what they hold.

use leptos::html::Input;
use leptos::prelude::*;

use super::draft::Draft;
use super::rows::{self, Rows};
use super::source::{Source, TemplatePartial, TemplateText};

/// The field for the template itself.
pub(super) const HTML: &str = "html";

/// Everything that is written.
#[derive(Clone, Copy)]
pub(super) struct Controls {
    pub(super) name: NodeRef<Input>,
    pub(super) html: RwSignal<String>,
    pub(super) partials: Rows<TemplatePartial>,
    pub(super) texts: Rows<TemplateText>,
}

impl Controls {
    /// Those of an editor that begins with a draft.
    pub(super) fn holding(draft: &Draft) -> Self {
        let Source { html, partials, texts } = draft.source.clone();
        Self {
            name: NodeRef::new(),
            html: RwSignal::new(html),
            partials: rows::holding(partials),
            texts: rows::holding(texts),
        }
    }

    /// What the template says as it is written; rows in which nothing is written are none.
    pub(super) fn source(self) -> Memo<Source> {
        Memo::new(move |_| {
            let partials = self.partials.read();
            let texts = self.texts.read();
            Source {
                html: self.html.get(),
                partials: partials
                    .values()
                    .filter(|it| **it != TemplatePartial::default())
                    .cloned()
                    .collect(),
                texts: texts
                    .values()
                    .filter(|it| **it != TemplateText::default())
                    .cloned()
                    .collect(),
            }
        })
    }

    /// What staff call it.
    pub(super) fn written_name(self) -> String {
        let name = self.name.get_untracked().map(|it| it.value());
        name.map(|it| it.trim().to_owned()).unwrap_or_default()
    }

    /// The field in which a partial of this name is written, or the template itself; none where there is none.
    pub(super) fn field_of(self, partial: Option<&str>) -> Option<String> {
        let Some(name) = partial else {
            return Some(HTML.to_owned());
        };
        self.partials.with_untracked(|partials| {
            let found = partials.iter().find(|(_, it)| it.name == name);
            found.map(|(key, _)| partial_field(*key))
        })
    }
}

/// The field for what a partial says.
pub(super) fn partial_field(key: u32) -> String {
    format!("partial-{key}-html")
}
